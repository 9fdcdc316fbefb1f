#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>

#include "crypto/secret.hpp"

namespace sbc::crypto {

// A secret that two can compute and nobody between them: X25519 (RFC 7748). Any 32 bytes from a
// cryptographic random source are somebody's secret half; which bits of them count is the RFC's
// affair.

struct AgreementKey {  // the public half
    std::array<std::uint8_t, 32> bytes{};
    friend auto operator<=>(const AgreementKey&, const AgreementKey&) = default;
};
using AgreementSecret = Secret<32>;

[[nodiscard]] AgreementKey public_half(const AgreementSecret& mine);
// Nothing for a key of small order, with which the secret would be zero, and known to everybody.
// What comes is a number of which some bits are more likely than others: hkdf_sha256() makes a key
// of it.
[[nodiscard]] std::optional<Secret<32>> agree(const AgreementSecret& mine,
                                              const AgreementKey& theirs);

}  // namespace sbc::crypto
