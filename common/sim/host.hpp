#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/strong.hpp"
#include "base/time.hpp"
#include "net/address.hpp"
#include "net/link_id.hpp"

namespace sbc::sim {

using net::Address;
using net::Direction;
using net::LinkId;

// One machine of a simulated network: 0, 1, 2 … in the order in which they were added.
using HostId = Strong<struct HostIdTag, std::uint32_t>;

// The bytes of one message, shared by all its copies under way.
using Payload = std::shared_ptr<const Bytes>;

class Network;

// What comes along with every event. A node makes its own moment of it.
struct Clock {
    Instant now;
    std::chrono::sys_seconds wall;
    std::uint64_t fresh = 0;
};

// What the node of one host does to the network while it handles an event.
class Hands {
public:
    Hands(Network& network, HostId host) : network_{network}, host_{host} {}

    void dial(const Address& to);
    void send(LinkId link, const Payload& payload);
    void close(LinkId link, unsigned penalty);
    void tell(const std::string& line);
    void quit();

private:
    Network& network_;
    HostId host_;
};

// One node behind one face, whatever its type: what the network sees of it.
class Host {
public:
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    virtual ~Host() = default;

    virtual void opened(LinkId, const Address&, Direction, Clock, Hands) = 0;
    virtual void dial_failed(const Address& to, const std::string& why, Clock, Hands) = 0;
    virtual void received(LinkId, ByteView payload, Clock, Hands) = 0;
    virtual void closed(LinkId, const std::string& why, Clock, Hands) = 0;
    virtual void typed(const std::string& line, Clock, Hands) = 0;
    virtual void on_time(Clock, Hands) = 0;
    virtual void leave(Hands) = 0;
    [[nodiscard]] virtual Instant deadline() const = 0;
};

}  // namespace sbc::sim
