// Ledger, book and wallet under a chain: a history that turns out to be bad on the way leaves all
// of them as they were, wherever it breaks off.
#include "chain/chain.hpp"

#include <chrono>

#include "chain/memory_store.hpp"
#include "chain/merkle.hpp"
#include "ledger/address_book.hpp"
#include "town.hpp"

using namespace town;

namespace {

using namespace std::chrono_literals;
using sbc::chain::Block;
using sbc::ledger::AddressBook;
using Wealth = std::map<Outpoint, Coin>;

// All that an answer can depend on.
struct All {
    Hash tip;
    Wealth coins;
    std::map<PublicKey, std::vector<Hash>> histories;
    std::vector<std::uint64_t> balances;  // in the book
    Balance balance;
    std::vector<OwnCoin> own_coins;
    std::vector<Entry> confirmed;
    std::vector<Hash> waiting;
    std::optional<Amount> fee;  // of the payment that waits, as the pool judges it
    friend bool operator==(const All&, const All&) = default;
};

class Village {
public:
    Person alice{"alice"};
    Person bob{"bob"};
    Person carol{"carol"};

    Village() {
        network_.name = "village";
        network_.easiest = sbc::chain::Bits{0x207fffff};
        rules_.network = sbc::chain::hash_of(sbc::chain::genesis(network_).header);
        rules_.maturity = 0;
        alice.wallet = Wallet{rules_};
        alice.wallet.add_key(alice.key(), "alice");
        ledger_.emplace(rules_, sbc::ledger::HashSeed{1, 2}, checker_,
                        std::vector<Onlooker*>{&book_, &alice.wallet});
        chain_.emplace(network_, *ledger_, store_);
    }
    [[nodiscard]] Hash root() const { return chain_->at(Height{0}).hash; }
    [[nodiscard]] const Ledger& ledger() const { return *ledger_; }

    [[nodiscard]] Transaction mined(std::uint64_t height,
                                    const std::vector<Output>& outputs) const {
        Transaction transaction;
        transaction.coinbase = Coinbase{Height{height}, rules_.network};
        transaction.outputs = outputs;
        return transaction;
    }
    [[nodiscard]] Transaction paid(const Person& from, const Transaction& with, std::uint32_t index,
                                   const std::vector<Output>& outputs) const {
        Transaction payment;
        payment.inputs = {{{sbc::ledger::id_of(encode_unsigned(with)), index}, {}}};
        payment.outputs = outputs;
        const auto message = sbc::ledger::signed_bytes(rules_.network, encode_unsigned(payment));
        payment.inputs[0].signature = from.find(from.key())->sign(message);
        return payment;
    }
    // Arrives at once. The hash of its header.
    Hash block(const Hash& parent, const std::vector<Transaction>& transactions) {
        const auto& place = *chain_->tree().find(parent);
        Block made;
        made.header.previous = parent;
        made.header.time = place.time() + 5s;
        made.header.bits = chain_->tree().next_bits(place);
        for (const auto& one : transactions) made.transactions.push_back(encode(one));
        made.header.merkle_root = sbc::chain::merkle_root(sbc::chain::leaves_of(made.transactions));
        while (!sbc::chain::check_header(made.header)) {
            made.header.nonce = sbc::chain::Nonce{made.header.nonce.value() + 1};
        }
        // Whether it holds is seen at the tip.
        if (auto added = chain_->add(made, made.header.time); !added) last_refusal_ = added.error();
        return hash_of(made.header);
    }
    [[nodiscard]] const auto& last_refusal() const { return last_refusal_; }

    [[nodiscard]] All all(const CheckedTransaction& waits) const {
        All all;
        all.tip = chain_->tip().hash;
        ledger_->coins().each([&](const Outpoint& at, const Coin& coin) { all.coins[at] = coin; });
        for (const Person* person : {&alice, &bob, &carol}) {
            for (const auto* record : book_.history(person->key(), 100)) {
                all.histories[person->key()].push_back(record->id);
            }
            all.balances.push_back(book_.balance(person->key()).value());
        }
        all.balance = alice.wallet.balance();
        all.own_coins = alice.wallet.coins();
        for (std::size_t i = 0; i < alice.wallet.entries(); ++i) {
            const Entry& entry = alice.wallet.entry(i);
            if (entry.state == State::Confirmed) all.confirmed.push_back(entry);
            if (entry.state == State::Waiting) all.waiting.push_back(entry.id);
        }
        const auto judged = ledger_->judge(waits, above(chain_->height()));
        if (judged) all.fee = judged->fee;
        return all;
    }
    // As a node does after blocks have come and gone: what its pool does not hold any more nobody
    // takes, and what it holds waits.
    void tell_pool(const CheckedTransaction& waits) {
        std::vector<Hash> others;
        for (std::size_t i = 0; i < alice.wallet.entries(); ++i) {
            const Entry& entry = alice.wallet.entry(i);
            if (entry.state == State::Waiting && entry.id != waits.id()) others.push_back(entry.id);
        }
        for (const Hash& id : others) alice.wallet.refused(id, "it is not in the pool");
        const auto judged = ledger_->judge(waits, above(chain_->height()));
        REQUIRE(judged);
        const auto told = alice.wallet.waits(waits, judged->spends);
        INFO((told ? std::string{} : told.error().text));
        REQUIRE(told);
    }

private:
    sbc::chain::Network network_;
    Rules rules_;
    AddressBook book_ = AddressBook::of_everybody({1, 2});
    InlineChecker checker_;
    std::optional<Ledger> ledger_;
    sbc::chain::MemoryStore store_;
    std::optional<sbc::chain::Chain> chain_;
    std::optional<sbc::Refusal<sbc::chain::BlockError>> last_refusal_;
};

// The shared block 1, three blocks on it, and a payment that waits; then four other blocks, of
// which one is bad: that of this height, or none.
struct Parting {
    Village village;
    Output to_alice(std::uint64_t amount) const { return {village.alice.key(), Amount{amount}}; }
    Output to_bob(std::uint64_t amount) const { return {village.bob.key(), Amount{amount}}; }
    Output to_carol(std::uint64_t amount) const { return {village.carol.key(), Amount{amount}}; }

    Transaction first = village.mined(1, {to_alice(60), to_alice(40)});
    Transaction to_both = village.paid(village.alice, first, 0, {to_bob(30), to_alice(29)});
    Transaction onward = village.paid(village.bob, to_both, 0, {to_carol(30)});
    Transaction waits = village.paid(village.alice, first, 1, {to_carol(39)});
    Transaction rival = village.paid(village.alice, first, 1, {to_bob(40)});
    Transaction of_rival = village.paid(village.bob, rival, 0, {to_alice(40)});
    Hash fork;

    Parting() : fork{village.block(village.root(), {first})} {
        Hash tip = village.block(fork, {village.mined(2, {to_carol(100)}), to_both});
        tip = village.block(tip, {village.mined(3, {to_alice(100)})});
        village.block(tip, {village.mined(4, {to_bob(100)}), onward});
        village.tell_pool(Town::checked(waits));
    }
    void other_history(std::uint64_t bad) {
        const auto reward = [&](std::uint64_t height) { return height == bad ? 102U : 100U; };
        Hash tip = village.block(fork, {village.mined(2, {to_bob(reward(2))}), to_both});
        tip = village.block(tip, {village.mined(3, {to_bob(reward(3))}), rival});
        tip = village.block(tip, {village.mined(4, {to_alice(reward(4))}), of_rival});
        if (village.last_refusal()) return;  // nobody builds on what is known to be bad
        village.block(tip, {village.mined(5, {to_carol(reward(5))})});
    }
};

}  // namespace

TEST_CASE("a history that is bad at whichever block leaves ledger, book, wallet and pool",
          "[wallet]") {
    for (std::uint64_t bad = 2; bad <= 5; ++bad) {
        CAPTURE(bad);
        Parting parting;
        const CheckedTransaction waits = Town::checked(parting.waits);
        const All before = parting.village.all(waits);
        REQUIRE(before.fee == Amount{1});
        REQUIRE(before.waiting.size() == 1);
        parting.other_history(bad);
        REQUIRE(parting.village.last_refusal());
        CHECK(parting.village.last_refusal()->reason == sbc::chain::BlockError::BadPayment);
        parting.village.tell_pool(waits);
        CHECK(parting.village.all(waits) == before);
    }
}

TEST_CASE("a history that is good is followed, and refuses what it has spent", "[wallet]") {
    Parting parting;
    const CheckedTransaction waits = Town::checked(parting.waits);
    const All before = parting.village.all(waits);
    parting.other_history(0);
    CHECK_FALSE(parting.village.last_refusal());
    const All after = parting.village.all(waits);
    CHECK(after.tip != before.tip);
    CHECK_FALSE(after.fee);
    CHECK(parting.village.alice.wallet.find(waits.id())->state == State::Refused);
    CHECK(after.balance.spendable == Amount{29 + 100 + 40});
}
