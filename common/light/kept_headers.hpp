#pragma once

#include <string>

namespace sbc::light {

// A light wallet's headers in a file, from one run to the next: a convenience, so whatever goes
// wrong with it is no more than that they are fetched again.

// What the file holds; nothing, if it is not there, too large, or cannot be read.
[[nodiscard]] std::string read_headers(const std::string& path);
// Other headers, or more of them; nothing happens where they are the same, where another program
// has written the file since, or where it cannot be written.
void keep_headers(const std::string& path, const std::string& before, const std::string& now);

}  // namespace sbc::light
