#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "chain/history_reader.hpp"
#include "message/engraving.hpp"
#include "p2p/application.hpp"

namespace sbc::message {

struct EngravingIndexLimits {
    std::size_t most = 2'000;  // that are kept: older blocks' make room
    chain::HistoryReader::Turn turn{};
};

// The last engravings of a node's history, as an application of that node: it follows the chain by
// itself, also when blocks are taken back, and after a restart from the first block on, as
// ranking::ChainRanking does. It says nothing to the network: EngravingService does. One thread.
class EngravingIndex : public p2p::Application {
public:
    using Limits = EngravingIndexLimits;
    // Chain and store live longer.
    EngravingIndex(const chain::Chain& chain, const chain::BlockStore& store, Limits limits = {});

    // Which name the owner of a key claims, as ranking::Ranking::name_of() says it; else none is
    // shown.
    void call_authors(std::function<std::string(const PublicKey&)> name_of) {
        names_ = std::move(name_of);
    }
    // To be told from which height on engravings have come or gone: one for all.
    void when_changed(std::function<void(Height)> tell) { tell_ = std::move(tell); }

    // The newest first, so many of those below this height.
    [[nodiscard]] std::vector<Engraved> last(std::size_t most, Height below) const;
    [[nodiscard]] std::vector<Engraved> last(std::size_t most) const;
    // What is kept of the next block below this height that has any: its height, and the places in
    // it. No places: there is no other one.
    struct Block {
        Height height{};
        std::set<std::uint32_t> places;
    };
    [[nodiscard]] Block block_below(Height height) const;
    // From this height on it has kept all; below, older ones had to make room. 0: it has all.
    [[nodiscard]] Height complete_from() const { return complete_from_; }
    // The last block that has been read. It lags behind the chain's tip while there is much to do.
    [[nodiscard]] const Hash& read() const { return reader_.read(); }
    [[nodiscard]] std::size_t size() const { return kept_.size(); }
    // Rises whenever engravings come or go.
    [[nodiscard]] std::uint64_t version() const { return version_; }

    [[nodiscard]] std::string name() const override { return "engravings"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};
    }
    // engraved: the last ten.
    p2p::Actions typed(const std::string& line, p2p::Moment moment) override;
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override { return reader_.deadline(); }

private:
    using At = std::pair<Height, std::uint32_t>;  // height, and place in the block

    void take_back();
    // How many bytes of transactions it has; or why it cannot be read.
    [[nodiscard]] Result<std::size_t, chain::StoreError> add(const chain::Place& place);
    void make_room();
    void note_change(Height from);
    [[nodiscard]] std::string claimed_by(const PublicKey& author) const;

    const chain::Chain& chain_;
    const chain::BlockStore& store_;
    Limits limits_;
    chain::HistoryReader reader_;
    std::function<std::string(const PublicKey&)> names_;
    std::function<void(Height)> tell_;
    std::map<At, Engraved> kept_;
    Height complete_from_{};
    std::uint64_t version_ = 0;
    std::optional<Height> changed_from_;  // in this turn
};

}  // namespace sbc::message
