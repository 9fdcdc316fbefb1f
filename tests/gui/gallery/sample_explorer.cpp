#include "sample_explorer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "sample_class.hpp"

namespace sample {

using namespace sbc::gui;

namespace {

constexpr std::array<const char*, 12> names{"Aiko",
                                            "Ben",
                                            "\u7530\u4e2d \u82b1\u5b50",
                                            "Clara",
                                            "\u4f50\u85e4 \u5065",
                                            "Daniel",
                                            "Emma",
                                            "\u9234\u6728",
                                            "Finn",
                                            "Greta",
                                            "\u9ad8\u6a4b \u7f8e\u54b2",
                                            "Hugo"};
constexpr std::array<const char*, 5> notes{"solved exercise 6-2", "\u3042\u308a\u304c\u3068\u3046",
                                           "helped at the blackboard", "for the coffee",
                                           "found a mistake in the slides"};

// Always the same, and nothing like a real hash.
std::uint64_t mixed(std::uint64_t number) {
    number = (number ^ number >> 30U) * 0xbf58476d1ce4e5b9U;
    number = (number ^ number >> 27U) * 0x94d049bb133111ebU;
    return number ^ number >> 31U;
}

std::string digits(std::uint64_t seed, std::size_t count) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (std::size_t at = 0; at < count; ++at) text += hex[mixed(seed + at * 977) % hex.size()];
    return text;
}

std::string short_of(std::uint64_t seed) {
    return "sb1" + digits(seed, 5) + "\u2026" + digits(seed + 7, 6);
}

BlockMark block(std::uint64_t height, const BlockMark* below, std::uint64_t seed) {
    BlockMark mark;
    const auto id = digits(seed * 31 + height, id_letters);
    std::copy(id.begin(), id.end(), mark.id.begin());
    mark.height = height;
    const auto chance = mixed(seed * 7919 + height);
    mark.miner = static_cast<std::uint32_t>(chance % names.size());
    mark.payments = static_cast<std::uint32_t>(chance / 16 % 7);
    // Now and then a clock that is slow.
    const auto seconds = std::chrono::seconds{
        height == 0 ? 0 : static_cast<int>(chance / 128 % 11) - (chance % 23 == 0 ? 8 : 0)};
    mark.time = below == nullptr ? std::chrono::sys_seconds{std::chrono::seconds{1'795'160'000}}
                                 : below->time + seconds;
    const auto phase = static_cast<double>(height);
    mark.difficulty = 1 + 40 * (1 - std::exp(-phase / 300)) + 12 * std::sin(phase / 90);
    mark.hash_rate = 300 * mark.difficulty * (1 + 0.1 * std::sin(phase / 11));
    return mark;
}

std::vector<NodeMark> nodes_of(std::size_t count, std::uint64_t newest) {
    std::vector<NodeMark> nodes{
        {NodeMark::Kind::Ours, "this node", "127.0.0.1:5000", newest, true}};
    for (std::size_t at = 1; at < count; ++at) {
        const auto address = "192.168.178." + std::to_string(at) + ":5001";
        const bool wallet = at % 5 == 4;
        const bool known = at - 1 < names.size();
        NodeMark node{wallet ? NodeMark::Kind::Wallet : NodeMark::Kind::Node,
                      wallet  ? "a wallet"
                      : known ? names[at - 1]
                              : address,
                      address, newest, true};
        if (at % 7 == 3) {
            node.agrees = false;
            node.height = newest - std::min<std::uint64_t>(newest, 1);
        }
        if (at % 11 == 10 || wallet) node.height.reset();
        nodes.push_back(std::move(node));
    }
    return nodes;
}

std::vector<LinkMark> links_of(std::size_t nodes) {
    std::vector<LinkMark> links;
    if (nodes < 2) return links;
    if (nodes < 30) {  // all that a node knows of itself
        for (std::uint32_t to = 1; to < nodes; ++to) links.push_back({0, to, to == 5});
        return links;
    }
    for (std::uint64_t from = 0; from < nodes; ++from) {
        for (std::uint64_t link = 0; link < 4; ++link) {
            const auto to = mixed(from * 4 + link) % nodes;
            if (to == from) continue;
            links.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to),
                             mixed(from * 8 + link) % 29 == 0});
        }
    }
    return links;
}

std::vector<BranchMark> branches_of(const BlockMarks& history) {
    std::vector<BranchMark> branches;
    const auto leave = [&](std::uint64_t back, std::uint64_t blocks, bool bad) {
        const auto newest = history.back().height;
        if (newest < back + 1) return;
        BranchMark branch{newest - back, {}};
        for (std::uint64_t at = 1; at <= blocks; ++at) {
            branch.blocks.push_back(block(
                branch.above + at, &history[branch.above - history.front().height], back + 90));
            branch.blocks.back().bad = bad;
        }
        branches.push_back(std::move(branch));
    };
    for (std::uint64_t at = 10; at > 0; --at) leave(20 + at * 37, 1 + at % 3, false);
    leave(6, 2, false);
    leave(5, 1, false);
    leave(3, 2, true);
    return branches;
}

std::vector<RankMark> ranks(std::size_t count, std::uint64_t most) {
    std::vector<RankMark> ranking;
    for (std::size_t at = 0; at < count; ++at) {
        ranking.push_back({at < names.size() && at % 6 != 4 ? names[at] : "", short_of(at * 13 + 1),
                           most / (at + 1), at % 3 == 2 ? 0 : most / (at + 3) * 4,
                           notes[at % notes.size()]});
    }
    return ranking;
}

constexpr std::array<const char*, 5> carved{
    "Aiko and Ben were here, in the last row, and it rained all day.",
    "\u6c38\u9060\u306b\u6b8b\u308b\u8a00\u8449\u3002\u4eca\u65e5\u306f\u6388\u696d\u304c\u697d"
    "\u3057\u304b\u3063\u305f\uff01",
    "I lost the bet: the hash of block 900 ended with an even digit.",
    "To whoever reads this in a hundred years: we had a machine in the cellar that counted up to "
    "four thousand million for each page of this book, and we thought that was quick. What do you "
    "use?",
    "\u7530\u4e2d \u82b1\u5b50 owes nobody anything any more."};

std::vector<EngravingMark> engravings(std::uint64_t below) {
    std::vector<EngravingMark> all;
    for (std::size_t at = 0; at < 14; ++at) {
        EngravingMark mark;
        mark.name = at % 4 == 2 ? "" : names[at % names.size()];
        mark.address = short_of(at * 13 + 1);
        mark.text = carved[at % carved.size()];
        mark.waiting = at < 2;
        mark.claimed = at % 6 != 5;
        if (!mark.waiting) {
            mark.height = below > at * 3 ? below - at * 3 : 0;
            mark.when = "2026-11-20 14:" + std::to_string(59 - at);
        }
        all.push_back(mark);
    }
    return all;
}

constexpr std::size_t payments_waiting = 8;

}  // namespace

void add_block(ExplorerView& view) {
    auto history = *view.history;
    history.push_back(block(history.back().height + 1, &history.back(), 1));
    view.best_known = history.back().height;
    view.nodes.front().height = history.back().height;
    view.history = std::make_shared<const BlockMarks>(std::move(history));
}

ExplorerView explorer(SampleSize size) {
    BlockMarks history;
    for (std::uint64_t height = 0; height < std::max<std::size_t>(size.blocks, 1); ++height) {
        history.push_back(block(height, history.empty() ? nullptr : &history.back(), 1));
    }
    ExplorerView view;
    view.network = "classroom";
    view.best_known = history.back().height;
    view.nodes = nodes_of(std::max<std::size_t>(size.nodes, 1), view.best_known);
    view.links = links_of(view.nodes.size());
    view.branches = branches_of(history);
    view.history = std::make_shared<const BlockMarks>(std::move(history));
    view.people = std::make_shared<const std::vector<std::string>>(names.begin(), names.end());
    for (std::size_t at = 0; at < payments_waiting; ++at) {
        view.waiting.push_back({names[at], names[at * 5 % names.size()], 5 + at * 40, 1 + at % 3,
                                notes[at % notes.size()]});
    }
    view.waiting_count = payments_waiting + 5;
    view.waiting_bytes = 5'480;
    view.ranking = ranks(40, 4'820);
    view.of_day = ranks(9, 210);
    view.day = "2026-11-20";
    view.engravings = engravings(view.best_known);
    view.happenings = {"core Ben joined", "reorganisation: back 2, forward 3"};
    if (size.students > 0) add_class(view, size.students);
    return view;
}

Explorer::Explorer(SampleSize size) : now_{explorer(size)} {}

std::shared_ptr<const ExplorerView> Explorer::view() const {
    const std::lock_guard lock{mutex_};
    auto copy = std::make_shared<ExplorerView>(now_);
    if (look_) copy->look = std::make_shared<const BlockLook>(*look_);
    return copy;
}

void Explorer::when_changed(std::function<void()> ring) {
    const std::lock_guard lock{mutex_};
    ring_ = std::move(ring);
}

// In the words of a real node (common/explorer/specimen.cpp).
void Explorer::judge() {
    const bool new_hash = look_->change && look_->change->part == 0;
    look_->hash = (new_hash ? "" : "00000") + digits(look_->height + (new_hash ? 5 : 0), 64);
    look_->hash.resize(64);
    look_->verdicts.clear();
    std::string own = "It has its work, and its transactions are those of its root.";
    if (new_hash) own = "Its hash lies above its target.";
    if (look_->change && !new_hash) own = "Its Merkle root is that of other transactions.";
    look_->verdicts.push_back({look_->height, !look_->change, true, own});
    const auto number = std::to_string(look_->height);
    const auto newest = now_.history->back().height;
    for (auto height = look_->height + 1; height <= std::min(newest, look_->height + 5); ++height) {
        const bool next = height == look_->height + 1;
        std::string text = "It stands on block " + std::to_string(height - 1) + ".";
        if (new_hash && next) text = "It names the true block " + number + ", not this one.";
        if (new_hash && !next) {
            text.back() = ',';
            text += " which does not stand on this block " + number + ".";
        }
        look_->verdicts.push_back({height, true, !(new_hash && next), text});
    }
}

void Explorer::put_back() {
    look_->answers.clear();
    if (!look_->change) return;
    const auto [part, offset, was] = *look_->change;
    if (part == 0) {
        look_->header[offset] = was;
    } else {
        look_->transactions[part - 1][offset] = static_cast<char>(was);
    }
    look_->change.reset();
}

void Explorer::change(const ChangeByte& byte) {
    put_back();
    BlockLook::Change change{byte.part, byte.offset, 0};
    if (byte.part == 0) {
        change.was = std::exchange(look_->header.at(byte.offset), byte.value);
    } else {
        auto& letter = look_->transactions.at(byte.part - 1).at(byte.offset);
        change.was =
            static_cast<std::uint8_t>(std::exchange(letter, static_cast<char>(byte.value)));
    }
    look_->change = change;
}

void Explorer::perform(const ExplorerCommand& command) {
    const std::lock_guard lock{mutex_};
    if (std::holds_alternative<PartClass>(command)) {
        part_class(now_);
    } else if (std::holds_alternative<HealClass>(command)) {
        heal_class(now_);
    } else if (const auto* look = std::get_if<LookAtBlock>(&command)) {
        look_.emplace();
        look_->height = look->height;
        for (std::size_t at = 0; at < look_->header.size(); ++at) {
            look_->header[at] = static_cast<std::uint8_t>(mixed(look->height * 100 + at));
        }
        // Version 1, a previous hash that is small, the easiest bits, a time of this year.
        const auto put = [&](std::size_t offset, std::initializer_list<std::uint8_t> bytes) {
            std::copy(bytes.begin(), bytes.end(),
                      look_->header.begin() + static_cast<std::ptrdiff_t>(offset));
        };
        put(0, {1, 0, 0, 0});
        put(33, {0, 0, 0});
        put(70, {2, 0x6b});
        put(72, {0xff, 0xff, 0, 0x1f});
        look_->transactions = {
            R"({"coinbase":{"height":)" + std::to_string(look->height) + R"(,"network":")" +
                digits(1, 64) + R"("},"outputs":[{"address":"sb1)" + digits(look->height, 58) +
                R"(","amount":102}]})",
            R"({"inputs":[{"index":1,"signature":")" + digits(look->height + 2, 128) +
                R"(","transaction":")" + digits(look->height + 3, 64) +
                "\"}],\"note\":{\"app\":\"memo\",\"text\":\"\u3042\u308a\u304c\u3068\u3046\"},"
                "\"outputs\":[{\"address\":\"sb1" +
                digits(look->height + 5, 58) + "\",\"amount\":45}]}"};
    } else if (std::holds_alternative<StopLooking>(command) || !look_) {
        look_.reset();
    } else if (const auto* byte = std::get_if<ChangeByte>(&command)) {
        change(*byte);
    } else if (std::holds_alternative<PutBack>(command)) {
        put_back();
    } else if (std::holds_alternative<ShowToNeighbours>(command)) {
        look_->answers = {{"Aiko", true, "has looked at it, and hung up."},
                          {"Ben", true, "has looked at it, and hung up."},
                          {"Clara", false, "is looking at it \u2026"}};
    }
    if (look_) judge();
    if (ring_) ring_();
}

}  // namespace sample
