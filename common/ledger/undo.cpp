#include "ledger/undo.hpp"

#include <utility>

#include "ledger/coin_record.hpp"

namespace sbc::ledger {
namespace {

constexpr std::size_t digest_size = 32;

// The transactions as well: whoever looks on gets them from the block that is taken back.
std::string digest_of(const chain::Block& block, std::string_view coins) {
    std::string all{as_text(chain::encode(block.header))};
    put_number(all, block.transactions.size());
    for (const Hash& leaf : chain::leaves_of(block.transactions)) all += as_text(leaf.bytes);
    all += coins;
    return std::string{as_text(crypto::hash256(as_bytes(all)).bytes)};
}

}  // namespace

chain::Undo encode_undo(const chain::Block& block, const std::vector<Coin>& spent) {
    std::string coins;
    coins.reserve(spent.size() * coin_record_size);
    for (const Coin& coin : spent) put_coin(coins, coin);
    return digest_of(block, coins) + coins;
}

Result<std::vector<Coin>, LedgerError> decode_undo(const chain::Block& block,
                                                   const chain::Undo& undo) {
    const std::string_view text = undo;
    if (text.size() < digest_size || (text.size() - digest_size) % coin_record_size != 0) {
        return refuse(LedgerError::BadUndo, "what was kept to take this block back has " +
                                                std::to_string(text.size()) + " bytes");
    }
    const std::string_view coins = text.substr(digest_size);
    if (digest_of(block, coins) != text.substr(0, digest_size)) {
        return refuse(LedgerError::BadUndo,
                      "what was kept to take this block back is damaged, or another block's");
    }
    std::vector<Coin> spent;
    spent.reserve(coins.size() / coin_record_size);
    for (std::size_t at = 0; at < coins.size(); at += coin_record_size) {
        spent.push_back(coin_at(coins, at));
    }
    return spent;
}

Result<std::vector<Settled>, LedgerError> settled_in(const chain::Block& block,
                                                     const chain::Undo& undo) {
    auto spent = decode_undo(block, undo);
    if (!spent) return pass_on(spent);
    std::vector<Settled> all;
    auto next = spent->begin();
    for (const std::string& text : block.transactions) {
        auto read = check_transaction(text);
        if (!read)
            return refuse(LedgerError::BadUndo, "no ledger takes this: " + read.error().text);
        const auto inputs = static_cast<std::ptrdiff_t>(read->parts().inputs.size());
        if (spent->end() - next < inputs) {
            return refuse(LedgerError::BadUndo, "the block spends more coins than were kept of it");
        }
        all.push_back({std::move(*read), {next, next + inputs}});
        next += inputs;
    }
    if (next == spent->end()) return all;
    return refuse(LedgerError::BadUndo, "the block spends fewer coins than were kept of it");
}

}  // namespace sbc::ledger
