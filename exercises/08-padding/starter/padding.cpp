#include "padding.hpp"

#include <algorithm>

namespace stage {

sbc::Result<std::string, MailError> pad(std::string_view text, std::span<const std::size_t> sizes) {
    // Your turn. So far a text is as long as it is, and everybody can see it.
    (void)sizes;
    return std::string{text};
}

sbc::Result<std::string, MailError> unpad(std::string_view padded,
                                          std::span<const std::size_t> sizes) {
    // Your turn.
    (void)sizes;
    return std::string{padded};
}

}  // namespace stage
