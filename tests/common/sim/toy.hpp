#pragma once

#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "sim/network.hpp"

// A node that does what is typed into it, and writes down what happens to it.
namespace toy {

using sbc::Instant;
using sbc::net::Address;
using sbc::net::Direction;
using sbc::net::LinkId;

struct Moment {
    Instant now;
    std::chrono::sys_seconds wall;
    std::uint64_t fresh;
};

struct Words {
    std::string text;
};
inline sbc::Bytes encode(const Words& words) { return sbc::to_bytes(words.text); }

struct Dial {
    Address to;
};
struct Send {
    LinkId link;
    Words message;
};
struct Broadcast {
    std::vector<LinkId> links;
    Words message;
};
struct Close {
    LinkId link;
    unsigned penalty = 0;
};
struct Tell {
    std::string text;
};
struct Quit {};
using Action = std::variant<Dial, Send, Broadcast, Close, Tell, Quit>;
using Actions = std::vector<Action>;

// "opened", "accepted", "heard hello", "closed: the peer closed", "no link: …", "woke".
struct Entry {
    std::string what;
    Instant at;
    LinkId link{};
};
using Diary = std::vector<Entry>;

// Commands: dial ADDRESS, say WORDS (to every link), send WORDS (to the first), close [POINTS],
// tell WORDS, wake SECONDS (from now), fidget (wake for ever), calm, quit.
class Node {
public:
    explicit Node(Diary& diary) : diary_{&diary} {}

    Actions opened(LinkId link, const Address& address, Direction direction, Moment moment) {
        peer = address;
        links.push_back(link);
        note(direction == Direction::Dialed ? "opened" : "accepted", moment, link);
        if (!greets) return {};
        return {Send{link, {"welcome"}}};
    }
    Actions dial_failed(const Address&, const std::string& why, Moment moment) {
        return note("no link: " + why, moment);
    }
    Actions received(LinkId link, sbc::ByteView payload, Moment moment) {
        note("heard " + std::string{sbc::as_text(payload)}, moment, link);
        if (!echoes) return {};
        return {Send{link, {std::string{sbc::as_text(payload)}}}};
    }
    Actions closed(LinkId link, const std::string& why, Moment moment) {
        std::erase(links, link);
        return note("closed: " + why, moment, link);
    }
    Actions typed(const std::string& line, Moment moment) {
        last_moment = moment;
        std::istringstream words{line};
        std::string command;
        std::string rest;
        std::getline(words, command, ' ');
        std::getline(words, rest);
        if (command == "dial") return {Dial{Address::parse(rest).value()}};
        if (command == "say") return {Broadcast{links, {rest}}};
        if (command == "send") return {Send{links.front(), {rest}}};
        if (command == "close") return {Close{links.front(), rest.empty() ? 0U : 7U}};
        if (command == "tell") return {Tell{rest}};
        if (command == "quit") return {Quit{}};
        restless = command == "fidget";
        if (command == "wake") wake = moment.now + std::chrono::seconds{std::stoi(rest)};
        return {};
    }
    Actions on_time(Moment moment) {
        wake = sbc::never;
        return note("woke", moment);
    }
    Actions leave() { return {Quit{}}; }
    [[nodiscard]] Instant deadline() const { return restless ? last_moment.now : wake; }

    std::vector<LinkId> links;
    Address peer;
    Moment last_moment{};
    Instant wake = sbc::never;
    bool echoes = false;
    bool greets = false;
    bool restless = false;

private:
    Actions note(const std::string& what, Moment moment, LinkId link = LinkId{}) {
        last_moment = moment;
        diary_->push_back({what, moment.now, link});
        return {};
    }
    Diary* diary_;
};

// A network of toys at 10.0.0.1:7, 10.0.0.2:7 …, all of which listen.
class Playground {
public:
    explicit Playground(std::uint64_t seed, sbc::sim::Weather weather = {})
        : network{seed, weather} {}

    sbc::sim::HostId add() {
        diaries.emplace_back();
        Diary& diary = diaries.back();
        return network.add({.address = at(diaries.size()), .listens = true},
                           [&diary] { return std::make_unique<Node>(diary); });
    }
    std::vector<sbc::sim::HostId> add_many(std::size_t count) {
        std::vector<sbc::sim::HostId> hosts(count);
        for (auto& host : hosts) host = add();
        return hosts;
    }
    // Two that are connected, the first of which has dialed.
    std::pair<sbc::sim::HostId, sbc::sim::HostId> add_pair() {
        const auto one = add();
        const auto two = add();
        dial(one, two);
        network.run_for(std::chrono::seconds{10});
        return {one, two};
    }
    void dial(sbc::sim::HostId from, sbc::sim::HostId to) {
        network.type(from, "dial " + at(to.value() + 1U).to_text());
    }
    [[nodiscard]] Node& node(sbc::sim::HostId host) { return network.node<Node>(host); }
    [[nodiscard]] const Diary& diary(sbc::sim::HostId host) const { return diaries[host.value()]; }
    // How often this is in its diary.
    [[nodiscard]] std::size_t count(sbc::sim::HostId host, const std::string& what) const {
        std::size_t times = 0;
        for (const Entry& entry : diary(host)) times += entry.what == what ? 1U : 0U;
        return times;
    }
    [[nodiscard]] const Entry& last(sbc::sim::HostId host) const { return diary(host).back(); }

    static Address at(std::size_t number) {
        return Address::from("10.0.0." + std::to_string(number), 7).value();
    }

    std::deque<Diary> diaries;  // outlive the crashes, as a disk would
    sbc::sim::Network network;
};

}  // namespace toy
