#include "light_wallet.hpp"

#include "light_kit.hpp"

using namespace kit;

namespace {

stage::LightWallet watcher(const SigningKey& of) {
    return stage::LightWallet{easy(), {of.public_key()}, [](LinkId link) {
                                  return "core " + std::to_string(link.value());
                              }};
}

// Changes the first record that comes along with a sibling.
Wires::Change change_record(const std::function<void(wire::Record&)>& change) {
    return [change](wire::LightMessage message) {
        auto* records = std::get_if<wire::Records>(&message);
        if (records == nullptr) return message;
        for (auto& record : records->records) {
            if (!record.siblings.empty()) change(record);
        }
        return message;
    };
}

// Bob mines; alice is paid 30 in block 4, with a note.
struct Scene {
    Core core;
    Wires wires;
    CheckedTransaction payment = make();

    CheckedTransaction make() {
        core.mine(3);
        auto made =
            paid(bob(), {core.coin(1)}, {output(alice(), 30), output(bob(), 69)}, "you are great");
        core.pay(made);
        core.mine();
        return made;
    }
};

}  // namespace

TEST_CASE("a light wallet finds out what an address has, from headers and proofs alone", "[07]") {
    Scene scene;
    auto wallet = watcher(alice());
    scene.wires.join(wallet, scene.core.light);
    CAPTURE(scene.wires.told(wallet));
    CHECK(wallet.tip().hash == scene.core.app.chain().tip().hash);
    CHECK(wallet.balance() == 30);
    CHECK(scene.wires.told(wallet, "proven: block 4, 30 points: 30 to sb1") == 1);
    CHECK(scene.wires.told(wallet, "you are great") == 1);
    CHECK(scene.wires.told(wallet, "balance 30, as of block 4") == 1);

    SECTION("what it pays is taken off, and what comes back is not") {
        const auto back =
            paid(alice(), {{scene.payment.id(), 0}}, {output(bob(), 10), output(alice(), 19)});
        scene.core.pay(back);
        scene.wires.settle();
        CHECK(wallet.balance() == 30);  // what waits is not proven
        scene.core.mine();
        scene.wires.settle();
        CHECK(wallet.balance() == 19);
        CHECK(scene.wires.told(wallet, "proven: block 5, -11 points") == 1);
    }
    SECTION("a longer past comes in several answers") {
        auto miner = watcher(bob());
        scene.core.mine(300);  // more headers than one message holds
        scene.wires.join(miner, scene.core.light);
        CHECK(miner.balance() == 304 * 100 + 1 - 31);
        CHECK(miner.proven() == 305);
    }
}

TEST_CASE("a proof that does not lead to our own header proves nothing", "[07]") {
    Scene scene;
    auto wallet = watcher(alice());
    std::string said;
    SECTION("a sibling is another one") {
        scene.wires.change(scene.core.light, change_record([](wire::Record& record) {
                               record.siblings[0].bytes[7] ^= 1;
                           }));
        said = "proves nothing: the proof does not lead to the root";
    }
    SECTION("it claims another place") {
        scene.wires.change(scene.core.light,
                           change_record([](wire::Record& record) { record.index ^= 1; }));
        said = "proves nothing: the proof does not lead to the root";
    }
    SECTION("it claims another block") {
        scene.wires.change(scene.core.light,
                           change_record([](wire::Record& record) { record.height = Height{3}; }));
        said = "shows what it was not asked for";
    }
    SECTION("somebody else is said to have paid") {
        scene.wires.change(scene.core.light, change_record([](wire::Record& record) {
                               record.spends[0].address = alice().public_key();
                           }));
        said = "proves nothing: input 0 is not signed by the owner";
    }
    SECTION("the note says something else") {
        scene.wires.change(scene.core.light, change_record([](wire::Record& record) {
                               const auto at = record.transaction.find("great");
                               record.transaction.replace(at, 5, "small");
                           }));
        said = "proves nothing: the proof does not lead to the root";
    }
    const LinkId link = scene.wires.join(wallet, scene.core.light);
    CAPTURE(scene.wires.told(wallet));
    CHECK(scene.wires.told(wallet, said) == 1);
    CHECK_FALSE(scene.wires.open(link));
    CHECK(wallet.proven() == 0);
    CHECK(wallet.balance() == 0);
}

TEST_CASE("what one core leaves out another one proves, and that is said", "[07]") {
    Scene scene;
    Core other;
    other.learn(scene.core);
    auto wallet = watcher(alice());
    scene.wires.change(other.light, [](wire::LightMessage message) {
        auto* records = std::get_if<wire::Records>(&message);
        if (records != nullptr) *records = {records->above, Height{4}, {}};
        return message;
    });
    const bool liar_first = GENERATE(false, true);
    CAPTURE(liar_first);
    if (liar_first) scene.wires.join(wallet, other.light);
    const LinkId honest = scene.wires.join(wallet, scene.core.light);
    if (!liar_first) scene.wires.join(wallet, other.light);
    CAPTURE(scene.wires.told(wallet));
    CHECK(wallet.balance() == 30);
    CHECK(scene.wires.told(wallet, "leaves out a transaction in block 4") == 1);
    CHECK(scene.wires.told(wallet, "core " + std::to_string(honest.value()) + " leaves") == 0);
}

TEST_CASE("two cores that differ for long are named", "[07]") {
    Scene scene;
    Core behind;
    behind.learn(scene.core);
    scene.core.mine(2);
    auto wallet = watcher(alice());
    scene.wires.join(wallet, scene.core.light);
    const LinkId late = scene.wires.join(wallet, behind.light);
    scene.wires.pass(29s);
    CHECK(scene.wires.told(wallet, "is behind, or has another history") == 0);
    scene.wires.pass(2s);
    CHECK(scene.wires.told(wallet, "core " + std::to_string(late.value()) +
                                       " is behind, or has another history: it is at block 4, "
                                       "we have seen block 6") == 1);
    behind.learn(scene.core);
    scene.wires.pass(100s);
    CHECK(scene.wires.told(wallet, "is behind, or has another history") == 1);
}

TEST_CASE("the history with the most work counts, and what was proven in another one does not",
          "[07]") {
    Scene scene;
    Core other;
    other.learn(scene.core);
    auto wallet = watcher(alice());
    scene.wires.join(wallet, scene.core.light);
    const auto again = paid(bob(), {scene.core.coin(2)}, {output(alice(), 5), output(bob(), 94)});
    scene.core.pay(again);
    scene.core.mine();
    scene.wires.settle();
    CHECK(wallet.balance() == 35);
    other.mine(2);  // without it
    scene.wires.join(wallet, other.light);
    CAPTURE(scene.wires.told(wallet));
    CHECK(wallet.tip().height == Height{6});
    CHECK(wallet.balance() == 30);
    CHECK(scene.wires.told(wallet, "reorganisation: back 1, forward 2; what was above block 4") ==
          1);
    SECTION("until it is mined there as well") {
        other.pay(again);
        other.mine();
        scene.wires.settle();
        CHECK(wallet.balance() == 35);
        CHECK(scene.wires.told(wallet, "proven: block 7, 5 points") == 1);
    }
}

TEST_CASE("who is silent, or answers what nobody has asked, is left", "[07]") {
    Scene scene;
    auto wallet = watcher(alice());
    SECTION("silent") {
        scene.wires.change(scene.core.light, [](wire::LightMessage message) {
            if (std::holds_alternative<wire::Records>(message))
                return wire::LightMessage{wire::Waiting{}};
            return message;
        });
        const LinkId link = scene.wires.join(wallet, scene.core.light);
        scene.wires.pass(19s);
        CHECK(scene.wires.open(link));
        scene.wires.pass(3s);
        CHECK_FALSE(scene.wires.open(link));
        CHECK(scene.wires.told(wallet, "does not answer") == 1);
    }
    SECTION("unasked") {
        const LinkId link = scene.wires.join(wallet, scene.core.light);
        const wire::LightMessage answer = wire::Records{Height{0}, Height{2}, {}};
        (void)link;
        scene.wires.change(scene.core.light, [&](const wire::LightMessage& message) {
            return std::holds_alternative<wire::Tip>(message) ? answer : message;
        });
        scene.core.mine();
        scene.wires.settle();
        CHECK_FALSE(scene.wires.open(link));
        CHECK(scene.wires.told(wallet, "answers what it was not asked") == 1);
    }
    SECTION("headers without work") {
        scene.wires.change(scene.core.light, [](wire::LightMessage message) {
            auto* headers = std::get_if<wire::Headers>(&message);
            if (headers != nullptr) headers->headers.at(1).bits = Bits{0x1d00ffff};
            return message;
        });
        const LinkId link = scene.wires.join(wallet, scene.core.light);
        CHECK_FALSE(scene.wires.open(link));
        CHECK(scene.wires.told(wallet, "shows a header without its work") == 1);
        CHECK(wallet.balance() == 0);
    }
}

TEST_CASE("an old history is noticed by its age", "[07]") {
    Scene scene;
    auto wallet = watcher(alice());
    scene.wires.join(wallet, scene.core.light);
    scene.wires.pass(300s);
    CAPTURE(scene.wires.told(wallet));
    CHECK(scene.wires.told(wallet, "the newest block is ") == 1);  // said once
}
