#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "gui/panels/awaited.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"
#include "gui/window/tall_rows.hpp"

namespace sbc::gui {

// The letters with one person, the newest at the bottom, and the field for the next one. What was
// typed for each person stays in this object's memory until it was sent, as in the other fields,
// and is written to no file; it is not wiped as a pass phrase is.
class ConversationPanel {
public:
    void draw(const WalletView& view, const MailContact& with, Pen& pen, float width, float height);
    void focus() { focus_ = true; }

private:
    // How large the text of a letter is, and the line below it.
    struct Size {
        float width = 0;
        float height = 0;
    };

    void look_at(const WalletView& view, const MailContact& with, Pen& pen);
    void arrange(const WalletView& view, const Pen& pen, float width);
    void letters(const MailContact& with, const Pen& pen, float width, float height);
    void keep_at_end();
    void letter(const MailLetter& letter, const Pen& pen, float width) const;
    void hear(const WalletView& view, const MailContact& with, const Pen& pen);
    [[nodiscard]] bool field_and_button(const MailContact& with, std::string& draft, bool may,
                                        const Pen& pen, float width);
    void writing(const WalletView& view, const MailContact& with, Pen& pen, float width);
    [[nodiscard]] const Size& size_of(const MailLetter& letter, const Pen& pen, float width);

    std::string with_;  // whose letters are shown
    std::shared_ptr<const MailView> arranged_from_;
    const Conversation* shown_ = nullptr;  // in `arranged_from_`
    float arranged_width_ = 0;
    float arranged_em_ = 0;
    std::unordered_map<std::uint64_t, Size> sizes_;  // by the letter's number
    TallRows rows_;
    bool at_end_ = true;
    float scrolled_ = 0;
    std::uint64_t newest_ = 0;     // the newest letter that was shown
    std::uint64_t told_read_ = 0;  // up to which letter the backend has been told

    std::map<std::string, std::string> drafts_;  // by the address
    std::string sent_;                           // what waits for the backend's answer
    std::string sent_to_;
    Awaited awaited_;
    int fields_ = 0;  // how often the field was emptied: each time it is another one to ImGui
    bool focus_ = false;
    float writing_height_ = 0;
};

}  // namespace sbc::gui
