#include "show.hpp"

#include <algorithm>
#include <map>

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
    const auto tries = static_cast<std::uint64_t>(work_of(bits).to_double());
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

// #region columns
// A block in the drawing. A branch has a column of its own, from its end down to where it leaves
// another one.
struct Drawn {
    Height height;
    const Hash* parent = nullptr;
    std::size_t column = 0;  // 0: not decided; 1: our history
};
using Drawing = std::map<Hash, Drawn>;

static void give_column(Drawing& drawing, const Hash& end, std::size_t column) {
    auto at = drawing.find(end);
    while (at != drawing.end() && at->second.column == 0) {
        at->second.column = column;
        const Hash* parent = at->second.parent;
        at = parent == nullptr ? drawing.end() : drawing.find(*parent);
    }
}

static std::size_t arrange(Drawing& drawing, Height lowest, const Hash& tip,
                           const std::vector<Header>& headers) {
    std::vector<Hash> hashes;
    for (const Header& header : headers) {
        hashes.push_back(hash_of(header));
        const auto parent = drawing.find(header.previous);
        const bool on_it = parent != drawing.end();
        drawing[hashes.back()] = {on_it ? above(parent->second.height) : lowest,
                                  on_it ? &parent->first : nullptr};
    }
    std::size_t columns = 1;
    give_column(drawing, tip, columns);
    for (auto end = hashes.rbegin(); end != hashes.rend(); ++end) {
        if (drawing[*end].column == 0) give_column(drawing, *end, ++columns);
    }
    return columns;
}
// #endregion columns

// #region show-tree
// One height: what stands in each column, and from which to which a fork is drawn.
struct Row {
    std::map<std::size_t, Hash> blocks;
    std::size_t fork_from = 0;
    std::size_t fork_to = 0;
};

static std::string draw(const Row& row, std::size_t columns) {
    std::string cells, names;
    for (std::size_t column = 1; column <= columns; ++column) {
        const bool in_fork = column >= row.fork_from && column < row.fork_to;
        const bool fork_ends = column == row.fork_to;
        if (const auto block = row.blocks.find(column); block != row.blocks.end()) {
            cells += column == 1 ? "●" : "○";
            names += "  " + sbc::crypto::to_text(block->second).substr(0, 12);
        } else {
            cells += fork_ends ? "┘" : in_fork ? "─" : " ";
        }
        cells += in_fork ? "──" : "  ";
    }
    return cells + names;
}

std::vector<std::string> show_tree(Height lowest, const Hash& tip,
                                   const std::vector<Header>& headers) {
    Drawing drawing;
    const std::size_t columns = arrange(drawing, lowest, tip, headers);
    std::map<Height, Row> rows;
    for (const auto& [hash, drawn] : drawing) {
        rows[drawn.height].blocks[drawn.column] = hash;
        if (drawn.parent == nullptr) continue;
        const Drawn& parent = drawing.at(*drawn.parent);
        if (parent.column == drawn.column) continue;
        Row& fork = rows[parent.height];
        fork.fork_from =
            fork.fork_to == 0 ? parent.column : std::min(fork.fork_from, parent.column);
        fork.fork_to = std::max(fork.fork_to, drawn.column);
    }
    std::vector<std::string> lines;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        const std::string height = std::to_string(row->first.value());
        lines.push_back(std::string(6 - std::min<std::size_t>(6, height.size()), ' ') + height +
                        "  " + draw(row->second, columns));
    }
    return lines;
}
// #endregion show-tree

}  // namespace stage
