#include "signed_bytes.hpp"

#include <algorithm>
#include <string>

#include "base/hex.hpp"
#include "catch.hpp"

using exercise::Hash;
using exercise::Payment;
using exercise::signed_bytes;
using sbc::crypto::PublicKey;
using sbc::crypto::Signature;

namespace {

const std::string ben = "sb1ecxjzqptvarshp97hkzw73a2ga3ux33j5cxm7mtk9n663jghf05q5d8hhs";
const std::string ann = "sb102nk9zfj04a3gh3ud3xavuxe99ew6ausde8f6szqppe54a6prpesw2pche";

Hash hash(const std::string& name) { return sbc::crypto::hash256(sbc::as_bytes(name)); }
const Hash classroom = hash("classroom");
const Hash at_home = hash("at home");

// Ann pays 30 points to ben out of a coin of 100, and has 69 back.
Payment payment() {
    return {.inputs = {{.transaction = hash("a coinbase"), .index = 0, .signature = {}}},
            .outputs = {{ben, 30}, {ann, 69}},
            .note = exercise::Note{.app = "memo", .text = "you are great"}};
}

// Bytes as a person can read them: letters as they are, others in hex digits.
std::string shown(const sbc::Bytes& bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        const bool letter = byte >= 0x20 && byte < 0x7f;
        text +=
            letter ? std::string(1, static_cast<char>(byte)) : "<" + sbc::to_hex({&byte, 1}) + ">";
    }
    return text.empty() ? "nothing" : text;
}
std::string shown(const Payment& paid) { return shown(signed_bytes(classroom, paid)); }
bool same(const Payment& one, const Payment& other) {
    return signed_bytes(classroom, one) == signed_bytes(classroom, other);
}

bool starts_with(const sbc::Bytes& bytes, std::string_view text) {
    return sbc::as_text(bytes).substr(0, text.size()) == text;
}

// A payment with one thing about it changed.
template <class Change>
Payment with(Change change) {
    Payment changed = payment();
    change(changed);
    return changed;
}
Payment paid_to_another() {
    return with([](Payment& paid) { paid.outputs[0].address = ann; });
}
Payment with_less_change() {
    return with([](Payment& paid) { paid.outputs[1].amount = 9; });
}
Payment from_another_transaction() {
    return with([](Payment& paid) { paid.inputs[0].transaction = hash("her savings"); });
}
Payment from_another_place() {
    return with([](Payment& paid) { paid.inputs[0].index = 1; });
}
Payment with_another_note() {
    return with([](Payment& paid) { paid.note->text = "I owe you 1,000 more"; });
}
Payment of_two_coins() {
    return with([](Payment& paid) {
        paid.inputs.push_back({.transaction = hash("another"), .index = 2, .signature = {}});
    });
}
Payment signed_once(Payment paid) {
    Signature signature;
    signature.bytes.fill(0xab);
    paid.inputs[0].signature = signature;
    return paid;
}

// What each of the tests asks, so that the last one can say that nothing else is wrong.
bool names_network() {
    return signed_bytes(classroom, payment()) != signed_bytes(at_home, payment());
}
bool names_kind() { return starts_with(signed_bytes(classroom, payment()), exercise::kind); }
bool ends_kind() {
    const sbc::Bytes bytes = signed_bytes(classroom, payment());
    return bytes.size() > exercise::kind.size() && bytes[exercise::kind.size()] == 0;
}
bool has_network_in_bytes() {
    const std::string network{sbc::as_text(classroom.bytes)};
    return sbc::as_text(signed_bytes(classroom, payment())).find(network) != std::string::npos;
}
bool leaves_signatures_out() { return same(of_two_coins(), signed_once(of_two_coins())); }
bool tells_payments_apart() {
    const Payment paid = payment();
    return !same(paid, paid_to_another()) && !same(paid, with_less_change()) &&
           !same(paid, from_another_transaction()) && !same(paid, from_another_place()) &&
           !same(paid, with_another_note());
}

}  // namespace

TEST_CASE("who is paid is signed") {
    INFO("30 points to ben:    you gave " << shown(payment()));
    INFO("30 points to another: you gave " << shown(paid_to_another()));
    INFO("for these two the same is signed, so ann's signature under");
    INFO("the first is good under the second: whoever passes it on");
    INFO("writes his own address into it. Amounts alone are not enough");
    CHECK_FALSE(same(payment(), paid_to_another()));
}

TEST_CASE("each output is signed, not only the first") {
    INFO("ann gets back 69: you gave " << shown(payment()));
    INFO("ann gets back 9:  you gave " << shown(with_less_change()));
    INFO("for these two the same is signed. What ann gets back is her money as well: a miner");
    INFO("who writes 9 there has the other 60 as his fee, and her signature stands below");
    CHECK_FALSE(same(payment(), with_less_change()));
}

TEST_CASE("which transaction's coin is spent is signed") {
    INFO("out of a coinbase:   you gave " << shown(payment()));
    INFO("out of her savings:  you gave " << shown(from_another_transaction()));
    INFO("for these two the same is signed: ben keeps her signature and spends, with it, the");
    INFO("next coin that she gets, and the one after it. She has signed for one coin, once");
    CHECK_FALSE(same(payment(), from_another_transaction()));
}

TEST_CASE("which of its outputs is spent is signed") {
    INFO("output 0 of it: you gave " << shown(payment()));
    INFO("output 1 of it: you gave " << shown(from_another_place()));
    INFO("for these two the same is signed. A transaction often pays");
    INFO("one person twice, as change and as a gift: without the index");
    INFO("her signature for the small one is good for the large one");
    CHECK_FALSE(same(payment(), from_another_place()));
}

TEST_CASE("the note is signed") {
    INFO("\"you are great\":        you gave " << shown(payment()));
    INFO("\"I owe you 1,000 more\": you gave " << shown(with_another_note()));
    INFO("for these two the same is signed, so anybody can put words");
    INFO("into her mouth, and her signature stands below them for ever");
    CHECK_FALSE(same(payment(), with_another_note()));
}

TEST_CASE("a payment without a note has none in its text") {
    const Payment silent = with([](Payment& paid) { paid.note.reset(); });
    INFO("without a note you gave " << shown(silent));
    INFO("what is not there is left out, name and all.");
    INFO("Otherwise there are two spellings of silence");
    const auto found = sbc::as_text(signed_bytes(classroom, silent)).find("note");
    CHECK(found == std::string::npos);
}

TEST_CASE("a signature on one network says nothing on another") {
    const Payment paid = payment();
    INFO("in the classroom: you gave " << shown(signed_bytes(classroom, paid)));
    INFO("at home:          you gave " << shown(signed_bytes(at_home, paid)));
    INFO("whoever tries things out in a network where points cost nothing, with the keys of one");
    INFO("where they do, signs for both: somebody carries the payment over and it is good there");
    CHECK(names_network());
}

TEST_CASE("what is signed begins with what kind of thing it is") {
    INFO("you gave " << shown(payment()));
    INFO("a key signs other things, too: messages, from chapter 08 on. If a text can be");
    INFO("read as either, somebody asks for your signature under a harmless message,");
    INFO("and it is a payment of yours. Nothing that begins with this kind is a message");
    CHECK(names_kind());
}

TEST_CASE("a zero byte ends the kind") {
    INFO("you gave " << shown(payment()));
    INFO("what follows the kind can be any byte, a digit as well: without an end to it, version");
    INFO("1 in one network reads as version 10 or 11 in another. No kind has a byte of 0 in it");
    if (!names_kind()) return;  // the test above tells why
    CHECK(ends_kind());
}

TEST_CASE("the network's id stands there as 32 bytes") {
    INFO("the id is      " << sbc::to_hex(classroom.bytes) << ", byte by byte");
    INFO("people see it  " << to_text(classroom));
    INFO("you gave       " << shown(payment()));
    INFO("what is shown is for the eye: 64 digits, the last byte first.");
    INFO("Signed are its bytes, in the order in which they are stored");
    if (!names_network()) return;  // another test tells why
    CHECK(has_network_in_bytes());
}

TEST_CASE("no signature is part of what is signed") {
    const Payment before = of_two_coins();
    const Payment after = signed_once(before);
    INFO("two coins, nobody has signed yet:  you gave " << shown(before));
    INFO("the first owner has signed:        you gave " << shown(after));
    INFO("if the two differ, the second owner would have to sign something else, and the first");
    INFO("one's signature does not hold any more once the second stands there. All sign the");
    INFO("same: what is left when the signatures are taken out, name and all");
    CHECK(leaves_signatures_out());
    CHECK(shown(before).find("signature") == std::string::npos);
}

TEST_CASE("with all this in place a signature made by chapter 06 holds") {
    const bool in_place = names_network() && names_kind() && ends_kind() &&
                          has_network_in_bytes() && leaves_signatures_out() &&
                          tells_payments_apart();
    if (!in_place) return;  // the tests above tell why
    const std::string expected =
        "SimpleBitcoin/payment/1<00>" + shown({classroom.bytes.begin(), classroom.bytes.end()}) +
        R"({"inputs":[{"index":0,"transaction":")" + to_text(hash("a coinbase")) +
        R"("}],"note":{"app":"memo","text":"you are great"},"outputs":[{"address":")" + ben +
        R"(","amount":30},{"address":")" + ann + R"(","amount":69}]})";
    const sbc::Bytes bytes = signed_bytes(classroom, payment());
    INFO("it was made for   " << expected);
    INFO("you gave          " << shown(bytes));
    INFO("Ed25519 hashes what it signs by itself, so give it the bytes and no hash of them;");
    INFO("and the text is the canonical one: keys sorted, no spaces, hashes as they are shown");
    const auto signature = sbc::from_hex(
        "c2d7be37f1a1cb5ba067e5d8ba330e931376e259fc733191ad3727c0e64abb13"
        "8cd6e3bf87825c3e76cda8917c7f4a1c3bcb03a7ae11cd83023df81218d92708");
    const auto key =
        sbc::from_hex("7aa76289327d7b145e3c6c4dd670d92972ed77906e4e9d404008734af7411873");
    PublicKey public_key;
    std::copy(key->begin(), key->end(), public_key.bytes.begin());
    const bool holds = sbc::crypto::verify(public_key, bytes, sbc::ByteView{*signature});
    CHECK(holds);
}
