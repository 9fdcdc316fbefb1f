#pragma once

#include <string>

namespace sbc::gui {

// The QR code of a text in lines for a terminal, two rows of modules to the line. With colours it
// is black on white whatever the terminal's own are; without, it is right where text is dark on
// light. Empty where there is no code (gui/qr/qr.hpp).
[[nodiscard]] std::string qr_lines(const std::string& text, bool colours);

}  // namespace sbc::gui
