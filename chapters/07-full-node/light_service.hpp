#pragma once

#include "chain_app.hpp"
#include "node/message.hpp"
#include "p2p/relay.hpp"

namespace stage {

// #region light-service
namespace wire = sbc::node;  // the messages between wallets and nodes (node/message.hpp)
using sbc::crypto::PublicKey;

// The application "light", at each full node: shows wallets that keep headers only what concerns
// their addresses, with proofs, and takes their payments. It believes them nothing.
class LightService : public sbc::p2p::Application {
public:
    // Node and store live longer.
    LightService(ChainApp& node, const sbc::chain::BlockStore& store)
        : node_{node}, store_{store} {}
    [[nodiscard]] std::string name() const override { return "light"; }
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions direct(LinkId from, const std::string& body, Moment moment) override;
    Actions joined(LinkId wallet, Moment moment) override;
    Actions left(LinkId wallet) override;
    // Due as soon as the node has something that wallets have not been told of.
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override;
    // #endregion light-service

    // #region light-service-members
private:
    struct Wallet {
        std::set<PublicKey> watches{};
        sbc::p2p::RateLimit rate{sbc::Duration{5'000}};
    };
    void answer(LinkId from, const wire::GetHeaders& question, Moment);
    void answer(LinkId from, const wire::Watch& question, Moment);
    void answer(LinkId from, const wire::GetRecords& question, Moment);
    void answer(LinkId from, const wire::Pay& question, Moment moment);
    void answer(LinkId from, const auto&, Moment) { drop(from); }  // no wallet says this
    void say_records(LinkId to, Height after, Height height, const std::set<std::uint32_t>& places);
    void say(LinkId to, const wire::LightMessage& message);
    void drop(LinkId wallet);

    ChainApp& node_;
    const sbc::chain::BlockStore& store_;
    std::map<LinkId, Wallet> wallets_;
    // What the wallets have been told of.
    Hash tip_;
    std::set<Hash> waiting_;
    std::pair<std::uint64_t, std::size_t> pool_state_;
    sbc::p2p::Outbox out_;
    // #endregion light-service-members
};

}  // namespace stage
