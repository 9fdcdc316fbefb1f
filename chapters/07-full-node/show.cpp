#include "show.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "chain/target.hpp"
#include "crypto/address.hpp"
#include "ledger/transaction.hpp"

namespace stage {

// #region describe
using sbc::chain::Block;
using sbc::chain::Header;
using sbc::crypto::Hash;

std::string describe(std::string_view transaction) {
    const auto read = sbc::ledger::check_transaction(transaction);
    if (!read) return sbc::printable(transaction, 60);
    std::string text = read->is_coinbase() ? "mined: " : "";
    for (const auto& [to, amount] : read->parts().outputs) {
        text += std::to_string(amount.value()) + " to ";
        text += sbc::crypto::to_address(to).substr(0, 12) + "…, ";
    }
    text.resize(text.size() - 2);
    const auto& note = read->parts().note;
    return note ? text + ": " + sbc::printable(note->text) : text;
}

std::string short_text(const Hash& hash) { return to_text(hash).substr(0, 16) + "…"; }
// #endregion describe

// #region show-block
static std::string two_digits(long long number) {
    const std::string digits = std::to_string(number);
    return (number < 10 ? "0" : "") + digits;
}

// As the header says it, and as a clock in Greenwich shows it.
static std::string show_time(std::chrono::sys_seconds time) {
    const auto seconds = time.time_since_epoch().count();
    return std::to_string(seconds) + " (" + two_digits(seconds / 3600 % 24) + ":" +
           two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60) + ")";
}

// "1f00ffff: 65537 hashes"
static std::string show_bits(sbc::chain::Bits bits) {
    const std::uint64_t tries = std::min(work_of(bits), sbc::U256{~0ULL}).low64();
    return sbc::to_hex(sbc::store_be32(bits.value())) + ": " + std::to_string(tries) + " hashes";
}

std::vector<std::string> show_block(sbc::chain::Height height, const Block& block) {
    const Header& header = block.header;
    std::vector<std::string> lines{"┌─ block " + std::to_string(height.value()),
                                   "│ hash      " + short_text(hash_of(header)),
                                   "│ previous  " + short_text(header.previous),
                                   "│ root      " + short_text(header.merkle_root),
                                   "│ time      " + show_time(header.time),
                                   "│ bits      " + show_bits(header.bits),
                                   "│ nonce     " + std::to_string(header.nonce.value())};
    for (const std::string& transaction : block.transactions) {
        lines.push_back("│   " + describe(transaction));
    }
    lines.emplace_back("└─");
    return lines;
}
// #endregion show-block

}  // namespace stage
