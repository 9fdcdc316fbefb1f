int sum(int count) {
    int total = 0;
    for (int i = 0; i < count; ++i) {
        int count = i;  // warns: shadow
        total += count;
    }
    return total;
}
