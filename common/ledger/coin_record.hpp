#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/coins.hpp"

namespace sbc::ledger {

// A coin as a store keeps it, in 48 bytes; the numbers have their highest byte first.
//
//      0  to       32   the key
//     32  amount    8
//     40  place     8   twice the height, and 1 for what was mined
constexpr std::size_t coin_record_size = 48;
void put_coin(std::string& text, const Coin& coin);
// Of 48 bytes, whatever they are.
[[nodiscard]] Coin coin_at(std::string_view text, std::size_t at);
// Of exactly so many bytes, and of what can be a coin: an amount of 1 to most_amount, and a height
// of at least 1 that fits.
[[nodiscard]] std::optional<Coin> decode_coin(std::string_view record);

// Where it stands, in 36 bytes: the transaction, and the number of the output in four, so that they
// are in the order of their outpoints.
constexpr std::size_t outpoint_record_size = 36;
void put_outpoint(std::string& text, const Outpoint& outpoint);
[[nodiscard]] std::optional<Outpoint> decode_outpoint(std::string_view record);

// The bytes of numbers, of which the records are made.
void put_number(std::string& text, std::uint64_t number);    // eight
void put_number32(std::string& text, std::uint32_t number);  // four
[[nodiscard]] std::uint64_t number_at(std::string_view text, std::size_t at);
[[nodiscard]] std::uint32_t number32_at(std::string_view text, std::size_t at);

}  // namespace sbc::ledger
