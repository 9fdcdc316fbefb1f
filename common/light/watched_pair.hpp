#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "p2p/edge_pair.hpp"

namespace sbc::light {

using net::Address;
using p2p::LinkId;

// A pair of edges, and what became of each attempt to reach a core: for whoever wants to know why
// nobody answers. Same shape as EdgePair, and like it one only decides. One thread.
class WatchedPair {
public:
    WatchedPair(const p2p::EdgePairSettings& settings,
                const std::vector<p2p::Application*>& applications);

    [[nodiscard]] p2p::Actions opened(LinkId link, const Address& address, p2p::Direction direction,
                                      p2p::Moment moment);
    [[nodiscard]] p2p::Actions dial_failed(const Address& to, const std::string& why,
                                           p2p::Moment moment);
    [[nodiscard]] p2p::Actions received(LinkId link, ByteView payload, p2p::Moment moment);
    [[nodiscard]] p2p::Actions closed(LinkId link, const std::string& why, p2p::Moment moment);
    [[nodiscard]] p2p::Actions typed(const std::string& line, p2p::Moment moment);
    [[nodiscard]] p2p::Actions on_time(p2p::Moment moment);
    [[nodiscard]] p2p::Actions leave() { return pair_.leave(); }
    [[nodiscard]] Instant deadline() const { return pair_.deadline(); }

    [[nodiscard]] std::optional<Address> address_of(LinkId link) const {
        return pair_.address_of(link);
    }
    struct Core {
        Address address;
        bool connected = false;  // it has welcomed us
        std::string trouble;     // why not, the last time; empty: it has not failed yet
    };
    // Those that it was given, in their order, and then others that it is connected with.
    [[nodiscard]] std::vector<Core> cores() const;

private:
    [[nodiscard]] p2p::Actions looked_at(p2p::Actions actions);
    void note(const Address& core, const std::string& trouble);

    p2p::EdgePair pair_;
    std::vector<Address> given_;
    std::map<LinkId, Address> links_;          // that are open
    std::map<Address, std::string> troubles_;  // of those that were given
};

}  // namespace sbc::light
