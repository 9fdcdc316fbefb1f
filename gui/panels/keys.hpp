#pragma once

#include <string>

#include "gui/panels/awaited.hpp"
#include "gui/panels/key_dialogs.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// One's addresses and their labels, the file with the keys, and the names one gave to others.
class KeysPanel {
public:
    void draw(const WalletView& view, Pen& pen);

private:
    void own_addresses(const WalletView& view, Pen& pen, float width);
    void contacts(const WalletView& view, Pen& pen, float width);
    void new_contact(const WalletView& view, Pen& pen, float width);
    // What everybody shall call the owner of the first address.
    void name_claim(const WalletView& view, Pen& pen, float width);
    void key_file(const WalletView& view, Pen& pen, float width);
    // A row that can be renamed in place. A contact has no balance and can be forgotten.
    void row(const WalletView& view, Pen& pen, const std::string& address, const std::string& name,
             const Points* balance, float width);
    void name_field(const WalletView& view, Pen& pen, const std::string& address, float width);
    void hear_renamed(const WalletView& view, const Pen& pen);
    void rename(const WalletView& view, Pen& pen, const std::string& address);
    void row_buttons(const WalletView& view, Pen& pen, const std::string& address,
                     const std::string& name, bool contact);

    std::string renaming_;  // the address
    std::string new_name_;
    bool focus_name_ = false;
    Awaited rename_awaited_;
    std::string new_label_;
    std::string sent_label_;  // what waits for the backend's answer
    Awaited label_awaited_;
    std::string claimed_;
    bool claim_meant_ = false;  // it was asked for once, and is for ever
    Awaited claim_awaited_;
    std::string contact_name_, contact_address_;
    Awaited contact_awaited_;
    KeyDialogs dialogs_;
};

}  // namespace sbc::gui
