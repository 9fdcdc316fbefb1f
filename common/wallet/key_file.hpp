#pragma once

#include <string>
#include <vector>

#include "wallet/sealed_keys.hpp"

namespace sbc::wallet {

// A file of keys: sealed by a pass phrase, for its owner's eyes only, never overwritten by another
// one, and the old or the new at every instant (base/file.hpp). Each call that seals or opens takes
// what guessing is to cost: by default a seventh of a second.

struct KeyFile {
    std::vector<OwnedKey> keys;
    std::string as_read;  // what the file said: replaced only while it still says that
};

[[nodiscard]] Result<KeyFile, KeyFileError> read_key_file(const std::string& path,
                                                          const crypto::SecretText& pass_phrase);
// A new file; one that exists is refused.
[[nodiscard]] Result<void, KeyFileError> create_key_file(const std::string& path,
                                                         const crypto::SecretText& pass_phrase,
                                                         const std::vector<OwnedKey>& keys,
                                                         const crypto::ScryptCost& cost = {});
// What has become of the keys that were read: more of them, other labels; or the same under another
// pass phrase. Afterwards `file` is as if it had been read again. Changed, if another program has
// written the file since: its keys would be lost.
[[nodiscard]] Result<void, KeyFileError> replace_key_file(const std::string& path,
                                                          const crypto::SecretText& pass_phrase,
                                                          KeyFile& file,
                                                          const crypto::ScryptCost& cost = {});

// Keys for another wallet, sealed by a pass phrase of their own, as a text; open_keys() reads it.
[[nodiscard]] Result<std::string, KeyFileError> export_keys(const std::vector<OwnedKey>& keys,
                                                            const crypto::SecretText& pass_phrase,
                                                            const crypto::ScryptCost& cost = {});

// A key that nobody had before.
[[nodiscard]] OwnedKey new_key(std::string label);

}  // namespace sbc::wallet
