#include "classroom/class_code.hpp"

#include <algorithm>
#include <charconv>

#include "base/utf8.hpp"
#include "crypto/bech32m.hpp"
#include "crypto/hash.hpp"

namespace sbc::classroom {
namespace {

constexpr std::size_t longest_shown = 80;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The first letters of the hash of a key, as an address would spell them.
std::string letters_of(const crypto::PublicKey& key) {
    const crypto::Hash hash = crypto::hash256(key.bytes);
    const std::string text = crypto::bech32m_encode("sb", crypto::to_groups(hash.bytes));
    return text.substr(text.find('1') + 1, host_letters);
}

bool is_spacing(std::chrono::seconds spacing) {
    return spacing >= shortest_spacing && spacing <= longest_spacing;
}

auto not_a_code(std::string_view text) {
    return refuse(
        CodeError::NotACode,
        "a class is written like maths/5s/k3vqw7zdk3vq, all in lower case, and not like " +
            printable(text, longest_shown));
}

}  // namespace

bool is_class_name(std::string_view name) {
    return !name.empty() && name.size() <= longest_class_name && is_lower(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return is_lower(c) || (c >= '0' && c <= '9') || c == '-'; });
}

Result<ClassCode, CodeError> new_class(const std::string& name, std::chrono::seconds spacing,
                                       const crypto::PublicKey& host) {
    if (!is_class_name(name)) {
        return refuse(
            CodeError::BadName,
            "a class is named with a-z, 0-9 and -, beginning with a letter, at most 32 of "
            "them, and not " +
                printable(name, longest_shown));
    }
    if (!is_spacing(spacing)) {
        return refuse(CodeError::BadSpacing,
                      "between two blocks of a class lie 5 to 3,600 seconds, and not " +
                          std::to_string(spacing.count()));
    }
    return ClassCode{name, spacing, letters_of(host)};
}

std::string to_text(const ClassCode& code) {
    return code.name + "/" + std::to_string(code.spacing.count()) + "s/" + code.host;
}

Result<ClassCode, CodeError> read_code(std::string_view text) {
    const std::size_t first = text.find('/');
    const std::size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
    if (second == std::string_view::npos) return not_a_code(text);
    std::uint32_t seconds = 0;
    const char* const end = text.data() + second;
    const auto read = std::from_chars(text.data() + first + 1, end, seconds);
    const bool whole = read.ec == std::errc{} && read.ptr + 1 == end && *read.ptr == 's';
    ClassCode code{std::string{text.substr(0, first)}, std::chrono::seconds{whole ? seconds : 0},
                   std::string{text.substr(second + 1)}};
    const bool host = code.host.size() == host_letters &&
                      std::all_of(code.host.begin(), code.host.end(), [](char c) {
                          return crypto::is_bech32m_character(c) && !(c >= 'A' && c <= 'Z');
                      });
    const bool good = is_class_name(code.name) && is_spacing(code.spacing) && host;
    if (!good || to_text(code) != text) return not_a_code(text);  // 05s is 5s, but not so written
    return code;
}

chain::Network network_of(const ClassCode& code) {
    chain::Network network;
    network.name = to_text(code);
    network.spacing = code.spacing;
    return network;
}

bool is_host(const ClassCode& code, const crypto::PublicKey& key) {
    return letters_of(key) == code.host;
}

std::string to_text(const JoinWord& word) { return word.host.to_text() + "/" + to_text(word.code); }

Result<JoinWord, CodeError> read_join_word(std::string_view text) {
    const std::size_t end = text.find('/');
    if (end == std::string_view::npos) {
        return refuse(CodeError::NotACode,
                      "to join takes the host's address and the class, as "
                      "192.168.1.20:5001/maths/5s/k3vqw7zdk3vq, and not " +
                          printable(text, longest_shown));
    }
    auto host = net::Address::parse(text.substr(0, end));
    if (!host) return refuse(CodeError::BadAddress, host.error().text);
    if (host->port() == 0 || host->is_wildcard()) {
        return refuse(CodeError::BadAddress, host->to_text() + " is nowhere that could be joined");
    }
    auto code = read_code(text.substr(end + 1));
    if (!code) return pass_on(code);
    return JoinWord{std::move(*host), std::move(*code)};
}

}  // namespace sbc::classroom
