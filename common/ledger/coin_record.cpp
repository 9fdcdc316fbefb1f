#include "ledger/coin_record.hpp"

#include <algorithm>

namespace sbc::ledger {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t number_size = 8;

template <class Number>
void put(std::string& text, Number number) {
    for (std::size_t shift = 8 * sizeof number; shift > 0; shift -= 8) {
        text += static_cast<char>(number >> (shift - 8) & 0xff);
    }
}

template <class Number>
Number get(std::string_view text, std::size_t at) {
    Number number = 0;
    for (const char c : text.substr(at, sizeof number)) {
        number = number << 8 | static_cast<unsigned char>(c);
    }
    return number;
}

}  // namespace

void put_number(std::string& text, std::uint64_t number) { put(text, number); }
void put_number32(std::string& text, std::uint32_t number) { put(text, number); }
std::uint64_t number_at(std::string_view text, std::size_t at) {
    return get<std::uint64_t>(text, at);
}
std::uint32_t number32_at(std::string_view text, std::size_t at) {
    return get<std::uint32_t>(text, at);
}

void put_coin(std::string& text, const Coin& coin) {
    text += as_text(coin.output.to.bytes);
    put_number(text, coin.output.amount.value());
    put_number(text, coin.height.value() << 1 | (coin.mined ? 1U : 0U));
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

std::optional<Coin> decode_coin(std::string_view record) {
    if (record.size() != coin_record_size) return std::nullopt;
    const Coin coin = coin_at(record, 0);
    const bool amount = coin.output.amount >= Amount{1} && coin.output.amount <= most_amount;
    const bool height = coin.height >= Height{1} && coin.height <= Height{json_max_integer};
    if (!amount || !height) return std::nullopt;
    return coin;
}

void put_outpoint(std::string& text, const Outpoint& outpoint) {
    text += as_text(outpoint.transaction.bytes);
    put_number32(text, outpoint.index);
}

std::optional<Outpoint> decode_outpoint(std::string_view record) {
    if (record.size() != outpoint_record_size) return std::nullopt;
    Outpoint outpoint;
    const ByteView id = as_bytes(record.substr(0, key_size));
    std::copy(id.begin(), id.end(), outpoint.transaction.bytes.begin());
    outpoint.index = number32_at(record, key_size);
    return outpoint;
}

}  // namespace sbc::ledger
