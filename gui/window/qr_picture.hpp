#pragma once

#include <optional>
#include <string>

#include "gui/qr/qr.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// A QR code on the screen. Keeps the code of the text that it drew last: making one costs more than
// drawing it.
class QrPicture {
public:
    // How wide and high it gets where `most` is the room: each module takes whole pixels. All of
    // it where there is no code, for then words stand there.
    [[nodiscard]] float side(const std::string& text, float most);
    // At ImGui's cursor. `without` is said in its place where no code can be drawn.
    void draw(const Pen& pen, const std::string& text, float most, const char* without);

private:
    void make(const std::string& text);

    std::string code_of_;
    std::optional<QrCode> code_;
};

}  // namespace sbc::gui
