#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chain/chain.hpp"
#include "classroom/class_code.hpp"
#include "classroom/class_message.hpp"
#include "classroom/faucet.hpp"
#include "classroom/roll.hpp"
#include "p2p/application.hpp"
#include "p2p/relay.hpp"

namespace sbc::classroom {

struct ClassroomSettings {
    ClassCode code;
    std::string name;  // of this node, as is_nick() takes it
    bool mines = false;
    // The host's key, at the host alone.
    const crypto::SigningKey* host_key = nullptr;
    // Where this node's owner would like to have his points; nothing: he asks for none.
    std::optional<crypto::PublicKey> address{};
    Duration presence{5'000};              // so often it says what it sees; less often among many
    Duration ask_again{10'000};            // until the host has answered
    std::chrono::seconds parted_for{600};  // if nobody heals it
    RollLimits roll{};
};

// The application "class" at a node of a class network (docs/protocol.md, section 23): says who is
// there, knows who else is, obeys the host's orders to part and to heal, and at the host gives
// them. Everything but an order and a gift is a claim of whoever says it. One thread.
class Classroom : public p2p::Application {
public:
    // Both live longer; the faucet is the host's.
    Classroom(ClassroomSettings settings, const chain::Chain& chain, Faucet* faucet = nullptr);

    // --- the host ---
    enum class OrderError {
        NotTheHost,   // whose orders alone are obeyed
        NobodyThere,  // who could be on the other side
    };
    // These on one side, everybody else on the other; what nobody can be called is left out. Nobody
    // named: every second one of those who are present. What follows from it comes with on_time(),
    // which is due at once.
    [[nodiscard]] Result<void, OrderError> part(std::vector<std::string> names);
    [[nodiscard]] Result<void, OrderError> heal();

    // --- what is ---
    [[nodiscard]] const Roll& roll() const { return roll_; }
    [[nodiscard]] const ClassroomSettings& settings() const { return settings_; }
    [[nodiscard]] const Faucet* faucet() const { return faucet_; }
    // Whether a partition lies between these two.
    [[nodiscard]] bool apart(const std::string& one, const std::string& other) const;
    // Between us and this neighbour. Who has not said who he is, is on no side while there is one.
    [[nodiscard]] bool apart(p2p::LinkId neighbour) const;
    // In force; nullptr: the class is whole.
    [[nodiscard]] const Order* partition() const;
    // Until the partition is over by itself, rounded up; 0: the class is whole. As of the last
    // event.
    [[nodiscard]] std::uint64_t minutes_left() const;
    // What a neighbour has called himself.
    [[nodiscard]] const std::string* name_of(p2p::LinkId neighbour) const;
    // Whom the host has given points: so their addresses are called.
    [[nodiscard]] const std::map<crypto::PublicKey, std::string>& known() const { return known_; }
    [[nodiscard]] std::uint64_t gift() const { return gift_; }  // so many points, each
    // Another one, whenever apart() may say something else.
    [[nodiscard]] std::uint64_t sides() const { return sides_; }
    // How many wallets hang on this node: for its next presence.
    void note_wallets(std::size_t wallets) { wallets_ = wallets; }

    // --- p2p::Application ---
    [[nodiscard]] std::string name() const override { return "class"; }
    p2p::Actions published(p2p::MessageId id, const std::string& body, p2p::Source from,
                           p2p::Moment moment) override;
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId neighbour, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId neighbour) override;
    // class, partition [NAME …], heal.
    p2p::Actions typed(const std::string& line, p2p::Moment moment) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    struct Neighbour {
        std::string name{};             // empty: it has not said who it is
        p2p::RateLimit asks;            // that it passes on, and
        p2p::RateLimit signed_by_host;  // what is to be verified
    };
    enum class Verdict { Known, Forged, TooFar, Holds };
    void on(const Presence& presence);
    void on(const Ask& ask, p2p::LinkId from);
    void on(const Gift& gift);
    void introduce(p2p::LinkId from, const Here& here);
    [[nodiscard]] Verdict judge(const Order& order) const;
    // Obeys it, if it holds.
    Verdict on(const Order& order);
    [[nodiscard]] Neighbour& neighbour(p2p::LinkId link);
    [[nodiscard]] bool may_be_verified(p2p::LinkId from);
    void hear_order(const Order& order);
    [[nodiscard]] Result<void, OrderError> give(std::vector<std::string> apart);
    void set_sides();
    void end_order();
    void publish(const ClassMessage& message);
    void answer(Gift gift);
    [[nodiscard]] Presence presence() const;
    void say_presence();
    void show_class();
    [[nodiscard]] p2p::Actions nonsense(p2p::LinkId from, const std::string& why);

    ClassroomSettings settings_;
    const chain::Chain& chain_;
    crypto::Hash network_;  // as signatures name it: the hash of its genesis block
    Faucet* faucet_;
    Roll roll_;
    std::map<p2p::LinkId, Neighbour> neighbours_;
    Neighbour others_;            // who pass on what they do not understand
    std::optional<Order> order_;  // the newest
    bool in_force_ = false;
    std::map<crypto::PublicKey, std::string> known_;
    std::uint64_t gift_ = 0;
    p2p::RateLimit answers_{Duration{2'000}};
    p2p::RateLimit refusals_told_{Duration{5'000}};
    std::uint64_t sides_ = 0;
    std::size_t wallets_ = 0;
    Instant presence_at_{};
    std::uint64_t said_up_to_ = 0;  // this height, in presences
    Instant order_ends_ = never;
    Instant ask_at_ = never;
    bool answered_ = false;    // by the host, for good
    bool told_later_ = false;  // that it will be
    bool namesake_ = false;    // has been told of,
    bool told_of_forger_ = false;
    bool told_of_clocks_ = false;
    p2p::Moment moment_{};  // of the event that is being handled, or of the last one
    p2p::Outbox out_;
};

}  // namespace sbc::classroom
