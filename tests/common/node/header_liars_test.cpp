// Headers from neighbours that are silent, lie, or do not hold; and headers without end.
#include "node/header_sync.hpp"
#include "sync_kit.hpp"

using namespace sync_kit;

namespace {

// Says what it is told to, and counts what it is asked.
class Liar : public Actor {
public:
    Tip says;
    std::function<std::optional<Headers>(const GetHeaders&)> answers;
    bool gone = false;
    std::size_t asked = 0;

    void joined(LinkId other) override { world->send(self, other, says); }
    void left(LinkId) override { gone = true; }
    void received(LinkId from, const NodeMessage& message) override {
        if (const auto* question = std::get_if<GetHeaders>(&message)) {
            ++asked;
            if (!answers) return;
            if (const auto answer = answers(*question)) world->send(self, from, *answer);
        }
        if (const auto* blocks = std::get_if<GetBlocks>(&message)) {
            for (const Hash& hash : blocks->hashes) world->send(self, from, NoBlock{hash});
        }
    }
};

Tip tip_of(const Place& place) { return {place.hash, place.height, place.work}; }
Tip dream(std::uint64_t work) {
    Tip tip{{}, Height{1'000}, U256{work}};
    tip.tip.bytes[5] = 77;
    return tip;
}
// The headers that follow the first hash of the locator that is below this place.
Headers what_follows(const Quarry& quarry, const Place& end, const GetHeaders& question,
                     std::size_t most = most_headers) {
    const Place* at = &quarry.root();
    for (const Hash& hash : question.locator) {
        const Place* place = quarry.tree().find(hash);
        if (place == nullptr || place->height > end.height) continue;
        if (&ancestor(end, place->height) != place) continue;
        at = place;
        break;
    }
    Headers answer;
    for (Height height = above(at->height); height <= end.height && answer.headers.size() < most;
         height = above(height)) {
        answer.headers.push_back(header_of(ancestor(end, height)));
    }
    return answer;
}

}  // namespace

TEST_CASE("a neighbour that answers with nothing, or not at all, is replaced", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 300);
    World world;
    SyncNode old;
    SyncNode young;
    Liar liar;
    liar.says = dream(1'000'000);
    const bool silent = GENERATE(true, false);
    if (!silent) liar.answers = [](const GetHeaders&) { return Headers{}; };
    world.add(old);
    world.add(young);
    world.add(liar);
    old.has(blocks);
    world.link(liar, young);
    world.link(old, young);
    REQUIRE(world.run_until([&] { return young.tip() == old.tip(); }, 30s));
    CHECK(liar.gone);
    CHECK(liar.asked == 1);
    REQUIRE(young.drops.size() == 1);
    CHECK(young.drops[0].penalty > 0);
}

TEST_CASE("two who are silent by turns, and come again each time, do not keep out another",
          "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 300);
    World world;
    SyncNode old;  // was here before them, as it is after a while, however often they come
    SyncNode young;
    std::vector<Liar> liars(2);
    world.add(old);
    world.add(young);
    old.has(blocks);
    for (Liar& liar : liars) {
        world.add(liar);
        liar.says = dream(1'000'000);
        world.link(liar, young);
    }
    world.link(old, young);
    for (int seconds = 0; seconds < 60 && young.tip() != old.tip(); ++seconds) {
        world.run_for(1s);
        for (Liar& liar : liars) {
            if (std::exchange(liar.gone, false)) world.link(liar, young);
        }
    }
    CHECK(young.tip() == old.tip());
    CHECK(liars[0].asked + liars[1].asked <= 2);
}

TEST_CASE("the only neighbour is given time, but not for ever", "[node]") {
    World world;
    SyncNode young;
    Liar liar;
    liar.says = dream(1'000);
    world.add(young);
    world.add(liar);
    world.link(liar, young);
    world.run_for(35s);
    CHECK_FALSE(liar.gone);
    CHECK(liar.asked == 4);
    world.run_for(60s);
    CHECK(liar.gone);
    CHECK(liar.asked == 4);
}

TEST_CASE("headers that stand on nothing we share, or do not hold, cost their sender its link",
          "[node]") {
    Quarry quarry;
    Quarry elsewhere{easy("elsewhere")};
    const auto blocks = quarry.run(quarry.root(), 300);
    const auto others = elsewhere.run(elsewhere.root(), 300);
    World world;
    SyncNode young;
    Liar liar;
    const int how = GENERATE(0, 1, 2, 3);
    CAPTURE(how);
    liar.says = dream(1'000'000);
    liar.answers = [&](const GetHeaders& question) {
        Headers answer = what_follows(quarry, quarry.last(blocks), question);
        if (how == 0) answer = what_follows(elsewhere, elsewhere.last(others), question);
        if (how == 1) answer.headers.erase(answer.headers.begin() + 100);
        if (how == 2) answer.headers[100].bits = Bits{0x1f00ffff};
        if (how == 3) std::swap(answer.headers[3], answer.headers[4]);
        return answer;
    };
    world.add(young);
    world.add(liar);
    world.link(liar, young);
    world.run_for(20s);
    CHECK(liar.gone);
    CHECK(liar.asked == 1);
    REQUIRE(young.drops.size() == 1);
    CHECK(young.drops[0].penalty == 100);
    CHECK(young.chain().tree().size() == 1);
}

TEST_CASE("who announces more work than it shows loses its link, and nothing of it is kept",
          "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 600);
    World world;
    SyncNode young;
    Liar liar;
    liar.says = dream(1'000'000);
    liar.answers = [&](const GetHeaders& question) {
        return what_follows(quarry, quarry.last(blocks), question);
    };
    world.add(young);
    world.add(liar);
    world.link(liar, young);
    world.run_for(20s);
    CHECK(liar.gone);
    CHECK(young.chain().tree().size() == 1);
    CHECK(liar.asked == 3);
}

TEST_CASE("a neighbour that goes in circles is noticed", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 1'000);
    const std::vector<Block> first(blocks.begin(), blocks.begin() + 500);
    World world;
    SyncNode young;
    Liar liar;
    liar.says = dream(1'000'000);
    // Always the same: what we have already, or what it has just shown.
    const bool known = GENERATE(true, false);
    if (known) young.has(first);
    liar.answers = [&](const GetHeaders&) {
        return what_follows(quarry, quarry.last(blocks), {{quarry.root().hash}});
    };
    world.add(young);
    world.add(liar);
    world.link(liar, young);
    world.run_for(60s);
    CHECK(liar.gone);
    CHECK(liar.asked <= 10);
    CHECK(young.drops.size() == 1);
}

TEST_CASE("nothing is kept that is not what was shown", "[node]") {
    Quarry quarry;
    const auto shown = quarry.run(quarry.root(), 600);
    const auto other = quarry.run(quarry.root(), 600);
    World world;
    SyncNode young;
    Liar liar;
    liar.says = tip_of(quarry.last(shown));
    liar.answers = [&](const GetHeaders& question) -> std::optional<Headers> {
        if (liar.asked > 4) return std::nullopt;
        return what_follows(quarry, quarry.last(liar.asked == 4 ? other : shown), question);
    };
    world.add(young);
    world.add(liar);
    world.link(liar, young);
    world.run_for(5s);
    CHECK(liar.asked == 5);  // it must show everything once more
    CHECK(young.chain().tree().size() == 1);
}

TEST_CASE("who shows another history each time is dropped", "[node]") {
    Quarry quarry;
    std::vector<std::vector<Block>> histories;
    histories.reserve(8);
    for (int i = 0; i < 8; ++i) histories.push_back(quarry.run(quarry.root(), 400));
    World world;
    SyncNode young;
    Liar liar;
    liar.says = tip_of(quarry.last(histories[0]));
    liar.answers = [&](const GetHeaders& question) {
        const auto& history = histories[(liar.asked / 2) % histories.size()];
        return what_follows(quarry, quarry.last(history), question);
    };
    world.add(young);
    world.add(liar);
    world.link(liar, young);
    world.run_for(60s);
    CHECK(liar.gone);
    CHECK(young.chain().tree().size() == 1);
    CHECK(liar.asked < 20);
}

TEST_CASE("a slow drip of answers is noticed when another waits", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 20'000);
    const auto good = quarry.run(quarry.root(), 300);
    World world;
    SyncNode young;
    SyncNode old;
    old.has(good);
    Liar liar;
    liar.says = dream(1'000'000);
    world.add(old);
    world.add(young);
    world.add(liar);
    world.set_wall(easy().begins + 24h * 365);
    world.latency = [&](LinkId from, LinkId) {
        return from == liar.self && liar.asked > 0 ? 9'000ms : 20ms;
    };
    liar.answers = [&](const GetHeaders& question) {
        return what_follows(quarry, quarry.last(blocks), question);
    };
    world.link(liar, young);
    world.run_for(100ms);
    world.link(old, young);
    REQUIRE(world.run_until([&] { return young.tip() == old.tip(); }, 90s));
    CHECK(liar.asked > 1);
    CHECK(liar.asked < 6);
    CHECK(liar.gone);
}
