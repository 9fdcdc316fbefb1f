#pragma once

#include <set>
#include <vector>

#include "net/address.hpp"

namespace stage {

// #region list
using sbc::net::Address;

// The cores we know of. Knowingly naive: whoever sends a list replaces ours (see `break 02`).
class PeerList {
public:
    void add(const Address& core) { cores_.insert(core); }
    void remove(const Address& core) { cores_.erase(core); }
    void replace(const std::vector<Address>& cores) { cores_ = {cores.begin(), cores.end()}; }
    [[nodiscard]] std::vector<Address> all() const { return {cores_.begin(), cores_.end()}; }

private:
    std::set<Address> cores_;
};
// #endregion list

}  // namespace stage
