// A simulated town with post offices, and people who write to each other while they come and go.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "chain/target.hpp"
#include "message/correspondent.hpp"
#include "message/post_office.hpp"
#include "p2p/core_node.hpp"
#include "p2p/edge_node.hpp"
#include "p2p/edge_pair.hpp"
#include "scenarios.hpp"

namespace mail_town {

using namespace std::chrono_literals;
using namespace sbc;
using crypto::PublicKey;
using crypto::SigningKey;
using message::MailNews;
using sim::HostId;

inline constexpr chain::Bits easy{0x207fffff};  // every second hash will do
inline const crypto::Hash network = crypto::hash256(as_bytes("mail town"));

template <class Dice>
crypto::Secret<32> secret_from(Dice& dice) {
    crypto::Secret<32> secret;
    for (std::uint8_t& byte : secret.fill()) byte = static_cast<std::uint8_t>(dice.roll());
    return secret;
}

// What outlives a process: its owner, his disk, and what he has seen on the screen.
struct Person : message::LetterBookKeeper {
    Person(SigningKey its_key, message::CorrespondentSettings its_settings)
        : key{std::move(its_key)}, settings{std::move(its_settings)} {}
    bool keep(const message::LetterBook& book) override {
        disk = book.copy();
        return true;
    }
    SigningKey key;
    message::CorrespondentSettings settings;
    message::LetterBook disk;
    std::map<std::string, int> came;         // texts, how often shown
    std::map<std::uint64_t, int> delivered;  // numbers of his own, how often reported
    std::map<std::uint64_t, int> expired;
    std::vector<std::string> trouble;
    std::map<std::uint64_t, std::string> written;
};

// A core and its mail, gone together in a crash.
struct CoreHome {
    CoreHome(message::PostOfficeSettings its_settings) : office{std::move(its_settings)} {}
    message::PostOffice office;
};
struct Core : CoreHome, p2p::CoreNode {
    Core(message::PostOfficeSettings mail, const p2p::CoreSettings& settings)
        : CoreHome{std::move(mail)},
          p2p::CoreNode{settings, {&office.counter(), &office.round()}} {}
};

// An edge, or two of them, with somebody's letters. It stamps what is to be stamped at once, and
// does what is typed: "write NUMBER TEXT", to the person of that number; "renew".
template <class Node>
class Edge {
public:
    template <class Settings>
    Edge(std::deque<Person>& people, std::size_t who, const Settings& settings)
        : people_{people},
          me_{people[who]},
          mail_{me_.settings, me_.key, me_, me_.disk.copy()},
          node_{settings, {&mail_}} {}

    p2p::Actions opened(p2p::LinkId link, const net::Address& address, net::Direction direction,
                        p2p::Moment moment) {
        return after(node_.opened(link, address, direction, moment), moment);
    }
    p2p::Actions dial_failed(const net::Address& to, const std::string& why, p2p::Moment moment) {
        return after(node_.dial_failed(to, why, moment), moment);
    }
    p2p::Actions received(p2p::LinkId link, ByteView payload, p2p::Moment moment) {
        return after(node_.received(link, payload, moment), moment);
    }
    p2p::Actions closed(p2p::LinkId link, const std::string& why, p2p::Moment moment) {
        return after(node_.closed(link, why, moment), moment);
    }
    p2p::Actions typed(const std::string& line, p2p::Moment moment) {
        std::istringstream words{line};
        std::string what;
        std::size_t to = 0;
        std::string text;
        words >> what >> to >> text;
        if (what == "renew") (void)mail_.renew(moment);
        if (what == "write") {
            const auto number = mail_.write(people_[to].key.public_key(), text, moment);
            if (number) me_.written[*number] = text;
        }
        return after(mail_.take_actions(), moment);
    }
    p2p::Actions on_time(p2p::Moment moment) { return after(node_.on_time(moment), moment); }
    p2p::Actions leave() { return node_.leave(); }
    [[nodiscard]] Instant deadline() const { return node_.deadline(); }

private:
    p2p::Actions after(p2p::Actions actions, p2p::Moment moment) {
        while (mail_.job()) {
            auto header = mail_.job()->header;
            const auto target = chain::target_of(header.bits).value();
            while (!chain::meets(hash_of(header), target)) {
                header.nonce = chain::Nonce{header.nonce.value() + 1};
            }
            const auto item = mail_.job()->item;
            p2p::append(actions, mail_.stamped(item, header, moment));
        }
        for (const MailNews& news : mail_.take_news()) {
            if (news.kind == MailNews::Kind::Came) ++me_.came[news.text];
            if (news.kind == MailNews::Kind::Delivered) ++me_.delivered[news.number];
            if (news.kind == MailNews::Kind::Expired) ++me_.expired[news.number];
            if (news.kind == MailNews::Kind::Trouble) me_.trouble.push_back(news.text);
        }
        return actions;
    }

    std::deque<Person>& people_;
    Person& me_;
    message::Correspondent mail_;
    Node node_;
};

class Town {
public:
    Town(std::uint64_t seed, sim::Weather weather) : network{seed, weather}, dice{seed + 1} {
        network.max_told = 20;
    }
    static net::Address address_of(HostId host) {
        const std::string ip = "10.0.0." + std::to_string(host.value() + 1);
        return net::Address::from(ip, 5'000).value();
    }
    [[nodiscard]] HostId next() const {
        return HostId{static_cast<std::uint32_t>(network.hosts())};
    }
    void add_core() {
        p2p::CoreSettings settings;
        settings.hello = {.network = "town", .role = p2p::Role::Core, .port = 5'000};
        settings.self = address_of(next());
        for (const HostId seed : some_cores(3)) settings.seeds.push_back(address_of(seed));
        cores.push_back(network.add({.address = address_of(next()), .listens = true},
                                    [this, settings]() mutable {
                                        settings.hello.id = p2p::NodeId{dice.roll()};
                                        return std::make_unique<Core>(office_settings(), settings);
                                    }));
    }
    // On a pair of links, or a single one; his clock may be wrong.
    void add_person(const message::CorrespondentSettings& rules, bool on_two,
                    std::chrono::seconds clock_error) {
        message::CorrespondentSettings his = rules;
        his.secret = [this] { return secret_from(dice); };
        people.emplace_back(SigningKey{secret_from(dice)}, std::move(his));
        p2p::EdgeSettings settings;
        settings.hello = {.network = "town"};
        for (const HostId core : some_cores(3)) settings.cores.push_back(address_of(core));
        const std::size_t who = people.size() - 1;
        const sim::Place place{.address = address_of(next()), .clock_error = clock_error};
        if (on_two) {
            edges.push_back(network.add(place, [this, who, settings]() mutable {
                settings.hello.id = p2p::NodeId{dice.roll()};
                return std::make_unique<Edge<p2p::EdgePair>>(
                    people, who, p2p::EdgePairSettings{.edge = settings});
            }));
        } else {
            edges.push_back(network.add(place, [this, who, settings]() mutable {
                settings.hello.id = p2p::NodeId{dice.roll()};
                return std::make_unique<Edge<p2p::EdgeNode>>(people, who, settings);
            }));
        }
    }
    std::vector<HostId> some_cores(std::size_t count) {
        std::vector<HostId> some = cores;
        dice.shuffle(some);
        if (some.size() > count) some.resize(count);
        return some;
    }
    void write(std::size_t from, std::size_t to) {
        ++letters;
        network.type(edges[from],
                     "write " + std::to_string(to) + " letter-" + std::to_string(letters));
    }
    [[nodiscard]] std::size_t held() {
        std::size_t sum = 0;
        for (const HostId core : cores) {
            if (network.up(core)) sum += network.node<Core>(core).office.mailboxes().letters();
        }
        return sum;
    }
    // Neither delivered nor expired.
    [[nodiscard]] std::size_t open_letters() const {
        std::size_t open = 0;
        for (const Person& one : people) {
            for (const auto& [number, text] : one.written) {
                if (!one.delivered.contains(number) && !one.expired.contains(number)) ++open;
            }
        }
        return open;
    }

    sim::Network network;
    sim::Dice dice;
    std::vector<HostId> cores;
    std::vector<HostId> edges;  // of people, in their order
    std::deque<Person> people;
    int letters = 0;

private:
    message::PostOfficeSettings office_settings() {
        message::PostOfficeSettings settings{.network = mail_town::network,
                                             .dice = secret_from(dice)};
        settings.limits.stamp = easy;
        settings.round = 60s;
        return settings;
    }
};

}  // namespace mail_town
