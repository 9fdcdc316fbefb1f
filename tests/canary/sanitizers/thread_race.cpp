// Two threads write one variable.
#include <thread>

int main() {
    int shared = 0;
    std::thread other{[&shared] { shared += 1; }};
    shared += 1;
    other.join();
    return shared == 0 ? 1 : 0;
}
