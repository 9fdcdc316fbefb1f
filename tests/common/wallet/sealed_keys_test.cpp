#include "wallet/sealed_keys.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "catch.hpp"
#include "crypto/scrypt.hpp"
#include "keys/key_file_vector.hpp"
#include "memory_watch.hpp"
#include "wallet/key_file.hpp"

using namespace sbc;
using namespace sbc::wallet;
using crypto::SecretText;
using crypto::SigningKey;
using enum KeyFileError;

namespace {

SecretText phrase(const std::string& words = kit::vector_phrase) {
    return SecretText{std::string{words}};
}
SigningKey key_of(std::uint8_t number) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(number);
    return SigningKey{SigningKey::Seed{seed}};
}
Keys keys_called(const std::vector<std::string>& labels) {
    Keys keys;
    std::uint8_t number = 0;
    for (const std::string& label : labels) keys.push_back({label, key_of(++number)});
    return keys;
}
template <std::size_t Size>
std::array<std::uint8_t, Size> bytes_of(const std::string& hex) {
    const Bytes bytes = from_hex(hex).value();
    std::array<std::uint8_t, Size> array{};
    std::copy_n(bytes.begin(), Size, array.begin());
    return array;
}

const SealSalt fresh{bytes_of<16>(kit::vector_salt), bytes_of<12>(kit::vector_nonce)};

template <class T>
std::optional<KeyFileError> why_not(const Result<T, KeyFileError>& result) {
    return result ? std::nullopt : std::optional{result.error().reason};
}

// A text that opens with the pass phrase, and holds whatever this is.
std::string sealed_by_others(std::string_view plaintext) {
    SealedKeys sealed{fresh.salt, fresh.nonce, {}};
    static const auto key = crypto::scrypt(kit::vector_phrase, sealed.salt, {});
    JsonWriter context;
    context.text("SimpleBitcoin", "key file").integer("version", 1);
    context.bytes("salt", sealed.salt).bytes("nonce", sealed.nonce);
    sealed.ciphertext =
        crypto::seal(*key, sealed.nonce, as_bytes(context.to_text()), as_bytes(plaintext));
    return encode(sealed);
}

}  // namespace

TEST_CASE("the key file of the protocol's document is what its parts make", "[wallet]") {
    Keys keys;
    for (std::size_t i = 0; i < 2; ++i) {
        keys.push_back({kit::vector_labels[i],
                        SigningKey{SigningKey::Seed{bytes_of<32>(kit::vector_seeds[i])}}});
    }
    CHECK(seal_keys(keys, phrase(), fresh).value() == kit::vector_text);
    const auto sealed = decode_sealed_keys(kit::vector_text);
    REQUIRE(sealed);
    CHECK(sealed->salt == fresh.salt);
    CHECK(sealed->nonce == fresh.nonce);
    CHECK(encode(*sealed) == kit::vector_text);
}

TEST_CASE("a key travels as a text with a pass phrase of its own", "[wallet]") {
    const Keys keys = keys_called({"for the other wallet"});
    const auto text = export_keys(keys, phrase("only for the way"));
    REQUIRE(text);
    CHECK(std::count(text->begin(), text->end(), '\n') == 1);
    CHECK(why_not(open_keys(*text, phrase())) == WrongPassPhrase);
    // Copied by hand, the end of the line is easily left behind.
    const auto opened = open_keys(text->substr(0, text->size() - 1), phrase("only for the way"));
    REQUIRE(opened);
    CHECK(opened->at(0).label == keys[0].label);
    CHECK(opened->at(0).key.public_key() == keys[0].key.public_key());
    CHECK(why_not(open_keys(*text + "\n", phrase())) == HalfWritten);
    CHECK(why_not(open_keys(*text, SecretText{})) == NoPassPhrase);
}

TEST_CASE("a new key is nobody else's", "[wallet]") {
    const OwnedKey one = new_key("one");
    CHECK(one.label == "one");
    CHECK(one.key.public_key() != new_key("one").key.public_key());
}

TEST_CASE("what nobody could read or tell apart is not written", "[wallet]") {
    const auto sealed = [](const Keys& keys) { return seal_keys(keys, phrase(), fresh); };
    for (const std::string& label :
         {std::string(65, 'x'), std::string{"\n"}, std::string{"\x1b[31m"}, std::string{"\xff"},
          std::string{"\0", 1}, std::string{"\u202e"}}) {
        const auto refused = sealed(keys_called({"good", label}));
        CHECK(why_not(refused) == BadKeys);
        CHECK_THAT(refused.error().text, ContainsSubstring("64 bytes of readable text"));
    }
    CHECK(sealed(keys_called({std::string(64, 'x'), "", "\"\\", "two\u00a0words"})));
    SECTION("a key twice") {
        Keys twice = keys_called({"one", "two"});
        twice.push_back({"three", key_of(1)});
        CHECK(why_not(sealed(twice)) == BadKeys);
    }
    SECTION("too many keys") {
        Keys many;
        const auto more_than = [&](std::size_t count) {
            while (many.size() <= count) many.push_back(new_key(std::string(64, '"')));
        };
        more_than(most_keys - 1);
        const auto text = sealed(many);
        REQUIRE(text);
        CHECK(text->size() <= largest_key_file);
        CHECK(open_keys(*text, phrase())->size() == most_keys);
        more_than(most_keys);
        CHECK(why_not(sealed(many)) == BadKeys);
    }
}

TEST_CASE("nobody is kept from a key by what an older program took for a label", "[wallet]") {
    const std::string seed(32, '\1');
    std::string plaintext = seed + '\xff' + std::string(255, 'x');
    plaintext += std::string(32, '\2') + "\3a\nb";
    plaintext += seed + "\6second";
    const auto keys = open_keys(sealed_by_others(plaintext), phrase());
    REQUIRE(keys);
    REQUIRE(keys->size() == 2);
    CHECK(keys->at(0).key.public_key() == key_of(1).public_key());
    CHECK(keys->at(0).label == std::string(61, 'x') + "…");
    CHECK(keys->at(1).label == "a?b");
    CHECK(seal_keys(*keys, phrase(), fresh));
}

TEST_CASE("what was sealed by another program is not taken for keys", "[wallet]") {
    const std::string seed(32, '\1');
    const std::string one_key = seed + "\1x";
    for (const std::string& plaintext :
         {std::string{"x"}, seed, seed + "\2x", one_key + seed, std::string{R"({"keys":[]})"}}) {
        CAPTURE(plaintext);
        CHECK(why_not(open_keys(sealed_by_others(plaintext), phrase())) == NotOurs);
    }
    CHECK(open_keys(sealed_by_others(""), phrase())->empty());
}

TEST_CASE("of keys and pass phrase nothing stays in memory that is given back", "[wallet]") {
    std::array<std::uint8_t, 32> seed{};
    for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(0xa0 + i);
    const std::string seed_text{as_text(seed)};
    const std::string words = "a pass phrase that is longer than any string that lies in itself";
    bool opened = false;
    const auto seal_and_open = [&] {
        Keys keys;
        keys.push_back({"watched", SigningKey{SigningKey::Seed{seed}}});
        for (std::uint8_t i = 1; i < 9; ++i) keys.push_back({"other", key_of(i)});
        const SecretText pass_phrase = phrase(words);
        const auto text = seal_keys(keys, pass_phrase, fresh);
        opened = text && open_keys(*text, pass_phrase)->size() == 9;
    };
    std::size_t stale = 0;
    {
        const Watch watch{seed_text};
        seal_and_open();
        {
            std::string careless;
            careless += seed_text;
        }
        stale = watch.stale_copies();
    }
    CHECK(opened);
    CHECK(stale == 1);  // the careless one, so the watch sees
    {
        const Watch watch{std::string_view{seed_text}.substr(8, 16)};  // nor a half of it
        seal_and_open();
        stale = watch.stale_copies();
    }
    CHECK(stale == 0);
    {
        const Watch watch{words};
        seal_and_open();
        stale = watch.stale_copies();
    }
    CHECK(stale == 0);
}
