#include "light_kit.hpp"
#include "node/light_proof.hpp"

using namespace kit;

namespace {

// Says what a test wants it to say, and keeps what it hears.
struct Asker : Application {
    std::vector<wire::LightMessage> heard;

    [[nodiscard]] std::string name() const override { return "light"; }
    sbc::p2p::Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source,
                                sbc::p2p::Moment) override {
        return {};
    }
    sbc::p2p::Actions direct(LinkId, const std::string& body, sbc::p2p::Moment) override {
        heard.push_back(wire::decode_light_message(body).value());
        return {};
    }
    // All of this kind, since it was asked the last time.
    template <class Message>
    std::vector<Message> take() {
        std::vector<Message> all;
        for (const auto& one : heard) {
            if (const auto* message = std::get_if<Message>(&one)) all.push_back(*message);
        }
        std::erase_if(heard, [](const auto& one) { return std::holds_alternative<Message>(one); });
        return all;
    }
};

struct Scene {
    Core core;
    Wires wires;
    Asker asker;
    LinkId link;

    Scene() {
        core.mine(3);
        (void)core.light.on_time(first_moment);  // it runs since the node does
        link = wires.join(asker, core.light);
    }
    [[nodiscard]] Hash tip() const { return core.app.chain().tip().hash; }
    [[nodiscard]] CheckedTransaction payment(std::uint64_t coin = 1) const {
        return paid(bob(), {core.coin(coin)}, {output(alice(), 30), output(bob(), 69)});
    }
};

}  // namespace

TEST_CASE("a wallet is told the tip when it comes, and whenever it changes", "[07]") {
    Scene scene;
    const auto first = scene.asker.take<wire::Tip>();
    REQUIRE(first.size() == 1);
    CHECK(first[0].height == Height{3});
    scene.core.mine();
    scene.wires.settle();
    const auto next = scene.asker.take<wire::Tip>();
    REQUIRE(next.size() == 1);
    CHECK(next[0].tip == scene.tip());
}

TEST_CASE("a payment is told to those whom it concerns, and so is its going", "[07]") {
    Scene scene;
    scene.wires.says(scene.link, wire::Watch{{alice().public_key()}});
    CHECK(scene.asker.take<wire::Waiting>().size() == 1);  // at once, also when nothing waits
    const auto payment = scene.payment();
    scene.core.pay(payment);
    scene.wires.settle();
    const auto told = scene.asker.take<wire::Waiting>();
    REQUIRE(told.size() == 1);
    REQUIRE(told[0].payments.size() == 1);
    CHECK(told[0].payments[0].payment == text_of(payment));
    REQUIRE(told[0].payments[0].spends.size() == 1);
    CHECK(told[0].payments[0].spends[0].address == bob().public_key());
    CHECK(told[0].payments[0].spends[0].amount == Amount{100});

    SECTION("who comes later hears of it as well") {
        Asker other;
        const LinkId link = scene.wires.join(other, scene.core.light);
        scene.wires.says(link, wire::Watch{{bob().public_key()}});
        CHECK(other.take<wire::Waiting>().size() == 2);  // and that this was all
    }
    SECTION("that it is in a block is no going") {
        scene.core.mine();
        scene.wires.settle();
        CHECK(scene.asker.take<wire::Gone>().empty());
        CHECK(scene.asker.take<wire::Tip>().size() == 2);
    }
    SECTION("another payment of the same coin is in a block") {
        Core other;
        other.learn(scene.core);
        other.pay(paid(bob(), {scene.core.coin(1)}, {output(bob(), 99)}));
        other.mine();
        scene.core.learn(other);
        scene.wires.settle();
        const auto gone = scene.asker.take<wire::Gone>();
        REQUIRE(gone.size() == 1);
        CHECK(gone[0].id == payment.id());
    }
    SECTION("it has waited too long") {
        (void)scene.core.app.on_time({start + 48h, wall, 1});
        scene.wires.settle();
        CHECK(scene.asker.take<wire::Gone>().size() == 1);
    }
}

TEST_CASE("of others' payments a wallet hears nothing", "[07]") {
    Scene scene;
    scene.wires.says(scene.link, wire::Watch{{key_of("carol").public_key()}});
    (void)scene.asker.take<wire::Waiting>();
    scene.core.pay(scene.payment());
    scene.wires.settle();
    CHECK(scene.asker.take<wire::Waiting>().empty());
}

TEST_CASE("records come with proofs, block by block, until there is nothing more", "[07]") {
    Scene scene;
    scene.core.pay(scene.payment(1));
    scene.core.mine();
    scene.core.pay(scene.payment(2));
    scene.core.mine();
    scene.wires.says(scene.link, wire::Watch{{alice().public_key()}});
    Height at{0};
    std::vector<wire::Record> all;
    for (int questions = 0; at < Height{5}; ++questions) {
        REQUIRE(questions < 20);
        scene.wires.says(scene.link, wire::GetRecords{at, scene.tip()});
        const auto answers = scene.asker.take<wire::Records>();
        REQUIRE_FALSE(answers.empty());
        for (const auto& answer : answers) {
            CHECK(answer.above == at);
            all.insert(all.end(), answer.records.begin(), answer.records.end());
        }
        at = answers.back().upto;
    }
    CHECK(all.size() == 2);
    for (const auto& record : all) {
        const auto& place = scene.core.app.chain().at(record.height);
        CHECK(wire::check_record(record, place, id_of(easy())));
    }
}

TEST_CASE("what a history does not have is said", "[07]") {
    Scene scene;
    Core other{alice()};
    other.mine();
    scene.wires.says(scene.link, wire::Watch{{alice().public_key()}});
    scene.wires.says(scene.link, wire::GetRecords{Height{0}, other.app.chain().tip().hash});
    CHECK(scene.asker.take<wire::OtherHistory>().size() == 1);
    CHECK(scene.wires.open(scene.link));
}

TEST_CASE("a payment is taken, or the reason is said", "[07]") {
    Scene scene;
    const auto payment = scene.payment();
    scene.wires.says(scene.link, wire::Pay{text_of(payment)});
    CHECK(scene.asker.take<wire::Paid>().at(0).id == payment.id());
    CHECK(scene.core.app.pool().has(payment.id()));
    scene.wires.says(scene.link, wire::Pay{text_of(payment)});  // it waits already
    CHECK(scene.asker.take<wire::Paid>().size() == 1);
    const auto second = paid(bob(), {scene.core.coin(1)}, {output(alice(), 99)});
    scene.wires.says(scene.link, wire::Pay{text_of(second)});
    const auto refused = scene.asker.take<wire::NotPaid>();
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].id == second.id());
    CHECK_FALSE(refused[0].reason.empty());
    CHECK(scene.wires.open(scene.link));
}

TEST_CASE("nonsense, and what no wallet says, ends the link", "[07]") {
    Scene scene;
    SECTION("no message") { scene.wires.says(scene.link, std::string{"{}"}); }
    SECTION("what nodes say") { scene.wires.says(scene.link, wire::Paid{}); }
    SECTION("a question that asks for nothing") {
        scene.wires.says(scene.link, wire::Watch{{alice().public_key()}});
        scene.wires.says(scene.link, wire::GetRecords{Height{3}, scene.tip()});
    }
    SECTION("a payment that is none") {
        scene.wires.says(scene.link, wire::Pay{R"({"pay":"me"})"});
    }
    CHECK_FALSE(scene.wires.open(scene.link));
}

TEST_CASE("who asks more than a node can answer is left", "[07]") {
    Scene scene;
    const wire::GetHeaders question{{id_of(easy())}};
    for (int i = 0; i < 4'000; ++i) scene.wires.says(scene.link, question);
    CHECK(scene.wires.open(scene.link));
    for (int i = 0; i < 2'000 && scene.wires.open(scene.link); ++i) {
        scene.wires.says(scene.link, question);
    }
    CHECK_FALSE(scene.wires.open(scene.link));
}

TEST_CASE("a node among the neighbours is no wallet", "[07]") {
    Scene scene;
    Core other;
    const LinkId link = scene.wires.join(other.light, scene.core.light);
    scene.core.mine();
    scene.wires.settle();
    CHECK(scene.wires.open(link));
}
