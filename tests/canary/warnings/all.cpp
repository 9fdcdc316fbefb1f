int seven() {
    int unused = 3;  // warns: unused-variable
    return 7;
}
