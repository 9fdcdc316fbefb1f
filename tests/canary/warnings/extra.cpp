int seven(int forgotten) {  // warns: unused-parameter
    return 7;
}
