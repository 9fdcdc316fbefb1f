#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "chain/block_tree.hpp"
#include "net/link_id.hpp"
#include "node/header_sync.hpp"

namespace sbc::node {

struct DownloadLimits {
    std::size_t batch = 16;      // in one question: at most most_blocks_asked
    std::size_t in_flight = 32;  // asked of one neighbour and not here yet
    std::size_t window = 1'024;  // so far above the end of our history a block may be asked for,
    std::size_t window_bytes = 8'000'000;  // and so much may come and wait for those below it
    Duration patience{10'000};  // a neighbour that has been asked brings a block within this time
    Duration hurry{2'000};      // one that has nothing to do takes over what takes longer
    std::size_t promises = 32;  // of blocks that are still coming to us, to one neighbour
};

// Which bodies to ask of whom (lesson 07). Each neighbour is asked only for what its own history
// holds, in batches, the lowest first; all that have what we lack are busy at once. Who brings
// nothing for some time loses its share to the others, and when one of these brings it, its link.
// If nobody else has it, it is asked again and kept: slow is better than nothing.
//
// Also knows whom we owe a block that is still on its way to us. Reads the tree; stores nothing,
// judges nothing. Owns no link, clock or dice. One thread.
class Download {
public:
    explicit Download(const BlockTree& tree, DownloadLimits limits = {});

    struct Ask {  // send this neighbour a GetBlocks
        LinkId of;
        std::vector<Hash> hashes;
    };
    struct Steps {
        std::vector<Ask> asks;
        std::vector<Drop> drops;  // the caller closes these, and says left()
        // The block that has come goes to these, who asked for it before it was here.
        std::vector<LinkId> owed;
        // This one will not come: a NoBlock goes to these.
        struct Denied {
            LinkId link;
            Hash hash;
        };
        std::vector<Denied> denied;
    };

    // From HeaderSync: all blocks up to this one are in the neighbour's history.
    [[nodiscard]] Steps has(const HeaderSync::Known& known, Instant now);
    // A block has come from there, asked for or not, and has been given to the chain: it is in the
    // tree with its body now, or it was refused (then the neighbour is dropped by whoever knows
    // why). `bytes` is its size.
    [[nodiscard]] Steps arrived(LinkId from, const Hash& hash, std::size_t bytes, Instant now);
    [[nodiscard]] Steps no_block(LinkId from, const Hash& hash, Instant now);
    [[nodiscard]] Steps left(LinkId link, Instant now);
    // The end of our history has changed by something else (a miner, resume()).
    [[nodiscard]] Steps moved(Instant now);
    [[nodiscard]] Steps on_time(Instant now);
    [[nodiscard]] Instant deadline() const;

    // A neighbour asks for a block that is not here. True: it has been asked for lately, and will
    // be in `owed` or, if it takes longer than `hurry`, in `denied`; otherwise the answer is
    // NoBlock. So two who wait for what a third one keeps back do not wait for each other.
    [[nodiscard]] bool promise(LinkId to, const Hash& hash, Instant now);

    // Whether it has been asked for and not come.
    [[nodiscard]] bool expects(const Hash& hash) const { return flights_.contains(hash); }
    [[nodiscard]] std::size_t in_flight() const { return flights_.size(); }
    [[nodiscard]] std::size_t in_flight(LinkId of) const;

private:
    static constexpr unsigned for_silence = 10;  // points

    struct Neighbour {
        std::optional<Hash> known{};  // the last place of our tree that is in its history
        Height next{};                // all of its history below this is here or on its way
        std::set<Hash> asked{};       // of it, and it has neither brought them nor refused
        std::set<Hash> lacks{};       // it has said so
        std::size_t share = 0;        // so many may be asked of it at a time
        std::size_t outdone = 0;      // others have brought so many since it last brought one
        bool stalls = false;
        Instant until = never;  // for the next block
    };
    struct Flight {
        std::vector<LinkId> of{};  // usually one; two if it takes long
        Instant since;
    };
    using Neighbours = std::map<LinkId, Neighbour>;

    [[nodiscard]] const Place& base_of(const Place& known) const;
    [[nodiscard]] Height top_of(const Place& known, const Place& base) const;
    void fill(LinkId link, Neighbour& neighbour, Instant now);
    void fill_all(Instant now);
    void ask(LinkId link, Neighbour& neighbour, const std::vector<Hash>& hashes, Instant now);
    void answered(LinkId link, const Hash& hash, Instant now);
    void outdo(const Hash& hash, LinkId by);
    void release(const Hash& hash, LinkId by);
    void reopen(const Place& place);
    void completed(const Place& place);
    void sweep();
    void stalled(LinkId link, Neighbour& neighbour, Instant now);
    void take_over(LinkId link, Neighbour& neighbour, Instant now);
    [[nodiscard]] bool takes_long(const Flight& flight, Instant now) const;
    void deny_what_takes_long(Instant now);
    void drop(LinkId link, std::string why);
    void forget(LinkId link);
    [[nodiscard]] Steps done(Instant now);

    const BlockTree& tree_;
    DownloadLimits limits_;
    Neighbours neighbours_;
    std::map<Hash, Flight> flights_;
    std::map<Hash, std::vector<LinkId>> promises_;
    std::map<Hash, std::size_t> waiting_;  // bodies above what is complete: their sizes
    std::size_t waiting_bytes_ = 0;
    Instant next_look_ = never;  // for what takes long
    Steps steps_;
};

// Whether a block that nobody has asked for is worth looking at: its parent is known, and it stands
// no more than `window` blocks below the end of our history. So old cheap blocks are not kept.
[[nodiscard]] bool worth_keeping(const BlockTree& tree, const Header& header,
                                 std::size_t window = 100);

}  // namespace sbc::node
