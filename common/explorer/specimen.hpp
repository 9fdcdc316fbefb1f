#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chain/chain.hpp"

namespace sbc::explorer {

// A block of a node's history under the glass: a copy, in which one byte may be another one, to see
// what breaks by it. Nothing in the node changes. One thread; it holds nothing of the chain.
class Specimen {
public:
    // Which byte: `part` 0 is the header, from 1 on the transactions in their order.
    struct Place {
        std::uint32_t part = 0;
        std::uint32_t offset = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };
    struct Change {
        Place place;
        std::uint8_t was = 0;
    };
    // What any node finds out about a block: whether it holds by itself, and whether it stands on
    // the block that it names. `text` is a sentence for people.
    struct Verdict {
        chain::Height height;
        bool holds = true;
        bool link_holds = true;
        std::string text;
    };
    static constexpr std::uint64_t looked_at_above = 5;  // so many blocks on it are judged, too

    // The height is at most the chain's own. The genesis block can be looked at as any other.
    [[nodiscard]] static Result<Specimen, chain::StoreError> of(const chain::Chain& chain,
                                                                chain::Height height);

    // Puts back what was changed before. False, and nothing has changed: there is no such byte.
    bool change(Place place, std::uint8_t value);
    void put_back();

    [[nodiscard]] chain::Height height() const { return height_; }
    [[nodiscard]] const chain::Block& block() const { return block_; }
    [[nodiscard]] chain::Hash hash() const { return chain::hash_of(block_.header); }
    [[nodiscard]] const std::optional<Change>& changed() const { return change_; }

    // This block first, then those that stand on it in our history, the lowest first. Of its
    // transactions only what can be said of each alone: not whether their coins are there.
    [[nodiscard]] std::vector<Verdict> verdicts(const chain::Chain& chain) const;

private:
    Specimen(chain::Height height, chain::Hash true_hash, chain::Block block)
        : height_{height}, true_hash_{true_hash}, block_{std::move(block)} {}
    [[nodiscard]] std::optional<std::uint8_t> byte_at(Place place) const;
    void set(Place place, std::uint8_t value);  // there is such a byte
    [[nodiscard]] Verdict own_verdict(const chain::Chain& chain) const;

    chain::Height height_;
    chain::Hash true_hash_;
    chain::Block block_;
    std::optional<Change> change_;
};

}  // namespace sbc::explorer
