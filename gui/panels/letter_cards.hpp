#pragma once

#include <set>
#include <string>

#include "gui/panels/awaited.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// Who the contact is: the name, the address, and the eight words that two people compare aloud. A
// key that is not the one of before is told in a way that nobody overlooks.
class ContactCard {
public:
    void draw(const WalletView& view, const MailContact& contact, Pen& pen, float width);

private:
    void head(const MailContact& contact, Pen& pen, float width);
    void comparison(const MailContact& contact, Pen& pen, float width);
    void changed(const MailContact& contact, Pen& pen, float width);
    void answers(const MailContact& contact, Pen& pen);
    void dialogs(const WalletView& view, const MailContact& contact, Pen& pen);

    std::set<std::string> opened_;  // whose words one wants to see although they are compared
    std::set<std::string> closed_;  // whose words one does not want to compare now
    std::string asked_for_;         // the contact that a dialog is about
    bool renaming_ = false;
    bool forgetting_ = false;
    std::string name_;
    Awaited awaited_;
};

// One's own card: what others see of it, and how to get another one.
class OwnCard {
public:
    void draw(const WalletView& view, Pen& pen, float width);

private:
    void open_card(const MailView& mail, Pen& pen, float width);
    void question(Pen& pen);

    bool open_ = false;
    bool asking_ = false;
};

}  // namespace sbc::gui
