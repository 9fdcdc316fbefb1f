// node::LightService with wallets that ask what they like, as often as they like. Whatever comes,
// what it says can be read, is no longer than a message may be, goes to links that are there, and
// in the end nobody waits.
#include <cstdlib>
#include <set>

#include "../common/node/light_scene.hpp"
#include "script.hpp"

namespace {

using namespace light;

class Play {
public:
    explicit Play(sbc::ByteView script) : script_{script} {
        const std::string first = coinbase(1, "bob");
        core_.add(core_.next({first}, 0));
        for (std::uint64_t h = 2; h < 6; ++h) core_.add(core_.next({coinbase(h, "bob", h)}, h - 1));
        first_ = first;
    }
    void run() {
        while (!script_.empty()) {
            const unsigned what = next() % 10;
            const LinkId link{1 + next() % 4U};
            if (what == 0) join(link);
            if (what == 1) leave(link);
            if (what == 2) wait(std::chrono::milliseconds{next()});
            if (what == 3) say(link, text());
            if (what == 4) say(link, encode(LightMessage{Watch{keys()}}));
            if (what == 5)
                say(link, encode(LightMessage{GetRecords{Height{next() % 8U}, block()}}));
            if (what == 6) say(link, encode(LightMessage{GetHeaders{{block(), rules().network}}}));
            if (what == 7) say(link, encode(LightMessage{Pay{paid()}}));
            if (what == 8) mine();
            if (what == 9) check(core_.service.gone(id(paid()), "gone"));
        }
        wait(10s);
        if (core_.service.deadline() != sbc::never) std::abort();
        for (std::uint64_t link = 1; link < 5; ++link) leave(LinkId{link});
        if (core_.service.links() != 0 || core_.service.watched() != 0) std::abort();
    }

private:
    std::uint8_t next() { return script_.next(); }
    std::string text() { return script_.text(); }
    [[nodiscard]] Moment moment() const { return {now_, core_.wall(), 1}; }
    std::vector<PublicKey> keys() {
        std::vector<PublicKey> keys{address("bob")};
        for (auto left = next() % 3; left > 0; --left)
            keys.push_back(address(std::to_string(next() % 5)));
        return keys;
    }
    Hash block() {
        const auto which = next() % 8U;
        return which > core_.chain.height().value() ? Hash{} : core_.chain.at(Height{which}).hash;
    }
    std::string paid() {
        return payment({{id(first_), 0}}, "bob",
                       {{address(std::to_string(next() % 3)), Amount{9}}});
    }
    void mine() {
        if (core_.chain.height() < Height{12}) {
            const auto height = core_.chain.height().value();
            check(core_.add(core_.next({coinbase(height + 1, "bob", 1U + next() % 100U)}, height)));
        }
    }
    void join(LinkId link) {
        if (open_.insert(link).second) check(core_.service.joined(link, moment()));
    }
    void leave(LinkId link) {
        if (open_.erase(link) != 0) check(core_.service.left(link));
    }
    void say(LinkId link, const std::string& body) {
        if (open_.contains(link)) check(core_.service.direct(link, body, moment()));
    }
    void wait(sbc::Duration time) {
        const Instant end = now_ + time;
        for (int in_vain = 0; core_.service.deadline() <= end; ++in_vain) {
            if (in_vain > 20'000) std::abort();
            now_ = std::max(now_, core_.service.deadline());
            check(core_.service.on_time(moment()));
        }
        now_ = end;
    }
    void check(const Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) leave(close->link);
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action))
                check({send->link}, send->message);
            if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action))
                check(all->links, all->message);
        }
    }
    void check(const std::vector<LinkId>& links, const sbc::p2p::Message& message) {
        if (sbc::p2p::unsendable(message)) std::abort();
        if (!decode_light_message(std::get<sbc::p2p::Direct>(message).body)) std::abort();
        for (const LinkId link : links) {
            if (!open_.contains(link)) std::abort();
        }
    }

    fuzz::Script script_;
    Core core_;
    std::string first_;
    std::set<LinkId> open_;
    Instant now_ = beginning;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Play{{data, size}}.run();
    return 0;
}
