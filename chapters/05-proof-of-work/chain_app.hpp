#pragma once

#include "builder.hpp"
#include "chain.hpp"
#include "chain_message.hpp"
#include "p2p/application.hpp"
#include "pool.hpp"

namespace stage {

// #region chain-app
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::MessageId;
using sbc::p2p::Moment;
using sbc::p2p::Source;

struct ChainSettings {
    std::string name;                            // who pays
    std::optional<sbc::Duration> block_every{};  // nothing: it builds no blocks
};

// The application "chain": a copy of the chain and of the pool, at each core and each edge. What
// one of them hears, all hear; a core that was told to makes blocks of it.
class ChainApp : public sbc::p2p::Application {
public:
    explicit ChainApp(ChainSettings settings, Chain chain = {});
    [[nodiscard]] std::string name() const override { return "chain"; }
    [[nodiscard]] const Chain& chain() const { return chain_; }
    [[nodiscard]] const Pool& pool() const { return pool_; }

    // #endregion chain-app

    // #region chain-app-events
    Actions published(MessageId id, const std::string& body, Source from, Moment moment) override;
    Actions direct(LinkId from, const std::string& body, Moment moment) override;
    Actions joined(LinkId neighbour, Moment moment) override;
    Actions delivered(const std::string& body) override;
    Actions typed(const std::string& line, Moment moment) override;
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override { return builder_.deadline(); }
    // #endregion chain-app-events

    // #region chain-app-members
private:
    void on_transaction(const NewTransaction& message);
    void on_block(const NewBlock& message, Source from, Moment moment);
    void on_get_blocks(LinkId from, const GetBlocks& message);
    void on_blocks(LinkId from, const Blocks& message, Moment moment);
    bool take(Height height, const Block& block, std::chrono::sys_seconds wall);
    void build_when_due(Moment moment);
    void pay(const std::string& words, PaymentNonce nonce);
    void ask(LinkId neighbour);
    void say_to(LinkId to, const ChainMessage& message);

    ChainSettings settings_;
    Chain chain_;
    Pool pool_;
    Builder builder_;
    sbc::p2p::Outbox out_;
    // #endregion chain-app-members
};

}  // namespace stage
