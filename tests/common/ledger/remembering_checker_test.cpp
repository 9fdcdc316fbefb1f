#include "ledger/remembering_checker.hpp"

#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

using namespace kit;

namespace {

// Counts what it is asked.
class CountingChecker : public InlineChecker {
public:
    std::size_t asked = 0;
    void ask(SignedMessage message) override {
        asked += message.signers.size();
        InlineChecker::ask(std::move(message));
    }
};

// What Alice and Bob have both signed.
SignedMessage signed_by_both(const std::string& text) {
    const sbc::Bytes message = sbc::to_bytes(text);
    return {
        message,
        {{alice().public_key(), alice().sign(message)}, {bob().public_key(), bob().sign(message)}}};
}

struct Scene {
    CountingChecker checker;
    RememberingChecker remembering{checker, seed, 4};
    // How many signatures the checker below was asked about.
    std::size_t ask(const std::vector<SignedMessage>& messages,
                    std::optional<WrongSignature> expected = std::nullopt) {
        checker.asked = 0;
        for (const auto& message : messages) remembering.ask(message);
        CHECK(remembering.verdict() == expected);
        return checker.asked;
    }
};

}  // namespace

TEST_CASE("what was seen to hold is not checked again", "[ledger]") {
    Scene scene;
    const auto one = signed_by_both("one");
    CHECK(scene.ask({one}) == 2);
    CHECK(scene.ask({one}) == 0);
    const auto two = signed_by_both("two");
    CHECK(scene.ask({one, two, one}) == 2);
    CHECK(scene.remembering.remembered() == 4);
}

TEST_CASE("any other key, message or signature is checked", "[ledger]") {
    Scene scene;
    const auto one = signed_by_both("one");
    REQUIRE(scene.ask({one}) == 2);
    auto altered = one;
    SECTION("signature") { altered.signers[1].signature.bytes[40] ^= 1; }
    SECTION("key") { altered.signers[1].key = carol().public_key(); }
    CHECK(scene.ask({altered}, WrongSignature{0, 1}) == 1);
    CHECK(scene.ask({altered}, WrongSignature{0, 1}) == 1);  // what is wrong is not remembered
    altered = one;
    altered.message[0] ^= 1;
    CHECK(scene.ask({altered}, WrongSignature{0, 0}) == 2);
}

TEST_CASE("a wrong signature is named by its place among all, known ones included", "[ledger]") {
    Scene scene;
    const auto one = signed_by_both("one");
    auto two = signed_by_both("two");
    REQUIRE(scene.ask({one}) == 2);
    two.signers[0].signature.bytes[0] ^= 1;
    CHECK(scene.ask({one, one, two, signed_by_both("three")}, WrongSignature{2, 0}) == 4);
    SECTION("what came before it holds, and is remembered") {
        auto four = signed_by_both("four");
        four.signers[1].signature.bytes[63] ^= 1;
        CHECK(scene.ask({four}, WrongSignature{0, 1}) == 2);
        CHECK(scene.ask({four}, WrongSignature{0, 1}) == 1);
    }
}

TEST_CASE("what is remembered is bounded, and the oldest goes", "[ledger]") {
    Scene scene;
    const auto first = signed_by_both("0");
    CHECK(scene.ask({first}) == 2);
    for (int i = 1; i < 20; ++i) {
        CHECK(scene.ask({signed_by_both(std::to_string(i))}) == 2);
        CHECK(scene.remembering.remembered() <= 8);
        CHECK(scene.ask({signed_by_both(std::to_string(i))}) == 0);
    }
    CHECK(scene.ask({first}) == 2);
}

TEST_CASE("a ledger that remembers judges as any other", "[ledger]") {
    CountingChecker checker;
    RememberingChecker remembering{checker, seed};
    Ledger ledger{rules(), seed, remembering};
    const auto mined = coinbase(1, {output(alice(), 60)});
    REQUIRE(ledger.connect({{}, {encode(mined)}}, Height{1}));
    auto paid = payment({spend(mined, 0, alice())}, {output(bob(), 60)});
    REQUIRE(ledger.judge(check_transaction(encode(paid)).value(), Height{4}));
    CHECK(checker.asked == 1);
    const auto undo = ledger.connect({{}, {encode(paid)}}, Height{4});
    REQUIRE(undo);
    CHECK(checker.asked == 1);
    REQUIRE(ledger.disconnect({{}, {encode(paid)}}, *undo));
    paid.inputs[0].signature.bytes[1] ^= 1;  // the same id
    CHECK(reason(ledger.connect({{}, {encode(paid)}}, Height{4})) == LedgerError::WrongSignature);
}
