#include "gui/cli_qr.hpp"

#include "gui/qr/qr.hpp"

namespace sbc::gui {

std::string qr_lines(const std::string& text, bool colours) {
    const auto code = QrCode::of(text);
    if (!code) return {};
    constexpr std::size_t quiet = 4;  // modules around a code that stay light: readers want them
    const std::size_t size = code->width() + 2 * quiet;
    const auto dark = [&](std::size_t column, std::size_t row) {
        const auto inside = [&](std::size_t at) { return at >= quiet && at < size - quiet; };
        return inside(column) && inside(row) && code->dark(column - quiet, row - quiet);
    };
    std::string lines;
    for (std::size_t row = 0; row < size; row += 2) {
        if (colours) lines += "\033[30;107m";
        for (std::size_t column = 0; column < size; ++column) {
            const bool upper = dark(column, row);
            const bool lower = dark(column, row + 1);
            lines += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
        }
        lines += colours ? "\033[0m\n" : "\n";
    }
    return lines;
}

std::vector<std::string> qr_rows(const std::string& text) {
    const auto code = QrCode::of(text);
    std::vector<std::string> rows;
    for (std::size_t row = 0; code && row < code->width(); ++row) {
        rows.emplace_back();
        for (std::size_t column = 0; column < code->width(); ++column) {
            rows.back() += code->dark(column, row) ? '1' : '0';
        }
    }
    return rows;
}

}  // namespace sbc::gui
