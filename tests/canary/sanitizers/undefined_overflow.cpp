// Adds one to the largest int. With -fno-sanitize-recover=all the program ends there.
#include <limits>

int main(int argc, char**) {
    const int sum = std::numeric_limits<int>::max() + argc;
    return sum == 0 ? 1 : 0;
}
