#pragma once

#include <string>

#include "gui/panels/awaited.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"
#include "gui/window/secret_field.hpp"

namespace sbc::gui {

// What is asked before the keys go to a file, come from one, or get another pass phrase. A dialog
// stays until that has succeeded, says why it has not, and leaves nothing of what was typed behind.
class KeyDialogs {
public:
    enum class Which { None, Export, Import, PassPhrase };

    void open(Which which);
    void draw(const WalletView& view, Pen& pen);

private:
    void file_dialog(const WalletView& view, Pen& pen, float width);
    void pass_phrase_dialog(const WalletView& view, Pen& pen, float width);
    // What is wrong with what was typed, or why it was refused; a free line otherwise.
    void trouble(const Pen& pen, const SecretField& one, const SecretField& again,
                 float width) const;
    void close();

    Which which_ = Which::None;
    bool open_ = false;
    std::string path_;
    SecretField first_, second_, third_;
    Awaited awaited_;
};

}  // namespace sbc::gui
