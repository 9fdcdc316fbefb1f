// Calculates with bytes that may be negative.
#include "padding.hpp"

namespace stage {

using sbc::refuse;

// The shortest of the sizes that a text and its length fit into; 0: there is none.
static std::size_t size_for(std::size_t text, std::span<const std::size_t> sizes) {
    for (const std::size_t size : sizes) {
        if (text + 2 <= size) return size;
    }
    return 0;
}

sbc::Result<std::string, MailError> pad(std::string_view text, std::span<const std::size_t> sizes) {
    const std::size_t size = size_for(text.size(), sizes);
    if (size == 0) return refuse(MailError::TooLong, "the text is too long to be sealed");
    std::string padded;
    padded += static_cast<char>(text.size() / 256);
    padded += static_cast<char>(text.size() % 256);
    padded += text;
    padded.resize(size, '\0');
    return padded;
}

sbc::Result<std::string, MailError> unpad(std::string_view padded,
                                          std::span<const std::size_t> sizes) {
    if (padded.size() < 2) return refuse(MailError::Malformed, "it has no length");
    // What `char` is on most machines, said aloud: on others the mistake would show nothing.
    const auto high = static_cast<signed char>(padded[0]),
               low = static_cast<signed char>(padded[1]);
    const auto length = static_cast<std::size_t>(high * 256 + low);
    if (length + 2 > padded.size()) return refuse(MailError::Malformed, "it is too short");
    if (size_for(length, sizes) != padded.size()) {
        return refuse(MailError::Malformed, "another size would have been enough");
    }
    if (padded.find_first_not_of('\0', length + 2) != std::string_view::npos) {
        return refuse(MailError::Malformed, "something stands behind the text");
    }
    return std::string{padded.substr(2, length)};
}

}  // namespace stage
