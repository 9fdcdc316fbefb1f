#include "gui/window/wiping_memory.hpp"

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "crypto/secret.hpp"

namespace sbc::gui {
namespace {

// Before each block stands how large it is.
constexpr std::size_t head = alignof(std::max_align_t);

void* take(std::size_t size, void* /*nothing*/) {
    auto* whole = static_cast<std::uint8_t*>(std::malloc(head + size));
    if (whole == nullptr) {
        return nullptr;
    }
    *reinterpret_cast<std::size_t*>(whole) = size;
    return whole + head;
}

void give_back(void* block, void* /*nothing*/) {
    if (block == nullptr) {
        return;
    }
    auto* whole = static_cast<std::uint8_t*>(block) - head;
    crypto::wipe(std::span{whole + head, *reinterpret_cast<std::size_t*>(whole)});
    std::free(whole);
}

}  // namespace

void wipe_what_imgui_gives_back() { ImGui::SetAllocatorFunctions(take, give_back); }

}  // namespace sbc::gui
