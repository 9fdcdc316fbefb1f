// What fuzz targets are made of: claims that must hold, and bytes that are read as a script.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/bytes.hpp"

namespace fuzz {

inline void must(bool holds) {
    if (!holds) std::abort();
}

// What is to be done, byte by byte. After its end come zeros.
class Script {
public:
    explicit Script(sbc::ByteView bytes) : left_{bytes} {}

    [[nodiscard]] bool empty() const { return left_.empty(); }
    [[nodiscard]] std::uint8_t peek() const {
        return left_.empty() ? std::uint8_t{0} : left_.front();
    }
    std::uint8_t next() {
        const std::uint8_t byte = peek();
        if (!empty()) left_ = left_.subspan(1);
        return byte;
    }
    // Up to the end of the line.
    std::string text() {
        const auto all = sbc::as_text(left_);
        const std::size_t length = std::min(all.find('\n'), all.size());
        left_ = left_.subspan(std::min(all.size(), length + 1));
        return std::string{all.substr(0, length)};
    }

private:
    sbc::ByteView left_;
};

// A message that is read is written as one that is the same, and a refusal has a reason.
template <class Read>
void reads_what_it_writes(const Read& read, const std::string& body) {
    const auto message = read(body);
    if (!message) return must(!message.error().text.empty());
    const auto again = read(encode(*message));
    must(again && again->index() == message->index());
    must(encode(*again) == encode(*message));
}

}  // namespace fuzz
