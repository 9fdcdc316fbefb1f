// Reads one byte beyond an allocation.
#include <cstddef>
#include <memory>

int main(int argc, char**) {
    const auto size = static_cast<std::size_t>(argc) * 16;
    const auto bytes = std::make_unique<volatile char[]>(size);
    return bytes[size];
}
