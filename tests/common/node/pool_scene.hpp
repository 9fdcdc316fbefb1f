// A ledger with coins, blocks that are connected and taken back, and a mempool that is told of it.
#pragma once

#include <set>

#include "catch.hpp"
#include "node/block_template.hpp"

namespace pool {

using namespace sbc::node;
using namespace sbc::ledger;
using namespace std::chrono_literals;
using sbc::Instant;
using sbc::chain::Block;
using sbc::crypto::SigningKey;

inline SigningKey key_of(std::string_view name) {
    return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
}
inline const SigningKey& alice() {
    static const SigningKey key = key_of("alice");
    return key;
}
inline const SigningKey& bob() {
    static const SigningKey key = key_of("bob");
    return key;
}

constexpr HashSeed seed{1, 2};
inline Rules rules() {
    Rules made;
    made.network = sbc::crypto::hash256(sbc::as_bytes(std::string_view{"a network"}));
    made.subsidy = Amount{1'000'000};
    return made;
}

// A coin that Alice can spend.
struct Spendable {
    Outpoint at;
    std::uint64_t amount = 0;
};
struct Paid {
    std::string text;
    Hash id;
    std::vector<Spendable> outputs;
};
inline Paid paid(const Transaction& transaction) {
    Paid made{encode(transaction), id_of(encode_unsigned(transaction)), {}};
    for (std::uint32_t i = 0; i < transaction.outputs.size(); ++i) {
        made.outputs.push_back({{made.id, i}, transaction.outputs[i].amount.value()});
    }
    return made;
}
// Alice pays herself, in so many equal outputs, and leaves a fee of about this. Whatever the note
// says makes another payment of it, or a longer one.
inline Paid pay(const std::vector<Spendable>& from, std::uint64_t fee, std::uint64_t outputs = 1,
                const std::string& note = {}, const SigningKey& signer = alice()) {
    Transaction made;
    std::uint64_t comes = 0;
    for (const Spendable& coin : from) {
        made.inputs.push_back({coin.at, {}});
        comes += coin.amount;
    }
    for (std::uint64_t i = 0; i < outputs; ++i) {
        made.outputs.push_back({alice().public_key(), Amount{(comes - fee) / outputs}});
    }
    made.outputs[0].amount =
        Amount{comes - fee - (outputs - 1) * made.outputs.back().amount.value()};
    if (!note.empty()) made.note = Note{"memo", note};
    const auto signature = signer.sign(signed_bytes(rules().network, encode_unsigned(made)));
    for (Input& input : made.inputs) input.signature = signature;
    return paid(made);
}

// Counts what it is asked for.
class CountingChecker : public InlineChecker {
public:
    void ask(SignedMessage message) override {
        asked += message.signers.size();
        InlineChecker::ask(std::move(message));
    }
    std::size_t asked = 0;
};

struct Scene {
    CountingChecker checker;
    Ledger ledger{rules(), seed, checker};
    Mempool mempool;
    Instant now{1h};
    std::vector<std::pair<Block, sbc::chain::Undo>> history;

    explicit Scene(MempoolLimits limits = {}) : mempool{ledger, Height{0}, limits} {}

    [[nodiscard]] Height tip() const { return Height{history.size()}; }
    [[nodiscard]] Paid coinbase(std::uint64_t outputs, const std::string& note = {}) const {
        Transaction mined;
        mined.coinbase = Coinbase{Height{history.size() + 1}, rules().network};
        for (std::uint64_t i = 0; i < outputs; ++i)
            mined.outputs.push_back({alice().public_key(), Amount{1'000}});
        if (!note.empty()) mined.note = Note{"memo", note};
        return paid(mined);
    }

    // Connects a block on top of the ledger, without a word to the mempool.
    const Block& connect(const std::vector<std::string>& transactions) {
        Block block{{}, transactions};
        block.header.nonce = sbc::chain::Nonce{++blocks_};
        if (!history.empty()) block.header.previous = hash_of(history.back().first.header);
        auto undo = ledger.connect(block, above(tip()));
        INFO((undo ? std::string{} : undo.error().text));
        REQUIRE(undo);
        history.emplace_back(std::move(block), std::move(*undo));
        return history.back().first;
    }
    Block take_back() {
        auto [block, undo] = std::move(history.back());
        history.pop_back();
        REQUIRE(ledger.disconnect(block, undo));
        return std::move(block);
    }
    PoolChanges block(const std::vector<std::string>& transactions) {
        const Block connected = connect(transactions);
        return mempool.moved({}, {&connected, 1}, tip(), now);
    }
    // So many blocks less, and then these.
    PoolChanges reorganise(std::size_t less, const std::vector<std::vector<std::string>>& instead) {
        std::vector<Block> off;
        std::vector<Block> on;
        on.reserve(instead.size());
        for (; less > 0; --less) off.push_back(take_back());
        for (const auto& transactions : instead) on.push_back(connect(transactions));
        return mempool.moved(off, on, tip(), now);
    }
    // Coins of 1,000 points that are mature in the next block.
    std::vector<Spendable> coins(std::uint64_t count) {
        const Paid mined = coinbase(count);
        block({mined.text});
        block({});
        block({});
        return mined.outputs;
    }

    auto add(const Paid& payment) { return mempool.add(payment.text, now); }
    void wait(const Paid& payment) {
        const auto added = add(payment);
        INFO((added ? std::string{} : added.error().text));
        REQUIRE(added);
        CHECK(added->left.empty());
    }
    MempoolError refusal(const Paid& payment) { return reason_of(payment.text); }
    MempoolError reason_of(const std::string& text) {
        const std::size_t before = mempool.bytes();
        const auto added = mempool.add(text, now);
        REQUIRE_FALSE(added);
        CHECK_FALSE(added.error().text.empty());
        CHECK(mempool.bytes() == before);
        return added.error().reason;
    }
    [[nodiscard]] bool waits(const Paid& payment) const {
        return mempool.find(payment.id) != nullptr;
    }

    [[nodiscard]] BlockTemplate next_block(BlockRoom room = {}) const {
        return make_template(mempool, rules(), {bob().public_key(), {}}, room);
    }
    // The ledger takes the template as it is; and it is as before.
    std::vector<std::string> sound_template(BlockRoom room = {}) {
        const BlockTemplate made = next_block(room);
        connect(made.transactions);
        take_back();
        return made.transactions;
    }

private:
    std::uint32_t blocks_ = 0;
};

inline std::set<Hash> ids(const std::vector<Left>& left, Departure why) {
    std::set<Hash> found;
    for (const Left& one : left) {
        CHECK(one.why == why);
        found.insert(one.id);
    }
    return found;
}

}  // namespace pool
