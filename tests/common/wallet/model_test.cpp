// Random payments, blocks and reorganisations: after each step every wallet says what one would
// that saw the blocks for the first time, and after them what waits.
#include <random>
#include <set>

#include "town.hpp"

using namespace town;

namespace {

std::vector<Entry> confirmed(const Wallet& wallet) {
    std::vector<Entry> lines;
    for (std::size_t i = 0; i < wallet.entries(); ++i) {
        if (wallet.entry(i).state == State::Confirmed) lines.push_back(wallet.entry(i));
    }
    return lines;
}
std::set<Hash> waiting(const Wallet& wallet) {
    std::set<Hash> ids;
    for (std::size_t i = 0; i < wallet.entries(); ++i) {
        if (wallet.entry(i).state == State::Waiting) ids.insert(wallet.entry(i).id);
    }
    return ids;
}
std::set<Outpoint> places(const Wallet& wallet) {
    std::set<Outpoint> places;
    for (const OwnCoin& own : wallet.coins()) places.insert(own.outpoint);
    return places;
}
// What a history says that one has.
std::int64_t added_up(const std::vector<Entry>& lines) {
    std::int64_t sum = 0;
    for (const Entry& line : lines) {
        const auto amount = static_cast<std::int64_t>(line.amount.value());
        if (line.kind == Kind::Sent) sum -= amount;
        if (line.kind == Kind::Received || line.kind == Kind::Mined) sum += amount;
        sum -= static_cast<std::int64_t>(line.fee.value());
    }
    return sum;
}
std::int64_t total(const Balance& balance) {
    return static_cast<std::int64_t>(balance.spendable.value() + balance.arriving.value() +
                                     balance.maturing.value());
}

class RandomTown {
public:
    explicit RandomTown(std::uint64_t seed) : random_{seed} {}

    void run(int steps) {
        for (int i = 0; i < steps; ++i) {
            const Height before = town_.height();
            step();
            forget_what_cannot_wait(town_.height() < before);
            for (Person* person : town_.people()) check(*person);
        }
    }

private:
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    Person& somebody() { return *town_.people()[below(3)]; }

    void step() {
        const std::uint64_t what = below(13);
        if (what < 5) {
            pay();
        } else if (what == 10) {
            if (!town_.pool().empty()) town_.drop(town_.pool()[below(town_.pool().size())].id());
        } else if (what == 11) {
            offer_again();
        } else if (what == 12) {
            rival_comes_and_goes();
        } else if (what < 7) {
            town_.close(somebody());
        } else if (what < 8) {
            close_with_some();
        } else if (what < 9) {
            close_with_rival();
        } else {
            for (std::uint64_t i = below(4); i > 0 && town_.height() > Height{}; --i) town_.undo();
        }
    }
    Order some_order(const Person& from) {
        const std::uint64_t all = from.wallet.balance().spendable.value();
        Order some = order(somebody(), 1 + below(all + 1));
        if (below(4) == 0) some.to = town_.alice.key(1);
        if (below(2) == 0) some.fee.exactly = Amount{below(3)};
        some.whatever_it_costs = true;
        return some;
    }
    void pay() {
        const Person& from = somebody();
        const Order some = some_order(from);
        if (!from.wallet.plan(some)) return;
        const auto payment = town_.pay(from, some);
        sent_[payment.id()] = payment.parts().inputs;
        made_.push_back(payment);
    }
    // What has once been refused, by whatever, and could happen now: the wallets must let it wait.
    void offer_again() {
        for (const CheckedTransaction& payment : made_) {
            if (town_.can_wait(payment)) town_.wait(payment);
        }
    }
    // Of what waits the first ones.
    void close_with_some() {
        std::vector<CheckedTransaction> block{town_.coinbase(somebody())};
        const std::uint64_t count = below(town_.pool().size() + 1);
        for (std::uint64_t i = 0; i < count; ++i) block.push_back(town_.pool()[i]);
        town_.close_with(block);
    }
    // Somebody pays with coins in blocks, as if nothing waited: with another wallet of the same
    // keys.
    void close_with_rival() {
        Person& from = somebody();
        const Wallet other = town_.seen_anew(from);
        Order some = some_order(from);
        some.note = "once more";
        const auto plan = other.plan(some);
        if (!plan) return;
        const auto rival = sign(*plan, rules().network, from.finder()).value();
        sent_[rival.id()] = rival.parts().inputs;
        made_.push_back(rival);
        town_.close_with({rival});
    }
    // What it had pushed out can wait again, if nobody takes the rival any more.
    void rival_comes_and_goes() {
        const Height before = town_.height();
        close_with_rival();
        forget_what_cannot_wait(false);
        if (town_.height() == before) return;
        town_.undo();
        forget_what_cannot_wait(true);
        town_.drop(made_.back().id());
        offer_again();
    }
    // As a node says it: after blocks are undone, or where a wallet does not know what the payment
    // hung on. All else it has seen for itself.
    void forget_what_cannot_wait(bool undone) {
        std::set<Hash> pool;
        for (const CheckedTransaction& payment : town_.pool()) pool.insert(payment.id());
        for (Person* person : town_.people()) {
            for (const Hash& id : waiting(person->wallet)) {
                if (pool.contains(id)) continue;
                REQUIRE((undone || hangs_on_unknown(person->wallet, id)));
                person->wallet.refused(id, "it cannot wait any more");
            }
        }
    }
    [[nodiscard]] bool hangs_on_unknown(const Wallet& wallet, const Hash& id) const {
        for (const auto& input : sent_.at(id)) {
            if (wallet.find(input.spends.transaction) == nullptr) return true;
        }
        return false;
    }
    void check(const Person& person) {
        Wallet anew = town_.seen_anew(person);
        REQUIRE(added_up(confirmed(anew)) == total(anew.balance()));
        REQUIRE(confirmed(person.wallet) == confirmed(anew));
        town_.tell_pool(anew);
        REQUIRE(waiting(person.wallet) == waiting(anew));
        REQUIRE(person.wallet.balance() == anew.balance());
        REQUIRE(places(person.wallet) == places(anew));
        std::int64_t at_addresses = 0;
        for (const auto& address : person.wallet.addresses()) {
            at_addresses += static_cast<std::int64_t>(address.balance.value());
        }
        REQUIRE(at_addresses == total(anew.balance()));
    }

    std::mt19937_64 random_;
    std::map<Hash, std::vector<sbc::ledger::Input>> sent_;
    std::vector<CheckedTransaction> made_;  // the same, in the order in which they came
    Town town_;
};

}  // namespace

TEST_CASE("whatever blocks come and go, a wallet says what one says that comes anew", "[wallet]") {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        CAPTURE(seed);
        RandomTown town{seed};
        town.run(40);
    }
}
