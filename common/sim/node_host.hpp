#pragma once

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "sim/host.hpp"

namespace sbc::sim {

// The moment that a node wants with an event, from what the network knows: what is written in
// braces as {now, wall, fresh}, or as {now, fresh}.
template <class Node, class Returned, class Moment>
Moment moment_of(Returned (Node::*)(Moment), const Clock& clock) {
    if constexpr (requires { Moment{clock.now, clock.wall, clock.fresh}; }) {
        return Moment{clock.now, clock.wall, clock.fresh};
    } else {
        return Moment{clock.now, clock.fresh};
    }
}

// Runs a node of this shape, which is that of sbc::p2p::CoreNode; it is a driver without a socket:
//
//     opened(LinkId, const Address&, Direction, Moment)   received(LinkId, ByteView, Moment)
//     dial_failed(const Address&, const std::string&, Moment)
//     closed(LinkId, const std::string&, Moment)          typed(const std::string&, Moment)
//     on_time(Moment)                                     leave()
//     deadline() const -> Instant
//
// All but the last return a range of variants, the actions. What an action means is told by its
// members: `to` dials; `link` and `message` sends; `links` and `message` sends to many, encoded
// once; `link` alone, or with a `penalty`, closes; `text` tells; no member at all quits.
// A message travels as the bytes of `encode(message)`.
template <class Node>
class NodeHost final : public Host {
public:
    explicit NodeHost(std::unique_ptr<Node> node) : node_{std::move(node)} {}
    [[nodiscard]] Node& node() { return *node_; }

    void opened(LinkId link, const Address& address, Direction direction, Clock clock,
                Hands hands) override {
        perform(node_->opened(link, address, direction, moment(clock)), hands);
    }
    void dial_failed(const Address& to, const std::string& why, Clock clock, Hands hands) override {
        perform(node_->dial_failed(to, why, moment(clock)), hands);
    }
    void received(LinkId link, ByteView payload, Clock clock, Hands hands) override {
        perform(node_->received(link, payload, moment(clock)), hands);
    }
    void closed(LinkId link, const std::string& why, Clock clock, Hands hands) override {
        perform(node_->closed(link, why, moment(clock)), hands);
    }
    void typed(const std::string& line, Clock clock, Hands hands) override {
        perform(node_->typed(line, moment(clock)), hands);
    }
    void on_time(Clock clock, Hands hands) override {
        perform(node_->on_time(moment(clock)), hands);
    }
    void leave(Hands hands) override { perform(node_->leave(), hands); }
    [[nodiscard]] Instant deadline() const override { return node_->deadline(); }

private:
    static auto moment(const Clock& clock) { return moment_of(&Node::on_time, clock); }

    template <class Actions>
    static void perform(const Actions& actions, Hands hands) {
        for (const auto& action : actions) {
            std::visit([&](const auto& one) { carry_out(one, hands); }, action);
        }
    }

    template <class Action>
    static void carry_out(const Action& action, Hands& hands) {
        if constexpr (requires { action.message; }) {
            const auto payload = std::make_shared<const Bytes>(encode(action.message));
            if constexpr (requires { action.links; }) {
                for (const LinkId link : action.links) hands.send(link, payload);
            } else {
                hands.send(action.link, payload);
            }
        } else if constexpr (requires { action.to; }) {
            hands.dial(action.to);
        } else if constexpr (requires { action.link, action.penalty; }) {
            hands.close(action.link, action.penalty);
        } else if constexpr (requires { action.link; }) {
            hands.close(action.link, 0);
        } else if constexpr (requires { action.text; }) {
            hands.tell(action.text);
        } else if constexpr (std::is_empty_v<Action>) {
            hands.quit();
        }
        // Anything else, such as what an application asks of its node, is not for the network.
    }

    std::unique_ptr<Node> node_;
};

}  // namespace sbc::sim
