#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// What became of a command whose form stays on the screen until it has succeeded: nobody types all
// of it twice because of one mistake.
class Awaited {
public:
    enum class Answer { None, Done, Refused };

    // The command goes out in this frame; or so many, each of which has its answer.
    void begin(const WalletView& view, std::size_t commands = 1) {
        newest_ = newest(view);
        commands_ = commands;
        waits_ = true;
        trouble_.clear();
    }
    // Done or Refused once, in the first frame that knows.
    [[nodiscard]] Answer answer(const WalletView& view, const Pen& pen) {
        if (!waits_ || pen.busy) return Answer::None;
        waits_ = false;
        std::size_t answers = 0;
        for (const Notice& each : view.notices) {
            if (!each.asked || each.number <= newest_) continue;
            if (++answers > commands_) break;  // of what was asked for later
            if (each.tone != Tone::Bad) continue;
            trouble_ = each.text + " " + each.advice;
            return Answer::Refused;
        }
        return Answer::Done;
    }
    [[nodiscard]] bool waits() const { return waits_; }
    // Why it was refused the last time.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    void forget() { *this = {}; }

private:
    static std::uint64_t newest(const WalletView& view) {
        return view.notices.empty() ? 0 : view.notices.back().number;
    }

    std::uint64_t newest_ = 0;  // of the notices, before
    std::size_t commands_ = 1;
    bool waits_ = false;
    std::string trouble_;
};

}  // namespace sbc::gui
