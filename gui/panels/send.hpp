#pragma once

#include <cstdint>
#include <string>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// The form of a payment. What is typed goes to the backend as a draft, and its answer is shown
// beside the fields; nothing is paid but a draft that was found good and then confirmed.
class SendPanel {
public:
    void draw(const WalletView& view, Pen& pen);
    // Begins a payment to this address, as "Pay again" in the history does.
    void begin(const std::string& to);
    void focus() { focus_ = true; }

private:
    void form(const WalletView& view, Pen& pen, float width);
    void contacts(const WalletView& view, const Pen& pen);
    void summary(const WalletView& view, Pen& pen, float width);
    void confirmation(const WalletView& view, Pen& pen);
    void agreement(const Pen& pen, float width) const;
    // Why what was agreed cannot be paid any more, or nothing.
    [[nodiscard]] std::string changed_mind(const WalletView& view) const;
    [[nodiscard]] bool ready(const WalletView& view) const;
    void changed();

    Draft draft_{};
    Draft answered_{};  // what the view's answer speaks of: nothing is said of what came later
    std::uint64_t next_serial_ = 1;
    std::uint64_t checked_ = 0;  // the serial that was last sent to be checked
    std::uint64_t paying_ = 0;   // the serial that was confirmed, until the backend answers
    bool confirming_ = false;
    DraftCheck agreed_;  // what the dialog shows, and what is paid: no other fee, to nobody else
    bool focus_ = true;
};

}  // namespace sbc::gui
