#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "classroom/class_message.hpp"
#include "node/full_node.hpp"
#include "wallet/plan.hpp"

namespace sbc::classroom {

struct FaucetSettings {
    std::uint64_t gift = 20;          // points for each student, once; at least 1
    std::size_t students = 100;       // so many get them
    std::size_t in_one_payment = 20;  // of them at most, and at least 1
    Duration pause{1'000};            // between two payments, so that those who ask share one
    Duration try_again{5'000};        // after one that could not be made, if no block comes before
};

// Gives each student some points to begin with, from what the host's node has mined: once for each
// name and once for each address, and to no more students than were asked for. It keeps no coins:
// each time it looks in the ledger which ones the host's address has, and leaves out what a payment
// that waits spends. No clock, file or dice: who has been given something the program keeps
// (students()), and brings it back after a restart. One thread.
//
// When the history turns, the node lets a payment that was in a block wait again. What spends a
// coin that is gone can not: a partition is over, and the side where the coin was mined has lost.
// So each gift is looked after until it lies `deep` blocks under the tip. One that is in no block
// and does not wait is handed in anew, as it was; only if what it spends is not there any more,
// those whom it was to pay are paid by another one. Should the history turn back once more, to
// where the first one stood, both can happen: rather that than nothing.
class Faucet {
public:
    // Blocks: at the planned pace, more than one side mines while the class is parted.
    static constexpr std::uint64_t deep = 800;
    static_assert(shortest_spacing * deep > longest_partition);

    struct Student {
        std::string name;
        crypto::PublicKey address;
        friend bool operator==(const Student&, const Student&) = default;
    };
    // The node, the ledger that it asks, and the key live longer; the node has been restored, so
    // that the last gifts are found again: in its last blocks, and among what waits. `known`: who
    // has been given his points.
    Faucet(node::FullNode& node, const ledger::Ledger& ledger, const crypto::SigningKey& host,
           FaucetSettings settings, std::vector<Student> known = {});

    // Somebody asks. The answer, unsigned: Later, if he gets his points with the next payment, or
    // Given or Refused at once. Who asks again while he waits is not put down twice.
    [[nodiscard]] Gift ask(const Ask& ask, Instant now);
    // Pays those who wait, as many as there are points for, in one payment: who came first, first.
    // Whom it has paid; among them may be some again whose gift was lost.
    [[nodiscard]] std::vector<Gift> on_time(p2p::Moment moment);
    // What the node does about the payments that on_time() has handed in, such as announcing them:
    // whoever calls that carries these out, too.
    [[nodiscard]] p2p::Actions take_actions() { return std::exchange(actions_, {}); }
    // When on_time() wants to be called next; never while nobody waits and no gift is looked after.
    // At once, when a block has come that may change something.
    [[nodiscard]] Instant deadline() const;

    // Who has been given something, in the order of it, each once. Whose gift was lost is not among
    // them until he is paid again: after a restart he may ask, as if for the first time.
    [[nodiscard]] const std::vector<Student>& students() const { return students_; }
    [[nodiscard]] std::size_t waiting() const { return queue_.size(); }
    // What the host's address could spend now. Looks at each coin that there is.
    [[nodiscard]] std::uint64_t points() const;
    [[nodiscard]] const FaucetSettings& settings() const { return settings_; }

private:
    // A gift that is not `deep` yet.
    struct Payment {
        ledger::CheckedTransaction made;
        std::string text;
        // Where it stands in our history, as of the last look; nothing: in no block of it.
        struct Stands {
            chain::Height height;
            chain::Hash block;
        };
        std::optional<Stands> in{};
    };

    // By these words, and the host's signature, a gift is known again after a restart.
    [[nodiscard]] static const ledger::Note& welcome();
    // Who asks, and paying.
    [[nodiscard]] Gift answer(const Ask& ask, Gift::State state, std::string word) const;
    [[nodiscard]] std::optional<Gift> known_answer(const Ask& ask) const;
    void note(const Student& student);
    [[nodiscard]] std::vector<wallet::OwnCoin> spendable() const;
    [[nodiscard]] std::optional<wallet::Plan> plan() const;
    [[nodiscard]] std::optional<wallet::Plan> plan_for(
        std::size_t students, const std::vector<wallet::OwnCoin>& coins) const;
    [[nodiscard]] bool pay(const wallet::Plan& plan, p2p::Moment moment);
    [[nodiscard]] bool hand_in(const std::string& payment, p2p::Moment moment);
    [[nodiscard]] std::vector<Gift> given(std::size_t students);

    // Looking after what was given.
    void find_last_gifts();
    void find_gift(const std::string& transaction, std::optional<Payment::Stands> in);
    [[nodiscard]] bool has_new_block() const;
    void look_after(p2p::Moment moment);
    [[nodiscard]] bool is_missing(const Payment& payment) const;
    [[nodiscard]] bool find_missing();
    [[nodiscard]] bool can_happen(const Payment& payment) const;
    [[nodiscard]] std::vector<Student> paid_by(const Payment& payment) const;
    [[nodiscard]] bool is_paid(const crypto::PublicKey& address) const;
    [[nodiscard]] bool waits(const crypto::PublicKey& address) const;

    node::FullNode& node_;
    const ledger::Ledger& ledger_;
    const crypto::SigningKey& host_;
    FaucetSettings settings_;
    std::vector<Student> students_;
    std::deque<Student> queue_;  // who waits; at its head those whose gift was lost
    // Of all that were given something, or wait for it.
    std::map<std::string, crypto::PublicKey> by_name_;
    std::map<crypto::PublicKey, std::string> by_address_;
    std::deque<Payment> payments_;      // the oldest first
    chain::Hash looked_;                // the tip at the last look
    Instant look_at_ = Instant::min();  // not before: the store has failed
    Instant pay_at_ = never;
    bool failed_ = false;  // the last payment could not be made
    p2p::Actions actions_;
};

}  // namespace sbc::classroom
