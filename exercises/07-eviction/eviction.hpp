#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace exercise {

// A payment that waits for a block. It has a name in the place of an id.
struct Payment {
    std::string name;
    std::uint64_t fee = 0;
    std::size_t bytes = 1;
    std::vector<std::string> parents;  // of those that wait, whose outputs it spends
};
// As they came: parents before their children.
using Waiting = std::vector<Payment>;

enum class PoolError { NoRoom };  // as long as those wait who pay better

// The newcomer waits as well, behind all others; and if they have more than `most_bytes` together,
// some have to go, each with its heirs: all that spend what it brings, or what these bring.
//
// The first to go is who is worth least: the fee for each byte, of it and its heirs together. Of
// two that are worth the same the younger goes. No ancestor of the newcomer has to go, and nobody
// who is worth as much as the newcomer pays for a byte of its own. If that makes too little room,
// the newcomer is refused, and nothing has changed.
[[nodiscard]] sbc::Result<void, PoolError> add(Waiting& waiting, std::size_t most_bytes,
                                               const Payment& newcomer);

}  // namespace exercise
