#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "chain/chain.hpp"
#include "chain/header_verifier.hpp"
#include "net/link_id.hpp"
#include "node/message.hpp"

namespace sbc::node {

using chain::BlockError;
using chain::BlockTree;
using chain::Place;
using net::LinkId;

// How a header that has been looked at is kept. In a chain: its body may follow by Chain::add(). In
// a tree alone, for who keeps headers only: it counts as complete, and the tree's ours() follows
// its best(), so that whoever wants to know what has changed compares ours() before and after. The
// chain, or the tree, lives longer than what is returned.
using KeepHeader =
    std::function<Result<const Place*, BlockError>(const Header&, std::chrono::sys_seconds wall)>;
[[nodiscard]] KeepHeader keep_in(chain::Chain& chain);
[[nodiscard]] KeepHeader keep_in(BlockTree& tree);

struct HeaderSyncLimits {
    // So far may the headers that we keep be ahead of their bodies: well below the tree's
    // most_aside, so that branches fit beside them. Then it goes on as bodies come.
    std::size_t most_ahead = 4'000;
    // So many headers of a run are looked at; then it is kept, or has too little work.
    std::size_t longest_run = 500'000;
    Duration patience{10'000};       // so long an answer may take,
    Duration pace{2'000};            // and so long each one on average when there are many
    Duration room_patience{60'000};  // so long our history may stand still where there is no room
    unsigned second_chances = 3;     // for a neighbour that is silent, or whose history changes
};

// A neighbour is to be dropped, with so many points against it, and why.
struct Drop {
    LinkId link;
    unsigned penalty = 0;
    std::string why;
};

// Which headers to ask of whom, and which to keep (lesson 07). The neighbour that announces the
// most work shows its headers from the last block that we share. They are verified, and nothing is
// kept of them but one hash for each message, until they have as much work as it has announced, and
// more than our history. Then they are asked for again, and what comes must be the same. What fits
// one message needs to be shown only once: that is the window.
//
// So a run of headers of too little work, however long, costs no memory and at most
// longest_run / most_headers questions, and then the neighbour its link; and since the one with
// the most work goes first, cheap headers are not kept even at the beginning, where any work is
// more than ours, as long as one honest neighbour is there. After one that was dropped, those go
// first that were there before it: else two who come again by turns, each with more work than
// anybody has and silent, would keep out all others.
//
// One neighbour at a time. Another takes its place if it is silent, or lies. Reads the tree, and
// keeps through KeepHeader only. Owns no link, clock or dice. One thread. The time that is passed
// in never goes back.
class HeaderSync {
public:
    // The tree lives longer, and is that of `keep`.
    HeaderSync(const BlockTree& tree, KeepHeader keep, HeaderSyncLimits limits = {});

    struct Ask {  // send this neighbour a GetHeaders
        LinkId of;
        std::vector<Hash> locator;
    };
    // All blocks up to this one, of our tree, are in the neighbour's history, by what it has shown
    // or announced (`coming`: it has the body of this last one, or will have it soon). If that is
    // not so, it will say no_block. For Download::has().
    struct Known {
        LinkId link;
        Hash hash;
        bool coming = false;
    };
    struct Steps {
        std::vector<Ask> asks;
        std::vector<Drop> drops;  // the caller closes these, and says left()
        std::vector<Known> known;
        std::size_t kept = 0;  // new headers in the tree
        bool pass_on = false;  // a Coming is new to us, and stands on our tip: tell all others
    };

    // It has announced this. Repeated announcements are welcome: who was given up is asked again.
    [[nodiscard]] Steps tip(LinkId from, const Tip& tip, Instant now);
    // What it was asked for, or not.
    [[nodiscard]] Steps headers(LinkId from, const std::vector<Header>& headers,
                                std::chrono::sys_seconds wall, Instant now);
    [[nodiscard]] Steps coming(LinkId from, const Header& header, std::chrono::sys_seconds wall,
                               Instant now);
    [[nodiscard]] Steps left(LinkId link, Instant now);
    // The end of our history has changed: there may be room for more headers.
    [[nodiscard]] Steps moved(Instant now);
    [[nodiscard]] Steps on_time(Instant now);
    [[nodiscard]] Instant deadline() const;

    // Whether a neighbour is being asked, or waits for room: our headers are not all there yet.
    [[nodiscard]] bool busy() const { return exchange_.has_value(); }
    // The most work that a neighbour has announced, and its height: for people to look at.
    [[nodiscard]] std::optional<Tip> highest_announced() const;
    // How many bytes are held for headers that are not kept: bounded by longest_run.
    [[nodiscard]] std::size_t held_bytes() const;

private:
    struct Neighbour {
        Tip announced;
        std::optional<Hash> known;    // the last place of our tree that is in its history
        bool given_up = false;        // until it announces again
        unsigned second_chances = 0;  // used up
        unsigned owes = 0;            // answers; more than one, if it was too slow for us
    };
    // What a neighbour shows.
    struct Run {
        Hash start;  // a place of the tree; the run stands on it
        U256 work;   // of all up to its end
        chain::HeaderVerifier verifier;
        std::vector<Hash> marks{};  // the last hash of each message
    };
    struct Exchange {
        LinkId with;
        U256 goal;  // so much work was announced
        Instant begun;
        Instant until;  // for the answer, or for room
        unsigned answers = 0;
        bool waits_for_room = false;
        std::optional<Height> climbed{};  // in headers that we have already
        std::optional<Run> run{};         // what it has shown, and we have not kept
        bool again = false;               // it is asked for that once more, for keeping
        std::size_t confirmed = 0;        // of the marks
    };
    using Batch = std::vector<Header>;
    // Points.
    static constexpr unsigned for_silence = 10;
    static constexpr unsigned for_a_lie = 20;         // work that was announced, and is not there
    static constexpr unsigned for_bad_headers = 100;  // who sends them has not looked

    [[nodiscard]] bool wanted(const Neighbour& neighbour) const;
    [[nodiscard]] bool others_wanted() const;
    void choose(Instant now);
    void ask(Instant now);
    void go_on(bool more, Instant now);
    void finish();
    void changed(Instant now);
    void drop(LinkId link, unsigned penalty, std::string why);
    [[nodiscard]] const Place& asked_from() const;
    [[nodiscard]] bool room_above(const Place& place) const;

    void look(const Batch& batch, std::chrono::sys_seconds wall, Instant now);
    [[nodiscard]] std::optional<std::size_t> begin_run(const Batch& batch, Instant now);
    [[nodiscard]] bool verify(const Batch& batch, std::size_t first, std::chrono::sys_seconds wall);
    void judge(const Batch& batch, std::size_t first, std::chrono::sys_seconds wall, Instant now);
    void compare(const Batch& batch, std::chrono::sys_seconds wall, Instant now);
    [[nodiscard]] bool keep(const Batch& batch, std::size_t first, std::chrono::sys_seconds wall);
    void learn(LinkId link, const Hash& hash);
    void learn_from_announcements();
    [[nodiscard]] Steps done();

    const BlockTree& tree_;
    KeepHeader keep_;
    HeaderSyncLimits limits_;
    std::map<LinkId, Neighbour> neighbours_;
    std::optional<Exchange> exchange_;
    Steps steps_;
};

}  // namespace sbc::node
