#include "base/canonical.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/bytes.hpp"
#include "base/utf8.hpp"

namespace sbc {
namespace {

constexpr std::uint64_t each_byte = 0x0101'0101'0101'0101;
constexpr std::uint64_t top_bits = 0x80 * each_byte;

// Whether one of eight bytes is what a text must look at: a control character, a quote, a
// backslash, or part of a longer character. A byte that is zero loses its top bit to nobody when 1
// is taken from it, and so it shows (Warren, Hacker's Delight, 6-1).
constexpr std::uint64_t zero_among(std::uint64_t bytes) {
    return (bytes - each_byte) & ~bytes & top_bits;
}
bool has_special(const char* eight) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, eight, sizeof bytes);
    const std::uint64_t controls = (bytes - 0x20 * each_byte) & ~bytes & top_bits;
    return (controls | zero_among(bytes ^ ('"' * each_byte)) |
            zero_among(bytes ^ ('\\' * each_byte)) | (bytes & top_bits)) != 0;
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What the two digits of a \u00… mean, if they are small hex digits and it is a control character
// without a short form; otherwise nothing.
std::optional<char> control_of(char high, char low) {
    if (high != '0' && high != '1') return std::nullopt;
    if (!is_digit(low) && (low < 'a' || low > 'f')) return std::nullopt;
    const int meant = (high - '0') * 16 + (is_digit(low) ? low - '0' : low - 'a' + 10);
    const std::string_view short_ones = "\b\f\n\r\t";
    const auto c = static_cast<char>(meant);
    return short_ones.find(c) == std::string_view::npos ? std::optional{c} : std::nullopt;
}

// Goes through a text and stops for good where it is not what it must be.
class Walk {
public:
    explicit Walk(std::string_view text) : text_{text} {}
    [[nodiscard]] std::size_t position() const { return at_; }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the caller allows, and that is 8
    bool object(std::size_t depth) {
        if (depth == 0 || !take('{')) return false;
        if (take('}')) return true;
        std::string_view before;
        for (bool first = true;; first = false) {
            std::string_view key;
            if (!string(&key) || !take(':') || (!first && !comes_after(key, before))) return false;
            before = key;
            if (!value(depth - 1)) return false;
            if (take('}')) return true;
            if (!take(',')) return false;
        }
    }

private:
    [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        if (next() != c || at_ == text_.size()) return false;
        ++at_;
        return true;
    }
    bool literal(std::string_view words) {
        if (!text_.substr(at_).starts_with(words)) return false;
        at_ += words.size();
        return true;
    }

    // NOLINTNEXTLINE(misc-no-recursion)
    bool value(std::size_t depth) {
        switch (next()) {
            case '"': return string(nullptr);
            case '{': return object(depth);
            case '[': return list(depth);
            case 't': return literal("true");
            case 'f': return literal("false");
            case 'n': return literal("null");
            default: return number();
        }
    }
    // NOLINTNEXTLINE(misc-no-recursion)
    bool list(std::size_t depth) {
        if (depth == 0 || !take('[')) return false;
        if (take(']')) return true;
        do {
            if (!value(depth - 1)) return false;
        } while (take(','));
        return take(']');
    }

    bool number() {
        const bool negative = take('-');
        const std::size_t begin = at_;
        std::uint64_t number = 0;
        while (is_digit(next()) && number <= json_max_integer) {  // far from an overflow
            number = number * 10 + static_cast<std::uint64_t>(next() - '0');
            ++at_;
        }
        if (at_ == begin || number > json_max_integer) return false;
        if (number == 0) return at_ == begin + 1 && !negative;
        return text_[begin] != '0';
    }

    // What stands between the quotes, as it is spelled.
    bool string(std::string_view* inside) {
        if (!take('"')) return false;
        const std::size_t begin = at_;
        bool ascii = true;
        for (;;) {
            while (text_.size() - at_ >= 8 && !has_special(text_.data() + at_)) at_ += 8;
            if (at_ == text_.size()) return false;
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '"') break;
            if (byte < 0x20 || (byte == '\\' && !escape())) return false;
            if (byte >= 0x80) ascii = false;
            ++at_;  // after an escape: its last character
        }
        const std::string_view spelled = text_.substr(begin, at_ - begin);
        ++at_;
        if (inside != nullptr) *inside = spelled;
        return ascii || is_utf8(as_bytes(spelled));
    }

    // Stands on the backslash, and then on the last character that belongs to it.
    bool escape() {
        const std::string_view rest = text_.substr(at_);
        if (rest.size() >= 2 && std::string_view{"\"\\bfnrt"}.find(rest[1]) != rest.npos) {
            at_ += 1;
            return true;
        }
        if (rest.size() < 6 || !rest.starts_with("\\u00") || !control_of(rest[4], rest[5])) {
            return false;
        }
        at_ += 5;
        return true;
    }

    // Keys are in the order of what they mean, and so none comes twice.
    static bool comes_after(std::string_view key, std::string_view before) {
        const bool escaped = key.find('\\') != key.npos || before.find('\\') != key.npos;
        return escaped ? meaning_of(key) > meaning_of(before) : key > before;
    }
    static std::string meaning_of(std::string_view spelled) {
        constexpr std::string_view shorts = "\"\\bfnrt";
        constexpr std::string_view meanings = "\"\\\b\f\n\r\t";
        std::string meaning;
        for (std::size_t i = 0; i < spelled.size(); ++i) {
            if (spelled[i] != '\\') {
                meaning += spelled[i];
            } else if (spelled[i + 1] == 'u') {
                meaning += control_of(spelled[i + 4], spelled[i + 5]).value_or('?');
                i += 5;
            } else {
                meaning += meanings[shorts.find(spelled[++i])];
            }
        }
        return meaning;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<std::size_t> canonical_object(std::string_view text, std::size_t max_depth) {
    Walk walk{text};
    if (!walk.object(std::min(max_depth, JsonLimits{}.max_depth))) return std::nullopt;
    return walk.position();
}

}  // namespace sbc
