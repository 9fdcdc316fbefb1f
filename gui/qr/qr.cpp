#include "gui/qr/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace sbc::gui {

std::optional<QrCode> QrCode::of(const std::string& text) {
    if (text.empty()) {
        return std::nullopt;
    }
    // Mode 8 bit is only where the library begins: text of capitals and digits takes the smaller
    // one.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free};
    if (!code) {
        return std::nullopt;
    }
    QrCode result;
    result.width_ = static_cast<std::size_t>(code->width);
    result.modules_.reserve(result.width_ * result.width_);
    for (std::size_t at = 0; at < result.width_ * result.width_; ++at) {
        result.modules_.push_back((code->data[at] & 1U) != 0);
    }
    return result;
}

}  // namespace sbc::gui
