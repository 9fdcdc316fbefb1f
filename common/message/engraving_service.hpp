#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chain/chain.hpp"
#include "message/engraving_index.hpp"
#include "message/engraving_message.hpp"
#include "node/full_node.hpp"
#include "p2p/application.hpp"
#include "p2p/waiting_questions.hpp"

namespace sbc::message {

struct EngravingServiceLimits {
    std::size_t page_bytes = 40'000;  // of a page, unless a single record has more
    std::size_t most_links = 20'000;  // wallets; others are not answered
    std::size_t most_waiting = 200;   // that are remembered, for those who come later
    std::size_t most_unread = 2'000;  // payments that came, and have not been looked at
    p2p::QuestionLimits questions{.most = 4};
    std::chrono::microseconds block{300};  // booked for each that is read for an answer
};

// Shows a payment that waits, and what its inputs spend; nothing: it does not wait (any more).
using FindWaiting = std::function<std::optional<node::ShownPayment>(const Hash& id)>;
[[nodiscard]] FindWaiting waiting_in(const node::FullNode& node);

// The application "engraved" at a full node (docs/protocol.md, section 26): shows wallets the
// engravings of its history with their proofs, page by page, and what waits as it comes. Which ones
// there are the index knows, to which it listens; the records come from the store. A question that
// comes too early is answered later, too many that wait cost the link.
//
//     message::EngravingIndex index{chain, store};
//     message::EngravingService service{chain, store, index, message::waiting_in(node)};
//     node.when_payment_comes([&](const Hash& id) { service.came(id); });
//
// Chain, store and index live longer. No clock, no socket. One thread.
class EngravingService : public p2p::Application {
public:
    EngravingService(const chain::Chain& chain, const chain::BlockStore& store,
                     EngravingIndex& index, FindWaiting find, EngravingServiceLimits limits = {});
    ~EngravingService() override;

    // This payment waits. It is looked at with on_time(), which is due at once.
    void came(const Hash& id);

    [[nodiscard]] std::string name() const override { return std::string{engraved_app}; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};  // nothing of this application is for everybody
    }
    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override;
    p2p::Actions joined(p2p::LinkId wallet, p2p::Moment moment) override;
    p2p::Actions left(p2p::LinkId wallet) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

    // Those that wait, the one that came last first.
    [[nodiscard]] std::vector<Engraved> waiting(std::size_t most) const;
    [[nodiscard]] const EngravingIndex& index() const { return index_; }
    [[nodiscard]] std::size_t links() const { return links_.size(); }

private:
    struct Link {
        bool listens = false;        // it has asked once
        std::optional<Height> told;  // news that it has not asked about yet
    };

    void serve(p2p::LinkId id, p2p::Moment moment);
    void answer(p2p::LinkId id, const Show& question, p2p::Moment moment);
    [[nodiscard]] Result<Page, chain::StoreError> page(p2p::LinkId id, Height below,
                                                       std::size_t& blocks_read);
    void say_in_pieces(p2p::LinkId id, Page& page, std::vector<node::Record> records);
    void tell_of_waiting();
    void tell_news();
    void say(p2p::LinkId to, const EngravingMessage& message);
    void send_away(p2p::LinkId id, unsigned penalty);

    const chain::Chain& chain_;
    const chain::BlockStore& store_;
    EngravingIndex& index_;
    FindWaiting find_;
    EngravingServiceLimits limits_;
    std::map<p2p::LinkId, Link> links_;
    p2p::WaitingQuestions<Show> questions_;
    std::deque<Hash> unread_;   // payments that came
    std::deque<Hash> waiting_;  // engravings of which was told; some wait no longer
    std::optional<Height> news_;
    p2p::Outbox out_;
};

}  // namespace sbc::message
