#pragma once

#include <map>
#include <stdexcept>
#include <vector>

#include "crypto/address.hpp"
#include "ledger/ledger.hpp"

// The ledger that tests/ledgers is about, here: that of common/ledger.
namespace kit {

using namespace sbc::ledger;
using sbc::crypto::from_address;
using sbc::crypto::to_address;

// Checked at once, on the one thread there is; a seed that can be foreseen does no harm here.
constexpr HashSeed seed{1, 2};

inline sbc::Result<Transaction, LedgerError> decode(std::string_view text) {
    const auto checked = check_transaction(text);
    if (!checked) return tl::unexpected(checked.error());
    return checked->parts();
}
inline Hash id(const Transaction& transaction) { return id_of(encode_unsigned(transaction)); }
inline sbc::Bytes message(const Hash& network, const Transaction& transaction) {
    return signed_bytes(network, encode_unsigned(transaction));
}

// A coin as it is compared.
struct Owned {
    PublicKey to;
    Amount amount;
    Height height{};
    bool mined = false;
    friend bool operator==(const Owned&, const Owned&) = default;
};
using Wealth = std::map<Outpoint, Owned>;

// A ledger, and what it needs to take its blocks back.
class Book {
public:
    explicit Book(const Rules& rules) : ledger_{rules, seed, checker_} {}

    [[nodiscard]] sbc::Result<void, LedgerError> apply(const std::vector<Transaction>& block,
                                                       Height height) {
        sbc::chain::Block whole;
        whole.header.nonce = sbc::chain::Nonce{++blocks_};  // each block is another one
        if (!done_.empty()) whole.header.previous = hash_of(done_.back().first.header);
        for (const Transaction& transaction : block) {
            whole.transactions.push_back(encode(transaction));
        }
        auto undo = ledger_.connect(whole, height);
        if (!undo) return sbc::pass_on(undo);
        done_.emplace_back(std::move(whole), std::move(*undo));
        return {};
    }
    void undo() {
        ledger_.undo(done_.back().first, done_.back().second);
        done_.pop_back();
    }
    // The fee.
    [[nodiscard]] sbc::Result<Amount, LedgerError> judge(const Transaction& payment,
                                                         Height height) const {
        const auto checked = check_transaction(encode(payment));
        if (!checked) return tl::unexpected(checked.error());
        const auto judged = ledger_.judge(*checked, height);
        if (!judged) return tl::unexpected(judged.error());
        return judged->fee;
    }
    [[nodiscard]] Wealth coins() const {
        Wealth all;
        ledger_.coins().each([&](const Outpoint& outpoint, const Coin& coin) {
            all[outpoint] = {coin.output.to, coin.output.amount, coin.height, coin.mined};
        });
        if (all.size() != ledger_.coins().size()) throw std::logic_error{"a coin is there twice"};
        return all;
    }

private:
    InlineChecker checker_;
    Ledger ledger_;
    std::vector<std::pair<sbc::chain::Block, sbc::chain::Undo>> done_;
    std::uint32_t blocks_ = 0;
};

}  // namespace kit
