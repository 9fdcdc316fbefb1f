#pragma once

#include "gui/view.hpp"
#include "gui/window/pen.hpp"
#include "gui/window/secret_field.hpp"

namespace sbc::gui {

// Stands in the place of everything else until the keys are open: asks for the pass phrase, or for
// a new one where there is no key file yet.
class UnlockPanel {
public:
    void draw(const WalletView& view, Pen& pen);

private:
    void ask(const WalletView& view, Pen& pen, float width);
    void choose(const WalletView& view, Pen& pen, float width);

    SecretField phrase_, again_;
    bool first_time_ = true;
};

}  // namespace sbc::gui
