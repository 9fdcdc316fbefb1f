#pragma once

#include <string>
#include <vector>

#include "catch.hpp"
#include "chain_app.hpp"
#include "sample.hpp"

// One node's application, what it hears, and what it says to that.
namespace scene {

using namespace stage;
using namespace std::chrono_literals;
using sbc::p2p::Close;

inline const sbc::Instant start{1h};
inline const LinkId anna{7};
inline const LinkId berta{8};
inline const LinkId carla{9};

inline Moment at(sbc::Instant now) {
    return {now, sample::wall + std::chrono::floor<std::chrono::seconds>(now - start), 99};
}

// Something that was said, and to whom; to nobody in particular: it was published.
template <class Kind>
struct Said {
    LinkId to{};
    Kind what;
};

template <class Kind>
std::vector<Said<Kind>> said(const Actions& actions) {
    std::vector<Said<Kind>> found;
    const auto add = [&](LinkId to, const std::string& body) {
        const auto message = decode_chain_message(body);
        REQUIRE(message);
        if (const auto* one = std::get_if<Kind>(&*message)) found.push_back({to, *one});
    };
    for (const auto& action : actions) {
        if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) add({}, publish->body);
        if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
            add(send->link, std::get<sbc::p2p::Direct>(send->message).body);
        }
        if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
            for (const LinkId link : all->links) {
                add(link, std::get<sbc::p2p::Direct>(all->message).body);
            }
        }
    }
    return found;
}

// To whom something of this kind was said.
template <class Kind>
std::vector<LinkId> asked(const Actions& actions) {
    std::vector<LinkId> links;
    for (const auto& one : said<Kind>(actions)) links.push_back(one.to);
    return links;
}
using Links = std::vector<LinkId>;

inline std::string told(const Actions& actions) {
    std::string all;
    for (const auto& action : actions) {
        if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) all += tell->text + "\n";
    }
    return all;
}
// Who was left, and with how many penalty points.
inline std::vector<std::pair<LinkId, unsigned>> closed(const Actions& actions) {
    std::vector<std::pair<LinkId, unsigned>> all;
    for (const auto& action : actions) {
        if (const auto* one = std::get_if<Close>(&action))
            all.emplace_back(one->link, one->penalty);
    }
    return all;
}
using Closed = std::vector<std::pair<LinkId, unsigned>>;

inline Announce announced(const Place& place) { return {place.hash, place.height, place.work}; }

inline ChainSettings alice() { return {.name = "alice", .network = sample::easy()}; }
inline ChainSettings mining(sbc::Duration every, bool empty_blocks = false) {
    return {.name = "core",
            .network = sample::easy(),
            .block_every = every,
            .empty_blocks = empty_blocks};
}

// One node's application. What is said to it comes from Anna, if nothing else is said.
struct Node {
    ChainApp app;
    explicit Node(ChainSettings settings = alice()) : app{std::move(settings)} {
        (void)app.on_time(at(start));  // it repeats itself every 20 seconds from here on
    }

    Actions hears(const ChainMessage& message, sbc::Instant now = start) {
        return app.published(MessageId{1}, encode(message), {anna}, at(now));
    }
    Actions is_told(const ChainMessage& message, LinkId by = anna, sbc::Instant now = start) {
        return app.direct(by, encode(message), at(now));
    }
    Actions meets(LinkId neighbour) { return app.joined(neighbour, at(start)); }
    void holds(const std::vector<Block>& blocks) {
        for (const Block& block : blocks) (void)is_told(OneBlock{block}, LinkId{1});
    }
    // What is said when the job, such as it is, has been solved.
    Actions solves(sbc::Instant now = start) {
        Job job = app.job().value();
        job.header = sample::mined(job.header);
        app.solved(job);
        CHECK(app.deadline() <= now);
        return app.on_time(at(now));
    }
    [[nodiscard]] std::uint64_t height() const { return app.chain().height().value(); }
    [[nodiscard]] Hash tip() const { return app.chain().tip().hash; }
    [[nodiscard]] std::list<std::string> waiting() const { return app.pool().waiting(); }
};

}  // namespace scene
