// A class that is wired by hand: what one of them says, the others hear at once.
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "../node/full_node_kit.hpp"
#include "classroom/classroom.hpp"

namespace classes {

using namespace sbc::classroom;
using namespace std::chrono_literals;
using kit::Home;
using kit::key_of;
using sbc::Duration;
using sbc::Instant;
using sbc::Tone;
using sbc::chain::Height;
using sbc::crypto::Hash;
using sbc::crypto::PublicKey;
using sbc::crypto::SigningKey;
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::MessageId;
using sbc::p2p::Moment;
using sbc::p2p::Source;

inline const SigningKey& host_key() {
    static const auto key = key_of("host");
    return key;
}
inline const SigningKey& stranger() {
    static const auto key = key_of("stranger");
    return key;
}
inline PublicKey address(const std::string& name) { return key_of(name).public_key(); }
inline ClassCode maths() { return new_class("maths", 5s, host_key().public_key()).value(); }
inline Hash network_hash(const ClassCode& code) {
    return hash_of(sbc::chain::genesis(network_of(code)).header);
}
// Of the chain that everybody in these tests has.
inline Hash network_hash() { return hash_of(genesis(kit::easy()).header); }

inline constexpr Instant start{1h};
inline constexpr std::chrono::sys_seconds wall{1'800'000'000s};
// The clock on the wall goes along with the other one.
inline Moment at(Instant now, std::uint64_t fresh = 0) {
    return {now, wall + std::chrono::floor<std::chrono::seconds>(now - start), fresh};
}

inline Order order_of(std::uint64_t number, std::vector<std::string> apart,
                      const SigningKey& by = host_key(),
                      std::chrono::sys_seconds until = wall + 600s) {
    Order order{.number = number, .until = until, .apart = std::move(apart)};
    sign(order, network_hash(), by);
    return order;
}
inline Gift gift_of(const std::string& name, Gift::State state, const std::string& word,
                    const SigningKey& by = host_key(), const Hash& network = network_hash()) {
    Gift gift{.name = name,
              .address = address(name),
              .state = state,
              .amount = state == Gift::State::Given ? 20U : 0U,
              .word = word};
    sign(gift, network, by);
    return gift;
}
// With the work that every second hash has.
inline sbc::chain::Header mined_on(const Hash& previous, std::uint32_t time = 0) {
    sbc::chain::Header header;
    header.previous = previous;
    header.time = kit::easy().begins + std::chrono::seconds{time};
    header.bits = kit::easy().easiest;
    return kit::mined(header);
}
inline Presence presence_of(const std::string& name, std::vector<std::string> links = {}) {
    return {.name = name, .links = std::move(links), .headers = {genesis(kit::easy()).header}};
}

// All of one kind among them.
template <class Kind>
std::vector<Kind> only(const std::vector<ClassMessage>& messages) {
    std::vector<Kind> found;
    for (const ClassMessage& message : messages) {
        if (const auto* one = std::get_if<Kind>(&message)) found.push_back(*one);
    }
    return found;
}
inline ClassMessage read(const std::string& body) {
    const auto message = decode(body);
    REQUIRE(message);
    return *message;
}

// What a node of a class has said and done.
struct Heard {
    std::vector<ClassMessage> published;
    std::vector<ClassMessage> direct;
    std::vector<std::string> told;
    std::vector<Tone> tones;
    std::vector<unsigned> penalties;  // of links that were closed
    bool quit = false;

    void add(const Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) {
                published.push_back(read(publish->body));
            } else if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                note(send->message);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                note(all->message);
            } else if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                told.push_back(tell->text);
                tones.push_back(tell->tone);
            } else if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                penalties.push_back(close->penalty);
            } else if (std::holds_alternative<sbc::p2p::Quit>(action)) {
                quit = true;
            }
        }
    }
    // How often something with these words was told.
    [[nodiscard]] std::size_t times(const std::string& words) const {
        return static_cast<std::size_t>(std::count_if(
            told.begin(), told.end(),
            [&](const std::string& text) { return text.find(words) != std::string::npos; }));
    }

private:
    void note(const sbc::p2p::Message& message) {
        REQUIRE_FALSE(sbc::p2p::unsendable(message));
        direct.push_back(read(std::get<sbc::p2p::Direct>(message).body));
    }
};

inline ClassroomSettings student(const std::string& name) {
    return {.code = maths(), .name = name};
}
inline ClassroomSettings the_host() {
    return {.code = maths(), .name = "host", .host_key = &host_key()};
}

// A node's classroom; what it has said is in `heard` until somebody takes it out.
struct Seat {
    Seat(ClassroomSettings settings, const sbc::chain::Chain& chain, Faucet* faucet = nullptr)
        : room{std::move(settings), chain, faucet} {}

    Classroom room;
    Heard heard;
    std::map<LinkId, Seat*> links;
    std::chrono::seconds ahead{};  // of the true time, its clock on the wall
};

// Several of them, and who hangs on whom. What is published reaches everybody whom a chain of links
// leads to.
class Class {
public:
    Instant now = start;

    Seat& add(ClassroomSettings settings, Faucet* faucet = nullptr) {
        return *seats_.emplace_back(
            std::make_unique<Seat>(std::move(settings), home_.chain(), faucet));
    }
    void connect(Seat& one, Seat& other) {
        const LinkId link{next_link_++};
        one.links[link] = &other;
        other.links[link] = &one;
        carry(one, one.room.joined(link, moment(one)));
        carry(other, other.room.joined(link, moment(other)));
        settle();
    }
    void cut(Seat& one, Seat& other) {
        for (const auto& [link, seat] : std::map{one.links}) {
            if (seat != &other) continue;
            one.links.erase(link);
            other.links.erase(link);
            carry(one, one.room.left(link));
            carry(other, other.room.left(link));
        }
    }
    void type(Seat& seat, const std::string& line) {
        carry(seat, seat.room.typed(line, moment(seat)));
        settle();
    }
    // As if a neighbour of this one had passed it on.
    void publish(Seat& to, const ClassMessage& message, LinkId from = LinkId{99}) {
        publish(to, encode(message), from);
    }
    void publish(Seat& to, const std::string& body, LinkId from = LinkId{99}) {
        carry(to, to.room.published(MessageId{1}, body, Source{from}, moment(to)));
        settle();
    }
    // Time passes, and with it whatever is due.
    void wait(Duration time) {
        const Instant until = now + time;
        settle();
        while (deadline() <= until) {
            now = std::max(now, deadline());
            settle();
        }
        now = until;
    }
    [[nodiscard]] Moment moment(const Seat& seat) const {
        Moment moment = at(now, 500);
        moment.wall += seat.ahead;
        return moment;
    }
    [[nodiscard]] Home& home() { return home_; }

private:
    struct Word {
        Seat* to;
        LinkId link;
        std::string body;
        bool direct;
    };
    [[nodiscard]] Instant deadline() const {
        Instant first = sbc::never;
        for (const auto& seat : seats_) first = std::min(first, seat->room.deadline());
        return first;
    }
    void carry(Seat& from, const Actions& actions) {
        from.heard.add(actions);
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                say(from, send->link, send->message);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                for (const LinkId link : all->links) say(from, link, all->message);
            } else if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) {
                std::set<Seat*> reached{&from};
                spread(from, publish->body, reached);
            }
        }
    }
    void say(Seat& from, LinkId link, const sbc::p2p::Message& message) {
        const auto& direct = std::get<sbc::p2p::Direct>(message);
        words_.push_back({from.links.at(link), link, direct.body, true});
    }
    void spread(Seat& from, const std::string& body, std::set<Seat*>& reached) {
        for (const auto& [link, seat] : from.links) {
            if (!reached.insert(seat).second) continue;
            words_.push_back({seat, link, body, false});
            spread(*seat, body, reached);
        }
    }
    // Until nobody says anything more, and nothing is due.
    void settle() {
        for (int rounds = 0; !words_.empty() || deadline() <= now; ++rounds) {
            REQUIRE(rounds < 100'000);
            while (!words_.empty()) {
                const Word word = words_.front();
                words_.pop_front();
                auto& room = word.to->room;
                carry(*word.to, word.direct ? room.direct(word.link, word.body, moment(*word.to))
                                            : room.published(MessageId{1}, word.body,
                                                             Source{word.link}, moment(*word.to)));
            }
            for (const auto& seat : seats_) {
                if (seat->room.deadline() <= now) carry(*seat, seat->room.on_time(moment(*seat)));
            }
        }
    }

    Home home_;
    std::vector<std::unique_ptr<Seat>> seats_;
    std::deque<Word> words_;
    std::uint64_t next_link_ = 1;
};

using Names = std::vector<std::string>;

// The host, and alice, and bob, who knows alice alone.
struct Maths : Class {
    Seat& host = add(the_host());
    Seat& alice = add(student("alice"));
    Seat& bob = add(student("bob"));
    Maths() {
        connect(host, alice);
        connect(alice, bob);
        wait(7s);  // for everybody's presence
    }
};

inline Names present(const Seat& seat) {
    Names names;
    for (const auto& [name, one] : seat.room.roll().all()) names.push_back(name);
    return names;
}
inline Names apart(const Seat& seat) {
    return seat.room.partition() == nullptr ? Names{} : seat.room.partition()->apart;
}

}  // namespace classes
