#pragma once

#include <deque>
#include <optional>
#include <stdexcept>

#include "base/random.hpp"
#include "chain_message.hpp"
#include "net/connection.hpp"
#include "net/dial.hpp"
#include "p2p/carried.hpp"

// Somebody at the door of a node, who says what he likes and hears what comes back.
namespace lab {

using namespace stage;
using sbc::net::Address;

// #region door
struct Door {
    Address node;
    std::string network;  // its name
};
// How a visitor introduces himself: as an edge; as a core that listens at this port; or not at all.
struct Manners {
    std::uint16_t port = 0;
    bool silent = false;
};
// #endregion door

// #region visit
// One connection to a node. Waits for each answer, and has a program's thread for itself: much
// simpler than a node, which must not wait for anybody.
class Visit {
public:
    static constexpr sbc::Duration patience{20'000};

    // Throws if nobody opens.
    explicit Visit(const Door& door, Manners manners = {}) : door_{door} {
        connect();
        if (manners.silent) return;
        sbc::p2p::Hello hello{.network = door.network,
                              .port = manners.port,
                              .id = sbc::p2p::NodeId{sbc::random64()},
                              .applications = {"node"}};
        if (manners.port != 0) hello.role = sbc::p2p::Role::Core;
        say(sbc::p2p::LinkMessage{hello});
        const auto answer = hear();
        const auto* said = answer ? std::get_if<sbc::p2p::LinkMessage>(&*answer) : nullptr;
        if (said != nullptr && std::holds_alternative<sbc::p2p::Hello>(*said)) return;
        const auto* refused = said != nullptr ? std::get_if<sbc::p2p::Refused>(said) : nullptr;
        throw std::runtime_error{refused != nullptr ? "the node refuses us: " + refused->reason
                                                    : "the node does not greet us"};
    }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    ~Visit() {
        if (connection_ == nullptr) return;
        connection_->abort();
        io_.poll();  // it says that it has ended, as long as we are here
    }
    // #endregion visit

    // #region words
    // Any bytes, as one frame: nobody makes us send what the protocol knows.
    void say_bytes(sbc::ByteView payload) { (void)connection_->send(payload); }
    void say(const sbc::p2p::Message& message) { say_bytes(encode(message)); }
    void say(const ChainMessage& message) { say(sbc::p2p::Direct{"node", encode(message)}); }

    // The next message; nothing if the node has closed the connection, or says nothing any more.
    std::optional<sbc::p2p::Message> hear(sbc::Duration wait = patience) {
        const auto until = std::chrono::steady_clock::now() + wait;
        while (heard_.empty() && !ended_ && std::chrono::steady_clock::now() < until) {
            io_.run_one_until(until);
        }
        if (heard_.empty()) return std::nullopt;
        auto message = sbc::p2p::decode(heard_.front());
        heard_.pop_front();
        if (!message) return std::nullopt;
        return *message;
    }
    [[nodiscard]] bool ended() const { return ended_; }

    // Says something, and waits until the node has dealt with it: it answers a ping after that.
    // What it has said about the chain meanwhile. With an answer of none, look at ended().
    std::vector<ChainMessage> ask(const ChainMessage& question) {
        say(question);
        return until_pong();
    }
    std::vector<ChainMessage> until_pong() {
        const sbc::p2p::Nonce nonce{sbc::random64()};
        say(sbc::p2p::LinkMessage{sbc::p2p::Ping{nonce}});
        std::vector<ChainMessage> heard;
        while (const auto message = hear()) {
            if (const auto* said = std::get_if<sbc::p2p::LinkMessage>(&*message)) {
                const auto* pong = std::get_if<sbc::p2p::Pong>(said);
                if (pong != nullptr && pong->nonce == nonce) break;
                const auto* cores = std::get_if<sbc::p2p::Cores>(said);
                if (cores != nullptr) cores_ = cores->cores;
            }
            if (auto one = chain_message(*message)) heard.push_back(std::move(*one));
        }
        return heard;
    }
    static std::optional<ChainMessage> chain_message(const sbc::p2p::Message& message) {
        const auto* direct = std::get_if<sbc::p2p::Direct>(&message);
        if (direct == nullptr) return std::nullopt;
        auto read = decode_chain_message(direct->body);
        if (!read) return std::nullopt;
        return std::move(*read);
    }
    // The cores that the node has told us of last.
    [[nodiscard]] const std::vector<Address>& cores() const { return cores_; }
    // #endregion words

private:
    // #region connect
    void connect() {
        std::string why;
        bool done = false;
        const auto dial = sbc::net::Dial::start(io_, door_.node, patience, [&](auto socket) {
            done = true;
            if (!socket) why = socket.error().text;
            if (socket) talk_over(std::move(*socket));
        });
        while (!done) io_.run_one();
        if (connection_ == nullptr) throw std::runtime_error{why};
    }
    void talk_over(asio::ip::tcp::socket socket) {
        connection_ = sbc::net::Connection::start(
            std::move(socket), {.max_frame = 2'000'000, .max_queue = 4'000'000},
            {[this](sbc::ByteView payload) { heard_.emplace_back(payload.begin(), payload.end()); },
             [this](const sbc::net::Closed&) { ended_ = true; }});
    }
    // #endregion connect

    Door door_;
    asio::io_context io_;
    std::shared_ptr<sbc::net::Connection> connection_;
    std::deque<sbc::Bytes> heard_;
    std::vector<Address> cores_;
    bool ended_ = false;
};

}  // namespace lab
