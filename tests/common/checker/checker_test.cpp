#include "checker/checker.hpp"

#include <cstdlib>
#include <new>
#include <optional>

#include "catch.hpp"
#include "crypto/hash.hpp"
#include "ledger/ledger.hpp"

namespace {

// So often this thread still gets memory.
thread_local std::optional<int> allocations_left;

}  // namespace

// The program's own, for all its files.
void* operator new(std::size_t size) {
    if (allocations_left && (*allocations_left)-- <= 0) throw std::bad_alloc{};
    void* const memory = std::malloc(size);
    if (memory == nullptr) throw std::bad_alloc{};
    return memory;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

using namespace sbc::ledger;
using sbc::checker::Checker;
using sbc::crypto::SigningKey;

namespace {

const SigningKey& key() {
    static const SigningKey made{
        SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes("a key")).bytes}};
    return made;
}
// So many messages, each signed twice.
std::vector<SignedMessage> messages(std::size_t count) {
    std::vector<SignedMessage> all;
    while (all.size() < count) {
        const sbc::Bytes text = sbc::to_bytes("message " + std::to_string(all.size()));
        const SignedMessage::Signer signer{key().public_key(), key().sign(text)};
        all.push_back({text, {signer, signer}});
    }
    return all;
}
void spoil(SignedMessage& message, std::size_t signer) {
    message.signers[signer].signature.bytes[3] ^= 1;
}
auto verdict_on(SignatureChecker& checker, const std::vector<SignedMessage>& all) {
    for (const auto& message : all) checker.ask(message);
    return checker.verdict();
}

}  // namespace

TEST_CASE("signatures that hold have no verdict against them", "[checker]") {
    const unsigned threads = GENERATE(1U, 2U, 4U);
    Checker checker{threads, 4};
    CHECK(checker.threads() == threads);
    CHECK_FALSE(checker.verdict());
    for (const std::size_t count : {1U, 2U, 50U}) CHECK_FALSE(verdict_on(checker, messages(count)));
}

TEST_CASE("a checker that does not get its memory leaves no thread behind", "[checker]") {
    bool made = false;
    int refusals = 0;
    for (int left = 0; !made; ++left) {
        allocations_left = left;
        try {
            const Checker checker{4, 4};
            made = true;
        } catch (const std::bad_alloc&) {
            ++refusals;
        }
        allocations_left.reset();
    }
    CHECK(refusals >= 6);  // among them after the first thread, after the second and so on
}

TEST_CASE("with however many threads, the first wrong signature is told", "[checker]") {
    const unsigned threads = GENERATE(1U, 2U, 4U);
    Checker checker{threads, 4};
    for (int round = 0; round < 5; ++round) {
        auto all = messages(60);
        spoil(all[40], 0);
        spoil(all[23], 1);
        spoil(all[59], 0);
        CHECK(verdict_on(checker, all) == WrongSignature{23, 1});
        spoil(all[0], 0);
        CHECK(verdict_on(checker, all) == WrongSignature{0, 0});
        CHECK_FALSE(verdict_on(checker, messages(10)));  // all is forgotten with the verdict
    }
}

TEST_CASE("a checker can go at any time, with messages that nobody has checked", "[checker]") {
    for (int i = 0; i < 20; ++i) {
        Checker checker{4, 4};
        for (auto& message : messages(static_cast<std::size_t>(i))) checker.ask(std::move(message));
    }
}

TEST_CASE("no more threads are started than the machine has", "[checker]") {
    CHECK(sbc::checker::hardware_threads() >= 1);
    CHECK(Checker{0}.threads() == 1);
    CHECK(Checker{1'000}.threads() <= sbc::checker::hardware_threads());
    CHECK(Checker{7, 0}.threads() == 1);
}

TEST_CASE("a ledger gives the same answers with threads as without", "[checker]") {
    Rules rules;
    rules.maturity = 0;
    InlineChecker alone;
    Checker crowd{4, 4};
    Ledger one{rules, {1, 2}, alone};
    Ledger other{rules, {3, 4}, crowd};
    Transaction mined;
    mined.coinbase = Coinbase{Height{1}, rules.network};
    for (int i = 0; i < 100; ++i) mined.outputs.push_back({key().public_key(), Amount{1}});
    const sbc::chain::Block first{{}, {encode(mined)}};
    REQUIRE(one.connect(first, Height{1}));
    REQUIRE(other.connect(first, Height{1}));

    sbc::chain::Block block;
    const Hash id = id_of(encode_unsigned(mined));
    for (std::uint32_t i = 0; i < 100; ++i) {
        Transaction paid;
        paid.inputs = {{{id, i}, {}}};
        paid.outputs = {{key().public_key(), Amount{1}}};
        paid.inputs[0].signature = key().sign(signed_bytes(rules.network, encode_unsigned(paid)));
        if (i == 70) paid.inputs[0].signature.bytes[9] ^= 1;
        block.transactions.push_back(encode(paid));
    }
    const auto refused = one.connect(block, Height{2});
    const auto refused_too = other.connect(block, Height{2});
    REQUIRE((!refused && !refused_too));
    CHECK(refused.error().reason == refused_too.error().reason);
    CHECK(refused.error().text == refused_too.error().text);
    block.transactions.erase(block.transactions.begin() + 70);
    const auto undo = one.connect(block, Height{2});
    REQUIRE(undo);
    CHECK(other.connect(block, Height{2}) == *undo);
}
