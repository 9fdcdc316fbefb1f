#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "chain/network.hpp"
#include "crypto/ed25519.hpp"
#include "net/address.hpp"

namespace sbc::classroom {

// What a class has agreed on, in one word: its name, how many seconds lie between two blocks, and
// who the host is. That word is the name of its network:
//
//   maths/5s/k3vqw7zdk3vq
//
// So the genesis block is made of it, and everybody makes it anew from what he has typed: whoever
// has mistyped anything is in another network, and is told so at once. The last part is the
// beginning of the hash of the host's public key, 60 bits of it: enough to find out who signs for
// the host, and short enough to be typed.
struct ClassCode {
    std::string name;  // as is_class_name() takes it
    std::chrono::seconds spacing{5};
    std::string host;  // host_letters of Bech32m's characters
    friend bool operator==(const ClassCode&, const ClassCode&) = default;
};
inline constexpr std::size_t longest_class_name = 32;
inline constexpr std::size_t host_letters = 12;
inline constexpr std::chrono::seconds shortest_spacing{5};  // less splits a class on a slow WLAN
inline constexpr std::chrono::seconds longest_spacing{3'600};

enum class CodeError {
    BadName,     // not a-z, 0-9 and -, beginning with a letter, at most 32
    BadSpacing,  // below 5 seconds, or above an hour
    NotACode,    // not of the form above
    BadAddress,  // before the first /, in a joining word
};

[[nodiscard]] bool is_class_name(std::string_view name);
// What the host begins with.
[[nodiscard]] Result<ClassCode, CodeError> new_class(const std::string& name,
                                                     std::chrono::seconds spacing,
                                                     const crypto::PublicKey& host);
// "maths/5s/k3vqw7zdk3vq", and back. Only the one spelling is read.
[[nodiscard]] std::string to_text(const ClassCode& code);
[[nodiscard]] Result<ClassCode, CodeError> read_code(std::string_view text);

// The rules of its network; all but name and spacing as everywhere in the course, so that every
// program of it that takes --network and --spacing can join a class.
[[nodiscard]] chain::Network network_of(const ClassCode& code);
// Whether this key is the host's.
[[nodiscard]] bool is_host(const ClassCode& code, const crypto::PublicKey& key);

// What is typed to join: where the host is, and which class: "192.168.1.20:5001/maths/5s/k3vq…".
struct JoinWord {
    net::Address host;
    ClassCode code;
    friend bool operator==(const JoinWord&, const JoinWord&) = default;
};
[[nodiscard]] std::string to_text(const JoinWord& word);
[[nodiscard]] Result<JoinWord, CodeError> read_join_word(std::string_view text);

}  // namespace sbc::classroom
