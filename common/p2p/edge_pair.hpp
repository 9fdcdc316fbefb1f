#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "p2p/edge_node.hpp"

namespace sbc::p2p {

struct EdgePairSettings {
    EdgeSettings edge{};     // of either; the second one begins with the second of the cores
    Duration avoid{60'000};  // a core that an application has sent away is not tried for so long
};

// Two edges in one, on two cores: for an application that compares what two of them say, as a light
// wallet does. They never hang on the same core, known by its address; where only one core is
// known, the second edge waits for another. The applications see one node: what has been published
// reaches them once, whichever core brings it first, and what is typed is done once. A neighbour is
// a link, as ever; the two links have different ids.
//
// Two addresses may be two names of one core, and two cores may belong to one person: whoever
// compares them must know that. Same shape as EdgeNode, and like it one only decides. One thread.
class EdgePair {
public:
    EdgePair(EdgePairSettings settings, const std::vector<Application*>& applications);
    EdgePair(const EdgePair&) = delete;
    EdgePair& operator=(const EdgePair&) = delete;
    ~EdgePair();

    [[nodiscard]] Actions opened(LinkId link, const Address& address, Direction direction,
                                 Moment moment);
    [[nodiscard]] Actions dial_failed(const Address& to, const std::string& why, Moment moment);
    [[nodiscard]] Actions received(LinkId link, ByteView payload, Moment moment);
    [[nodiscard]] Actions closed(LinkId link, const std::string& why, Moment moment);
    // /who speaks of both. An application's command goes out by an edge that has a core, if one
    // has.
    [[nodiscard]] Actions typed(const std::string& line, Moment moment);
    [[nodiscard]] Actions on_time(Moment moment);
    [[nodiscard]] Actions leave();
    [[nodiscard]] Instant deadline() const;

    // The cores that have welcomed us: none, one or two.
    [[nodiscard]] std::vector<Address> connected_to() const;
    // Where this link leads; nothing: it is none of ours any more.
    [[nodiscard]] std::optional<Address> address_of(LinkId link) const;

private:
    class Once;
    struct Half;
    struct Avoided {
        Address core;
        Instant until;
    };
    [[nodiscard]] Half* half_of(LinkId link);
    [[nodiscard]] bool may_dial(const Half& half, const Address& core) const;
    void perform(Half& half, Actions actions);
    void perform_dial(Half& half, const Dial& dial);
    void avoid(LinkId link);
    void send_away();
    [[nodiscard]] Actions finish();

    Duration avoid_;
    SeenCache seen_;
    std::array<std::unique_ptr<Half>, 2> halves_;
    std::vector<LinkId> unwanted_;  // that an application has closed during this event
    std::vector<Avoided> avoided_;
    bool quitting_ = false;
    Moment moment_{};  // of the event that is being handled
    Outbox out_;
};

}  // namespace sbc::p2p
