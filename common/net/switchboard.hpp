#pragma once

#include <asio/io_context.hpp>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "net/address.hpp"
#include "net/admission.hpp"
#include "net/connection.hpp"
#include "net/dial.hpp"
#include "net/link_id.hpp"
#include "net/listener.hpp"

namespace sbc::net {

struct SwitchboardLimits {
    ConnectionLimits connection;
    AdmissionLimits admission;
    Duration dial_deadline{5'000};
};

// All connections of one node under short ids: listens, dials, and tells one observer what happens.
// What a driver needs of the network, and nothing that a node decides. Lives on the thread of its
// io_context, which must not run any more when it is destroyed.
class Switchboard {
public:
    struct Observer {
        // A new link; the address that was dialed, or that it comes from.
        std::function<void(LinkId, const Address&, Direction)> opened;
        std::function<void(const Address& to, const std::string& why)> dial_failed;
        std::function<void(LinkId, ByteView payload)> received;
        // Once for each link that was opened, also after our own close().
        std::function<void(LinkId, const std::string& why)> closed;
    };

    Switchboard(asio::io_context& io, SwitchboardLimits limits);
    Switchboard(const Switchboard&) = delete;
    Switchboard& operator=(const Switchboard&) = delete;
    ~Switchboard();

    // To be set before the io_context runs.
    void observe(Observer observer) { observer_ = std::move(observer); }

    // Opens the port at once; the address it got (port 0 asks for any).
    [[nodiscard]] Result<Address, ListenError> listen(const Address& at);
    // Ends in opened() or dial_failed(), never from inside this call.
    void dial(const Address& to);
    // To a link that has gone, or with a full queue, nothing is sent: closed() tells.
    void send(LinkId link, ByteView payload);
    // The same to many: encode once, send here. Costs little more than a bare write() for each
    // link, for nothing is copied where nothing waits.
    void send(std::span<const LinkId> links, ByteView payload);
    // Gracefully. Penalty points count against the address of the peer (see Admission), as do
    // frames that cannot be cut or do not end, of themselves.
    void close(LinkId link, unsigned penalty = 0);
    // No new connections, no more dials; what is open is closed gracefully.
    void shut_down();

private:
    struct Link {
        std::shared_ptr<Connection> connection;
        Admission::Slot slot;
    };
    void adopt(asio::ip::tcp::socket socket, Admission::Slot slot, const Address& address,
               Direction direction);

    void penalise(const std::string& host, unsigned points);

    asio::io_context& io_;
    SwitchboardLimits limits_;
    Admission admission_;
    Observer observer_;
    std::shared_ptr<Listener> listener_;
    std::map<LinkId, Link> links_;
    std::map<std::uint64_t, std::shared_ptr<Dial>> dials_;
    std::uint64_t last_id_ = 0;
};

}  // namespace sbc::net
