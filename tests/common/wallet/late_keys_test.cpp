// Keys that are watched when blocks are there already: what is taken back brings nothing of their
// past, and whatever came and goes again leaves all as it was.
#include <random>
#include <set>

#include "ledger/address_book.hpp"
#include "town.hpp"

using namespace town;

namespace {

// What a book and a wallet say about each key; of what waits for a block nothing.
struct Seen {
    std::uint64_t balance = 0;
    std::set<Outpoint> coins;
    std::size_t history = 0;
    std::uint64_t in_wallet = 0;
    friend bool operator==(const Seen&, const Seen&) = default;
};
using Sight = std::map<PublicKey, Seen>;

class LateKeys {
public:
    explicit LateKeys(std::uint64_t seed) : random_{seed} {
        for (const char* name : {"alice", "bob", "carol"}) {
            people_.emplace_back(SigningKey::Seed{any_hash(name).bytes});
        }
        states_.push_back(state());
    }

    void run(int steps) {
        for (int i = 0; i < steps; ++i) {
            const auto what = random_() % 8;
            if (what == 0) watch(people_[random_() % 3].public_key());
            if (what > 0 && what < 5) apply();
            if (what >= 5 && !done_.empty()) undo();
            REQUIRE(state() == states_.back());
        }
        while (!done_.empty()) {
            undo();
            REQUIRE(state() == states_.back());
        }
    }

private:
    [[nodiscard]] Height next() const { return Height{1 + done_.size()}; }
    [[nodiscard]] Sight state() const {
        Sight all;
        for (const auto& address : wallet_.addresses()) {
            Seen& seen = all[address.key];
            seen.balance = book_.balance(address.key).value();
            for (const auto& own : book_.coins(address.key)) seen.coins.insert(own.outpoint);
            seen.history = book_.history_size(address.key);
            seen.in_wallet = address.balance.value();
        }
        return all;
    }
    // From now on: of the blocks that are there it sees nothing, also when they go.
    void watch(const PublicKey& key) {
        if (states_.back().contains(key)) return;
        book_.watch(key);
        wallet_.add_key(key, "");
        for (Sight& before : states_) before[key] = {};
    }
    void apply() {
        Transaction mined;
        mined.coinbase = Coinbase{next(), rules_.network};
        mined.outputs = {{people_[random_() % 3].public_key(), Amount{100}}};
        sbc::chain::Block block;
        block.header.nonce = sbc::chain::Nonce{++blocks_};
        if (!done_.empty()) block.header.previous = hash_of(done_.back().first.header);
        block.transactions = {encode(mined)};
        ledger_.coins().each([&](const Outpoint& outpoint, const Coin& coin) {
            if (random_() % 2 == 0) block.transactions.push_back(paid_on(outpoint, coin));
        });
        auto undo = ledger_.connect(block, next());
        REQUIRE(undo);
        done_.emplace_back(std::move(block), std::move(*undo));
        states_.push_back(state());
    }
    [[nodiscard]] std::string paid_on(const Outpoint& outpoint, const Coin& coin) {
        Transaction payment;
        payment.inputs = {{outpoint, {}}};
        payment.outputs = {{people_[random_() % 3].public_key(), coin.output.amount}};
        const auto message = sbc::ledger::signed_bytes(rules_.network, encode_unsigned(payment));
        for (const SigningKey& owner : people_) {
            if (owner.public_key() == coin.output.to) {
                payment.inputs[0].signature = owner.sign(message);
            }
        }
        return encode(payment);
    }
    void undo() {
        ledger_.undo(done_.back().first, done_.back().second);
        done_.pop_back();
        states_.pop_back();
        for (std::size_t i = 0; i < wallet_.entries();) {
            const Entry entry = wallet_.entry(i++);
            if (entry.state != State::Waiting) continue;
            wallet_.refused(entry.id, "it does not wait");
            i = 0;
        }
    }

    static Rules quickly_spent() {
        Rules made = rules();
        made.maturity = 0;
        return made;
    }
    std::mt19937_64 random_;
    std::vector<SigningKey> people_;
    Rules rules_ = quickly_spent();
    sbc::ledger::AddressBook book_ = sbc::ledger::AddressBook::of_some({1, 2});
    Wallet wallet_{rules_};
    InlineChecker checker_;
    Ledger ledger_{rules_, {1, 2}, checker_, {&book_, &wallet_}};
    std::vector<std::pair<sbc::chain::Block, sbc::chain::Undo>> done_;
    std::vector<Sight> states_;  // before each block of these, and now
    std::uint32_t blocks_ = 0;
};

}  // namespace

TEST_CASE("whenever a key is watched, a block that goes again leaves all as it was", "[wallet]") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        LateKeys{seed}.run(40);
    }
}
