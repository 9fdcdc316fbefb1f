// What a neighbour may say to a node of stage 05, out of malice or by mistake, and what it costs.
#include "catch.hpp"
#include "chain_app.hpp"
#include "chain_app_scene.hpp"
#include "sim/dice.hpp"

using namespace scene;
using sample::Forge;
using sample::payment;
using sbc::sim::Dice;

namespace {

// Says anything at all, mostly with blocks and payments that nearly fit.
class Mallory {
public:
    explicit Mallory(std::uint64_t seed) : dice_{seed} {
        for (int i = 0; i < 30; ++i) {
            const Place& parent = *places_[places_.size() - 1 - dice_.below(places_.size()) / 4];
            const auto at = sample::wall + std::chrono::minutes{dice_.below(300)};
            places_.push_back(&forge_.on(parent, some_payments(), at));
        }
    }

    std::string says() {
        if (dice_.chance(0.05)) return "{}";
        std::string body = encode(something());
        if (dice_.chance(0.05)) body[dice_.below(body.size())] = static_cast<char>(dice_.roll());
        return body;
    }

private:
    ChainMessage something() {
        switch (dice_.below(10)) {
            case 0: return NewTransaction{text()};
            case 1: return Announce{hash(), height(), sbc::U256{dice_.below(100)}};
            case 2: return GetBlock{hash()};
            case 3: return OneBlock{block()};
            case 4: return Waiting{texts()};
            case 5: return GetBlocks{height(), hash()};
            case 6: return Blocks{height(), blocks()};
            case 7: return OtherHistory{height()};
            case 8: return GetTree{};
            default: return TreeTop{height(), hash(), {block().header, block().header}};
        }
    }
    Hash hash() {
        if (dice_.chance(0.7)) return dice_.pick(places_)->hash;
        return sbc::crypto::hash256(sbc::as_bytes(std::to_string(dice_.roll())));
    }
    Height height() {
        return Height{dice_.chance(0.8) ? dice_.below(20) : dice_.below(1'000'000'000)};
    }
    std::string text() { return dice_.chance(0.8) ? payment(dice_.below(20)) : R"({"from":"x"})"; }
    std::vector<std::string> texts() {
        std::vector<std::string> all(dice_.below(5));
        for (auto& one : all) one = text();
        return all;
    }
    std::vector<std::string> some_payments() {
        std::vector<std::string> all;
        for (std::uint64_t i = dice_.below(3); i > 0; --i) all.push_back(payment(dice_.below(20)));
        return all;
    }
    Block block() {
        Block block = dice_.pick(places_)->block;
        const auto fault = dice_.below(20);
        if (fault == 0) block.header.version = 2;
        if (fault == 1) block.header.bits = Bits{static_cast<std::uint32_t>(dice_.roll())};
        if (fault == 2) block.header.previous = hash();
        if (fault == 3) block.transactions = texts();
        if (fault == 4) block.header.time += std::chrono::hours{dice_.below(200)};
        if (fault >= 1 && fault <= 4 && dice_.chance(0.5)) {
            block.header.bits = Bits{0x207fffff};
            block.header = sample::mined(block.header);
        }
        return block;
    }
    std::vector<Block> blocks() {
        if (dice_.chance(0.5)) return sample::history(*dice_.pick(places_));
        std::vector<Block> all(dice_.below(5));
        for (auto& one : all) one = block();
        return all;
    }

    Dice dice_;
    Forge forge_;
    std::vector<const Place*> places_{&forge_.root()};
};

std::size_t bytes_of(const Actions& actions) {
    std::size_t bytes = 0;
    for (const auto& action : actions) {
        if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
            CHECK_FALSE(unsendable(send->message));
            bytes += encode(send->message).size();
        }
        if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
            CHECK_FALSE(unsendable(all->message));
            bytes += encode(all->message).size();
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("whatever neighbours say, a node goes on, and its history never loses work", "[05]") {
    const auto seed = GENERATE(range(0U, 10U));
    CAPTURE(seed);
    Mallory mallory{seed};
    Dice dice{seed};
    Node node{mining(0ms)};
    const std::vector<LinkId> neighbours{anna, berta, carla};
    for (const LinkId link : neighbours) node.meets(link);
    sbc::Instant now = start;
    for (int i = 0; i < 250; ++i) {
        now += sbc::Duration{dice.below(500)};
        const auto before = node.app.chain().tip().work;
        const LinkId by = dice.pick(neighbours);
        const Actions actions = node.app.direct(by, mallory.says(), at(now));
        REQUIRE(bytes_of(actions) <= 3 * sbc::p2p::longest_direct);
        for (const auto& [link, penalty] : closed(actions)) {
            CHECK(link == by);  // nobody pays for another one
            node.app.left(link);
            node.app.joined(link, at(now));
        }
        if (node.app.deadline() <= now) (void)bytes_of(node.app.on_time(at(now)));
        if (node.app.job() && dice.chance(0.02)) (void)node.solves(now);
        REQUIRE(node.app.chain().tip().work >= before);
        REQUIRE(node.app.deadline() > now);
    }
    // An honest neighbour's payment is mined all the same.
    node.is_told(Waiting{{payment(99)}}, LinkId{77}, now);
    CHECK(node.app.pool().waits(payment(99)));
    while (node.app.pool().waits(payment(99))) {
        REQUIRE(node.app.job());
        node.solves(now);
    }
    CHECK(node.app.chain().height() > Height{0});
}

TEST_CASE("who announces blocks without end and delivers none is asked for sixteen", "[05]") {
    Node node;
    node.meets(anna);
    std::size_t questions = 0;
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        const Hash hash = sbc::crypto::hash256(sbc::as_bytes(std::to_string(i)));
        questions +=
            said<GetBlock>(node.is_told(Announce{hash, Height{1}, sbc::U256::max()})).size();
    }
    CHECK(questions == 16);
    CHECK(said<GetBlock>(node.app.on_time(at(start + 5s))).empty());
}

TEST_CASE("orphans without end are asked after once, and fill no memory", "[05]") {
    Node node;
    node.meets(anna);
    std::size_t questions = 0;
    for (std::uint64_t i = 0; i < 500; ++i) {
        Forge elsewhere{sample::easy("net " + std::to_string(i))};
        const Actions actions = node.is_told(OneBlock{elsewhere.line(elsewhere.root(), 1).block});
        CHECK(closed(actions).empty());
        questions += said<GetBlocks>(actions).size();
    }
    CHECK(questions == 1);
    CHECK(node.app.chain().tree().places().size() == 1);
}

TEST_CASE("a payment is passed on once, however often it comes back", "[05]") {
    Node node;
    for (const LinkId link : {anna, berta, carla}) node.meets(link);
    CHECK(bytes_of(node.is_told(Waiting{{payment(1)}}, anna)) > 0);
    for (int i = 0; i < 100; ++i) {
        CHECK(node.is_told(Waiting{{payment(1), payment(1)}}, i % 2 == 0 ? anna : berta).empty());
    }
}
