#pragma once

#include <functional>
#include <set>

#include "chain/block_tree.hpp"
#include "node/light_proof.hpp"
#include "p2p/application.hpp"
#include "sync.hpp"

namespace stage {

// #region light-names
namespace wire = sbc::node;  // the messages between wallets and nodes (node/message.hpp)
using sbc::crypto::PublicKey;
using sbc::ledger::CheckedTransaction;
using sbc::p2p::Actions;
using sbc::p2p::Moment;
// #endregion light-names

// #region light-wallet
// The application "light" for somebody who keeps headers only: follows those with the most work,
// asks each core for what concerns some addresses, believes what is proven, and says where two
// cores differ. For a p2p::EdgePair.
class LightWallet : public sbc::p2p::Application {
public:
    static constexpr sbc::Duration patience{20'000};  // for an answer
    static constexpr sbc::Duration grace{30'000};     // so long two cores may differ

    LightWallet(const sbc::chain::Network& network, std::set<PublicKey> addresses,
                std::function<std::string(LinkId)> name_of)
        : tree_{network}, addresses_{std::move(addresses)}, name_of_{std::move(name_of)} {}
    [[nodiscard]] const Place& tip() const { return tree_.ours(); }
    [[nodiscard]] std::size_t proven() const { return proven_.size(); }
    [[nodiscard]] std::int64_t balance() const;

    [[nodiscard]] std::string name() const override { return "light"; }
    Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source, Moment) override {
        return {};
    }
    Actions direct(LinkId from, const std::string& body, Moment moment) override;
    Actions joined(LinkId core, Moment moment) override;
    Actions left(LinkId core) override;
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override { return look_at_; }
    // #endregion light-wallet

    // #region light-wallet-members
private:
    struct Core {
        sbc::Instant together_at;        // when its tip was ours, the last time
        std::optional<wire::Tip> tip{};  // nothing: it has nothing for us, until it says so
        Hash header{};                   // the last one that has come from it
        Height read{};                   // so far it has said what concerns us
        std::optional<wire::GetRecords> asked{};  // this, or for the headers up to there
        sbc::Instant until{};
        std::set<Hash> shown{};  // of what is proven
    };
    struct Proven {
        Height height;
        CheckedTransaction transaction;
    };
    void on(LinkId, Core& core, const wire::Tip& tip, Moment) { core.tip = tip; }
    void on(LinkId from, Core& core, const wire::Headers& message, Moment moment);
    void on(LinkId from, Core& core, const wire::Records& message, Moment);
    void on(LinkId, Core& core, const wire::OtherHistory&, Moment);
    void on(LinkId, Core&, const auto&, Moment) {}  // what waits is not proven

    // #endregion light-wallet-members

    // #region light-wallet-parts
    [[nodiscard]] Actions end_of_event(Moment moment);
    void follow_best();
    [[nodiscard]] bool is_ours(const Place* place) const;
    void ask(LinkId link, Core& core, Moment moment);
    void keep(Core& core, const wire::Proven& proven);
    [[nodiscard]] std::int64_t effect_of(const CheckedTransaction& transaction) const;
    void compare();
    void leave(LinkId core, const std::string& why);

    sbc::chain::BlockTree tree_;
    std::set<PublicKey> addresses_;
    std::function<std::string(LinkId)> name_of_;
    std::map<LinkId, Core> cores_;
    std::map<Hash, Proven> proven_;
    std::optional<std::int64_t> told_;  // of the balance
    bool worried_ = false;
    sbc::Instant look_at_{};
    sbc::p2p::Outbox out_;
    // #endregion light-wallet-parts
};

}  // namespace stage
