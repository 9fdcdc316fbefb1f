#include "key_file.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/hex.hpp"
#include "base/json.hpp"
#include "crypto/aead.hpp"
#include "crypto/hash.hpp"
#include "crypto/random_bytes.hpp"
#include "crypto/scrypt.hpp"

namespace stage {

namespace {

// #region key-file-names
using enum KeyFileError;
using sbc::as_bytes;
using sbc::refuse;
constexpr std::size_t largest_file = 400'000;  // bytes; a thousand keys have room
constexpr sbc::crypto::ScryptCost cost{};      // of version 1: 32 MiB for each try

// #endregion key-file-names

// #region sealed
// The parts of the file. Everybody can read the first two; the seal covers them as well.
struct Sealed {
    sbc::Bytes salt = sbc::Bytes(16);  // one pass phrase makes another key in each file
    sbc::crypto::AeadNonce nonce{};
    sbc::Bytes keys{};
};
sbc::JsonWriter readable(const Sealed& file) {
    sbc::JsonWriter json;
    json.text("SimpleBitcoin", "key file").integer("version", 1);
    return json.bytes("salt", file.salt).bytes("nonce", file.nonce);
}
std::string encode(const Sealed& file) {
    sbc::JsonWriter json = readable(file);
    json.bytes("sealed", file.keys);
    json.bytes("checksum", sbc::crypto::hash256(as_bytes(json.to_text())).bytes);
    return json.to_text() + "\n";
}
// #endregion sealed

// #region decode-sealed
sbc::Result<Sealed, KeyFileError> decode(const std::string& text) {
    if (!text.starts_with(R"({"SimpleBitcoin":"key file")"))
        return refuse(NotOurs, "this is no key file");
    if (!text.ends_with("}\n")) return refuse(HalfWritten, "the end is missing: use a copy");
    const auto damaged = refuse(Damaged, "it is not what was written: use a copy");
    auto json = sbc::JsonReader::parse(text, {.max_bytes = largest_file});
    if (!json) return damaged;
    const auto version = json->integer("version", sbc::json_max_integer);
    if (version > 1) return refuse(NewerVersion, "a later program has written it: use that one");
    Sealed file;
    file.salt = json->bytes("salt", file.salt.size());
    std::ranges::copy(json->bytes("nonce", file.nonce.size()), file.nonce.begin());
    file.keys = sbc::from_hex(json->text("sealed", largest_file)).value_or(sbc::Bytes{});
    if (encode(file) != text) return damaged;  // in anything: all that it says is said again here
    return file;
}
// #endregion decode-sealed

// #region plaintext
// What is sealed: of each key the seed, and its label with the length before it. It is no JSON:
// whoever writes and reads that makes copies, and wipes none.
Phrase plaintext_of(const Keys& keys) {
    Phrase text;
    for (const OwnedKey& owned : keys) {
        text.append(sbc::as_text(owned.key.seed().reveal()));
        text.append(std::string(1, static_cast<char>(owned.label.size())) + owned.label);
    }
    return text;
}
Keys keys_in(sbc::ByteView plaintext) {
    Keys keys;
    while (plaintext.size() > 32 && plaintext.size() > 32U + plaintext[32]) {
        const std::size_t length = plaintext[32];
        SigningKey key{SigningKey::Seed{plaintext.first<32>()}};
        keys.push_back({std::string{sbc::as_text(plaintext.subspan(33, length))}, std::move(key)});
        plaintext = plaintext.subspan(33 + length);
    }
    return keys;
}
// #endregion plaintext

// #region seal-and-open
sbc::Result<std::string, KeyFileError> seal(const Keys& keys, const Phrase& phrase) {
    if (phrase.empty()) return refuse(NoPassPhrase, "the pass phrase is empty");
    Sealed file;
    sbc::crypto::fill_with_random(file.salt);
    sbc::crypto::fill_with_random(file.nonce);
    const auto key = sbc::crypto::scrypt(phrase.reveal(), file.salt, cost);
    file.keys = sbc::crypto::seal(*key, file.nonce, as_bytes(readable(file).to_text()),
                                  as_bytes(plaintext_of(keys).reveal()));
    return encode(file);
}
sbc::Result<Keys, KeyFileError> open(const std::string& text, const Phrase& phrase) {
    auto file = decode(text);
    if (!file) return sbc::pass_on(file);
    const auto key = sbc::crypto::scrypt(phrase.reveal(), file->salt, cost);
    const std::string context = readable(*file).to_text();  // must be what it was, to the letter
    const auto plain = sbc::crypto::open(*key, file->nonce, as_bytes(context), file->keys);
    if (!plain) return refuse(WrongPassPhrase, "this is not its pass phrase");
    return keys_in(as_bytes(plain->reveal()));
}
// #endregion seal-and-open

// #region key-files
auto bad_file(const sbc::Refusal<sbc::FileError>& why) { return refuse(BadFile, why.text); }

}  // namespace

sbc::Result<Keys, KeyFileError> read_key_file(const std::string& path, const Phrase& phrase) {
    const auto text = sbc::read_file(path, largest_file, sbc::Readers::OwnerOnly);
    if (!text) return bad_file(text.error());
    return open(*text, phrase);
}
Written create_key_file(const std::string& path, const Phrase& phrase, const Keys& keys) {
    auto text = seal(keys, phrase);
    if (!text) return sbc::pass_on(text);
    const auto created = sbc::create_file(path, *text, sbc::Readers::OwnerOnly);
    if (!created) return bad_file(created.error());
    return {};
}
Written change_key_file(const std::string& path, const ChangeKeys& change, const Phrase& before,
                        const Phrase& after) {
    const auto old = sbc::read_file(path, largest_file, sbc::Readers::OwnerOnly);
    if (!old) return bad_file(old.error());
    auto keys = open(*old, before);
    if (!keys) return sbc::pass_on(keys);
    change(*keys);
    auto text = seal(*keys, after);
    if (!text) return sbc::pass_on(text);
    const auto replaced = sbc::replace_file(path, {.was = *old, .becomes = *text});
    if (!replaced) return bad_file(replaced.error());
    return {};
}
// #endregion key-files

}  // namespace stage
