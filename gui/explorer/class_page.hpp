#pragma once

#include "gui/explorer/wishes.hpp"
#include "gui/window/qr_picture.hpp"

namespace sbc::gui {

// What is typed to join this class; all of it is one line.
[[nodiscard]] std::string join_line(const ClassLook& look);

// How one joins the class, large enough for the back of a room; who is there; and, for its host,
// the buttons that part and heal it.
class ClassPage {
public:
    void draw(const ClassLook& look, const Pen& pen, Wishes& wishes);

private:
    void joining(const ClassLook& look, const Pen& pen);
    void code(const std::string& line, const Pen& pen, float most);

    QrPicture code_;
};

}  // namespace sbc::gui
