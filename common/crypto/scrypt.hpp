#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

namespace sbc::crypto {

// What guessing a pass phrase shall cost (RFC 7914): 128 · r · N bytes of memory and the time to
// fill them, p times. N = 2^15, r = 8: 32 MiB and a seventh of a second.
struct ScryptCost {
    std::uint32_t log_n = 15;  // N = 2^log_n
    std::uint32_t r = 8;
    std::uint32_t p = 1;
    friend bool operator==(const ScryptCost&, const ScryptCost&) = default;
};
// What we are ready to pay for a file that came from elsewhere: at most 256 MiB, and p at most 4;
// and not so little that it would be a trap: N at least 2^10. N is below 2^(16·r), as the RFC wants
// it.
[[nodiscard]] bool affordable(const ScryptCost& cost);

// A key out of a pass phrase. Nothing, if the cost is not affordable. The memory is given back when
// the key is there; where there is not so much it throws std::bad_alloc.
[[nodiscard]] std::optional<Secret<32>> scrypt(std::string_view pass_phrase, ByteView salt,
                                               const ScryptCost& cost);

}  // namespace sbc::crypto
