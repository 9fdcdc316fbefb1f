#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What the explorer's window shows, as plain values. Whoever stands behind it (backend.hpp) fills
// them in; a view that has been handed over never changes again. Names come before addresses: what
// is an address here is shown small, or not at all.
namespace sbc::gui {

// Somebody in the network, as far as the explorer's own node knows.
struct NodeMark {
    enum class Kind { Ours, Node, Wallet };
    Kind kind = Kind::Node;
    std::string name;                     // what people call it; its address where nobody does
    std::string address;                  // "127.0.0.1:5001"
    std::optional<std::uint64_t> height;  // of the last block that it has told of
    bool agrees = true;                   // that block is in our history, or none was told of
    bool apart = false;                   // a partition of the class lies between it and us
    friend bool operator==(const NodeMark&, const NodeMark&) = default;
};
// Two nodes that hang on each other, by their places in ExplorerView::nodes.
struct LinkMark {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool cut = false;    // it was there, and one of them has hung up
    bool apart = false;  // a partition of the class keeps both ends silent
    friend bool operator==(const LinkMark&, const LinkMark&) = default;
};

inline constexpr std::size_t id_letters = 8;
// A block. Its id is the end of its hash, as everybody writes it, where no zeros are.
struct BlockMark {
    std::array<char, id_letters> id{};
    std::uint64_t height = 0;
    std::uint32_t miner = 0;        // the place of a name in ExplorerView::people
    std::uint32_t payments = 0;     // without the one that pays the miner
    std::chrono::sys_seconds time;  // as its header says
    double difficulty = 1;          // how much harder than the network's easiest block
    double hash_rate = 0;           // of the whole network: work of the last blocks by their time
    bool bad = false;               // refused, or it stands on one that was
    friend bool operator==(const BlockMark&, const BlockMark&) = default;
};
// Of our history, without a gap, the lowest first.
using BlockMarks = std::vector<BlockMark>;
// A history that does not count: it leaves ours above this height.
struct BranchMark {
    std::uint64_t above = 0;
    BlockMarks blocks;  // the lowest first
    friend bool operator==(const BranchMark&, const BranchMark&) = default;
};

struct WaitingMark {
    std::string from, to;  // names
    std::uint64_t amount = 0;
    std::uint64_t fee = 0;
    std::string note;
    friend bool operator==(const WaitingMark&, const WaitingMark&) = default;
};

// A line of the ranking.
struct RankMark {
    std::string name;     // empty: none is known
    std::string address;  // its short form
    std::uint64_t received = 0;
    std::uint64_t mined = 0;
    std::string why;      // the last note that came with points
    bool claimed = true;  // the name, by its owner, which proves nothing; else people here say it
    friend bool operator==(const RankMark&, const RankMark&) = default;
};

// A note for everybody (section 26 of docs/protocol.md), in a block of our history or still
// waiting.
struct EngravingMark {
    std::string name;     // of its author; empty: none is known
    std::string address;  // its short form, which is always shown
    std::string text;
    std::string when;  // "2026-11-20 14:03"; empty: it waits
    std::uint64_t height = 0;
    bool waiting = false;  // heard, and in no block yet
    bool claimed = true;   // the name, by its owner, which proves nothing; else people here say it
    friend bool operator==(const EngravingMark&, const EngravingMark&) = default;
};

// A block that is looked at closely, and perhaps altered: on paper, not in the node's store.
struct BlockLook {
    std::uint64_t height = 0;
    std::string hash;  // of what it says now, all 64 digits
    std::array<std::uint8_t, 80> header{};
    std::vector<std::string> transactions;
    // The byte that is another one than in the true block.
    struct Change {
        std::uint32_t part = 0;    // 0: the header; from 1 on the transactions
        std::uint32_t offset = 0;  // in it
        std::uint8_t was = 0;
        friend bool operator==(const Change&, const Change&) = default;
    };
    std::optional<Change> change;
    // What any node finds out about this block, and about those that stand on it.
    struct Verdict {
        std::uint64_t height = 0;
        bool holds = true;       // the block by itself
        bool link_holds = true;  // what it says about the block below it
        std::string text;
        friend bool operator==(const Verdict&, const Verdict&) = default;
    };
    std::vector<Verdict> verdicts;  // the lowest first
    // Who was shown the altered block, and what became of it.
    struct Answer {
        std::string name;
        bool hung_up = false;
        std::string text;
        friend bool operator==(const Answer&, const Answer&) = default;
    };
    std::vector<Answer> answers;
    friend bool operator==(const BlockLook&, const BlockLook&) = default;
};

// A class network (chapter 07, sitting 3), as its host or a student sees it.
struct ClassLook {
    std::string name;      // of the class
    std::string join;      // what is typed to join: "192.168.1.20:5001/maths/5s/k3vqw7zdk3vq"
    bool host = false;     // we are, and may part and heal it
    bool at_home = false;  // only this machine can reach the host
    bool parted = false;
    std::uint64_t minutes_left = 0;  // if parted: then it is over by itself
    struct Student {
        std::string name;
        bool present = false;  // with a node; else all that is known is that he got points
        bool mines = false;
        bool host = false;
        bool apart = false;         // on the other side of a partition
        std::uint64_t height = 0;   // of his node's last block
        std::uint64_t wallets = 0;  // that hang on his node
        std::uint64_t gift = 0;     // points that the host has given him to begin with
        friend bool operator==(const Student&, const Student&) = default;
    };
    std::vector<Student> students;  // by name
    std::uint64_t wallets = 0;      // of all of them
    std::string faucet;             // a sentence about what is left to give; empty: not ours
    friend bool operator==(const ClassLook&, const ClassLook&) = default;
};

struct ExplorerView {
    std::string network;
    bool over = false;  // the node has ended, and the window may close
    bool catching_up = false;
    std::uint64_t best_known = 0;  // the height of the best header that is known

    std::vector<NodeMark> nodes;  // ours is the first
    std::vector<LinkMark> links;

    std::shared_ptr<const BlockMarks> history;  // the newest most_blocks_shown; never nullptr
    std::vector<BranchMark> branches;           // those that left it there, the newest last
    std::shared_ptr<const std::vector<std::string>> people;  // never nullptr
    double spacing = 5;                                      // seconds that a block should take

    std::size_t waiting_count = 0;
    std::size_t waiting_bytes = 0;
    std::vector<WaitingMark> waiting;  // the first that would go into a block

    std::vector<RankMark> ranking;  // all time
    std::vector<RankMark> of_day;   // the day of the newest block
    std::string day;                // "2026-11-20"; empty: no block yet

    std::vector<EngravingMark> engravings;  // the newest first; before them those that wait

    std::shared_ptr<const BlockLook> look;       // nullptr: none
    std::shared_ptr<const ClassLook> classroom;  // nullptr: this is no class network
    std::vector<std::string> happenings;         // what was noteworthy, the newest last
    // Whether they would look the same: what is shared is the same only if it is one.
    friend bool operator==(const ExplorerView&, const ExplorerView&) = default;
};

inline constexpr std::size_t most_blocks_shown = 10'000;
inline constexpr std::size_t most_waiting_shown = 50;
inline constexpr std::size_t most_ranks_shown = 100;
inline constexpr std::size_t most_engravings_shown = 100;

}  // namespace sbc::gui
