// Receipts, and how the owner of a mailbox proves that it is his.
#include "message/receipt.hpp"

#include <set>

#include "letter_scene.hpp"

using namespace letters;

namespace {

Receipt receipt_by(const std::string& name) {
    Receipt receipt{.letter = {bytes_of("a letter")}, .to = key_of(name).public_key()};
    sign(receipt, network(), key_of(name));
    return receipt;
}

}  // namespace

TEST_CASE("a receipt holds as its recipient has signed it, and not otherwise", "[message]") {
    REQUIRE(why_not(check(receipt_by("bob"), network())).empty());
    Receipt receipt = receipt_by("bob");
    SECTION("for another letter") { receipt.letter.bytes[0] ^= 1; }
    SECTION("of another recipient") { receipt.to = key_of("carol").public_key(); }
    SECTION("that he could not open it") { receipt.opened = false; }
    SECTION("another signature") { receipt.signature.bytes[63] ^= 1; }
    SECTION("none") { receipt.signature = {}; }
    SECTION("signed by another one") { sign(receipt, network(), key_of("mallory")); }
    SECTION("for another network") { sign(receipt, network("elsewhere"), key_of("bob")); }
    CHECK(why_not(check(receipt, network())) == "signature");
}

TEST_CASE("what proves a mailbox is signed for one challenge, one address and one network",
          "[message]") {
    const auto bob = key_of("bob");
    const Challenge challenge = bytes_of("a challenge");
    const Bytes part = claim_part(bob.public_key(), challenge, network());
    CHECK(std::string{sbc::as_text(part)} ==
          std::string{"SimpleBitcoin/mailbox/1"} + '\0' +
              std::string{sbc::as_text(network().bytes)} + R"({"address":")" +
              sbc::crypto::to_address(bob.public_key()) + R"(","challenge":")" +
              sbc::to_hex(challenge) + R"("})");
    CHECK(part != claim_part(key_of("carol").public_key(), challenge, network()));
    CHECK(part != claim_part(bob.public_key(), bytes_of("another"), network()));
    CHECK(part != claim_part(bob.public_key(), challenge, network("elsewhere")));
}

TEST_CASE("no signature of the mail is one of another kind", "[message]") {
    // Each begins with a label of its own, up to a byte of zero.
    const Letter letter = letter_to("bob");
    const Opened opened{.from = key_of("alice").public_key(), .sent = now, .text = "hello"};
    const std::vector<Bytes> parts{
        signed_part(card_of("bob"), network()), signed_part(receipt_by("bob"), network()),
        signed_part(letter, opened, network()), bound_part(letter, network()),
        claim_part(key_of("bob").public_key(), {}, network())};
    std::set<std::string> labels;
    for (const Bytes& part : parts) {
        const std::string text{sbc::as_text(part)};
        labels.insert(text.substr(0, text.find('\0')));
    }
    CHECK(labels.size() == parts.size());
}
