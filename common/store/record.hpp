#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chain/block.hpp"

// How blocks and digests are written in the store's file (docs/protocol.md, section 22).
namespace sbc::store {

// One after the other, each after its length in 4 bytes, the most significant first.
[[nodiscard]] std::string encode_transactions(const std::vector<std::string>& transactions);
// Nothing: it is not what encode_transactions() makes. No length that is claimed is believed.
[[nodiscard]] std::optional<std::vector<std::string>> decode_transactions(std::string_view bytes);

// Whether these are the transactions of this header, and all of them.
[[nodiscard]] bool belong(const std::vector<std::string>& transactions,
                          const chain::Header& header);

// What tells a row that is not what was written: of hash256 of the key's length in 4 bytes, the key
// and the value the first 8 bytes, as a number. It guards against accidents, not against people.
[[nodiscard]] std::int64_t digest_of(std::string_view key, std::string_view value);
// Of a block's height, under its hash.
[[nodiscard]] std::int64_t digest_of(const chain::Hash& hash, chain::Height height);

// As SQLite has numbers. Heights beyond 2^63 there are not.
[[nodiscard]] inline std::int64_t number(chain::Height height) {
    return static_cast<std::int64_t>(height.value());
}
[[nodiscard]] inline chain::Height height_from(std::int64_t number) {
    return chain::Height{static_cast<std::uint64_t>(number)};
}

}  // namespace sbc::store
