// Sealed letters: who can open them, and what is noticed.
#include "message/letter.hpp"

#include "crypto/hkdf.hpp"
#include "letter_scene.hpp"

using namespace letters;

TEST_CASE("whoever has the secret half of the card reads what was written, when and by whom",
          "[message]") {
    for (const std::string& text :
         {std::string{"a"}, std::string{"Meet me at the lake."}, std::string{"\u6e56\u3067"},
          std::string{"\"quoted\"\\\n\t\x01"}, std::string("a\0b", 3),
          std::string(longest_text, 'x')}) {
        const Letter letter = letter_to("bob", draft_of(text));
        const auto opened = open(letter, secret_of("bob"), network());
        REQUIRE(opened);
        CHECK(opened->text == text);
        CHECK(opened->from == key_of("alice").public_key());
        CHECK(opened->sent == now);
        CHECK(letter.until == now + 48h);
        CHECK(letter.to == key_of("bob").public_key());
        const auto with_public = open(letter, secret_of("bob"), card_of("bob").key, network());
        CHECK(*with_public == *opened);
    }
}

TEST_CASE("nobody else opens it, and it opens in no other network", "[message]") {
    const Letter letter = letter_to("bob");
    CHECK(opened_by("carol", letter) == "not-sealed");
    CHECK(opened_by("alice", letter) == "not-sealed");
    CHECK(opened_by("bob", letter, network("elsewhere")) == "not-sealed");
    const Card carol = card_of("carol");
    CHECK(why_not(open(letter, secret_of("bob"), carol.key, network())) == "not-sealed");
}

TEST_CASE("a letter of which anything was altered on its way does not open", "[message]") {
    Letter letter = letter_to("bob");
    SECTION("for whom it is") { letter.to = key_of("carol").public_key(); }
    SECTION("for which card") { letter.card = Sequence{2}; }
    SECTION("its key") { letter.key.bytes[0] ^= 1; }
    SECTION("a bit of its key that X25519 ignores") { letter.key.bytes[31] ^= 0x80; }
    SECTION("until when it is held") { letter.until += 1s; }
    SECTION("its first byte") { letter.sealed.front() ^= 1; }
    SECTION("its last byte, of the tag") { letter.sealed.back() ^= 1; }
    SECTION("one is missing") { letter.sealed.pop_back(); }
    SECTION("one more") { letter.sealed.push_back(0); }
    SECTION("nothing is left") { letter.sealed.clear(); }
    CHECK(opened_by("bob", letter) == "not-sealed");
}

TEST_CASE("each bit of what is sealed counts", "[message]") {
    const Letter letter = letter_to("bob", draft_of("short"));
    for (std::size_t at = 0; at < letter.sealed.size(); at += 7) {
        Letter other = letter;
        other.sealed[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
        CAPTURE(at);
        REQUIRE(opened_by("bob", other) == "not-sealed");
    }
}

TEST_CASE("its stamp is not part of what is sealed", "[message]") {
    Letter letter = letter_to("bob");
    const Hash id = id_of(letter, network());
    letter.stamp = {.time = now, .nonce = sbc::chain::Nonce{1}};
    CHECK(opened_by("bob", letter).empty());
    CHECK(id_of(letter, network()) == id);
    letter.sealed.back() ^= 1;
    CHECK(id_of(letter, network()) != id);
    CHECK(id_of(letter_to("bob"), network("elsewhere")) != id);
}

TEST_CASE("a recipient cannot pass a letter on as if it had been written to another one",
          "[message]") {
    const Letter to_bob = letter_to("bob");
    const auto read = open(to_bob, secret_of("bob"), network());
    REQUIRE(read);
    // Bob seals what Alice has signed for Carol, as if it came from her.
    const Card carol = card_of("carol");
    const AgreementSecret fresh = secret_of("his letter");
    const std::string inside = sbc::JsonWriter{}
                                   .text("from", sbc::crypto::to_address(read->from))
                                   .integer("sent", 1'800'000'000)
                                   .bytes("signature", read->signature.bytes)
                                   .text("text", read->text)
                                   .to_text();
    const auto forwarded = [&](Letter letter, const AgreementSecret& secret) {
        const auto key = letter_key(secret, carol.key, carol.key, letter, network()).value();
        letter.sealed = sbc::crypto::seal(key, {}, {}, sbc::as_bytes(padded(inside)));
        return opened_by("carol", letter);
    };
    Letter letter = to_bob;
    letter.to = carol.address;
    SECTION("with a key of his own") {
        letter.key = sbc::crypto::public_half(fresh);
        CHECK(forwarded(letter, fresh) == "signature");
    }
    SECTION("even with the key that Alice has used, were it known to him") {
        CHECK(forwarded(letter, secret_of("this letter")) == "signature");
    }
    SECTION("nor to himself again, in another letter") {
        const Card bob = card_of("bob");
        Letter again = to_bob;
        again.key = sbc::crypto::public_half(fresh);
        const auto key = letter_key(fresh, bob.key, bob.key, again, network()).value();
        again.sealed = sbc::crypto::seal(key, {}, {}, sbc::as_bytes(padded(inside)));
        CHECK(opened_by("bob", again) == "signature");
    }
}

TEST_CASE("with a key of small order nothing is sealed and nothing is opened", "[message]") {
    for (const AgreementKey& key : keys_of_small_order()) {
        CAPTURE(sbc::to_hex(key.bytes));
        Card card = card_of("bob");
        card.key = key;
        CHECK(why_not(seal(draft_of(), card, key_of("alice"), secret_of("one"), network())) ==
              "key");
        Letter letter = letter_to("bob");
        letter.key = key;
        CHECK(opened_by("bob", letter) == "key");
    }
    Card none = card_of("bob");
    none.sequence = Sequence{0};
    CHECK(why_not(seal(draft_of(), none, key_of("alice"), secret_of("one"), network())) ==
          "malformed");
}

TEST_CASE("two letters of the same text have nothing sealed in common", "[message]") {
    const auto sealed = [](const std::string& fresh) {
        return seal(draft_of(), card_of("bob"), key_of("alice"), secret_of(fresh), network())
            .value();
    };
    const Letter one = sealed("one");
    const Letter two = sealed("two");
    CHECK(one.key != two.key);
    CHECK(id_of(one, network()) != id_of(two, network()));
    std::size_t same = 0;
    for (std::size_t i = 0; i < one.sealed.size(); ++i) {
        if (one.sealed[i] == two.sealed[i]) ++same;
    }
    CHECK(same < 20);  // 2 of 528 by chance
}

// RFC 7748, 5869, 8439 and 8032, one after the other, with texts that are put together by hand.
TEST_CASE("a letter is what the five steps of the protocol make", "[message]") {
    const Card bob = card_of("bob", 7);
    const SigningKey alice = key_of("alice");
    const AgreementSecret fresh = secret_of("this letter");
    const Letter letter = seal(draft_of(), bob, alice, fresh, network()).value();
    const std::string from = sbc::crypto::to_address(alice.public_key());
    const std::string to = sbc::crypto::to_address(bob.address);
    const std::string key = sbc::to_hex(sbc::crypto::public_half(fresh).bytes);
    const std::string where{sbc::as_text(network().bytes)};

    std::string bound = std::string{"SimpleBitcoin/seal/1"} + '\0' + where;
    bound += R"({"card":7,"key":")" + key + R"(","kind":"letter","to":")" + to +
             R"(","until":1800172800})";
    CHECK(std::string{sbc::as_text(bound_part(letter, network()))} == bound);

    std::string said = std::string{"SimpleBitcoin/letter/1"} + '\0' + where;
    said += R"({"card":7,"from":")" + from + R"(","key":")" + key +
            R"(","sent":1800000000,"text":"Meet me at the lake.","to":")" + to +
            R"(","until":1800172800})";
    const std::string signature = sbc::to_hex(alice.sign(sbc::as_bytes(said)).bytes);

    const std::string inside = R"({"from":")" + from + R"(","sent":1800000000,"signature":")" +
                               signature + R"(","text":"Meet me at the lake."})";
    std::string filled{static_cast<char>(inside.size() / 256),
                       static_cast<char>(inside.size() % 256)};
    filled += inside;
    filled.resize(512, '\0');

    const auto shared = sbc::crypto::agree(fresh, bob.key).value();
    const std::string info = bound + std::string{sbc::as_text(bob.key.bytes)};
    const auto sealing_key = sbc::crypto::hkdf_sha256(shared.reveal(), {}, sbc::as_bytes(info));
    CHECK(letter.sealed == sbc::crypto::seal(sealing_key, {}, {}, sbc::as_bytes(filled)));

    // The other side comes to the same key.
    const auto hers = sbc::crypto::agree(secret_of("bob"), letter.key).value();
    CHECK(sbc::to_hex(hers.reveal()) == sbc::to_hex(shared.reveal()));

    std::string hashed = std::string{"SimpleBitcoin/sealed/1"} + '\0' + where;
    hashed += R"({"card":7,"key":")" + key + R"(","kind":"letter","sealed":")" +
              sbc::to_hex(letter.sealed) + R"(","to":")" + to + R"(","until":1800172800})";
    CHECK(id_of(letter, network()) == sbc::crypto::hash256(sbc::as_bytes(hashed)));
}
