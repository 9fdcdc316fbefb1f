#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sbc::ledger {

// Goes through a text of canonical JSON whose form is known beforehand: keys sorted, no spaces,
// integers only, so that each value stands where it must and can be read in passing. Ten times
// quicker than parsing, which matters where a block has thousands of parts; and as strict, since
// there is only one spelling. What is read is a piece of the text that was handed in.
//
// The first thing that is not as it must be ends it: everything after that reads as empty, and
// fault() says where and why. So a decoder reads straight on, and asks once.
class CanonicalScanner {
public:
    explicit CanonicalScanner(std::string_view text) : text_{text} {}

    // This must come next.
    void expect(std::string_view literal);
    // Whether this comes next; if so, it has been read.
    [[nodiscard]] bool take(std::string_view literal);
    // At most `max`, which is at most 2^53 - 1; no sign, no zero in front.
    [[nodiscard]] std::uint64_t integer(std::uint64_t max);
    // In quotes, two small hex digits for each of these bytes.
    void hex(std::span<std::uint8_t> bytes);
    // In quotes, exactly so many characters, unread.
    [[nodiscard]] std::string_view quoted(std::size_t characters);
    // In quotes, at most so many bytes of UTF-8 once it is read, escaped only where it must be.
    [[nodiscard]] std::string text(std::size_t max_bytes);
    // An object, of any form, that is at most so long and so deep: its text, unread.
    [[nodiscard]] std::string_view object(std::size_t max_bytes, std::size_t max_depth);
    // A list of at most so many items; each is read by `read_item`.
    void list(std::size_t max_items, const std::function<void()>& read_item);
    // Nothing may come any more.
    void expect_end();

    // For a check of the decoder's own.
    void fail(const std::string& what);
    [[nodiscard]] bool failed() const { return fault_.has_value(); }
    [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }
    [[nodiscard]] std::size_t position() const { return at_; }

private:
    [[nodiscard]] char escaped();

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<std::string> fault_;
};

}  // namespace sbc::ledger
