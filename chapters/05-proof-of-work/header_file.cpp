#include "header_file.hpp"

#include <filesystem>
#include <fstream>

namespace stage {

// #region read-file
sbc::Result<std::string, FileError> read_file(const std::string& path, std::size_t most_bytes) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) return sbc::refuse(FileError::Unreadable, path + ": " + error.message());
    if (size > most_bytes) {  // said before a byte of memory is asked for
        return sbc::refuse(FileError::TooLarge, path + ": it has " + std::to_string(size) +
                                                    " bytes, more than " +
                                                    std::to_string(most_bytes));
    }
    std::string content(size, '\0');
    std::ifstream file{path, std::ios::binary};
    if (!file.read(content.data(), static_cast<std::streamsize>(size))) {
        return sbc::refuse(FileError::Unreadable, path + ": it cannot be read");
    }
    return content;
}
// #endregion read-file

// #region read-headers
sbc::Result<std::vector<Header>, FileError> read_headers(const std::string& path) {
    auto content = read_file(path, 1'000'000 * header_size);
    if (!content) return sbc::pass_on(content);
    const std::size_t left_over = content->size() % header_size;
    if (content->empty()) return sbc::refuse(FileError::Empty, path + ": it is empty");
    if (left_over != 0) {
        return sbc::refuse(
            FileError::CutShort,
            path + ": of its last header, " + std::to_string(left_over) + " bytes of 80 are here");
    }
    std::vector<Header> headers;
    for (sbc::ByteView rest = sbc::as_bytes(*content); !rest.empty();
         rest = rest.subspan(header_size)) {
        headers.push_back(decode_header(rest.first<header_size>()));
    }
    return headers;
}
// #endregion read-headers

}  // namespace stage
