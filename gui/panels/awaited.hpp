#pragma once

#include <algorithm>
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

    // The command goes out in this frame.
    void begin(const WalletView& view) {
        newest_ = newest(view);
        waits_ = true;
        trouble_.clear();
    }
    // Done or Refused once, in the first frame that knows.
    [[nodiscard]] Answer answer(const WalletView& view, const Pen& pen) {
        if (!waits_ || pen.busy) return Answer::None;
        waits_ = false;
        const auto answer = std::find_if(view.notices.rbegin(), view.notices.rend(),
                                         [](const Notice& each) { return each.asked; });
        const bool told = answer != view.notices.rend() && answer->number > newest_;
        if (!told || answer->tone != Tone::Bad) return Answer::Done;
        trouble_ = answer->text + " " + answer->advice;
        return Answer::Refused;
    }
    [[nodiscard]] bool waits() const { return waits_; }
    // Why it was refused the last time.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    void forget() { *this = {}; }

private:
    static std::uint64_t newest(const WalletView& view) {
        return view.notices.empty() ? 0 : view.notices.back().number;
    }

    std::uint64_t newest_ = 0;
    bool waits_ = false;
    std::string trouble_;
};

}  // namespace sbc::gui
