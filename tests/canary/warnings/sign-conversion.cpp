// clang: implied by -Wconversion
unsigned long length(int count) {
    return count;  // warns: sign-conversion
}
