#include "wallet/sealed_keys.hpp"

#include <algorithm>
#include <set>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"
#include "crypto/hash.hpp"

namespace sbc::wallet {
namespace {

using enum KeyFileError;
using crypto::SecretText;
using crypto::SigningKey;

constexpr std::string_view beginning = R"({"SimpleBitcoin":"key file")";
constexpr std::uint64_t version = 1;
constexpr std::size_t seed_size = 32;

JsonWriter readable(const SealedKeys& sealed) {
    JsonWriter json;
    json.text("SimpleBitcoin", "key file").integer("version", version);
    json.integer("scrypt_log_n", sealed.cost.log_n).integer("scrypt_r", sealed.cost.r);
    json.integer("scrypt_p", sealed.cost.p).bytes("salt", sealed.salt);
    json.bytes("nonce", sealed.nonce);
    return json;
}

std::string context_of(const SealedKeys& sealed) { return readable(sealed).to_text(); }

auto damaged() {
    return refuse(Damaged,
                  "it is not what was written: the checksum does not fit. Use another copy of it");
}
auto too_costly() {
    return refuse(TooCostly,
                  "to open it would take more memory or time than a key file may ask for");
}

// --- what is sealed ---

bool is_label(const std::string& text) {
    return text.size() <= longest_label && printable(text) == text;
}

Result<void, KeyFileError> check(const std::vector<OwnedKey>& keys) {
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

// The labels, the end of a line, and the seeds as they are. Those stay out of the JSON: whoever
// writes and reads that makes copies which nobody wipes.
SecretText plaintext_of(const std::vector<OwnedKey>& keys) {
    std::vector<std::string> labels;
    for (const OwnedKey& owned : keys) labels.push_back(owned.label);
    SecretText text{JsonWriter{}.texts("labels", labels).to_text() + '\n'};
    for (const OwnedKey& owned : keys) text.append(as_text(owned.key.seed().reveal()));
    return text;
}

Result<std::vector<OwnedKey>, KeyFileError> keys_in(std::string_view plaintext) {
    const auto wrong = [] {
        return refuse(NotOurs, "it was sealed well, but not by this program: no keys are in it");
    };
    const std::size_t line = plaintext.find('\n');
    if (line == std::string_view::npos) return wrong();
    auto json = JsonReader::parse(plaintext.substr(0, line),
                                  {.max_bytes = largest_key_file, .canonical = true});
    if (!json) return wrong();
    const auto labels = json->texts("labels", most_keys, longest_label);
    ByteView seeds = as_bytes(plaintext.substr(line + 1));
    if (!json->finish() || seeds.size() != seed_size * labels.size()) return wrong();
    std::vector<OwnedKey> keys;
    keys.reserve(labels.size());
    for (const std::string& label : labels) {
        keys.push_back({label, SigningKey{SigningKey::Seed{seeds.first<seed_size>()}}});
        seeds = seeds.subspan(seed_size);
    }
    if (!check(keys)) return wrong();
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
    const auto number = [&](std::string_view field) {
        return static_cast<std::uint32_t>(json->integer(field, 1'000'000));
    };
    SealedKeys sealed;
    sealed.cost = {number("scrypt_log_n"), number("scrypt_r"), number("scrypt_p")};
    const Bytes salt = json->bytes("salt", sealed.salt.size());
    std::copy(salt.begin(), salt.end(), sealed.salt.begin());
    const Bytes nonce = json->bytes("nonce", sealed.nonce.size());
    std::copy(nonce.begin(), nonce.end(), sealed.nonce.begin());
    sealed.ciphertext = from_hex(json->text("sealed", largest_key_file)).value_or(Bytes{});
    // What was read, written again: so the checksum fits, and nothing else is in the text.
    const std::string again = encode(sealed);
    if (std::string_view{again}.substr(0, again.size() - 1) != text) return damaged();
    if (!affordable(sealed.cost)) return too_costly();
    return sealed;
}

// --- the seal ---

Result<std::string, KeyFileError> seal_keys(const std::vector<OwnedKey>& keys,
                                            const SecretText& pass_phrase, const SealSalt& fresh,
                                            const crypto::ScryptCost& cost) {
    if (pass_phrase.empty()) {
        return refuse(NoPassPhrase,
                      "the pass phrase is empty and would protect nothing: choose "
                      "some words that nobody guesses");
    }
    auto good = check(keys);
    if (!good) return pass_on(good);
    SealedKeys sealed{cost, fresh.salt, fresh.nonce, {}};
    const auto key = crypto::scrypt(pass_phrase.reveal(), sealed.salt, cost);
    if (!key) return too_costly();
    sealed.ciphertext = crypto::seal(*key, sealed.nonce, as_bytes(context_of(sealed)),
                                     as_bytes(plaintext_of(keys).reveal()));
    return encode(sealed);
}

Result<std::vector<OwnedKey>, KeyFileError> open_keys(std::string_view text,
                                                      const SecretText& pass_phrase) {
    auto sealed = decode_sealed_keys(text);
    if (!sealed) return pass_on(sealed);
    if (pass_phrase.empty()) return refuse(NoPassPhrase, "the pass phrase is empty: say it");
    const auto key = crypto::scrypt(pass_phrase.reveal(), sealed->salt, sealed->cost);
    if (!key) return too_costly();
    const auto plaintext =
        crypto::open(*key, sealed->nonce, as_bytes(context_of(*sealed)), sealed->ciphertext);
    if (!plaintext) {
        return refuse(WrongPassPhrase,
                      "this is not the pass phrase that it was sealed with: mind "
                      "the keyboard and capital letters");
    }
    return keys_in(plaintext->reveal());
}

}  // namespace sbc::wallet
