#pragma once

#include "catch.hpp"
#include "wallet/key_file.hpp"

// The key file that tests/keys is about, here: the one of common/.
namespace kit {

using namespace sbc::wallet;
using sbc::crypto::SecretText;
using sbc::crypto::SigningKey;

inline auto create(const std::string& path, const SecretText& pass_phrase, const Keys& keys) {
    return create_key_file(path, pass_phrase, keys);
}
inline auto read(const std::string& path, const SecretText& pass_phrase) {
    return read_key_file(path, pass_phrase);
}
inline auto add(const std::string& path, const SecretText& pass_phrase, const OwnedKey& key) {
    return change_key_file(
        path,
        [&](Keys& keys) {
            keys.push_back({key.label, SigningKey{key.key.seed().copy()}});
        },
        pass_phrase, pass_phrase);
}

// Each of these has a reason of its own.
constexpr KeyFileError missing = KeyFileError::Missing;
constexpr KeyFileError no_folder = KeyFileError::NoFolder;
constexpr KeyFileError exists = KeyFileError::Exists;
constexpr KeyFileError for_others = KeyFileError::ForOthers;
constexpr KeyFileError changed = KeyFileError::Changed;
constexpr KeyFileError no_access = KeyFileError::NoAccess;
constexpr KeyFileError too_large = KeyFileError::NotOurs;
// From so many bytes on a beginning is known as one; here from the first, or without any.
constexpr std::size_t told_from = 0;

}  // namespace kit
