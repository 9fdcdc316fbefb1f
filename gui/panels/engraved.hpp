#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gui/panels/awaited.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"
#include "gui/window/tall_rows.hpp"

namespace sbc::gui {

// What was engraved for everybody and for ever, the newest first: by whom, when, and whether it is
// in a block or was only heard; and the form for a text of one's own.
class EngravedPanel {
public:
    void draw(const WalletView& view, Pen& pen);
    void focus() { focus_ = true; }

private:
    void form(const WalletView& view, Pen& pen, float width);
    void confirmation(const WalletView& view, Pen& pen);
    void timeline(const WalletView& view, Pen& pen, float width, float height);
    void arrange(const WalletView& view, const Pen& pen, float width);

    std::string text_;
    std::string fee_;
    bool confirming_ = false;
    int fields_ = 0;  // how often they were emptied: each time they are others to ImGui
    bool focus_ = false;
    std::string sent_;
    Awaited awaited_;

    std::shared_ptr<const Timeline> arranged_from_;
    float arranged_width_ = 0;
    float arranged_em_ = 0;
    std::vector<float> text_heights_;
    TallRows rows_;
};

}  // namespace sbc::gui
