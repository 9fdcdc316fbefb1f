#pragma once

#include <set>

#include "chain_message.hpp"
#include "p2p/application.hpp"
#include "p2p/core_node.hpp"
#include "search.hpp"
#include "sim/dice.hpp"

namespace storm {

// What it says to all its neighbours, every second, and never keeps:
enum class Lie {
    Undelivered,  // I have another last block, with more work
    BadBlock,     // the same; and whoever asks gets one whose payments are not in its header
    Orphan,       // here is a block (it stands on nothing)
    LongHistory,  // mine is much longer
};

// An application that calls itself "chain" and lies.
class Liar : public sbc::p2p::Application {
public:
    using Actions = sbc::p2p::Actions;
    using LinkId = sbc::p2p::LinkId;
    using Moment = sbc::p2p::Moment;

    Liar(Lie lie, std::uint64_t seed) : lie_{lie}, dice_{seed} {}
    [[nodiscard]] std::string name() const override { return "chain"; }
    [[nodiscard]] std::uint64_t lies() const { return lies_; }  // to each neighbour

    Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source, Moment) override {
        return {};
    }
    Actions joined(LinkId neighbour, Moment) override {
        neighbours_.insert(neighbour);
        return {};
    }
    Actions left(LinkId neighbour) override {
        neighbours_.erase(neighbour);
        return {};
    }
    Actions direct(LinkId from, const std::string& body, Moment) override {
        const auto message = stage::decode_chain_message(body);
        if (!message) return {};
        if (const auto* heard = std::get_if<stage::Announce>(&*message)) heard_ = *heard;
        if (std::holds_alternative<stage::GetBlock>(*message) && lie_ == Lie::BadBlock) {
            return {say(from, stage::OneBlock{block_})};
        }
        return {};
    }
    Actions on_time(Moment moment) override {
        next_ = moment.now + std::chrono::seconds{1};
        if (neighbours_.empty()) return {};
        ++lies_;
        block_.header.previous = lie_ == Lie::Orphan ? some_hash() : heard_.tip;
        block_.header.merkle_root = some_hash();
        block_.header.time = moment.wall;
        block_.header.bits = stage::Bits{0x207fffff};
        block_.transactions.clear();
        if (lie_ == Lie::Orphan) block_.header.merkle_root = {};  // of no payments
        if (const auto found = search(block_.header, 1'000)) block_.header = *found;
        Actions actions;
        for (const LinkId neighbour : neighbours_) actions.push_back(say(neighbour, something()));
        return actions;
    }
    [[nodiscard]] sbc::Instant deadline() const override { return next_; }

private:
    stage::Hash some_hash() {
        return sbc::crypto::hash256(sbc::as_bytes(std::to_string(dice_.roll())));
    }
    stage::ChainMessage something() {
        const std::uint64_t ahead = lie_ == Lie::LongHistory ? 50 : 1;
        const stage::Hash tip = lie_ == Lie::BadBlock ? hash_of(block_.header) : some_hash();
        if (lie_ == Lie::Orphan) return stage::OneBlock{block_};
        return stage::Announce{tip, stage::Height{heard_.height.value() + ahead},
                               heard_.work + sbc::U256{1'000'000}};
    }
    sbc::p2p::Action say(LinkId to, const stage::ChainMessage& message) const {
        return sbc::p2p::Send{to, sbc::p2p::Direct{name(), encode(message)}};
    }

    Lie lie_;
    sbc::sim::Dice dice_;
    std::set<LinkId> neighbours_;
    stage::Announce heard_{};
    stage::Block block_;
    sbc::Instant next_ = sbc::Instant::min();
    std::uint64_t lies_ = 0;
};

struct LiarsHouse {
    Liar liar;
};

// A core with that application.
struct LyingCore : LiarsHouse, sbc::p2p::CoreNode {
    LyingCore(Lie lie, std::uint64_t seed, const sbc::p2p::CoreSettings& settings)
        : LiarsHouse{{lie, seed}}, sbc::p2p::CoreNode{settings, {&liar}} {}
};

}  // namespace storm
