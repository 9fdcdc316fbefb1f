#pragma once

#include <string>

#include "gui/panels/awaited.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// With whom one exchanges letters: the list, and the form that adds somebody to it. Only the rows
// that are seen are drawn.
class LetterContacts {
public:
    // Both in a column of this size: the list, and the form at its foot.
    void draw(const WalletView& view, Pen& pen, float width, float height);
    // One of them, where there is no room for a column.
    void draw_list(const MailView& mail, const Pen& pen, float width, float height);
    void draw_form(const WalletView& view, Pen& pen, float width);

    // Whom one looks at: the one that was chosen, or the first; nullptr when there is nobody.
    [[nodiscard]] const MailContact* chosen(const MailView& mail);

private:
    std::string chosen_;  // the address
    std::string address_;
    std::string name_;
    Awaited awaited_;
    float form_height_ = 0;  // what the form took in the last frame
};

}  // namespace sbc::gui
