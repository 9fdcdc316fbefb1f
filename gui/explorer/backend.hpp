#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "gui/explorer/view.hpp"

namespace sbc::gui {

// What is wanted of the explorer's node.
struct LookAtBlock {
    std::uint64_t height = 0;  // of our history
};
struct StopLooking {};
// Another byte in the block that is looked at; the one that was changed before is put back.
struct ChangeByte {
    std::uint32_t part = 0;  // as in BlockLook::Change
    std::uint32_t offset = 0;
    std::uint8_t value = 0;
};
struct PutBack {};
struct ShowToNeighbours {};  // the altered block
// The host of a class: half of it on another side until it is healed.
struct PartClass {};
struct HealClass {};
// As if it were typed at the node.
struct TypeLine {
    std::string line;
};
using ExplorerCommand = std::variant<LookAtBlock, StopLooking, ChangeByte, PutBack,
                                     ShowToNeighbours, PartClass, HealClass, TypeLine>;

// What lies behind the explorer's window: a node on its own thread, or a sample for the tests.
class ExplorerBackend {
public:
    ExplorerBackend() = default;
    virtual ~ExplorerBackend() = default;
    ExplorerBackend(const ExplorerBackend&) = delete;
    ExplorerBackend& operator=(const ExplorerBackend&) = delete;

    // Returns at once; what comes of it a later view shows.
    virtual void perform(const ExplorerCommand& command) = 0;
    // The newest; never nullptr. Any thread.
    [[nodiscard]] virtual std::shared_ptr<const ExplorerView> view() const = 0;
    // To be called, on whatever thread, when there is another view. When this returns nobody else
    // is called any more.
    virtual void when_changed(std::function<void()> ring) = 0;
};

}  // namespace sbc::gui
