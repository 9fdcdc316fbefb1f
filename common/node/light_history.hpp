#pragma once

#include <map>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "node/light_proof.hpp"
#include "wallet/wallet.hpp"

namespace sbc::node {

// Whether a key may have been used before.
enum class Past { None, Some };

// What has been proven to a light wallet, block by block, and the wallet::Wallet that is told of
// it. Whoever has proven something does not matter here: what is in a block is in it. Judges what
// can be judged by one's own coins: whether a block spends one of them without its owner's
// signature, or twice, or too early; such a block breaks the rules, whatever work is in it.
//
// Owns the wallet. No clock. One thread.
class LightHistory {
public:
    explicit LightHistory(const ledger::Rules& rules);

    // Another label for a key that is there. True: it is a new one with a past, and nothing is
    // proven any more: all must be read from the beginning.
    bool add_key(const PublicKey& key, std::string label, Past past);
    void forget_keys();
    [[nodiscard]] const wallet::PublicKeys& keys() const { return keys_; }

    enum class Fit {
        New,
        Known,       // it has been proven before
        Stranger,    // it concerns none of the keys: nobody has asked for it
        HiddenCoin,  // it spends a coin of these keys that has not been shown: that is left out
        BreaksRules  // no ledger can have taken its block, or (see `bad`) another one
    };
    struct Added {
        Fit fit = Fit::New;
        Height bad{};     // BreaksRules: the block that does
        std::string why;  // for people, unless it is New or Known
    };
    // At its place in the history that counts. What a block breaks stays as it was.
    Added add(const Proven& proven);

    // The wallet is told of the blocks up to this height; of those above it no longer, and what was
    // proven there is forgotten.
    void read_to(Height height);
    void take_back_to(Height height);
    [[nodiscard]] Height read() const { return read_; }
    // Whether something was proven below read(), which the wallet has not been told: remake() tells
    // it everything anew.
    [[nodiscard]] bool stale() const { return stale_; }
    void remake();

    // A payment that waits, with the proven owners of its inputs. Those that spend one's own coins
    // must be known. False: it cannot wait here (yet), or does not concern the keys.
    bool waits(const ShownTransaction& payment);
    [[nodiscard]] Result<void, wallet::WalletError> waits(const ledger::CheckedTransaction& payment,
                                                          const std::vector<ledger::Coin>& spent);
    void refused(const Hash& id, const std::string& why);

    [[nodiscard]] const wallet::Wallet& wallet() const { return wallet_; }
    // Whether a block that counts holds it; which one.
    [[nodiscard]] std::optional<Height> height_of(const Hash& id) const;
    // The ids of what is proven with above < height <= upto.
    [[nodiscard]] std::vector<Hash> proven_between(Height above, Height upto) const;
    [[nodiscard]] std::size_t size() const { return places_.size(); }

private:
    struct Page {  // what concerns the keys in one block, in its order
        std::vector<std::uint32_t> indices;
        std::vector<ledger::CheckedTransaction> transactions;
        std::vector<ledger::Coin> spent;
        [[nodiscard]] ledger::BlockView view() const { return {transactions, spent}; }
    };
    struct Place {
        Height height{};
        std::uint32_t index = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    struct Own {
        ledger::Coin coin;
        Place made;
        std::optional<Hash> spent_by{};
    };
    struct WaitsHere {
        ledger::CheckedTransaction payment;
        std::vector<ledger::Coin> spent;
    };
    struct Label {
        PublicKey key;
        std::string label;
    };

    [[nodiscard]] Added judge(const Proven& proven, std::vector<ledger::Coin>& spent) const;
    [[nodiscard]] Added judge_coinbase(const Proven& proven) const;
    [[nodiscard]] Added judge_input(const Proven& proven, std::size_t input,
                                    ledger::Coin& spent) const;
    void insert(const Proven& proven, const std::vector<ledger::Coin>& spent);
    void forget(const Page& page);
    void forget_proven();
    [[nodiscard]] bool concerns_keys(const ShownTransaction& one) const;
    [[nodiscard]] std::optional<ledger::Coin> coin_of(const ledger::Outpoint& outpoint) const;

    ledger::Rules rules_;
    wallet::Wallet wallet_;
    wallet::PublicKeys keys_;
    wallet::PublicKeys from_now_;  // of those, the ones whose past was not read
    std::vector<Label> labels_;    // in the order in which they came
    std::map<Height, Page> pages_;
    std::map<Hash, Place> places_;           // of all transactions in the pages
    std::map<ledger::Outpoint, Own> coins_;  // that the pages have made for the keys, spent or not
    std::vector<WaitsHere> waiting_;         // that the wallet was told, in that order
    Height read_{};
    bool stale_ = false;
};

}  // namespace sbc::node
