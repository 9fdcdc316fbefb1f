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

Result<KeyFile, KeyFileError> read_key_file(const std::string& path,
                                            const SecretText& pass_phrase) {
    auto text = read_file(path, largest_key_file, Readers::OwnerOnly);
    if (!text) return refused(text.error());
    auto keys = open_keys(*text, pass_phrase);
    if (!keys) return refuse(keys.error().reason, path + ": " + keys.error().text);
    return KeyFile{std::move(*keys), std::move(*text)};
}

Result<void, KeyFileError> create_key_file(const std::string& path, const SecretText& pass_phrase,
                                           const std::vector<OwnedKey>& keys,
                                           const crypto::ScryptCost& cost) {
    auto text = export_keys(keys, pass_phrase, cost);
    if (!text) return pass_on(text);
    const auto created = create_file(path, *text, Readers::OwnerOnly);
    if (!created) return refused(created.error());
    return {};
}

Result<void, KeyFileError> replace_key_file(const std::string& path, const SecretText& pass_phrase,
                                            KeyFile& file, const crypto::ScryptCost& cost) {
    auto text = export_keys(file.keys, pass_phrase, cost);
    if (!text) return pass_on(text);
    const auto replaced = replace_file(path, {.was = file.as_read, .becomes = *text});
    if (!replaced) return refused(replaced.error());
    file.as_read = std::move(*text);
    return {};
}

Result<std::string, KeyFileError> export_keys(const std::vector<OwnedKey>& keys,
                                              const SecretText& pass_phrase,
                                              const crypto::ScryptCost& cost) {
    SealSalt fresh;
    crypto::fill_with_random(fresh.salt);
    crypto::fill_with_random(fresh.nonce);
    return seal_keys(keys, pass_phrase, fresh, cost);
}

OwnedKey new_key(std::string label) {
    return {std::move(label), crypto::SigningKey{crypto::random_secret<32>()}};
}

}  // namespace sbc::wallet
