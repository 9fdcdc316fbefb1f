#pragma once

#include <string>

#include "base/result.hpp"
#include "crypto/ed25519.hpp"
#include "message/letter_book.hpp"

namespace sbc::light {

enum class LetterFileError {
    Cannot,        // the file cannot be read or written; the text says why
    NotOurs,       // it is no letter book, or belongs to another network
    Damaged,       // or sealed for another key
    NewerVersion,  // a later program has written it
    Changed,       // another program has written it since it was read
};

// The letter book of one owner in one network, in a file that nobody reads without his signing key:
// one readable line that says what it is, and after it the book as message::encode() writes it,
// sealed with ChaCha20-Poly1305. Its key comes out of the seed of the signing key by HKDF, with a
// salt that is another one in each writing, so that no key is used twice.
//
//     {"SimpleBitcoin":"letter book","network":"<64 hex>","salt":"<64 hex>","version":1}
//
// The window and wallet-cli may use one file at the same time: neither overwrites what it has not
// read. Wraps files and randomness; one thread.
class LetterFile : public message::LetterBookKeeper {
public:
    // The key lives longer.
    LetterFile(std::string path, const crypto::Hash& network, const crypto::SigningKey& owner);

    // What the file says now; an empty book where there is no file yet.
    [[nodiscard]] Result<message::LetterBook, LetterFileError> read();
    // It is on the disk when this returns.
    [[nodiscard]] Result<void, LetterFileError> write(const message::LetterBook& book);

    // write(), for a correspondent; kept() says how the last one went.
    [[nodiscard]] bool keep(const message::LetterBook& book) override;
    [[nodiscard]] const Result<void, LetterFileError>& kept() const { return kept_; }
    void forget_kept() { kept_ = {}; }

private:
    [[nodiscard]] crypto::AeadKey key(ByteView salt) const;
    [[nodiscard]] Result<Bytes, LetterFileError> salt_in(std::string_view line) const;

    std::string path_;
    crypto::Hash network_;
    const crypto::SigningKey& owner_;
    std::string was_;  // the file's bytes, as they were read or written last; empty: no file
    Result<void, LetterFileError> kept_{};
};

}  // namespace sbc::light
