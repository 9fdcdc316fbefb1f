#include "wallet/key_file.hpp"

#include <utility>

#include "base/file.hpp"
#include "crypto/random_bytes.hpp"

namespace sbc::wallet {
namespace {

using crypto::SecretText;

KeyFileError reason_of(FileError error) {
    switch (error) {
        case FileError::Missing: return KeyFileError::Missing;
        case FileError::NoFolder: return KeyFileError::NoFolder;
        case FileError::Exists: return KeyFileError::Exists;
        case FileError::ForOthers: return KeyFileError::ForOthers;
        case FileError::Changed: return KeyFileError::Changed;
        case FileError::TooLarge: return KeyFileError::NotOurs;
        default: return KeyFileError::NoAccess;
    }
}

auto refused(const Refusal<FileError>& why) { return refuse(reason_of(why.reason), why.text); }

}  // namespace

Result<Keys, KeyFileError> read_key_file(const std::string& path, const SecretText& pass_phrase) {
    const auto text = read_file(path, largest_key_file, Readers::OwnerOnly);
    if (!text) return refused(text.error());
    auto keys = open_keys(*text, pass_phrase);
    if (!keys) return refuse(keys.error().reason, path + ": " + keys.error().text);
    return keys;
}

Result<void, KeyFileError> create_key_file(const std::string& path, const SecretText& pass_phrase,
                                           const Keys& keys) {
    auto text = export_keys(keys, pass_phrase);
    if (!text) return pass_on(text);
    const auto created = create_file(path, *text, Readers::OwnerOnly);
    if (!created) return refused(created.error());
    return {};
}

Result<void, KeyFileError> change_key_file(const std::string& path, const ChangeKeys& change,
                                           const SecretText& before, const SecretText& after) {
    const auto old_text = read_file(path, largest_key_file, Readers::OwnerOnly);
    if (!old_text) return refused(old_text.error());
    auto keys = open_keys(*old_text, before);
    if (!keys) return refuse(keys.error().reason, path + ": " + keys.error().text);
    change(*keys);
    auto new_text = export_keys(*keys, after);
    if (!new_text) return pass_on(new_text);
    const auto replaced = replace_file(path, {.was = *old_text, .becomes = *new_text});
    if (!replaced) return refused(replaced.error());
    return {};
}

Result<std::string, KeyFileError> export_keys(const Keys& keys, const SecretText& pass_phrase) {
    SealSalt fresh;
    crypto::fill_with_random(fresh.salt);
    crypto::fill_with_random(fresh.nonce);
    return seal_keys(keys, pass_phrase, fresh);
}

OwnedKey new_key(std::string label) {
    return {std::move(label), crypto::SigningKey{crypto::random_secret<32>()}};
}

}  // namespace sbc::wallet
