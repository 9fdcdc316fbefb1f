// What a transaction is in the history of one who takes part in it.
#include "gui/movement.hpp"

#include "catch.hpp"

using namespace sbc::gui;

namespace {

sbc::crypto::PublicKey key(std::uint8_t number) {
    sbc::crypto::PublicKey key;
    key.bytes.fill(number);
    return key;
}
const auto ann = key(1);
const auto ann_too = key(2);
const auto ben = key(3);
const auto carol = key(4);

AccountEntry of_ann(const Movement& movement) {
    const auto entry = entry_of(movement, [](const auto& k) { return k == ann || k == ann_too; });
    REQUIRE(entry);
    return *entry;
}

}  // namespace

TEST_CASE("what one sends is told without the change, and with the fee", "[gui]") {
    const AccountEntry entry = of_ann({.id = "id",
                                       .height = 7,
                                       .in = {{ann, {60}}, {ann_too, {40}}},
                                       .out = {{ann, {69}}, {ben, {20}}, {carol, {10}}},
                                       .note = "you are great"});
    CHECK(entry.kind == EntryKind::Sent);
    CHECK(entry.state == EntryState::Confirmed);
    CHECK(entry.amount == Points{30});
    CHECK(entry.fee == Points{1});
    CHECK(entry.counterpart == ben);
    CHECK(entry.note == "you are great");
    CHECK(entry.id == "id");
    CHECK(entry.height == 7);
}

TEST_CASE("what one receives is told without the payer's change and fee", "[gui]") {
    const AccountEntry entry =
        of_ann({.id = {}, .in = {{ben, {50}}}, .out = {{ben, {9}}, {ann, {40}}}, .note = {}});
    CHECK(entry.kind == EntryKind::Received);
    CHECK(entry.state == EntryState::Waiting);
    CHECK(entry.amount == Points{40});
    CHECK(entry.fee == Points{0});
    CHECK(entry.counterpart == ben);
}

TEST_CASE("what goes from one's own address to another one is a payment to oneself", "[gui]") {
    const AccountEntry entry =
        of_ann({.id = {}, .in = {{ann, {50}}}, .out = {{ann_too, {5}}, {ann, {44}}}, .note = {}});
    CHECK(entry.kind == EntryKind::ToMyself);
    CHECK(entry.amount == Points{5});
    CHECK(entry.fee == Points{1});
    CHECK(entry.counterpart == ann_too);
}

TEST_CASE("what nobody has given was mined", "[gui]") {
    const AccountEntry entry =
        of_ann({.id = {}, .height = 3, .in = {}, .out = {{ann, {101}}}, .note = {}});
    CHECK(entry.kind == EntryKind::Mined);
    CHECK(entry.amount == Points{101});
    CHECK(entry.counterpart == ann);
}

TEST_CASE("what does not concern one has no line", "[gui]") {
    const Movement others{.id = {}, .in = {{ben, {5}}}, .out = {{carol, {4}}}, .note = {}};
    CHECK_FALSE(entry_of(others, [](const auto& k) { return k == ann; }));
}

TEST_CASE("what leaves is what waits and goes to others, with its fees", "[gui]") {
    const auto line = [](EntryKind kind, EntryState state, Points amount) {
        AccountEntry entry;
        entry.kind = kind;
        entry.state = state;
        entry.amount = amount;
        entry.fee = {2};
        return entry;
    };
    CHECK(leaving({line(EntryKind::Sent, EntryState::Waiting, {30}),
                   line(EntryKind::Sent, EntryState::Confirmed, {9}),
                   line(EntryKind::ToMyself, EntryState::Waiting, {50}),
                   line(EntryKind::Received, EntryState::Waiting, {70}),
                   line(EntryKind::Sent, EntryState::Waiting, {5})}) == Points{39});
}
