#include "ledger/undo.hpp"

#include <algorithm>

namespace sbc::ledger {
namespace {

constexpr std::size_t digest_size = 32;
constexpr std::size_t key_size = 32;
constexpr std::size_t number_size = 8;
constexpr std::size_t coin_size = key_size + 2 * number_size;

void put_number(std::string& text, std::uint64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(number >> shift & 0xff);
}

std::uint64_t number_at(std::string_view text, std::size_t at) {
    std::uint64_t number = 0;
    for (const char c : text.substr(at, number_size)) {
        number = number << 8 | static_cast<unsigned char>(c);
    }
    return number;
}

Coin coin_at(std::string_view text, std::size_t at) {
    Coin coin;
    const ByteView key = as_bytes(text.substr(at, key_size));
    std::copy(key.begin(), key.end(), coin.output.to.bytes.begin());
    coin.output.amount = Amount{number_at(text, at + key_size)};
    const std::uint64_t place = number_at(text, at + key_size + number_size);
    coin.height = Height{place >> 1};
    coin.mined = (place & 1) == 1;
    return coin;
}

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
    coins.reserve(spent.size() * coin_size);
    for (const Coin& coin : spent) {
        coins += as_text(coin.output.to.bytes);
        put_number(coins, coin.output.amount.value());
        put_number(coins, coin.height.value() << 1 | (coin.mined ? 1U : 0U));
    }
    return digest_of(block, coins) + coins;
}

Result<std::vector<Coin>, LedgerError> decode_undo(const chain::Block& block,
                                                   const chain::Undo& undo) {
    const std::string_view text = undo;
    if (text.size() < digest_size || (text.size() - digest_size) % coin_size != 0) {
        return refuse(LedgerError::BadUndo, "what was kept to take this block back has " +
                                                std::to_string(text.size()) + " bytes");
    }
    const std::string_view coins = text.substr(digest_size);
    if (digest_of(block, coins) != text.substr(0, digest_size)) {
        return refuse(LedgerError::BadUndo,
                      "what was kept to take this block back is damaged, or another block's");
    }
    std::vector<Coin> spent;
    spent.reserve(coins.size() / coin_size);
    for (std::size_t at = 0; at < coins.size(); at += coin_size) {
        spent.push_back(coin_at(coins, at));
    }
    return spent;
}

}  // namespace sbc::ledger
