// CoreNode and EdgeNode of common/p2p with an application, under peers that say anything, in
// any order and at any time: every message that they send is one that others accept,
// goes once to each of its links, and to open ones; no event asks for more than a bounded number of
// actions; and on_time() moves the deadline on: nobody is called for nothing for ever.
#include <algorithm>
#include <cstdlib>
#include <set>
#include <type_traits>

#include "p2p/core_node.hpp"
#include "p2p/edge_node.hpp"

namespace {

using namespace sbc::p2p;

// The most one event may want: a full backlog, a word to each link and a line about each, some of
// them for every one of the peers that go with it.
constexpr std::size_t most_actions = 200;

Address at(std::uint16_t port) { return Address::from("127.0.0.1", port).value(); }

// Wants something at each event: what, depends on the message, so that the script decides.
class Toy : public Application {
public:
    [[nodiscard]] std::string name() const override { return "toy"; }
    Actions published(MessageId id, const std::string&, Source from, Moment) override {
        if (!from.link || id.value() % 4 == 0) return {};
        if (id.value() % 4 == 1) return {Publish{"toy", R"({"echo":1})"}};
        if (id.value() % 4 == 2) return {Close{*from.link, 1}};
        return {Send{*from.link, Direct{"toy", "{}"}}};
    }
    Actions direct(LinkId from, const std::string& body, Moment moment) override {
        wake_ = moment.now + std::chrono::seconds{static_cast<long>(body.size() % 7)};
        if (body.size() % 3 == 0) return {Close{from, 0}, Publish{"toy", body}};
        return {Send{from, Direct{"toy", body}}};
    }
    Actions joined(LinkId link, Moment moment) override {
        if (moment.fresh % 8 == 0) return {Close{link, 0}};
        return {Publish{"toy", "{}"}};
    }
    Actions left(LinkId) override { return {Publish{"toy", "{}"}}; }
    Actions delivered(const std::string&) override { return {Tell{sbc::Tone::Plain, "there"}}; }
    Actions typed(const std::string& line, Moment) override {
        return {Publish{line.empty() ? "toy" : line.substr(0, 5), line}};
    }
    Actions on_time(Moment) override {
        wake_ = sbc::never;
        return {Publish{"toy", "{}"}};
    }
    [[nodiscard]] sbc::Instant deadline() const override { return wake_; }

private:
    sbc::Instant wake_ = sbc::never;
};

// Takes a node's actions as a driver would, and stops at one that no driver or peer should see.
class Watch {
public:
    void opened(LinkId link) { open_.insert(link); }
    void closed(LinkId link) { open_.erase(link); }
    [[nodiscard]] bool is_open(LinkId link) const { return open_.contains(link); }
    [[nodiscard]] bool quit() const { return quit_; }
    [[nodiscard]] std::vector<Address>& dials() { return dials_; }
    void check(const Actions& actions) {
        if (actions.size() > most_actions) std::abort();
        for (const Action& action : actions) {
            if (const auto* send = std::get_if<Send>(&action))
                check_sent({send->link}, send->message);
            if (const auto* all = std::get_if<Broadcast>(&action)) {
                check_sent(all->links, all->message);
            }
            if (const auto* close = std::get_if<Close>(&action)) open_.erase(close->link);
            if (const auto* dial = std::get_if<Dial>(&action)) dials_.push_back(dial->to);
            if (dials_.size() > PeerListLimits{}.max_dials) std::abort();
            if (std::holds_alternative<Publish>(action)) std::abort();  // not for a driver
            if (std::holds_alternative<Quit>(action)) quit_ = true;
        }
    }

private:
    // An application may still write to a link that it has just closed; the switchboard ignores it.
    void check_sent(const std::vector<LinkId>& links, const Message& message) const {
        if (!decode(encode(message))) std::abort();
        if (std::set<LinkId>{links.begin(), links.end()}.size() != links.size()) std::abort();
        if (std::holds_alternative<Direct>(message)) return;
        for (const LinkId link : links) {
            if (!open_.contains(link) && !std::holds_alternative<Spread>(message)) std::abort();
        }
    }
    std::set<LinkId> open_;
    std::vector<Address> dials_;  // under way
    bool quit_ = false;
};

// Two bytes say what happens and on which link; bytes up to the end of the line follow.
template <class Node>
class Play {
public:
    explicit Play(Node& node) : node_{node} { watch_.check(node_.on_time(moment_)); }

    void run(sbc::ByteView script) {
        while (script.size() >= 2 && !watch_.quit()) {
            const unsigned what = script[0] % 8U;
            const std::uint64_t choice = script[1];
            script = script.subspan(2);
            moment_.fresh = moment_.fresh * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
            if (what < 4) {
                happen(what, choice);
            } else {
                const auto text = sbc::as_text(script);
                const std::size_t length = std::min(text.find('\n'), text.size());
                hear(what, choice, script.first(length));
                script = script.subspan(std::min(text.size(), length + 1));
            }
        }
        if (!watch_.quit()) watch_.check(node_.leave());
    }

private:
    void happen(unsigned what, std::uint64_t choice) {
        const LinkId link{1 + choice % links_max};
        if (what == 0) {
            wait(std::chrono::milliseconds{100 * (choice + 1)});
        } else if (what == 1 && links_ < links_max && accepts) {
            const LinkId opened{++links_};
            watch_.opened(opened);
            watch_.check(node_.opened(opened, at(40'000), Direction::Accepted, moment_));
        } else if (what == 2 && watch_.is_open(link)) {
            watch_.closed(link);
            watch_.check(node_.closed(link, "gone", moment_));
        } else if (what == 3 && !watch_.dials().empty()) {
            const Address to = watch_.dials().back();
            watch_.dials().pop_back();
            if (choice % 2 == 0 || links_ >= links_max) {
                watch_.check(node_.dial_failed(to, "nobody", moment_));
            } else {
                const LinkId opened{++links_};
                watch_.opened(opened);
                watch_.check(node_.opened(opened, to, Direction::Dialed, moment_));
            }
        }
    }
    void hear(unsigned what, std::uint64_t choice, sbc::ByteView payload) {
        const LinkId link{1 + choice % links_max};
        if (what == 7) {
            watch_.check(node_.typed(std::string{sbc::as_text(payload)}, moment_));
        } else if (watch_.is_open(link)) {
            watch_.check(node_.received(link, payload, moment_));
        }
    }
    // As a driver's timer does, which fires again as long as the deadline is not later.
    void wait(std::chrono::milliseconds time) {
        const sbc::Instant end = moment_.now + time;
        int in_vain = 0;
        while (node_.deadline() <= end && !watch_.quit()) {
            in_vain = node_.deadline() > moment_.now ? 0 : in_vain + 1;
            if (in_vain > 20) std::abort();
            moment_.now = std::max(moment_.now, node_.deadline());
            watch_.check(node_.on_time(moment_));
        }
        moment_.now = end;
    }

    static constexpr std::uint64_t links_max = 16;
    static constexpr bool accepts = std::is_same_v<Node, CoreNode>;
    Node& node_;
    Watch watch_;
    Moment moment_{sbc::Instant{std::chrono::hours{1}}, {}, 1};
    std::uint64_t links_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const sbc::ByteView script{data + 1, size - 1};
    Toy toy;
    if (data[0] % 2 == 0) {
        CoreSettings settings;
        settings.hello = {.network = "n", .role = Role::Core, .port = 5000, .id = NodeId{500}};
        settings.self = at(5000);
        settings.seeds = {at(5001)};
        settings.max_edges = 2;
        settings.max_cores = 2;
        CoreNode node{settings, {&toy}};
        Play{node}.run(script);
    } else {
        EdgeSettings settings;
        settings.hello = {.network = "n", .id = NodeId{600}};
        settings.cores = {at(5001), at(5002)};
        settings.max_unacknowledged = 5;
        EdgeNode node{settings, {&toy}};
        Play{node}.run(script);
    }
    return 0;
}
