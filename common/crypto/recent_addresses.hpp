#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "crypto/address.hpp"

namespace sbc::crypto {

// Reads addresses, and remembers those that were read lately. Whether there is a point of the curve
// with this y takes longer to find out than all the rest of an address, and most addresses have
// been seen before: change goes back to where it came from, and who is paid was paid already.
//
// What is remembered is looked up by all its 61 characters, and only what from_address() has taken
// is remembered: so the answer is always the one of from_address().
//
// Bounded. Each address has four places where it can be, and the oldest one there makes room: who
// chooses addresses so that they all meet there makes this useless, but not slow. One thread.
class RecentAddresses {
public:
    // So many at most, of 94 bytes each; it begins with few, and grows.
    explicit RecentAddresses(std::size_t room = 16'384);

    [[nodiscard]] Result<PublicKey, AddressError> read(std::string_view text);

    [[nodiscard]] std::size_t remembered() const { return remembered_; }

private:
    struct Seen {
        std::array<char, address_size> text{};
        PublicKey key;
    };
    using Places = std::array<std::optional<Seen>, 4>;  // the newest one first

    [[nodiscard]] Places& places_of(std::string_view text);
    void remember(const Seen& seen);
    void grow();

    std::size_t room_;
    std::vector<Places> table_;  // as many as a power of two
    std::size_t remembered_ = 0;
};

}  // namespace sbc::crypto
