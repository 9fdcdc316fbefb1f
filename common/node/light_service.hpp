#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "chain/chain.hpp"
#include "ledger/kept_ledger.hpp"
#include "ledger/siphash.hpp"
#include "node/message.hpp"
#include "p2p/application.hpp"
#include "p2p/waiting_questions.hpp"

namespace sbc::node {

struct LightServiceLimits {
    std::size_t page_bytes = 40'000;      // of an answer, unless a single record has more
    std::size_t page_blocks = 50;         // that are read for one answer
    std::size_t waiting_bytes = 400'000;  // of payments that wait, told after a watch; more are not
    std::size_t most_links = 20'000;      // wallets; others are not answered
    p2p::QuestionLimits questions{};
    // What is booked for each block that is read for an answer: a link gets 170 a second, all
    // together 1,600.
    std::chrono::microseconds block{300};
};

// What a light service asks of its node, whose pool it does not know.
struct LightDesk {
    // The ids of the payments that wait and concern this key.
    std::function<std::vector<Hash>(const PublicKey& key)> concerning;
    // One that waits: its whole text, and what its inputs spend, in their order.
    struct Payment {
        std::string text;
        std::vector<ledger::Output> spends;
    };
    std::function<std::optional<Payment>(const Hash& id)> find;
    // A wallet hands in a payment. `refused`: nothing, if it waits now, or waited already; else why
    // not, in words for its owner. `actions`: what the node wants done because of it; what the node
    // tells the service meanwhile, by came() and gone(), is among them.
    struct Answer {
        std::optional<std::string> refused;
        p2p::Actions actions;
    };
    std::function<Answer(const std::string& payment, p2p::Moment moment)> pay;
};

// What stands at these places in our block of this height, in their order, each with its proof.
[[nodiscard]] Result<std::vector<Record>, chain::StoreError> records_in(
    const chain::Chain& chain, const chain::BlockStore& store, Height height,
    const std::set<std::uint32_t>& places);
[[nodiscard]] std::size_t size_of(const std::vector<Record>& records);

// The application "light" at a full node (docs/protocol.md, section 21): shows wallets that keep
// headers only what concerns their addresses, with proofs, and takes their payments. It believes
// them nothing. A question that comes too early is answered later, too many that wait cost the
// link. Which links watch a key is found by the key: a payment costs those whom it concerns.
//
// Chain, store and desk belong to the node and live longer. No clock, no socket. One thread.
class LightService : public p2p::Application {
public:
    // The seed is for the table of keys, which strangers choose.
    LightService(const chain::Chain& chain, const chain::BlockStore& store, LightDesk desk,
                 const ledger::HashSeed& seed, LightServiceLimits limits = {});

    [[nodiscard]] std::string name() const override { return "light"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};  // nothing of this application is for everybody
    }
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId wallet, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId wallet) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override { return questions_.deadline(); }

    // --- what the node tells: one message each, to be encoded once, for those whom it concerns ---

    // The chain has another tip.
    [[nodiscard]] p2p::Actions tip_changed();
    // From time to time: what could not be said because the store had failed.
    [[nodiscard]] p2p::Actions repeat() { return owes_tip_ ? tip_changed() : p2p::Actions{}; }
    // This payment waits, and the desk finds it.
    [[nodiscard]] p2p::Actions came(const Hash& id);
    // It waits no longer, and stands in no block: why, in words.
    [[nodiscard]] p2p::Actions gone(const Hash& id, std::string_view reason);
    // It is in a block. No news for a wallet: the tip is.
    void confirmed(const Hash& id) { told_.erase(id); }

    [[nodiscard]] std::size_t links() const { return links_.size(); }
    [[nodiscard]] std::size_t watched() const { return watchers_.size(); }  // different keys

private:
    using Question = std::variant<GetHeaders, Watch, GetRecords, Pay>;
    using Keys = std::vector<PublicKey>;     // in order
    using Links = std::vector<p2p::LinkId>;  // in order

    // light_service.cpp
    void serve(p2p::LinkId id, p2p::Moment moment);
    void answer(p2p::LinkId id, const GetHeaders& question, p2p::Moment moment);
    void answer(p2p::LinkId id, const Watch& question, p2p::Moment moment);
    void answer(p2p::LinkId id, const Pay& question, p2p::Moment moment);
    void say(p2p::LinkId to, const LightMessage& message);
    void send_away(p2p::LinkId id, unsigned penalty);
    void unwatch(p2p::LinkId id, const Keys& keys);
    [[nodiscard]] Links watchers_of(const Keys& keys) const;
    [[nodiscard]] Tip tip() const;
    // light_answers.cpp: what blocks hold
    void answer(p2p::LinkId id, const GetRecords& question, p2p::Moment moment);
    // Which blocks, and which transactions in them; complete up to a height.
    struct Found {
        std::map<Height, std::set<std::uint32_t>> places;
        Height upto;
    };
    [[nodiscard]] Result<Found, chain::StoreError> find(const Keys& keys, Height above,
                                                        Height through) const;
    [[nodiscard]] Result<Records, chain::StoreError> page(p2p::LinkId id, const Found& found,
                                                          Height above);

    const chain::Chain& chain_;
    const chain::BlockStore& store_;
    LightDesk desk_;
    LightServiceLimits limits_;
    std::map<p2p::LinkId, Keys> links_;  // and what each watches
    p2p::WaitingQuestions<Question> questions_;
    std::unordered_map<PublicKey, Links, ledger::KeyedHash> watchers_;
    // Of what a wallet has been told that it waits: whom it concerns.
    std::map<Hash, Keys> told_;
    bool owes_tip_ = false;
    p2p::Outbox out_;
};

}  // namespace sbc::node
