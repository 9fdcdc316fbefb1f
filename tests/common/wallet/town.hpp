// People with wallets on one ledger: what they pay waits in one pool, and blocks come when the test
// says so. Their wallets are told what a node would tell them.
#pragma once

#include <algorithm>
#include <stdexcept>

#include "catch.hpp"
#include "ledger/ledger.hpp"
#include "wallet/wallet.hpp"

template <>
struct Catch::StringMaker<sbc::ledger::Amount> {
    static std::string convert(sbc::ledger::Amount amount) {
        return std::to_string(amount.value()) + " points";
    }
};
template <>
struct Catch::StringMaker<sbc::wallet::Balance> {
    static std::string convert(const sbc::wallet::Balance& balance) {
        const auto shown = [](const char* name, sbc::ledger::Amount amount) {
            return name + std::to_string(amount.value());
        };
        return shown("spendable ", balance.spendable) + shown(", arriving ", balance.arriving) +
               shown(", leaving ", balance.leaving) + shown(", maturing ", balance.maturing);
    }
};
template <>
struct Catch::StringMaker<sbc::wallet::Entry> {
    static std::string convert(const sbc::wallet::Entry& entry) {
        return "kind " + std::to_string(static_cast<int>(entry.kind)) + ", state " +
               std::to_string(static_cast<int>(entry.state)) + ", height " +
               std::to_string(entry.height.value()) + ", amount " +
               std::to_string(entry.amount.value()) + ", fee " + std::to_string(entry.fee.value()) +
               ", " + entry.reason;
    }
};

namespace town {

using namespace sbc::wallet;
using sbc::crypto::SigningKey;
using sbc::ledger::Coinbase;
using sbc::ledger::InlineChecker;
using sbc::ledger::Ledger;
using sbc::ledger::Onlooker;
using sbc::ledger::Output;
using sbc::ledger::Rules;
using sbc::ledger::Transaction;

inline Hash any_hash(const std::string& of) { return sbc::crypto::hash256(sbc::as_bytes(of)); }
inline Rules rules() {
    Rules made;
    made.network = any_hash("a town");
    made.subsidy = Amount{100'000};  // so that anybody can be given something
    return made;
}

// Keys with a name in common: "alice", "alice 2" …
class Person {
public:
    explicit Person(const std::string& name, std::size_t keys = 1) : wallet{rules()} {
        for (std::size_t i = 1; i <= keys; ++i) {
            const std::string label = i == 1 ? name : name + " " + std::to_string(i);
            keys_.emplace_back(SigningKey::Seed{any_hash(label).bytes});
            wallet.add_key(keys_.back().public_key(), label);
        }
    }
    [[nodiscard]] const PublicKey& key(std::size_t number = 0) const {
        return keys_.at(number).public_key();
    }
    [[nodiscard]] const SigningKey* find(const PublicKey& key) const {
        for (const SigningKey& own : keys_) {
            if (own.public_key() == key) return &own;
        }
        return nullptr;
    }
    [[nodiscard]] KeyFor finder() const {
        return [this](const PublicKey& key) { return find(key); };
    }

    Wallet wallet;

private:
    std::vector<SigningKey> keys_;
};

inline Order order(const Person& to, std::uint64_t amount, std::string note = {}) {
    return {.to = to.key(), .amount = Amount{amount}, .note = std::move(note), .fee = {}};
}
inline Order with_fee(Order order, std::uint64_t fee) {
    order.fee.exactly = Amount{fee};
    return order;
}

// For signatures that hold: another ledger has looked.
class Believer : public sbc::ledger::SignatureChecker {
public:
    void ask(sbc::ledger::SignedMessage) override {}
    [[nodiscard]] std::optional<sbc::ledger::WrongSignature> verdict() override { return {}; }
};

class Town {
public:
    Person alice{"alice", 2};
    Person bob{"bob"};
    Person carol{"carol"};

    Town() : ledger_{rules(), {1, 2}, checker_, {&alice.wallet, &bob.wallet, &carol.wallet}} {}

    [[nodiscard]] const Ledger& ledger() const { return ledger_; }
    [[nodiscard]] Height height() const { return Height{done_.size()}; }
    [[nodiscard]] const std::vector<CheckedTransaction>& pool() const { return pool_; }
    [[nodiscard]] std::vector<Person*> people() { return {&alice, &bob, &carol}; }

    static CheckedTransaction checked(const Transaction& transaction) {
        return sbc::ledger::check_transaction(encode(transaction)).value();
    }
    // For the next block, or for that of another height.
    [[nodiscard]] CheckedTransaction coinbase(const Person& miner, std::uint64_t amount = 100,
                                              const std::string& note = {}) const {
        Transaction mined;
        mined.coinbase = Coinbase{above(height()), rules().network};
        mined.outputs = {{miner.key(), Amount{amount}}};
        if (!note.empty()) mined.note = Note{"memo", note};
        return checked(mined);
    }
    [[nodiscard]] static CheckedTransaction made(const Person& from, const Order& order) {
        const auto plan = from.wallet.plan(order);
        if (!plan) throw std::logic_error{plan.error().text};
        return sign(*plan, rules().network, from.finder()).value();
    }

    // Into the pool, and all are told.
    CheckedTransaction pay(const Person& from, const Order& order) {
        CheckedTransaction payment = made(from, order);
        wait(payment);
        return payment;
    }
    void wait(const CheckedTransaction& payment) {
        const auto judged = ledger_.judge(payment, above(height()), pending_);
        if (!judged) throw std::logic_error{judged.error().text};
        pending_.add(payment, judged->spends);
        pool_.push_back(payment);
        for (Person* person : people()) {
            const auto told = person->wallet.waits(payment, judged->spends);
            if (!told) throw std::logic_error{told.error().text};
        }
    }

    // A block with all that waits.
    void close(const Person& miner) {
        std::vector<CheckedTransaction> all{coinbase(miner)};
        all.insert(all.end(), pool_.begin(), pool_.end());
        close_with(all);
    }
    // A block with these; what cannot wait any more is forgotten.
    void close_with(const std::vector<CheckedTransaction>& transactions) {
        sbc::chain::Block block;
        block.header.nonce = sbc::chain::Nonce{++blocks_};
        if (!done_.empty()) block.header.previous = hash_of(done_.back().block.header);
        for (const CheckedTransaction& one : transactions) {
            block.transactions.push_back(encode(one.parts()));
        }
        auto undo = ledger_.connect(block, above(height()));
        if (!undo) throw std::logic_error{undo.error().text};
        done_.push_back({std::move(block), std::move(*undo)});
        keep_what_can_wait(pool_);
    }
    // So many blocks in which nothing is paid.
    void grow(const Person& miner, std::size_t count = 1) {
        for (std::size_t i = 0; i < count; ++i) close_with({coinbase(miner)});
    }
    // The newest block has not happened; its payments wait again, before all others.
    void undo() {
        const Done last = std::move(done_.back());
        done_.pop_back();
        ledger_.undo(last.block, last.undo);
        std::vector<CheckedTransaction> all;
        for (const std::string& text : last.block.transactions) {
            auto one = sbc::ledger::check_transaction(text).value();
            if (!one.is_coinbase()) all.push_back(std::move(one));
        }
        all.insert(all.end(), pool_.begin(), pool_.end());
        keep_what_can_wait(std::move(all));
    }

    // Nobody takes a payment that waits, nor what hangs on it; all are told.
    void drop(const Hash& id) {
        const std::vector<CheckedTransaction> before = pool_;
        std::vector<CheckedTransaction> others;
        for (const CheckedTransaction& payment : before) {
            if (payment.id() != id) others.push_back(payment);
        }
        keep_what_can_wait(std::move(others));
        for (const CheckedTransaction& payment : before) {
            const auto is_it = [&](const auto& other) { return other.id() == payment.id(); };
            if (std::any_of(pool_.begin(), pool_.end(), is_it)) continue;
            for (Person* person : people()) {
                person->wallet.refused(payment.id(), "nobody takes it");
            }
        }
    }
    // Whether the ledger, with what waits, would take this.
    [[nodiscard]] bool can_wait(const CheckedTransaction& payment) const {
        return ledger_.judge(payment, above(height()), pending_).has_value();
    }

    // What somebody with these keys would see who came now, and saw all blocks.
    [[nodiscard]] Wallet seen_anew(const Person& person) const {
        Wallet wallet{rules()};
        for (const auto& address : person.wallet.addresses()) wallet.add_key(address.key, "");
        Believer checker;
        Ledger anew{rules(), {3, 4}, checker, {&wallet}};
        std::uint64_t next = 0;
        for (const Done& done : done_) {
            if (!anew.connect(done.block, Height{++next})) throw std::logic_error{"a bad block"};
        }
        return wallet;
    }
    // Tells a wallet what waits.
    void tell_pool(Wallet& wallet) const {
        sbc::ledger::Pending before;
        for (const CheckedTransaction& payment : pool_) {
            const auto judged = ledger_.judge(payment, above(height()), before).value();
            before.add(payment, judged.spends);
            if (!wallet.waits(payment, judged.spends)) throw std::logic_error{"it does not wait"};
        }
    }

private:
    struct Done {
        sbc::chain::Block block;
        sbc::chain::Undo undo;
    };
    void keep_what_can_wait(std::vector<CheckedTransaction> all) {
        pool_.clear();
        pending_ = {};
        for (CheckedTransaction& payment : all) {
            const auto judged = ledger_.judge(payment, above(height()), pending_);
            if (!judged) continue;
            pending_.add(payment, judged->spends);
            pool_.push_back(std::move(payment));
        }
    }

    InlineChecker checker_;
    Ledger ledger_;
    sbc::ledger::Pending pending_;
    std::vector<CheckedTransaction> pool_;
    std::vector<Done> done_;
    std::uint32_t blocks_ = 0;
};

// So many points for each, in coins of this size, that can be spent at once.
inline void give(Town& town, const Person& person, std::size_t coins, std::uint64_t each) {
    Transaction mined;
    mined.coinbase = Coinbase{above(town.height()), rules().network};
    for (std::size_t i = 0; i < coins; ++i) mined.outputs.push_back({person.key(), Amount{each}});
    town.close_with({Town::checked(mined)});
    while (person.wallet.balance().maturing > Amount{}) town.close_with({});
}

}  // namespace town
