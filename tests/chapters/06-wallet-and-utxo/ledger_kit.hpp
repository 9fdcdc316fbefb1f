#pragma once

#include <map>
#include <vector>

#include "ledger.hpp"

// The ledger that tests/ledgers is about, here: the stage's own.
namespace kit {

using namespace stage;

inline sbc::Result<Transaction, LedgerError> decode(std::string_view text) {
    return decode_transaction(text);
}
inline Hash id(const Transaction& transaction) { return id_of(transaction); }
inline sbc::Bytes message(const Hash& network, const Transaction& transaction) {
    return signed_bytes(network, transaction);
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

// A ledger, and what it needs to take its blocks back. What it is given has been read before, as in
// a program.
class Book {
public:
    explicit Book(const Rules& rules) : ledger_{rules} {}

    [[nodiscard]] sbc::Result<void, LedgerError> apply(const std::vector<Transaction>& block,
                                                       Height height) {
        for (const Transaction& transaction : block) {
            auto read = decode(encode(transaction));
            if (!read) return sbc::pass_on(read);
        }
        auto spent = ledger_.apply(block, height);
        if (!spent) return sbc::pass_on(spent);
        done_.emplace_back(block, std::move(*spent));
        return {};
    }
    void undo() {
        ledger_.undo(done_.back().first, done_.back().second);
        done_.pop_back();
    }
    // The fee.
    [[nodiscard]] sbc::Result<Amount, LedgerError> judge(const Transaction& payment,
                                                         Height height) const {
        auto read = decode(encode(payment));
        if (!read) return sbc::pass_on(read);
        return ledger_.judge(payment, height);
    }
    [[nodiscard]] Wealth coins() const {
        Wealth all;
        for (const auto& [outpoint, coin] : ledger_.coins()) {
            all[outpoint] = {coin.output.to, coin.output.amount, coin.height, coin.mined};
        }
        return all;
    }

private:
    Ledger ledger_;
    std::vector<std::pair<std::vector<Transaction>, Spent>> done_;
};

}  // namespace kit
