// Reads beyond the end of a vector, in a plain Debug build.
#include <vector>

int main(int argc, char**) {
    const std::vector<int> two{1, 2};
    return two[static_cast<std::vector<int>::size_type>(argc) + 1];
}
