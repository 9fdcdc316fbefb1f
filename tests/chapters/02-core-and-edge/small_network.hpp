#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core_node.hpp"
#include "edge_node.hpp"

// The nodes of stage 02 without a socket and without waiting: virtual time, messages that take
// `delay` and arrive in order. A test builds a network, lets time pass, and looks at what was told.
class SmallNetwork {
public:
    using Instant = sbc::Instant;
    using Duration = sbc::Duration;

    // One node and what can be seen of it from outside.
    struct Host {
        virtual ~Host() = default;
        virtual stage::Actions opened(stage::LinkId, const stage::Address&, stage::Direction,
                                      stage::Moment) = 0;
        virtual stage::Actions dial_failed(const stage::Address&, stage::Moment) = 0;
        virtual stage::Actions received(stage::LinkId, sbc::ByteView, stage::Moment) = 0;
        virtual stage::Actions closed(stage::LinkId, stage::Moment) = 0;
        virtual stage::Actions typed(const std::string&, stage::Moment) = 0;
        virtual stage::Actions on_time(stage::Moment) = 0;
        [[nodiscard]] virtual Instant deadline() const = 0;

        stage::Address address;  // where it is; a core listens there
        bool listens = false;
        bool alive = true;
        bool frozen = false;  // gets nothing, says nothing, and its connections stay
        std::vector<std::string> told;
        std::map<stage::LinkId, unsigned> penalties;
    };

    explicit SmallNetwork(Duration delay = Duration{1}) : delay_{delay} {}

    Host& core(std::uint16_t port, const std::vector<std::uint16_t>& seeds,
               std::size_t max_edges = 100);
    Host& edge(const std::string& name, const std::vector<std::uint16_t>& cores);
    void run_for(Duration time);
    void type(Host& host, const std::string& line);
    // As if its machine had been switched off: the others see their connections break.
    void kill(Host& host);

    // The open connections between two hosts.
    [[nodiscard]] std::size_t connections(const Host& a, const Host& b) const;
    // How many of its lines contain this text.
    [[nodiscard]] static std::size_t times_told(const Host& host, const std::string& text);

    static stage::Address at(std::uint16_t port);

    // Called for each message, which it may alter; false loses it and breaks the connection.
    std::function<bool(const Host& from, const Host& to, stage::Message&)> on_message;

private:
    struct Link {
        stage::LinkId id;  // the same number on both sides
        Host* dialer = nullptr;
        Host* listener = nullptr;
    };
    void add(std::unique_ptr<Host> host);
    void perform(Host& host, const stage::Actions& actions);
    void dial(Host& host, const stage::Address& to);
    void send(Host& host, stage::Send send);
    void break_link(stage::LinkId id, Host* except);
    void later(std::function<void()> what);
    stage::Moment moment() { return {now_, ++fresh_ * 0x9E3779B97F4A7C15U}; }
    [[nodiscard]] Host* other_end(const Link& link, const Host& host) const {
        return link.dialer == &host ? link.listener : link.dialer;
    }

    Duration delay_;
    Instant now_{std::chrono::hours{1}};
    std::uint64_t fresh_ = 0;
    std::uint64_t last_id_ = 0;
    std::vector<std::unique_ptr<Host>> hosts_;
    std::map<stage::LinkId, Link> links_;
    std::multimap<Instant, std::function<void()>> events_;  // equal times keep their order
};
