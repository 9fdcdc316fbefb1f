#include "show.hpp"

#include <algorithm>
#include <map>

#include "base/branches.hpp"
#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "target.hpp"
#include "transaction.hpp"

namespace stage {

// #region describe
std::string describe(std::string_view transaction) {
    const auto read = decode_transaction(transaction);
    if (!read) return sbc::printable(transaction, 60);
    const std::string note = read->note.empty() ? "" : ": " + sbc::printable(read->note);
    return sbc::printable(read->from) + " pays " + sbc::printable(read->to) + " " +
           std::to_string(read->points.value()) + note;
}

std::string short_text(const Hash& hash) { return sbc::crypto::to_text(hash).substr(0, 16) + "…"; }
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
static std::string show_bits(Bits bits) {
    const std::uint64_t tries = std::min(work_of(bits), sbc::U256{~0ULL}).low64();
    return sbc::to_hex(sbc::store_be32(bits.value())) + ": " + std::to_string(tries) + " hashes";
}

std::vector<std::string> show_block(Height height, const Block& block) {
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

// #region show-tree
std::vector<std::string> show_tree(Height lowest, const Hash& tip,
                                   const std::vector<Header>& headers) {
    const auto name = [](const Hash& hash) { return sbc::crypto::to_text(hash).substr(0, 12); };
    std::map<Hash, Height> heights;
    std::vector<sbc::Twig> twigs;
    for (const Header& header : headers) {
        const auto parent = heights.find(header.previous);
        const Height height = parent == heights.end() ? lowest : above(parent->second);
        heights[hash_of(header)] = height;
        twigs.push_back({name(hash_of(header)), name(header.previous), height.value()});
    }
    return sbc::draw_branches(twigs, name(tip));
}
// #endregion show-tree

}  // namespace stage
