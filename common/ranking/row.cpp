#include "ranking/row.hpp"

#include "base/utf8.hpp"
#include "crypto/address.hpp"

namespace sbc::ranking {

bool stands_before(const Row& a, const Row& b) {
    if (a.received != b.received) return a.received > b.received;
    if (a.mined != b.mined) return a.mined > b.mined;
    return a.who < b.who;
}

std::string short_address(const PublicKey& who) {
    return crypto::to_address(who).substr(0, 12) + "…";
}

std::string shown_name(const Row& row) {
    const std::string address = short_address(row.who);
    return row.name.empty() ? address : "“" + row.name + "” " + address;
}

std::string line_of(const Row& row) {
    const std::string line = shown_name(row) + " has received " + std::to_string(row.received) +
                             ", and mined " + std::to_string(row.mined);
    return row.whys.empty() ? line : line + ": " + printable(row.whys.front());
}

}  // namespace sbc::ranking
