#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "crypto/ed25519.hpp"
#include "explorer/specimen.hpp"
#include "p2p/application.hpp"

namespace sbc::explorer {

// What an explorer's node does beside being a node, as an application of it: it follows the chain
// to know who has mined each block, keeps the block that is looked at, and shows it, altered, to
// neighbours. It hears nothing from the network, and says nothing else to it. One thread.
class Observer : public p2p::Application {
public:
    // Of a block of our history: what its header does not say.
    struct Facts {
        std::optional<crypto::PublicKey> miner;  // nothing: nobody is paid for it
        std::uint32_t payments = 0;              // without the one that pays the miner
    };
    static constexpr std::size_t blocks_in_a_turn = 200;
    static constexpr Duration patience{3'000};  // so long a neighbour may take to hang up

    // The chain lives longer.
    explicit Observer(const chain::Chain& chain) : chain_{chain} {}

    // Of a block of our history; nothing as long as it is not read, and of any other one.
    [[nodiscard]] const Facts* facts_of(const chain::Place& place) const;
    // From the store, of whatever block; nothing, if it cannot be read.
    [[nodiscard]] std::optional<Facts> read_facts(const chain::Place& place) const;
    // The history up to here has been read; its last block.
    [[nodiscard]] chain::Height read() const { return chain::Height{read_.size()}; }
    [[nodiscard]] chain::Hash newest_read() const {
        return read_.empty() ? chain::Hash{} : read_.back().hash;
    }

    // --- tamper mode ---
    // Refused: there is no such block, or it cannot be read. Then nothing is looked at.
    [[nodiscard]] Result<void, chain::StoreError> look_at(chain::Height height);
    void stop_looking();
    void change(Specimen::Place place, std::uint8_t value);
    void put_back();
    // Sends it to these, who have not asked for it. What they make of it shows by the link.
    void show_to(const std::vector<p2p::LinkId>& neighbours, Instant now);

    [[nodiscard]] const std::optional<Specimen>& specimen() const { return specimen_; }
    // Another number for another block, another byte, and each time it was shown.
    [[nodiscard]] std::uint64_t specimen_version() const { return version_; }
    [[nodiscard]] std::vector<Specimen::Verdict> verdicts() const;
    // Whom it was shown, since when; as long as it is that block.
    struct Shown {
        std::vector<p2p::LinkId> to;
        Instant at{};
        bool over = false;  // whoever wanted to hang up has done so
    };
    [[nodiscard]] const std::optional<Shown>& shown() const { return shown_; }

    // --- p2p::Application ---
    [[nodiscard]] std::string name() const override { return "explorer"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};
    }
    p2p::Actions on_time(p2p::Moment moment) override;
    [[nodiscard]] Instant deadline() const override;

private:
    struct Read {
        chain::Hash hash;
        Facts facts;
    };
    // Whether all that there is to read could be read.
    [[nodiscard]] bool follow();
    [[nodiscard]] bool all_read() const;

    const chain::Chain& chain_;
    std::deque<Read> read_;  // by height, from 1 on
    std::optional<Specimen> specimen_;
    std::uint64_t version_ = 0;
    std::optional<Shown> shown_;
    bool to_send_ = false;
    Instant again_ = Instant::min();  // after a block that could not be read
};

}  // namespace sbc::explorer
