#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "crypto/secret.hpp"

namespace sbc::crypto {

// Bytes that nobody can foresee, from the operating system's source. Throws where there is none (a
// std::exception): no program may go on without it. For programs and drivers; protocol code is
// handed its randomness, and the build refuses this header in a pure layer.
void fill_with_random(std::span<std::uint8_t> bytes);

template <std::size_t Size>
[[nodiscard]] Secret<Size> random_secret() {
    Secret<Size> secret;
    fill_with_random(secret.fill());
    return secret;
}

}  // namespace sbc::crypto
