#pragma once

#include "chain_app.hpp"
#include "ranking/page.hpp"

namespace stage {

// #region mention
using sbc::crypto::PublicKey;
using sbc::ranking::Row;  // a line of the ranking (ranking/row.hpp)
using Day = std::chrono::sys_days;

// What a transaction says of an address: points, and why; or what its owner calls himself.
struct Mention {
    enum class Kind { Received, Mined, Named };
    Kind kind = Kind::Received;
    PublicKey who;
    std::uint64_t points = 0;
    std::string text;
};
[[nodiscard]] std::vector<Mention> mentions_of(const sbc::ledger::Transaction& transaction,
                                               std::span<const sbc::ledger::Coin> spends);
// #endregion mention

// #region ranking
// The application "ranking" of a full node: who has been given how many points, and why. It says
// nothing to the network: whoever has the same history finds out the same.
class Ranking : public sbc::p2p::Application {
public:
    Ranking(const ChainApp& node, const sbc::chain::BlockStore& store)
        : node_{node}, store_{store}, counted_{node.chain().tree().root().hash} {}
    [[nodiscard]] std::string name() const override { return "ranking"; }
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions typed(const std::string& line, Moment moment) override;
    Actions on_time(Moment moment) override;
    [[nodiscard]] sbc::Instant deadline() const override;

    [[nodiscard]] std::vector<Row> rows(std::optional<Day> day) const;
    // A page for people without a wallet, if it is another one than the last time.
    [[nodiscard]] std::optional<std::string> new_page();
    // #endregion ranking

    // #region ranking-members
private:
    [[nodiscard]] bool count(const Place& place);

    struct Entry {
        Height height;
        Day day;  // in Greenwich
        Mention mention;
    };
    const ChainApp& node_;
    const sbc::chain::BlockStore& store_;
    std::vector<Entry> entries_;
    Hash counted_;  // the last block in them
    Hash on_page_;  // the last block when there was a new page
    // #endregion ranking-members
};

}  // namespace stage
