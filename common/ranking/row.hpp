#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.hpp"

namespace sbc::ranking {

using crypto::PublicKey;

// A line of the ranking.
struct Row {
    PublicKey who;
    std::string name;  // as its owner claims: others may claim the same; empty: he claims none
    std::uint64_t received = 0;     // points, from others
    std::uint64_t mined = 0;        // points, for blocks
    std::vector<std::string> whys;  // the last memos that came with points, the newest first
    friend bool operator==(const Row&, const Row&) = default;
};

// Whether a stands before b: more received; of those that are equal, more mined; and at last by the
// bytes of the key, so that all nodes have one order.
[[nodiscard]] bool stands_before(const Row& a, const Row& b);

// A name as it is shown, between quotation marks: no mark of that kind is in it, and nothing that
// breaks or turns a line (printable()); what is longer than 40 bytes is cut.
[[nodiscard]] std::string clean_name(std::string_view text);

// As the wallets show it: "sb1nfmpta…wq5l4k".
[[nodiscard]] std::string short_address(const PublicKey& who);
// What people see first of a line: the name, in quotation marks because it is a claim, and the
// short address; or that alone.
[[nodiscard]] std::string shown_name(const Row& row);
// "“zoe” sb1nfmpta…wq5l4k has received 30, and mined 200: “you are great”"
[[nodiscard]] std::string line_of(const Row& row);
// For a terminal: the first twenty, and how many others there are; or that there is nobody.
[[nodiscard]] std::vector<std::string> lines_of(const std::vector<Row>& rows);

}  // namespace sbc::ranking
