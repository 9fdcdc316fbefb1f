#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sbc::chain {

// What a ledger needs to know to take a block back, in its own words. The store keeps it beside
// the block.
using Undo = std::string;

// What a ledger must find again after a restart, in its own words as well: values under keys, and
// how they change with a block.
struct Change {
    std::string key;
    std::optional<std::string> value;  // nothing: the key is gone
    friend bool operator==(const Change&, const Change&) = default;
};
using Changes = std::vector<Change>;  // at most one for each key
// Keys that begin like this hold what does not follow from the blocks, such as payments that were
// handed in. Whoever follows the blocks anew keeps it.
constexpr std::string_view not_from_blocks = "p";

enum class StoreError {
    Failed,   // a full disk, a file that cannot be written: our own trouble
    Missing,  // it has no such block
    Damaged,  // what was read is not what was written
};

}  // namespace sbc::chain
