#pragma once

#include <functional>
#include <string>

#include "wallet/sealed_keys.hpp"

namespace sbc::wallet {

// A file of keys: sealed by a pass phrase, for its owner's eyes only, never overwritten by another
// one, and the old or the new at every instant (base/file.hpp).

[[nodiscard]] Result<Keys, KeyFileError> read_key_file(const std::string& path,
                                                       const crypto::SecretText& pass_phrase);
// A new file; one that exists is refused.
[[nodiscard]] Result<void, KeyFileError> create_key_file(const std::string& path,
                                                         const crypto::SecretText& pass_phrase,
                                                         const Keys& keys);
// What is in the file now, changed and sealed anew: one key more, another label, or nothing but
// another pass phrase. All of it happens, or nothing. Changed, if another program has written the
// file meanwhile: its keys would be lost.
using ChangeKeys = std::function<void(Keys& keys)>;
[[nodiscard]] Result<void, KeyFileError> change_key_file(const std::string& path,
                                                         const ChangeKeys& change,
                                                         const crypto::SecretText& before,
                                                         const crypto::SecretText& after);

// Keys for another wallet, sealed by a pass phrase of their own, as a text; open_keys() reads it.
[[nodiscard]] Result<std::string, KeyFileError> export_keys(const Keys& keys,
                                                            const crypto::SecretText& pass_phrase);

// A key that nobody had before.
[[nodiscard]] OwnedKey new_key(std::string label);

}  // namespace sbc::wallet
