#include "wallet/sealed_keys.hpp"

#include <algorithm>
#include <set>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"
#include "crypto/hash.hpp"
#include "crypto/scrypt.hpp"

namespace sbc::wallet {
namespace {

using enum KeyFileError;
using crypto::SecretText;
using crypto::SigningKey;

constexpr std::string_view beginning = R"({"SimpleBitcoin":"key file")";
constexpr std::uint64_t version = 1;
constexpr crypto::ScryptCost cost{};  // of version 1
constexpr std::size_t seed_size = 32;
constexpr std::size_t ellipsis_size = 3;  // of what stands for the rest of a text

JsonWriter readable(const SealedKeys& sealed) {
    JsonWriter json;
    json.text("SimpleBitcoin", "key file").integer("version", version);
    return json.bytes("salt", sealed.salt).bytes("nonce", sealed.nonce);
}

std::string context_of(const SealedKeys& sealed) { return readable(sealed).to_text(); }

auto damaged() {
    return refuse(Damaged,
                  "it is not what was written: the checksum does not fit. Use another copy of it");
}

// --- what is sealed ---

bool is_label(const std::string& text) {
    return text.size() <= longest_label && printable(text) == text;
}

Result<void, KeyFileError> check(const Keys& keys) {
    if (keys.size() > most_keys) {
        return refuse(BadKeys, "a key file holds at most " + std::to_string(most_keys) +
                                   " keys, not " + std::to_string(keys.size()));
    }
    std::set<crypto::PublicKey> seen;
    for (const OwnedKey& owned : keys) {
        if (!is_label(owned.label)) {
            return refuse(BadKeys, "a label has at most " + std::to_string(longest_label) +
                                       " bytes of readable text, unlike \"" +
                                       printable(owned.label, longest_label) + "\"");
        }
        if (!seen.insert(owned.key.public_key()).second) {
            return refuse(BadKeys, "the key \"" + owned.label + "\" is there already");
        }
    }
    return {};
}

// Of each key the seed, then its label with the length before it. It is no JSON: whoever writes and
// reads that makes copies which nobody wipes.
SecretText plaintext_of(const Keys& keys) {
    SecretText text;
    for (const OwnedKey& owned : keys) {
        text.append(as_text(owned.key.seed().reveal()));
        text.append(std::string(1, static_cast<char>(owned.label.size())) + owned.label);
    }
    return text;
}

// What the pass phrase has opened is what its owner has sealed: nobody is kept from a key because
// of what an older program took for a label, or because it is there twice.
Result<Keys, KeyFileError> keys_in(ByteView plaintext) {
    Keys keys;
    std::set<crypto::PublicKey> seen;
    while (!plaintext.empty()) {
        const bool begun = plaintext.size() > seed_size;
        const std::size_t length = begun ? plaintext[seed_size] : 0;
        if (!begun || plaintext.size() <= seed_size + length) {
            return refuse(NotOurs, "it was sealed by another program: no keys are in it");
        }
        SigningKey key{SigningKey::Seed{plaintext.first<seed_size>()}};
        const std::string_view label = as_text(plaintext.subspan(seed_size + 1, length));
        const bool fits = label.size() <= longest_label;
        std::string shown = printable(label, fits ? longest_label : longest_label - ellipsis_size);
        if (seen.insert(key.public_key()).second)
            keys.push_back({std::move(shown), std::move(key)});
        plaintext = plaintext.subspan(seed_size + 1 + length);
    }
    return keys;
}

}  // namespace

// --- the text ---

std::string encode(const SealedKeys& sealed) {
    JsonWriter json = readable(sealed);
    json.bytes("sealed", sealed.ciphertext);
    json.bytes("checksum", crypto::hash256(as_bytes(json.to_text())).bytes);
    return json.to_text() + "\n";
}

Result<SealedKeys, KeyFileError> decode_sealed_keys(std::string_view text) {
    if (text.size() > largest_key_file) return refuse(NotOurs, "it is too large for a key file");
    if (text.substr(0, beginning.size()) != beginning.substr(0, text.size())) {
        return refuse(NotOurs, "it is not a key file of SimpleBitcoin");
    }
    if (text.ends_with('\n')) text.remove_suffix(1);
    // No other brace stands in such a text.
    if (!text.ends_with('}')) {
        return refuse(HalfWritten,
                      "its end is missing: a write or a copy of it was interrupted. "
                      "Use another copy of it");
    }
    auto json = JsonReader::parse(text, {.max_bytes = largest_key_file, .canonical = true});
    if (!json) return damaged();
    if (json->integer("version", json_max_integer) > version) {
        return refuse(NewerVersion, "a later version of this program has written it: use that");
    }
    SealedKeys sealed;
    const Bytes salt = json->bytes("salt", sealed.salt.size());
    std::copy(salt.begin(), salt.end(), sealed.salt.begin());
    const Bytes nonce = json->bytes("nonce", sealed.nonce.size());
    std::copy(nonce.begin(), nonce.end(), sealed.nonce.begin());
    sealed.ciphertext = from_hex(json->text("sealed", largest_key_file)).value_or(Bytes{});
    // What was read, written again: so the checksum fits, and nothing else is in the text.
    const std::string again = encode(sealed);
    if (std::string_view{again}.substr(0, again.size() - 1) != text) return damaged();
    return sealed;
}

// --- the seal ---

Result<std::string, KeyFileError> seal_keys(const Keys& keys, const SecretText& pass_phrase,
                                            const SealSalt& fresh) {
    if (pass_phrase.empty()) {
        return refuse(NoPassPhrase,
                      "the pass phrase is empty and would protect nothing: choose "
                      "some words that nobody guesses");
    }
    auto good = check(keys);
    if (!good) return pass_on(good);
    SealedKeys sealed{fresh.salt, fresh.nonce, {}};
    const auto key = crypto::scrypt(pass_phrase.reveal(), sealed.salt, cost);
    sealed.ciphertext = crypto::seal(*key, sealed.nonce, as_bytes(context_of(sealed)),
                                     as_bytes(plaintext_of(keys).reveal()));
    return encode(sealed);
}

Result<Keys, KeyFileError> open_keys(std::string_view text, const SecretText& pass_phrase) {
    auto sealed = decode_sealed_keys(text);
    if (!sealed) return pass_on(sealed);
    if (pass_phrase.empty()) return refuse(NoPassPhrase, "the pass phrase is empty: say it");
    const auto key = crypto::scrypt(pass_phrase.reveal(), sealed->salt, cost);
    const auto plaintext =
        crypto::open(*key, sealed->nonce, as_bytes(context_of(*sealed)), sealed->ciphertext);
    if (!plaintext) {
        return refuse(WrongPassPhrase,
                      "this is not the pass phrase that it was sealed with: mind "
                      "the keyboard and capital letters");
    }
    return keys_in(as_bytes(plaintext->reveal()));
}

}  // namespace sbc::wallet
