#pragma once

#include "catch.hpp"
#include "key_file.hpp"

// The key file that tests/keys is about, here: the stage's own.
namespace kit {

using namespace stage;

using sbc::crypto::SecretText;

inline auto create(const std::string& path, const SecretText& phrase, const Keys& keys) {
    return create_key_file(path, phrase, keys);
}
inline auto read(const std::string& path, const SecretText& phrase) {
    return read_key_file(path, phrase);
}
inline auto add(const std::string& path, const SecretText& phrase, const OwnedKey& key) {
    return change_key_file(
        path,
        [&](Keys& keys) {
            keys.push_back({key.label, SigningKey{key.key.seed().copy()}});
        },
        phrase, phrase);
}

// One reason for all of these; the text tells them apart.
constexpr KeyFileError missing = KeyFileError::BadFile;
constexpr KeyFileError no_folder = KeyFileError::BadFile;
constexpr KeyFileError exists = KeyFileError::BadFile;
constexpr KeyFileError for_others = KeyFileError::BadFile;
constexpr KeyFileError changed = KeyFileError::BadFile;
constexpr KeyFileError no_access = KeyFileError::BadFile;
constexpr KeyFileError too_large = KeyFileError::BadFile;
// From so many bytes on a beginning is known as one: those that name the kind of file.
constexpr std::size_t told_from = 27;

}  // namespace kit
