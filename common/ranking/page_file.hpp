#pragma once

#include <optional>
#include <string>

namespace sbc::ranking {

// Writes a page to this file, if there is a page, and if the file has a name. An older page is
// replaced, and nothing else ever is. If it does not work, the log says why; the node goes on.
void keep_page(const std::string& path, const std::optional<std::string>& html);

}  // namespace sbc::ranking
