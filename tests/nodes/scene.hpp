#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"

// What the tests of nodes share, those of a stage and those of common/p2p: moments, hellos, an
// application that writes down what happens to it, and ways to look at actions. It speaks of the
// node's types by their names, so it is included after a node_kit.hpp, which says whose they are.
namespace scene {

inline const sbc::Instant start{std::chrono::hours{1}};
inline constexpr std::chrono::sys_seconds wall{std::chrono::seconds{1'800'000'000}};
inline const LinkId the_link{1};

// The clock on the wall goes along with the other one.
inline Moment at(sbc::Instant now, std::uint64_t fresh = 1) {
    return {now, wall + std::chrono::duration_cast<std::chrono::seconds>(now - start), fresh};
}
inline Moment at_start(std::uint64_t fresh = 1) { return at(start, fresh); }

inline Address address(std::uint16_t port) { return Address::from("127.0.0.1", port).value(); }

inline Hello hello(Role role, std::uint64_t id, std::uint16_t port = 0,
                   std::vector<std::string> applications = {}) {
    return {.network = "test",
            .role = role,
            .port = port,
            .id = NodeId{id},
            .applications = std::move(applications)};
}

// A message as it travels.
inline sbc::Bytes bytes(const Message& message) { return encode(message); }

// The Hello, Ack … or the Spread, Direct in a message, if it is one.
template <class Kind>
const Kind* said(const Message& message) {
    if constexpr (std::is_same_v<Kind, Spread> || std::is_same_v<Kind, Direct>) {
        return std::get_if<Kind>(&message);
    } else {
        const auto* words = std::get_if<LinkMessage>(&message);
        return words == nullptr ? nullptr : std::get_if<Kind>(words);
    }
}
// Who is sent something by this action, to one or to many.
inline std::vector<LinkId> receivers(const Action& action) {
    return std::visit(
        [](const auto& one) -> std::vector<LinkId> {
            if constexpr (requires { one.links; }) return one.links;
            if constexpr (requires { one.link, one.message; }) return {one.link};
            return {};
        },
        action);
}
inline const Message* message_of(const Action& action) {
    return std::visit(
        [](const auto& one) -> const Message* {
            if constexpr (requires { one.message; }) return &one.message;
            return nullptr;
        },
        action);
}
template <class Kind>
std::vector<Kind> sent_to(LinkId link, const Actions& actions) {
    std::vector<Kind> found;
    for (const Action& action : actions) {
        for (const LinkId receiver : receivers(action)) {
            const auto* message = said<Kind>(*message_of(action));
            if (receiver == link && message != nullptr) found.push_back(*message);
        }
    }
    return found;
}
// To whom messages of this kind go; a link stands there once for each of them.
template <class Kind>
std::vector<LinkId> receivers_of(const Actions& actions) {
    std::vector<LinkId> found;
    for (const Action& action : actions) {
        const Message* message = message_of(action);
        if (message == nullptr || said<Kind>(*message) == nullptr) continue;
        const auto links = receivers(action);
        found.insert(found.end(), links.begin(), links.end());
    }
    std::sort(found.begin(), found.end());
    return found;
}
// Of one kind of action, all.
template <class Kind>
std::vector<Kind> of(const Actions& actions) {
    std::vector<Kind> found;
    for (const Action& action : actions) {
        if (const auto* one = std::get_if<Kind>(&action)) found.push_back(*one);
    }
    return found;
}
// The close of this link, if there is one; copied, since the actions may be a temporary.
inline std::optional<Close> close_of(LinkId link, const Actions& actions) {
    for (const Close& close : of<Close>(actions)) {
        if (close.link == link) return close;
    }
    return {};
}
inline std::vector<Address> dials(const Actions& actions) {
    std::vector<Address> found;
    for (const Dial& dial : of<Dial>(actions)) found.push_back(dial.to);
    return found;
}
inline std::string told(const Actions& actions) {
    std::string all;
    for (const Tell& tell : of<Tell>(actions)) all += tell.text + "\n";
    return all;
}
inline Actions operator+(Actions first, const Actions& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

inline std::vector<Spread> spreads(const Actions& actions) {
    std::vector<Spread> found;
    for (const Action& action : actions) {
        const Message* message = message_of(action);
        const Spread* one = message == nullptr ? nullptr : said<Spread>(*message);
        if (one != nullptr) found.push_back(*one);
    }
    return found;
}

inline Spread spread(std::uint64_t id, std::string application = "notes", std::uint64_t hops = 0) {
    return {std::move(application), MessageId{id}, hops, R"({"text":"hello"})"};
}

// Writes down what happens to it, publishes what is typed after "say ", and answers "ask" alone. At
// each event it wants besides what `wishes` has for it.
class Notebook : public Application {
public:
    explicit Notebook(std::string name = "notes") : name_{std::move(name)} {}
    [[nodiscard]] std::string name() const override { return name_; }

    Actions published(MessageId id, const std::string& body, Source from, Moment) override {
        note("published " + std::to_string(id.value()) + " " + body + by(from));
        return wish(from.link ? "published" : "published here");
    }
    Actions direct(LinkId from, const std::string& body, Moment) override {
        note("direct " + body + by({from}));
        if (body != R"({"ask":1})") return wish("direct");
        return {Send{from, Direct{name_, R"({"answer":2})"}}};
    }
    Actions joined(LinkId link, Moment) override {
        note("joined" + by({link}));
        return wish("joined");
    }
    Actions left(LinkId link) override {
        note("left" + by({link}));
        return wish("left");
    }
    Actions delivered(const std::string& body) override {
        note("delivered " + body);
        return wish("delivered");
    }
    Actions typed(const std::string& line, Moment) override {
        if (!line.starts_with("say ")) return wish("typed");
        return {Publish{name_, R"({"text":")" + line.substr(4) + R"("})"}};
    }
    Actions on_time(Moment moment) override {
        if (moment.now < wake) return {};  // a node may ask earlier
        note("woken");
        wake = sbc::never;
        return wish("woken");
    }
    [[nodiscard]] sbc::Instant deadline() const override { return wake; }

    [[nodiscard]] std::ptrdiff_t count(const std::string& beginning) const {
        return std::count_if(notes.begin(), notes.end(),
                             [&](const std::string& one) { return one.starts_with(beginning); });
    }

    std::vector<std::string> notes;
    std::map<std::string, Actions> wishes;
    sbc::Instant wake = sbc::never;

private:
    static std::string by(Source from) {
        return from.link ? " from " + std::to_string(from.link->value()) : " from here";
    }
    void note(std::string what) { notes.push_back(std::move(what)); }
    Actions wish(const std::string& event) { return wishes[event]; }
    std::string name_;
};

}  // namespace scene
