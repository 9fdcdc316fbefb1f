// Bodies from several neighbours, and from such as do not bring them.
#include "node/download.hpp"

#include "sync_kit.hpp"

using namespace sync_kit;

namespace {

// A node that keeps the blocks it is asked for to itself, or some, or takes its time.
class Miser : public SyncNode {
public:
    std::function<bool(const NodeMessage&)> withholds = [](const NodeMessage& message) {
        return std::holds_alternative<OneBlock>(message);
    };
    std::size_t withheld = 0;
    void say(LinkId to, const NodeMessage& message) override {
        if (withholds(message)) {
            ++withheld;
            return;
        }
        SyncNode::say(to, message);
    }
};

// One newcomer among some that have everything.
struct Scene {
    explicit Scene(std::size_t length, std::size_t givers) {
        blocks = quarry.run(quarry.root(), length);
        world.add(young);
        for (std::size_t i = 0; i < givers; ++i) {
            old.push_back(std::make_unique<Miser>());
            old.back()->withholds = [](const NodeMessage&) { return false; };
            world.add(*old.back());
            old.back()->has(blocks);
        }
    }
    void link_all() {
        for (auto& one : old) world.link(*one, young);
    }
    [[nodiscard]] bool done() const { return young.chain().tip().hash == quarry.last(blocks).hash; }
    [[nodiscard]] bool run(sbc::Duration time) {
        return world.run_until([this] { return done(); }, time);
    }
    [[nodiscard]] bool dropped(const Actor& actor) const {
        return std::any_of(young.drops.begin(), young.drops.end(),
                           [&](const Drop& drop) { return drop.link == actor.self; });
    }

    Quarry quarry;
    std::vector<Block> blocks;
    World world;
    SyncNode young;
    std::vector<std::unique_ptr<Miser>> old;
};

std::map<LinkId, std::size_t> givers(Scene& scene) {
    std::map<LinkId, std::size_t> brought;
    scene.world.on_message = [&](LinkId from, LinkId to, const NodeMessage& message) {
        if (to == scene.young.self && std::holds_alternative<OneBlock>(message)) ++brought[from];
    };
    (void)scene.run(300s);
    return brought;
}

}  // namespace

TEST_CASE("several neighbours bring the blocks at once, each block one time", "[node]") {
    Scene scene{1'000, 4};
    scene.link_all();
    const auto brought = givers(scene);
    REQUIRE(scene.done());
    CHECK(brought.size() == 4);
    std::size_t all = 0;
    for (const auto& [link, count] : brought) {
        CHECK(count > 100);
        all += count;
    }
    CHECK(all == 1'000);
    CHECK(scene.young.drops.empty());
}

TEST_CASE("no more is asked of one neighbour at a time than was said", "[node]") {
    Scene scene{500, 2};
    std::size_t most = 0;
    std::size_t most_in_one = 0;
    scene.world.on_message = [&](LinkId, LinkId, const NodeMessage& message) {
        for (const auto& one : scene.old) {
            most = std::max(most, scene.young.download().in_flight(one->self));
        }
        if (const auto* asks = std::get_if<GetBlocks>(&message)) {
            most_in_one = std::max(most_in_one, asks->hashes.size());
        }
    };
    scene.link_all();
    REQUIRE(scene.run(60s));
    CHECK(most == 32);
    CHECK(most_in_one == 16);
}

TEST_CASE("a neighbour that keeps the blocks to itself is dropped, once others have brought them",
          "[node]") {
    Scene scene{400, 3};
    scene.old[0]->withholds = [](const NodeMessage& message) {
        return std::holds_alternative<OneBlock>(message);
    };
    scene.link_all();
    REQUIRE(scene.run(15s));
    scene.world.run_for(15s);
    CHECK(scene.dropped(*scene.old[0]));
    CHECK(scene.young.drops.size() == 1);
}

TEST_CASE("a neighbour that is only slow keeps its link, and does not hold up the others",
          "[node]") {
    Scene scene{1'000, 3};
    scene.world.latency = [&](LinkId from, LinkId) {
        const bool slow = scene.world.now() > beginning + 200ms;
        return slow && from == scene.old[2]->self ? 9'000ms : 20ms;
    };
    scene.link_all();
    REQUIRE(scene.run(6s));
    scene.world.run_for(30s);
    CHECK(scene.young.drops.empty());
}

TEST_CASE("the only neighbour is not dropped, however slow", "[node]") {
    Scene scene{40, 1};
    scene.world.latency = [&](LinkId from, LinkId) {
        return from == scene.old[0]->self ? 8'000ms : 20ms;
    };
    scene.link_all();
    REQUIRE(scene.run(200s));
    CHECK(scene.young.drops.empty());
}

TEST_CASE("the only neighbour is asked again for what did not come", "[node]") {
    Scene scene{20, 1};
    bool first = true;
    scene.old[0]->withholds = [&](const NodeMessage& message) {
        if (!std::holds_alternative<OneBlock>(message) || scene.old[0]->withheld == 20)
            return false;
        return first;
    };
    scene.link_all();
    REQUIRE(scene.run(60s));
    CHECK(scene.young.drops.empty());
    CHECK(scene.old[0]->withheld == 20);
}

TEST_CASE("what a neighbour does not have is asked for elsewhere", "[node]") {
    Scene scene{300, 2};
    auto& poor = *scene.old[0];
    poor.withholds = [&](const NodeMessage& message) {
        const auto* block = std::get_if<OneBlock>(&message);
        if (block == nullptr) return false;
        scene.world.send(poor.self, scene.young.self, NoBlock{hash_of(block->block.header)});
        return true;
    };
    scene.link_all();
    REQUIRE(scene.run(30s));
    CHECK(scene.young.drops.empty());
    CHECK(poor.withheld <= 64);  // it is not asked on and on
}

TEST_CASE("when a neighbour goes, others bring its share", "[node]") {
    Scene scene{600, 3};
    scene.link_all();
    REQUIRE(scene.world.run_until([&] { return scene.young.chain().height() > Height{100}; }, 30s));
    scene.world.cut(scene.old[0]->self, scene.young.self);
    scene.world.cut(scene.old[1]->self, scene.young.self);
    REQUIRE(scene.run(10s));
}

TEST_CASE("work that was announced and whose blocks nobody has is given up for what there is",
          "[node]") {
    Quarry quarry;
    const auto good = quarry.run(quarry.root(), 300);
    const auto held_back = quarry.run(quarry.root(), 400);
    World world;
    SyncNode young;
    SyncNode old;
    Miser miser;
    const bool says_so = GENERATE(true, false);
    miser.withholds = [&](const NodeMessage& message) {
        const auto* block = std::get_if<OneBlock>(&message);
        if (block == nullptr) return false;
        if (says_so) world.send(miser.self, young.self, NoBlock{hash_of(block->block.header)});
        return true;
    };
    world.add(young);
    world.add(old);
    world.add(miser);
    old.has(good);
    miser.has(held_back);
    world.link(miser, young);
    world.link(old, young);
    REQUIRE(world.run_until([&] { return young.tip() == old.tip(); }, 100s));
}

TEST_CASE("a false body under a true header costs its sender the link, and not the block",
          "[node]") {
    Scene scene{50, 2};
    auto& forger = *scene.old[0];
    forger.withholds = [&](const NodeMessage& message) {
        const auto* block = std::get_if<OneBlock>(&message);
        if (block == nullptr) return false;
        OneBlock forged = *block;
        forged.block.transactions.push_back(R"({"block":"a forged one","why":")" +
                                            std::string(60, 'f') + "\"}");
        scene.world.send(forger.self, scene.young.self, forged);
        return true;
    };
    scene.link_all();
    REQUIRE(scene.run(30s));
    CHECK(scene.dropped(forger));
    CHECK(scene.young.drops.size() == 1);
}
