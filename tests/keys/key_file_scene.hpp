// Keys, pass phrases and files to try key files with: to be included after a key_kit.hpp.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scratch_folder.hpp"

namespace kit {

using sbc::crypto::SecretText;

inline SecretText phrase(const std::string& words = "correct horse battery staple") {
    return SecretText{std::string{words}};
}
inline SigningKey key_of(std::uint8_t number) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(number);
    return SigningKey{SigningKey::Seed{seed}};
}
inline OwnedKey owned(const std::string& label, std::uint8_t number) {
    return {label, key_of(number)};
}
inline Keys two_keys() {
    Keys keys;
    keys.push_back(owned("savings", 1));
    keys.push_back(owned("tea and お茶", 2));
    return keys;
}

// Label and public key of each, as one can compare them.
using Seen = std::vector<std::pair<std::string, sbc::crypto::PublicKey>>;
inline Seen seen(const Keys& keys) {
    Seen pairs;
    for (const OwnedKey& key : keys) pairs.emplace_back(key.label, key.key.public_key());
    return pairs;
}

// Its reason; each refusal says something that a reader can act on.
template <class T>
std::optional<KeyFileError> why_not(const sbc::Result<T, KeyFileError>& result) {
    if (result) return std::nullopt;
    INFO(result.error().text);
    CHECK(result.error().text.size() > 15);
    return result.error().reason;
}

inline void put_key_file(const std::string& path, const std::string& text) {
    put_content(path, text);
    std::filesystem::permissions(path, std::filesystem::perms{0600});
}

}  // namespace kit

using enum kit::KeyFileError;
