#pragma once

#include <string>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"
#include "gui/window/secret_field.hpp"

namespace sbc::gui {

// One's addresses and their labels, the names one gave to others, and the file with the keys.
class KeysPanel {
public:
    void draw(const WalletView& view, Pen& pen);

private:
    enum class Dialog { None, Export, Import, PassPhrase };

    void own_addresses(const WalletView& view, Pen& pen, float width);
    void contacts(const WalletView& view, Pen& pen, float width);
    void key_file(const WalletView& view, Pen& pen, float width);
    // A row that can be renamed in place.
    void row(Pen& pen, const std::string& address, const std::string& name, const Points* balance,
             float width);
    void open(Dialog which);
    void close();
    void file_dialog(Pen& pen);
    void pass_phrase_dialog(Pen& pen);

    std::string renaming_;  // the address
    std::string new_name_;
    bool focus_name_ = false;
    std::string new_label_;
    Dialog dialog_ = Dialog::None;
    std::string path_;
    SecretField first_, second_, third_;
};

}  // namespace sbc::gui
