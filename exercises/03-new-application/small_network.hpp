#pragma once

#include <deque>
#include <map>
#include <memory>

#include "core_node.hpp"
#include "edge_node.hpp"
#include "thanks.hpp"

// The stage's own nodes: one core that has no application at all, and the edges that hang on it.
// They have no sockets: what one sends is handed to the other here.
class SmallNetwork {
public:
    SmallNetwork() : core_{core_settings(), {}} {}

    void add_edge(const std::string& name) {
        edges_.push_back(std::make_unique<Edge>(name, hello(edges_.size() + 2, stage::Role::Edge)));
        Edge& edge = *edges_.back();
        edge.link = stage::LinkId{edges_.size()};
        for (const auto& action : edge.node.on_time(moment())) {
            const auto* dial = std::get_if<stage::Dial>(&action);
            if (dial == nullptr) continue;
            from_core(core_.opened(edge.link, {}, stage::Direction::Accepted, moment()));
            from_edge(edge,
                      edge.node.opened(edge.link, dial->to, stage::Direction::Dialed, moment()));
        }
        deliver_all();
    }
    // A line is typed at this edge. Everything that comes of it happens at once. Returns what is
    // read there.
    std::string type(std::size_t number, const std::string& line) {
        Edge& edge = *edges_.at(number);
        edge.reads.clear();
        story += "\n  " + edge.name + " types: " + line;
        from_edge(edge, edge.node.typed(line, moment()));
        deliver_all();
        return edge.reads;
    }
    std::string story = "\n  a core without applications, and the edges that hang on it";

private:
    struct Edge {
        Edge(const std::string& who, stage::Hello its)
            : name{who},
              thanks{who},
              node{{.hello = std::move(its),
                    .cores = {*stage::Address::parse("127.0.0.1:5001")},
                    .keepalive = {}},
                   {&thanks}} {}
        std::string name;
        exercise::Thanks thanks;
        stage::EdgeNode node;
        stage::LinkId link{};
        std::string reads{};
    };
    struct OnTheWay {
        bool to_core;
        stage::LinkId link;
        sbc::Bytes bytes;
    };

    static stage::Hello hello(std::uint64_t id, stage::Role role) {
        return {.network = "classroom",
                .role = role,
                .port = static_cast<std::uint16_t>(role == stage::Role::Core ? 5001 : 0),
                .id = stage::NodeId{id}};
    }
    static stage::CoreSettings core_settings() {
        return {.hello = hello(1, stage::Role::Core),
                .self = *stage::Address::parse("127.0.0.1:5001"),
                .seeds = {},
                .keepalive = {}};
    }
    stage::Moment moment() {
        fresh_ += 1'000;
        return {stage::Instant{std::chrono::hours{1}}, {}, fresh_};
    }

    void from_core(const stage::Actions& actions) {
        for (const auto& action : actions) {
            const auto* send = std::get_if<stage::Send>(&action);
            if (send != nullptr) on_the_way_.push_back({false, send->link, encode(send->message)});
        }
    }
    void from_edge(Edge& edge, const stage::Actions& actions) {
        for (const auto& action : actions) {
            const auto* send = std::get_if<stage::Send>(&action);
            const auto* tell = std::get_if<stage::Tell>(&action);
            if (send != nullptr) on_the_way_.push_back({true, send->link, encode(send->message)});
            if (tell == nullptr) continue;
            story += "\n    " + edge.name + " reads: " + tell->text;
            edge.reads += tell->text + "\n";
        }
    }
    void deliver_all() {
        while (!on_the_way_.empty()) {
            const OnTheWay next = std::move(on_the_way_.front());
            on_the_way_.pop_front();
            Edge& edge = *edges_.at(next.link.value() - 1);
            if (next.to_core) {
                from_core(core_.received(next.link, next.bytes, moment()));
            } else {
                from_edge(edge, edge.node.received(next.link, next.bytes, moment()));
            }
        }
    }

    stage::CoreNode core_;
    std::vector<std::unique_ptr<Edge>> edges_;
    std::deque<OnTheWay> on_the_way_;
    std::uint64_t fresh_ = 0;
};
