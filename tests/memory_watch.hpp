#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <string_view>

// Finds what was left in memory that was given back. It replaces the program's own new and delete:
// to be included in one file of a program.

// While one of these lives, each block of memory that is given back is searched for the text first.
// So a test that watches hands no such text to Catch, which would print it.
class Watch {
public:
    explicit Watch(std::string_view text) { sought = text, found = 0; }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() { sought = {}; }
    [[nodiscard]] std::size_t stale_copies() const { return found; }
    static void look_at(std::string_view block) {
        if (!sought.empty() && block.find(sought) != std::string_view::npos) ++found;
    }
    // Before each block stands how long it is.
    static constexpr std::size_t before = alignof(std::max_align_t);

private:
    static inline std::string_view sought;
    static inline std::size_t found = 0;
};

void* operator new(std::size_t size) {
    void* const block = std::malloc(Watch::before + size);
    if (block == nullptr) throw std::bad_alloc{};
    *static_cast<std::size_t*>(block) = size;
    return static_cast<char*>(block) + Watch::before;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    try {
        return operator new(size);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}
void operator delete(void* memory) noexcept {
    if (memory == nullptr) return;
    char* const block = static_cast<char*>(memory) - Watch::before;
    Watch::look_at({static_cast<const char*>(memory), *reinterpret_cast<std::size_t*>(block)});
    std::free(block);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
