#include "crypto/recent_addresses.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>

namespace sbc::crypto {
namespace {

constexpr std::size_t at_first = 16;

}  // namespace

RecentAddresses::RecentAddresses(std::size_t room) : room_{room}, table_(at_first) {}

// By the last eight characters: six of them are the checksum, in which all others have a part.
RecentAddresses::Places& RecentAddresses::places_of(std::string_view text) {
    assert(text.size() == address_size);
    std::uint64_t end = 0;
    std::memcpy(&end, &text[address_size - sizeof end], sizeof end);
    end *= 0x9e37'79b9'7f4a'7c15;  // so that the highest bits depend on all of them
    return table_[static_cast<std::size_t>(end >> 32) & (table_.size() - 1)];
}

Result<PublicKey, AddressError> RecentAddresses::read(std::string_view text) {
    if (text.size() != address_size) return from_address(text);
    for (const auto& seen : places_of(text)) {
        if (seen && std::memcmp(seen->text.data(), text.data(), text.size()) == 0) return seen->key;
    }
    auto key = from_address(text);
    if (!key) return key;
    Seen seen{{}, *key};
    std::copy(text.begin(), text.end(), seen.text.begin());
    if (remembered_ > 2 * table_.size() && 8 * table_.size() <= room_) grow();
    remember(seen);
    return key;
}

void RecentAddresses::remember(const Seen& seen) {
    Places& places = places_of({seen.text.data(), seen.text.size()});
    if (!places.back()) ++remembered_;
    std::move_backward(places.begin(), places.end() - 1, places.end());
    places.front() = seen;
}

void RecentAddresses::grow() {
    std::vector<Places> before(2 * table_.size());
    before.swap(table_);
    remembered_ = 0;
    for (const Places& places : before) {
        for (std::size_t i = places.size(); i-- > 0;) {  // the oldest one first
            if (places[i]) remember(*places[i]);
        }
    }
}

}  // namespace sbc::crypto
