#pragma once

#include <string>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"
#include "gui/window/secret_field.hpp"

namespace sbc::gui {

// Stands in the place of everything else until the keys are open: asks for the pass phrase, or,
// where there is no key file yet, for a new one, or for the file that a copy was kept in.
class UnlockPanel {
public:
    void draw(const WalletView& view, Pen& pen);

private:
    void ask(const WalletView& view, Pen& pen, float width);
    void choose(const WalletView& view, Pen& pen, float width);
    void import_keys(const WalletView& view, Pen& pen, float width);
    void show_import(bool shown);
    // How it went, if anything was tried here; of the other form nothing is told.
    void last_try(const WalletView& view, const Pen& pen, float width) const;

    SecretField phrase_, again_;
    bool importing_ = false;
    bool focus_path_ = false;
    std::string path_;
    bool tried_ = false;  // since this form is shown: only then does the last trouble speak of it
    bool first_time_ = true;
};

}  // namespace sbc::gui
