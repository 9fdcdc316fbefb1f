#pragma once

#include <string>
#include <string_view>

namespace sbc::crypto {

// An address as people recognise it, its beginning and its end: "sb1nfmpta…wq5l4k". Not enough to
// pay somebody by. What is hardly longer stays whole.
[[nodiscard]] std::string short_address(std::string_view address);

}  // namespace sbc::crypto
