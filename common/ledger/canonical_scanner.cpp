#include "ledger/canonical_scanner.hpp"

#include <array>

#include "base/bytes.hpp"
#include "base/canonical.hpp"
#include "base/utf8.hpp"

namespace sbc::ledger {
namespace {

// The value of a small hex digit; of all else 16, a bit that no digit has.
constexpr auto digit_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(16);
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        values[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}();
constexpr unsigned digit_value(char c) { return digit_values[static_cast<unsigned char>(c)]; }

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr unsigned char first_unescaped = 0x20;  // below are the control characters

}  // namespace

void CanonicalScanner::fail(const std::string& what) {
    if (!fault_) fault_ = "byte " + std::to_string(at_ + 1) + ": " + what;
}

bool CanonicalScanner::take(std::string_view literal) {
    if (failed() || !text_.substr(at_).starts_with(literal)) return false;
    at_ += literal.size();
    return true;
}

void CanonicalScanner::expect(std::string_view literal) {
    if (!take(literal)) fail("here must stand " + std::string{literal});
}

std::uint64_t CanonicalScanner::integer(std::uint64_t max) {
    if (failed()) return 0;
    std::size_t end = at_;
    std::uint64_t number = 0;
    while (end < text_.size() && is_digit(text_[end]) && number <= max) {  // far from an overflow
        number = number * 10 + static_cast<std::uint64_t>(text_[end] - '0');
        ++end;
    }
    const bool zero_in_front = end > at_ + 1 && text_[at_] == '0';
    if (end == at_ || zero_in_front || number > max) {
        fail("here must stand an integer of at most " + std::to_string(max));
        return 0;
    }
    at_ = end;
    return number;
}

std::string_view CanonicalScanner::quoted(std::size_t characters) {
    expect("\"");
    if (failed() || text_.size() - at_ < characters) {
        fail("the text ends too early");
        return {};
    }
    const std::string_view inside = text_.substr(at_, characters);
    at_ += characters;
    expect("\"");
    return failed() ? std::string_view{} : inside;
}

void CanonicalScanner::hex(std::span<std::uint8_t> bytes) {
    const std::string_view digits = quoted(2 * bytes.size());
    if (failed()) return;
    unsigned all = 0;  // of their bits: asked about once
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const unsigned high = digit_value(digits[2 * i]);
        const unsigned low = digit_value(digits[2 * i + 1]);
        all |= high | low;
        bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    if (all > 15) fail("before it stand hex digits that are none (0-9, a-f)");
}

// What stands behind a backslash: as JSON writers do, the short form where there is one, else u00
// and two small digits, and only for what cannot stand there itself.
char CanonicalScanner::escaped() {
    constexpr std::string_view shorts = "\"\\bfnrt";
    constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
    if (at_ < text_.size()) {
        const std::size_t which = shorts.find(text_[at_]);
        if (which != std::string_view::npos) {
            ++at_;
            return meanings[which];
        }
    }
    if (take("u00") && text_.size() - at_ >= 2) {
        const unsigned code = digit_value(text_[at_]) << 4 | digit_value(text_[at_ + 1]);
        const auto meant = static_cast<char>(code);
        const bool short_one = meanings.find(meant) != std::string_view::npos;
        if (code < first_unescaped && digit_value(text_[at_ + 1]) < 16 && !short_one) {
            at_ += 2;
            return meant;
        }
    }
    fail("a backslash, and behind it what needs none");
    return {};
}

std::string CanonicalScanner::text(std::size_t max_bytes) {
    std::string read;
    expect("\"");
    while (!failed() && !take("\"")) {
        if (at_ == text_.size()) {
            fail("the text ends too early");
        } else if (take("\\")) {
            read += escaped();
        } else if (static_cast<unsigned char>(text_[at_]) < first_unescaped) {
            fail("a control character that is not escaped");
        } else {
            read += text_[at_++];
        }
        if (read.size() > max_bytes)
            fail("before it stands a text of more than " + std::to_string(max_bytes) + " bytes");
    }
    if (!failed() && !is_utf8(as_bytes(read))) fail("before it stands a text that is not UTF-8");
    return failed() ? std::string{} : read;
}

std::string_view CanonicalScanner::object(std::size_t max_bytes, std::size_t max_depth) {
    if (failed()) return {};
    const auto size = canonical_object(text_.substr(at_), max_depth);
    if (!size || *size > max_bytes) {
        fail("here must stand an object in its canonical spelling, of at most " +
             std::to_string(max_bytes) + " bytes");
        return {};
    }
    const std::string_view inside = text_.substr(at_, *size);
    at_ += *size;
    return inside;
}

void CanonicalScanner::list(std::size_t max_items, const std::function<void()>& read_item) {
    expect("[");
    if (take("]")) return;
    for (std::size_t count = 1; !failed(); ++count) {
        if (count > max_items) return fail("more than " + std::to_string(max_items) + " items");
        read_item();
        if (take("]")) return;
        expect(",");
    }
}

void CanonicalScanner::expect_end() {
    if (at_ != text_.size()) fail("nothing may follow here");
}

}  // namespace sbc::ledger
