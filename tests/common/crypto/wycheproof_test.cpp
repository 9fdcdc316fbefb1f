// The test vectors of the Wycheproof project, which collects what implementations got wrong. They
// lie beside this repository, if they do.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "catch.hpp"
#include "crypto/aead.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/x25519.hpp"

using namespace sbc;
using namespace sbc::crypto;

namespace {

Bytes hex(JsonReader& object, std::string_view field) {
    return from_hex(object.text(field, 100'000)).value();
}
template <class Sized>
Sized sized(const Bytes& bytes) {
    Sized sized;
    REQUIRE(bytes.size() == sized.bytes.size());
    std::copy(bytes.begin(), bytes.end(), sized.bytes.begin());
    return sized;
}
Secret<32> secret(const Bytes& bytes) {
    REQUIRE(bytes.size() == 32);
    return Secret<32>{std::span{bytes}.first<32>()};
}

// Calls `run` with each test of the file, and with the group that it belongs to; says how many.
using RunTest =
    std::function<void(JsonReader& group, JsonReader& test, const std::string& expected)>;
std::optional<std::uint64_t> run_each(const std::string& file, const RunTest& run) {
    const auto root = std::filesystem::path{__FILE__}.parent_path() / "../../..";
    std::ifstream in{root / "../shared/vectors" / file, std::ios::binary};
    if (!in) {
        WARN("skipped: ../shared/vectors/" << file << " is not here");
        return std::nullopt;
    }
    std::ostringstream text;
    text << in.rdbuf();
    auto all = JsonReader::parse(text.str(), {.max_bytes = 1'000'000, .max_depth = 8});
    REQUIRE(all);
    std::uint64_t count = 0;
    all->each_inside("testGroups", 1'000, [&](JsonReader& group) {
        group.each_inside("tests", 1'000, [&](JsonReader& test) {
            const std::string expected = test.text("result", 10);
            INFO(file << ", test " << test.integer("tcId", 10'000) << ": "
                      << test.text("comment", 1'000));
            run(group, test, expected);
            ++count;
            test.ignore_rest();
        });
        group.ignore_rest();
    });
    CHECK(all->integer("numberOfTests", 10'000) == count);
    all->ignore_rest();
    const auto read = all->finish();
    INFO((read ? "" : read.error().text));
    CHECK(read);
    return count;
}

}  // namespace

TEST_CASE("Wycheproof's signatures hold or not as they should", "[crypto]") {
    const auto count = run_each("wycheproof-ed25519.json", [](JsonReader& group, JsonReader& test,
                                                              const std::string& expected) {
        Bytes key;
        group.inside("publicKey", [&](JsonReader& public_key) {
            key = hex(public_key, "pk");
            public_key.ignore_rest();
        });
        const Bytes message = hex(test, "msg");
        const Bytes signature = hex(test, "sig");
        CHECK(valid(sized<PublicKey>(key)));
        CHECK(verify(sized<PublicKey>(key), message, signature) == (expected == "valid"));
    });
    if (count) CHECK(*count == 151);
}

TEST_CASE("Wycheproof's sealed texts open or not as they should", "[crypto]") {
    std::size_t other_nonces = 0;
    const auto count =
        run_each("wycheproof-chacha20-poly1305.json",
                 [&](JsonReader&, JsonReader& test, const std::string& expected) {
                     const Bytes iv = hex(test, "iv");
                     if (iv.size() != AeadNonce{}.size()) {  // does not compile
                         CHECK(expected == "invalid");
                         ++other_nonces;
                         return;
                     }
                     AeadNonce nonce;
                     std::copy(iv.begin(), iv.end(), nonce.begin());
                     const Secret<32> key = secret(hex(test, "key"));
                     const Bytes context = hex(test, "aad");
                     const Bytes message = hex(test, "msg");
                     Bytes sealed = hex(test, "ct");
                     const Bytes tag = hex(test, "tag");
                     sealed.insert(sealed.end(), tag.begin(), tag.end());
                     const auto opened = open(key, nonce, context, sealed);
                     CHECK(opened.has_value() == (expected == "valid"));
                     if (opened) CHECK(opened->reveal() == as_text(message));
                     CHECK((seal(key, nonce, context, message) == sealed) == (expected == "valid"));
                 });
    if (count) CHECK(*count == 325);
    if (count) CHECK(other_nonces == 9);
}

TEST_CASE("Wycheproof's keys are derived as they should be", "[crypto]") {
    const auto count = run_each("wycheproof-hkdf-sha256.json", [](JsonReader&, JsonReader& test,
                                                                  const std::string& expected) {
        const Bytes secret = hex(test, "ikm");
        const Bytes salt = hex(test, "salt");
        const Bytes info = hex(test, "info");
        Bytes out(test.integer("size", 10'000));
        if (expected == "valid") {
            hkdf_sha256(secret, salt, info, out);
            CHECK(out == hex(test, "okm"));
        } else {
            CHECK_THROWS_AS(hkdf_sha256(secret, salt, info, out), std::length_error);
        }
    });
    if (count) CHECK(*count == 86);
}

// "Acceptable" are keys that an honest peer does not have: on the twist, not below p, or of small
// order. By RFC 7748 each of them gives a secret; we refuse the one that everybody knows, zero.
TEST_CASE("Wycheproof's secrets are agreed as they should be", "[crypto]") {
    std::size_t refused = 0;
    const auto count = run_each("wycheproof-x25519.json",
                                [&](JsonReader&, JsonReader& test, const std::string& expected) {
                                    const Secret<32> mine = secret(hex(test, "private"));
                                    const auto theirs = sized<AgreementKey>(hex(test, "public"));
                                    const Bytes shared = hex(test, "shared");
                                    const bool known = shared == Bytes(32, 0);
                                    const auto agreed = agree(mine, theirs);
                                    CHECK(agreed.has_value() == !known);
                                    if (agreed) CHECK(same_bytes(agreed->reveal(), shared));
                                    if (known) CHECK(expected == "acceptable");
                                    if (known) ++refused;
                                });
    if (count) CHECK(*count == 518);
    if (count) CHECK(refused == 31);
}
