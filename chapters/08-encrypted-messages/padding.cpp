#include "padding.hpp"

#include <algorithm>

namespace stage {

// #region padding
using sbc::refuse;

sbc::Result<std::string, MailError> pad(std::string_view text, std::span<const std::size_t> sizes) {
    const auto size = std::ranges::lower_bound(sizes, text.size() + 2);
    if (size == sizes.end()) return refuse(MailError::TooLong, "the text is too long to be sealed");
    std::string padded{static_cast<char>(text.size() >> 8), static_cast<char>(text.size() & 0xff)};
    padded += text;
    padded.resize(*size, '\0');
    return padded;
}

sbc::Result<std::string, MailError> unpad(std::string_view padded,
                                          std::span<const std::size_t> sizes) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(padded[i]); };
    const std::size_t length = padded.size() < 2 ? 0 : std::size_t{byte(0)} * 256 + byte(1);
    if (length + 2 <= padded.size()) {
        std::string text{padded.substr(2, length)};
        if (pad(text, sizes) == std::string{padded}) return text;
    }
    return refuse(MailError::Malformed, "the text is not as long as it says");
}
// #endregion padding

}  // namespace stage
