struct Empty {};
struct Row {
    int count;
    int items[];  // warns: pedantic, clang: c99-extensions
};
