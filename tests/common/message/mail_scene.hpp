// Cores with a post office and people who hang on them, wired by hand: what one of them says, the
// others hear at once, and whatever is due happens.
#pragma once

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "mail_people.hpp"

namespace mail {

class World {
public:
    Instant time{1h};
    std::chrono::sys_seconds wall = now;
    std::uint64_t said = 0;  // messages so far
    // Whether a message is lost.
    std::function<bool(const Node& from, const Node& to, const MailMessage&)> loses;

    void add(Node& node) { nodes_.push_back(&node); }
    LinkId connect(Node& one, Node& other) {
        const LinkId link{++links_};
        one.links[link] = &other;
        other.links[link] = &one;
        for (Node* node : {&one, &other}) {
            for (auto* app : std::vector{node->apps}) {
                if (node->links.at(link)->app(app->name()) == nullptr) continue;
                carry(*node, app->joined(link, moment(*node)));
            }
        }
        settle();
        return link;
    }
    void cut(Node& one) {
        while (!one.links.empty()) cut(one, one.links.begin()->first);
    }
    void cut(Node& one, LinkId link) {
        Node& other = *one.links.at(link);
        one.links.erase(link);
        other.links.erase(link);
        for (Node* node : {&one, &other}) {
            for (auto* app : node->apps) carry(*node, app->left(link));
        }
    }
    // The process ends, and begins anew with its disk; its links are gone.
    void restart(Person& person) {
        cut(person);
        person.note_news();
        person.start();
    }
    std::uint64_t write(Person& from, const Node& to, const std::string& text) {
        return write(from, dynamic_cast<const Person&>(to).address(), text);
    }
    std::uint64_t write(Person& from, const PublicKey& to, const std::string& text) {
        const auto number = from.mail->write(to, text, moment(from));
        REQUIRE(number);
        carry(from, from.mail->take_actions());
        settle();
        return *number;
    }
    // Time passes, and with it whatever is due.
    void wait(std::chrono::seconds duration) {
        const Instant end = time + duration;
        settle();
        while (deadline() <= end) {
            pass(std::max(time, deadline()));
            settle();
        }
        pass(end);
        settle();
    }
    [[nodiscard]] Moment moment(const Node& node) const {
        return {time, wall + node.ahead, said * 7'919 + 12'345};
    }
    void settle() {
        for (int rounds = 0; !words_.empty() || deadline() <= time; ++rounds) {
            REQUIRE(rounds < 100'000);
            while (!words_.empty()) {
                const Word word = std::move(words_.front());
                words_.pop_front();
                hear(word);
            }
            for (Node* node : nodes_) {
                for (auto* app : node->apps) {
                    if (app->deadline() <= time) carry(*node, app->on_time(moment(*node)));
                }
            }
        }
    }
    void carry(Node& from, const sbc::p2p::Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                say(from, send->link, std::get<sbc::p2p::Direct>(send->message));
            } else if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) {
                REQUIRE_FALSE(sbc::p2p::unsendable(sbc::p2p::Spread{
                    publish->application, sbc::p2p::MessageId{1}, 0, publish->body}));
                std::set<Node*> reached{&from};
                spread(from, *publish, reached);
            } else if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                from.penalties.push_back(close->penalty);
                if (from.links.contains(close->link)) cut(from, close->link);
            }
        }
        if (auto* person = dynamic_cast<Person*>(&from)) look_after(*person);
    }

private:
    struct Word {
        Node* from;
        Node* to;
        LinkId link;
        std::string application;
        std::string body;
        bool direct;
    };
    void pass(Instant until) {
        wall += std::chrono::floor<std::chrono::seconds>(until - Instant{}) -
                std::chrono::floor<std::chrono::seconds>(time - Instant{});
        time = until;
    }
    [[nodiscard]] Instant deadline() const {
        Instant first = sbc::never;
        for (const Node* node : nodes_) {
            for (const auto* app : node->apps) first = std::min(first, app->deadline());
        }
        return first;
    }
    // Stamps what is to be stamped.
    void look_after(Person& person) {
        person.note_news();
        if (!person.stamps || !person.mail->job()) return;
        const auto job = *person.mail->job();
        carry(person, person.mail->stamped(job.item, solved(job.header), moment(person)));
    }
    void say(Node& from, LinkId link, const sbc::p2p::Direct& direct) {
        const auto to = from.links.find(link);
        if (to == from.links.end()) return;
        REQUIRE_FALSE(sbc::p2p::unsendable(direct));
        words_.push_back({&from, to->second, link, direct.application, direct.body, true});
    }
    void spread(Node& from, const sbc::p2p::Publish& publish, std::set<Node*>& reached) {
        for (const auto& [link, node] : from.links) {
            if (!node->core || !reached.insert(node).second) continue;
            words_.push_back({&from, node, link, publish.application, publish.body, false});
            spread(*node, publish, reached);
        }
    }
    void hear(const Word& word) {
        ++said;
        auto* app = word.to->app(word.application);
        const bool linked = word.to->links.contains(word.link);
        if (app == nullptr || (word.direct && !linked)) return;
        if (loses) {
            const auto message = decode(word.body);
            if (message && loses(*word.from, *word.to, *message)) return;
        }
        carry(*word.to, word.direct
                            ? app->direct(word.link, word.body, moment(*word.to))
                            : app->published(sbc::p2p::MessageId{said}, word.body,
                                             sbc::p2p::Source{word.link}, moment(*word.to)));
    }

    std::vector<Node*> nodes_;
    std::deque<Word> words_;
    std::uint64_t links_ = 0;
};

// Alice and Bob on two cores that know each other.
struct Scene : World {
    Core left;
    Core right;
    Person alice{"alice"};
    Person bob{"bob"};
    Scene() {
        for (Node* node : std::initializer_list<Node*>{&left, &right, &alice, &bob}) add(*node);
        connect(left, right);
    }
    void all_join() {
        connect(alice, left);
        connect(bob, right);
    }
    [[nodiscard]] std::size_t held() const { return left.boxes().letters(); }
};

}  // namespace mail
