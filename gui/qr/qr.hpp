#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sbc::gui {

// A QR code: a square of dark and light modules, without its quiet zone.
class QrCode {
public:
    // Nothing where the text is empty or too long for a code.
    [[nodiscard]] static std::optional<QrCode> of(const std::string& text);

    [[nodiscard]] std::size_t width() const { return width_; }
    [[nodiscard]] bool dark(std::size_t column, std::size_t row) const {
        return modules_[row * width_ + column];
    }

private:
    QrCode() = default;
    std::size_t width_ = 0;
    std::vector<bool> modules_;
};

}  // namespace sbc::gui
