#pragma once

#include <string>
#include <vector>

namespace sbc::gui {

// The QR code of a text in lines for a terminal, two rows of modules to the line. With colours it
// is black on white whatever the terminal's own are; without, it is right where text is dark on
// light. Empty where there is no code (gui/qr/qr.hpp).
[[nodiscard]] std::string qr_lines(const std::string& text, bool colours);

// The same for a program: a text for each row of modules, without the quiet zone, '1' for a dark
// one and '0' for a light one.
[[nodiscard]] std::vector<std::string> qr_rows(const std::string& text);

}  // namespace sbc::gui
