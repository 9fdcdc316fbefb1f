// The counting of memory for other tests, and the proof that it counts.
#include "memory.hpp"

#include <new>

#include "catch.hpp"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SBC_SANITIZER_COUNTS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SBC_SANITIZER_COUNTS
#endif
#endif

#ifdef SBC_SANITIZER_COUNTS
// Of <sanitizer/allocator_interface.h>, which not every compiler brings along.
extern "C" std::size_t
__sanitizer_get_current_allocated_bytes();  // NOLINT(bugprone-reserved-*): its name

std::size_t memory::live() { return __sanitizer_get_current_allocated_bytes(); }
#else
#include <malloc.h>

#include <atomic>
#include <cstdlib>

static std::atomic<std::size_t> live_bytes{0};

std::size_t memory::live() { return live_bytes; }

// All other forms of new and delete end in these.
void* operator new(std::size_t size) {
    void* const made = std::malloc(size == 0 ? 1 : size);
    if (made == nullptr) throw std::bad_alloc{};
    live_bytes += ::malloc_usable_size(made);
    return made;
}
void operator delete(void* made) noexcept {
    if (made != nullptr) live_bytes -= ::malloc_usable_size(made);
    std::free(made);
}
void operator delete(void* made, std::size_t) noexcept { operator delete(made); }
#endif

TEST_CASE("memory that is allocated is counted until it is given back", "[net]") {
    const std::size_t before = memory::live();
    void* const block = ::operator new(100'000);
    CHECK(memory::live() >= before + 100'000);
    ::operator delete(block);
    CHECK(memory::live() < before + 100'000);
}
