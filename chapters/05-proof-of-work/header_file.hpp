#pragma once

#include <string>
#include <vector>

#include "block.hpp"

namespace stage {

// #region header-file
enum class FileError {
    Unreadable,  // it is not there, is a folder, or may not be read
    TooLarge,
    Empty,
    CutShort,  // its last header is not complete
};

// All that a file holds, if that is not more than so many bytes.
[[nodiscard]] sbc::Result<std::string, FileError> read_file(const std::string& path,
                                                            std::size_t most_bytes);

// A file of headers, 80 bytes each and nothing between them; a million of them at the most.
[[nodiscard]] sbc::Result<std::vector<Header>, FileError> read_headers(const std::string& path);
// #endregion header-file

}  // namespace stage
