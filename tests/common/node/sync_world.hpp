// Blocks to try things with, and a world of virtual time in which messages are on their way.
#pragma once

#include <functional>
#include <map>
#include <queue>
#include <set>
#include <string>
#include <vector>

#include "catch.hpp"
#include "chain/chain.hpp"
#include "chain/merkle.hpp"
#include "node/message.hpp"

namespace sync_kit {

using namespace std::chrono_literals;
using namespace sbc::node;
using namespace sbc::chain;
using sbc::Instant;
using sbc::U256;
using sbc::net::LinkId;
using sbc::node::Spend;

constexpr Instant beginning{std::chrono::hours{1}};

// Every second hash is a block.
inline Network easy(const std::string& name = "easy") {
    Network network;
    network.name = name;
    network.easiest = Bits{0x207fffff};
    return network;
}

// Blocks on blocks, from nobody in particular.
class Quarry {
public:
    explicit Quarry(Network network = easy()) : tree_{std::move(network), 100'000'000} {}
    [[nodiscard]] const BlockTree& tree() const { return tree_; }
    [[nodiscard]] const Place& root() const { return tree_.root(); }
    [[nodiscard]] const Place& place(const Hash& hash) const { return *tree_.find(hash); }

    // One on this place: with this transaction, so long after it.
    Block on(const Place& parent, std::string transaction, std::chrono::seconds after = 5s) {
        Block block;
        block.transactions = {std::move(transaction)};
        block.header.merkle_root = merkle_root(leaves_of(block.transactions));
        block.header.previous = parent.hash;
        block.header.time = parent.time() + after;
        block.header.bits = tree_.next_bits(parent);
        while (!check_header(block.header)) {
            block.header.nonce = Nonce{block.header.nonce.value() + 1};
        }
        const auto placed = tree_.accept(*check_header(block.header), block.header.time);
        REQUIRE(placed);
        tree_.body_arrived(**placed);
        return block;
    }
    Block on(const Place& parent, std::chrono::seconds after = 5s) {
        std::string text = R"({"block":)" + std::to_string(++made_) + R"(,"why":")";
        return on(parent, text + std::string(60, 'x') + "\"}", after);
    }
    // So many, one on the other.
    std::vector<Block> run(const Place& on_this, std::size_t length,
                           std::chrono::seconds after = 5s) {
        std::vector<Block> blocks;
        const Place* at = &on_this;
        while (blocks.size() < length) {
            blocks.push_back(on(*at, after));
            at = &place(hash_of(blocks.back().header));
        }
        return blocks;
    }
    const Place& last(const std::vector<Block>& blocks) const {
        return place(hash_of(blocks.back().header));
    }

private:
    BlockTree tree_;
    std::uint64_t made_ = 0;
};

class AnyLedger : public Ledger {
public:
    [[nodiscard]] sbc::Result<void, BlockError> check(std::string_view) const override {
        return {};
    }
    [[nodiscard]] sbc::Result<Undo, BlockError> apply(const Block& block, Height) override {
        if (!refuses.contains(hash_of(block.header))) return Undo{};
        return sbc::refuse(BlockError::BadPayment, "told to refuse it");
    }
    void undo(const Block&, const Undo&) override {}
    std::set<Hash> refuses;
};

class World;

// Whoever stands in the world. Its link to another has that one's number.
class Actor {
public:
    virtual ~Actor() = default;
    virtual void joined(LinkId /*other*/) {}
    virtual void received(LinkId from, const NodeMessage& message) = 0;
    virtual void left(LinkId /*other*/) {}
    virtual void on_time() {}
    [[nodiscard]] virtual Instant deadline() const { return sbc::never; }

    World* world = nullptr;
    LinkId self{};
};

// Time, and messages on their way. Links keep their order.
class World {
public:
    using Latency = std::function<sbc::Duration(LinkId, LinkId)>;
    Latency latency = [](LinkId, LinkId) { return 20ms; };
    std::map<std::string, std::uint64_t> sent;  // by kind
    std::function<void(LinkId from, LinkId to, const NodeMessage&)> on_message;

    [[nodiscard]] Instant now() const { return now_; }
    [[nodiscard]] std::chrono::sys_seconds wall() const {
        return wall_ + std::chrono::duration_cast<std::chrono::seconds>(now_ - beginning);
    }
    void set_wall(std::chrono::sys_seconds wall) { wall_ = wall; }

    LinkId add(Actor& actor) {
        actor.world = this;
        actor.self = LinkId{actors_.size()};
        actors_.push_back(&actor);
        return actor.self;
    }
    void link(Actor& a, Actor& b) {
        links_.insert({a.self, b.self});
        links_.insert({b.self, a.self});
        a.joined(b.self);
        b.joined(a.self);
        arm(a);
        arm(b);
    }
    [[nodiscard]] bool linked(LinkId a, LinkId b) const { return links_.contains({a, b}); }
    [[nodiscard]] std::vector<LinkId> links_of(LinkId of) const {
        std::vector<LinkId> links;
        for (auto at = links_.lower_bound({of, LinkId{0}}); at != links_.end() && at->first == of;
             ++at) {
            links.push_back(at->second);
        }
        return links;
    }
    void cut(LinkId a, LinkId b) {
        if (links_.erase({a, b}) == 0) return;
        links_.erase({b, a});
        after(0ms, [this, a, b] {
            at(a).left(b);
            at(b).left(a);
            arm(at(a));
            arm(at(b));
        });
    }
    // What the wire makes of it: encoded, and decoded there.
    void send(LinkId from, LinkId to, const NodeMessage& message) {
        if (!linked(from, to)) return;
        const std::string text = encode(message);
        ++sent[kind_of(text)];
        Instant& last = last_arrival_[{from, to}];
        last = std::max(last, now_ + latency(from, to));
        events_.push({last, next_++, [this, from, to, text] {
                          if (!linked(from, to)) return;
                          const auto heard = decode_node_message(text);
                          REQUIRE(heard);
                          if (on_message) on_message(from, to, *heard);
                          at(to).received(from, *heard);
                          arm(at(to));
                      }});
    }
    void after(sbc::Duration time, std::function<void()> what) {
        events_.push({now_ + time, next_++, std::move(what)});
    }
    void arm(Actor& actor) {
        const Instant when = std::max(actor.deadline(), now_);
        Instant& armed = armed_[actor.self];
        if (when == sbc::never || (armed > now_ && armed <= when)) return;
        armed = when;
        events_.push({when, next_++, [this, &actor, when] {
                          if (armed_[actor.self] == when) armed_[actor.self] = Instant{};
                          if (actor.deadline() <= now_) actor.on_time();
                          arm(actor);
                      }});
    }
    // False: it has not come about in this time.
    bool run_until(const std::function<bool()>& satisfied, sbc::Duration time) {
        const Instant end = now_ + time;
        while (!satisfied()) {
            if (events_.empty() || events_.top().when > end) {
                now_ = end;
                return satisfied();
            }
            const Event event = events_.top();
            events_.pop();
            now_ = event.when;
            event.what();
        }
        return true;
    }
    void run_for(sbc::Duration time) {
        (void)run_until([] { return false; }, time);
    }
    Actor& at(LinkId link) { return *actors_[link.value()]; }

private:
    static std::string kind_of(const std::string& text) {
        const std::size_t at = text.find("\"kind\":\"") + 8;
        return text.substr(at, text.find('"', at) - at);
    }
    struct Event {
        Instant when;
        std::uint64_t order;
        std::function<void()> what;
        bool operator<(const Event& other) const {
            return when != other.when ? when > other.when : order > other.order;
        }
    };
    Instant now_ = beginning;
    std::chrono::sys_seconds wall_ = easy().begins + 24h;
    std::uint64_t next_ = 0;
    std::vector<Actor*> actors_;
    std::set<std::pair<LinkId, LinkId>> links_;
    std::map<std::pair<LinkId, LinkId>, Instant> last_arrival_;
    std::map<LinkId, Instant> armed_;
    std::priority_queue<Event> events_;
};

}  // namespace sync_kit
