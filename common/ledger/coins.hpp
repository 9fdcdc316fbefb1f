#pragma once

#include <functional>
#include <optional>
#include <unordered_map>

#include "ledger/siphash.hpp"
#include "ledger/transaction.hpp"

namespace sbc::ledger {

// An output that nobody has spent yet.
struct Coin {
    Output output;
    Height height{};     // of its block, at most 2^53 - 1
    bool mined = false;  // it comes from a coinbase
    friend bool operator==(const Coin&, const Coin&) = default;
};

// All the outputs that are not spent. A node holds one for each that there is, so they are kept
// small: about 120 bytes each, the table included (measured by ./course bench). Finding one takes
// the same time however many there are, and whoever chose them.
class Coins {
public:
    explicit Coins(const HashSeed& seed) : coins_{0, KeyedHash{seed}} {}

    [[nodiscard]] std::optional<Coin> find(const Outpoint& outpoint) const;
    // False: there is one already, and it stays.
    [[nodiscard]] bool add(const Outpoint& outpoint, const Coin& coin);
    // It is there no longer. Nothing: it has not been there.
    [[nodiscard]] std::optional<Coin> take(const Outpoint& outpoint);

    [[nodiscard]] std::size_t size() const { return coins_.size(); }
    // So many are about to come.
    void reserve(std::size_t count) { coins_.reserve(count); }
    // In no order.
    void each(const std::function<void(const Outpoint&, const Coin&)>& look) const;

private:
    struct Packed {
        PublicKey to;
        std::uint64_t amount;
        std::uint64_t height_and_mined;  // twice the height, and 1 for what was mined
    };
    static Packed pack(const Coin& coin);
    static Coin unpack(const Packed& packed);

    std::unordered_map<Outpoint, Packed, KeyedHash> coins_;
};

}  // namespace sbc::ledger
