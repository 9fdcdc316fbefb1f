#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/secret.hpp"

namespace stage {

// #region key-file
using sbc::crypto::SigningKey;

struct OwnedKey {
    std::string label;  // what its owner calls it
    SigningKey key;
};
using Keys = std::vector<OwnedKey>;

// #endregion key-file

// #region key-file-error
enum class KeyFileError {
    BadFile,      // it cannot be read or written: the text says why
    NotOurs,      // a file of something else
    HalfWritten,  // the end is missing
    Damaged,      // it is not what was written
    NewerVersion,
    WrongPassPhrase,
    NoPassPhrase,  // an empty one protects nothing
};

// #endregion key-file-error

// #region key-file-functions
// A file of keys, sealed by a pass phrase.
using Phrase = sbc::crypto::SecretText;
using Written = sbc::Result<void, KeyFileError>;
[[nodiscard]] sbc::Result<Keys, KeyFileError> read_key_file(const std::string& path,
                                                            const Phrase& phrase);
// Never over a file that exists.
[[nodiscard]] Written create_key_file(const std::string& path, const Phrase& phrase,
                                      const Keys& keys);
// What is in the file now, changed, and sealed anew: all of it, or nothing.
using ChangeKeys = std::function<void(Keys&)>;
[[nodiscard]] Written change_key_file(const std::string& path, const ChangeKeys& change,
                                      const Phrase& before, const Phrase& after);
// #endregion key-file-functions

}  // namespace stage
