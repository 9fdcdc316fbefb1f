// The memory that one idle peer costs, and the counting behind it for other tests.
#include "memory.hpp"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "catch.hpp"

namespace {

std::atomic<std::size_t> live_bytes{0};
std::atomic<std::size_t> largest_request{0};

}  // namespace

namespace memory {

std::size_t live() { return live_bytes; }
std::size_t take_largest() { return largest_request.exchange(0); }

}  // namespace memory

void* operator new(std::size_t size) {
    void* const made = std::malloc(size == 0 ? 1 : size);
    if (made == nullptr) throw std::bad_alloc{};
    live_bytes += ::malloc_usable_size(made);
    std::size_t largest = largest_request;
    while (size > largest && !largest_request.compare_exchange_weak(largest, size)) {
    }
    return made;
}
void operator delete(void* made) noexcept {
    if (made != nullptr) live_bytes -= ::malloc_usable_size(made);
    std::free(made);
}
void operator delete(void* made, std::size_t) noexcept { operator delete(made); }

TEST_CASE("memory that is allocated is counted until it is given back", "[net]") {
    const std::size_t before = memory::live();
    (void)memory::take_largest();
    auto* const block = static_cast<char*>(::operator new(100'000));
    CHECK(memory::live() >= before + 100'000);
    ::operator delete(block);
    CHECK(memory::live() < before + 100'000);
    CHECK(memory::take_largest() == 100'000);
}
