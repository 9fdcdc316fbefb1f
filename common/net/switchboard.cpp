#include "net/switchboard.hpp"

#include <chrono>
#include <utility>

#include "base/console.hpp"

namespace sbc::net {
namespace {

// For a stream that cannot be cut into frames, or whose frames do not end.
constexpr unsigned broken_stream_penalty = 10;

}  // namespace

Switchboard::Switchboard(asio::io_context& io, SwitchboardLimits limits)
    : io_{io}, limits_{limits}, admission_{limits.admission} {}

Switchboard::~Switchboard() {
    observer_ = {};
    shut_down();
}

Result<Address, ListenError> Switchboard::listen(const Address& at) {
    auto listener = Listener::open(
        io_, at, admission_,
        [this](asio::ip::tcp::socket socket, const Address& from, Admission::Slot slot) {
            adopt(std::move(socket), std::move(slot), from, Direction::Accepted);
        });
    if (!listener) return pass_on(listener);
    listener_ = std::move(*listener);
    return listener_->local();
}

void Switchboard::dial(const Address& to) {
    const std::uint64_t id = ++last_id_;
    dials_[id] = Dial::start(io_, to, limits_.dial_deadline, [this, id, to](auto socket) {
        dials_.erase(id);
        if (!socket) return observer_.dial_failed(to, socket.error().text);
        adopt(std::move(*socket), {}, to, Direction::Dialed);
    });
}

void Switchboard::adopt(asio::ip::tcp::socket socket, Admission::Slot slot, const Address& address,
                        Direction direction) {
    const LinkId link{++last_id_};
    auto received = [this, link](ByteView payload) { observer_.received(link, payload); };
    auto closed = [this, link](const Closed& why) {
        if (why.reason == CloseReason::BadFrame || why.reason == CloseReason::SlowFrame) {
            penalise(links_.at(link).connection->remote().host(), broken_stream_penalty);
        }
        links_.erase(link);
        observer_.closed(link, why.text);
    };
    links_[link] = {Connection::start(std::move(socket), limits_.connection,
                                      {std::move(received), std::move(closed)}),
                    std::move(slot)};
    observer_.opened(link, address, direction);
}

void Switchboard::send(LinkId link, ByteView payload) {
    const auto found = links_.find(link);
    if (found == links_.end()) return;
    const auto sent = found->second.connection->send(payload);
    if (!sent) log_detail(found->second.connection->remote().to_text() + ": " + sent.error().text);
}

void Switchboard::send(std::span<const LinkId> links, ByteView payload) {
    for (const LinkId link : links) send(link, payload);
}

void Switchboard::close(LinkId link, unsigned penalty) {
    const auto found = links_.find(link);
    if (found == links_.end()) return;
    penalise(found->second.connection->remote().host(), penalty);
    found->second.connection->close();
}

void Switchboard::penalise(const std::string& host, unsigned points) {
    if (points != 0 && admission_.penalise(host, points, std::chrono::steady_clock::now())) {
        log_warning(network_of(host) + " is banned for a while");
    }
}

void Switchboard::shut_down() {
    if (listener_) listener_->close();
    listener_.reset();
    for (const auto& [id, dial] : dials_) dial->cancel();
    dials_.clear();
    for (const auto& [id, link] : links_) link.connection->close();
}

}  // namespace sbc::net
