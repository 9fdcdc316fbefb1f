// The faucet when the program is started anew, and when the history turns: nobody is paid twice,
// and nobody goes without.
#include <random>

#include "faucet_scene.hpp"

using namespace faucets;

// --- a restart -----------------------------------------------------------------------------------

TEST_CASE("after a restart nobody is paid again", "[classroom][faucet]") {
    Host host;
    host.mine(5);
    (void)host.ask("alice");
    (void)host.ask("bob");
    host.wait(1s);
    auto known = host.faucet().students();
    SECTION("the payment waits") {}
    SECTION("it is in a block") { host.mine(); }
    SECTION("the program was killed before it had written down who was paid") { known.clear(); }
    SECTION("and the payment was in a block by then") {
        host.mine();
        known.clear();
    }
    host.start(known);
    CHECK(host.ask("alice").state == State::Given);
    CHECK(host.ask("bob").state == State::Given);
    CHECK(host.ask({"bob", address("carol")}).state == State::Refused);
    CHECK(names_of(host.faucet().students()) == std::vector<std::string>{"alice", "bob"});
    host.wait(10s);
    host.mine(2);
    CHECK(host.payments_to("alice") == 1);
    CHECK(host.payments_to("bob") == 1);
}

TEST_CASE("only what the host has signed is taken for a gift after a restart",
          "[classroom][faucet]") {
    Host host;
    Rival rival;
    rival.mine(5);
    rival.tell(host);
    sbc::ledger::Transaction forged;
    forged.inputs = {{rival.coin(1), {}}};
    forged.outputs = {{address("bob"), Amount{90}}};
    forged.note = sbc::ledger::Note{"memo", "welcome to the class"};
    forged.inputs[0].signature =
        kit::alice().sign(sbc::ledger::signed_bytes(kit::rules().network, encode_unsigned(forged)));
    REQUIRE(host.submit(encode(forged)) == "");
    SECTION("in what waits") {}
    SECTION("in the last blocks") {
        host.mine();
        REQUIRE(host.pool().empty());
    }
    host.start({});
    CHECK(host.ask("bob").state == State::Later);
}

// --- the history turns ---------------------------------------------------------------------------

TEST_CASE("a gift whose block is taken back waits again, and is not made twice",
          "[classroom][faucet]") {
    Host host;
    host.mine(4);
    Rival rival;
    rival.learn(host);  // the coins of the gift are on both sides
    (void)host.ask("alice");
    (void)host.ask("bob");
    host.wait(1s);
    const auto gift = host.pool().front();
    host.mine(2);
    REQUIRE(host.pool().empty());
    SECTION("the other side has not heard of it") {
        rival.mine(3);
        rival.tell(host);
        REQUIRE(host.height() == 7);
        CHECK(host.pool().size() == 1);
        host.wait(10s);
    }
    SECTION("the other side has it in a block of its own") {
        REQUIRE(rival.submit(encode(gift.parts())) == "");
        rival.mine(3);
        rival.tell(host);
        REQUIRE(host.height() == 7);
        CHECK(host.pool().empty());
    }
    SECTION("and there all of it is spent already") {
        REQUIRE(rival.submit(encode(gift.parts())) == "");
        std::vector<sbc::crypto::SigningKey> owners;
        owners.push_back(key_of("alice"));
        owners.push_back(key_of("bob"));
        owners.push_back(key_of("host"));
        for (std::uint32_t i = 0; i < owners.size(); ++i) {
            REQUIRE(rival.submit(kit::pay({gift.id(), i}, 15, owners[i])) == "");
        }
        rival.mine(3);
        rival.tell(host);
        REQUIRE(host.height() == 7);
        REQUIRE_FALSE(host.ledger().coins().find({gift.id(), 0}));
    }
    host.mine(25);
    const std::size_t before = host.gifts.size();
    CHECK(before == 2);
    CHECK(host.payments_to("bob") == 1);
    CHECK(host.ask("bob").state == State::Given);
    CHECK(host.faucet().waiting() == 0);
    CHECK(host.faucet().students().size() == 2);
    CHECK(host.faucet().deadline() == sbc::never);
}

TEST_CASE("a gift whose coins are gone is made again", "[classroom][faucet]") {
    Host host;
    Rival rival;
    rival.mine(2);
    rival.tell(host);
    host.mine(4);  // all that the host has was mined on his side
    (void)host.ask("alice");
    (void)host.ask("bob");
    host.wait(1s);
    SECTION("it was in a block") { host.mine(); }
    SECTION("it was waiting") {}
    SECTION("it was in a block, and another one spends its change") {
        host.mine();
        for (const auto& name : names(9)) (void)host.ask(name);
        host.wait(5s);
        host.mine();
        REQUIRE(host.gifts.size() == 11);
    }
    SECTION("the host has been started anew since") {
        host.mine();
        host.start(host.faucet().students());
    }
    const auto students = host.faucet().students();
    host.gifts.clear();
    rival.mine(8);
    rival.tell(host);
    REQUIRE(host.height() == 10);
    CHECK(host.pool().empty());
    CHECK(host.payments_to("alice") == 0);
    CHECK(host.ask("alice").state == State::Later);
    CHECK(host.ask({"alice", address("carol")}).state == State::Refused);
    CHECK(host.faucet().waiting() == students.size());
    CHECK(host.faucet().students().empty());
    for (int i = 0; i < 10; ++i) {
        host.mine();
        host.wait(2s);
    }
    CHECK(host.told() == names_of(students));
    CHECK(host.faucet().students() == students);
    CHECK(host.ask("alice").state == State::Given);
    for (const auto& student : students) CHECK(host.payments_to(student.name) == 1);
    host.mine(25);
    for (const auto& student : students) CHECK(host.payments_to(student.name) == 1);
    CHECK(host.faucet().deadline() == sbc::never);
}

TEST_CASE("who has lost a gift can ask again after a restart", "[classroom][faucet]") {
    Host host;
    Rival rival;
    host.mine(4);
    (void)host.ask("alice");
    host.wait(1s);
    host.mine();
    rival.mine(8);
    rival.tell(host);
    REQUIRE(host.faucet().waiting() == 1);
    host.start(host.faucet().students());
    CHECK(host.ask("alice").state == State::Later);
    host.mine(4);
    host.wait(1s);
    host.mine();
    CHECK(host.payments_to("alice") == 1);
}

TEST_CASE("who has lost a gift comes before those who have had none", "[classroom][faucet]") {
    Host host{{.students = 2}};
    Rival rival;
    host.mine(4);
    (void)host.ask("alice");
    host.wait(1s);
    rival.mine(6);
    rival.tell(host);
    REQUIRE(host.height() == 6);
    CHECK(host.ask("bob").state == State::Later);
    CHECK(host.ask("carol").state == State::Refused);  // two are two
    host.mine(4);
    CHECK(host.told() == std::vector<std::string>{"alice", "alice", "bob"});
}

TEST_CASE("a gift that has waited too long is handed in anew as it was", "[classroom][faucet]") {
    Host host;
    Rival rival;
    host.mine(4);
    rival.learn(host);
    (void)host.ask("alice");
    host.wait(1s);
    const auto gift = host.pool().front().id();
    host.wait(2h);
    REQUIRE(host.pool().empty());
    CHECK(host.faucet().points() == 100);  // what it spends is not for another one
    rival.mine();
    rival.tell(host);
    REQUIRE(host.pool().size() == 1);
    CHECK(host.pool().front().id() == gift);
    host.mine();
    CHECK(host.gifts.size() == 1);
    CHECK(host.payments_to("alice") == 1);
}

TEST_CASE("a gift is not looked for in blocks that cannot be read", "[classroom][faucet]") {
    Host host;
    host.mine(4);
    (void)host.ask("alice");
    host.wait(1s);
    host.mine();
    host.store.body_fails = sbc::chain::StoreError::Failed;
    host.mine();
    host.wait(0ms);
    host.store.body_fails.reset();
    host.wait(5s);
    host.mine(25);
    CHECK(host.payments_to("alice") == 1);
    CHECK(host.faucet().deadline() == sbc::never);
}

TEST_CASE("a gift is looked after until it lies deep", "[classroom][faucet]") {
    Host host;
    Rival rival;
    host.mine(4);
    (void)host.ask("alice");
    host.wait(1s);
    host.mine();  // here it is
    const auto when_a_block_comes = [&] {
        rival.learn(host);
        rival.mine();
        host.joined(kit::LinkId{5});
        host.hears(kit::LinkId{5}, sbc::node::OneBlock{rival.block(rival.height())});
        REQUIRE(host.height() == rival.height());
        const Instant deadline = host.faucet().deadline();
        host.wait(0ms);
        return deadline;
    };
    CHECK(when_a_block_comes() <= host.now);
    host.mine(static_cast<int>(Faucet::deep) - 2);
    CHECK(when_a_block_comes() <= host.now);
    CHECK(when_a_block_comes() == sbc::never);
}

// The class is parted and healed again and again, and the side with more work wins.
TEST_CASE("whatever happens to the history, in the end each student has one gift",
          "[classroom][faucet][model]") {
    const auto seed = GENERATE(range(1U, 21U));
    CAPTURE(seed);
    std::mt19937 dice{seed};
    const auto roll = [&](unsigned sides) { return dice() % sides; };
    Host host;
    Rival rival;
    host.mine(3);
    std::vector<std::string> asked;
    for (int step = 0; step < 60; ++step) {
        switch (roll(6)) {
            case 0:
                if (asked.size() < 30) asked.push_back("student-" + std::to_string(asked.size()));
                if (host.ask(asked.back()).state == State::Refused) FAIL();
                break;
            case 1: host.mine(static_cast<int>(1 + roll(2))); break;
            case 2: rival.mine(static_cast<int>(1 + roll(3))); break;
            case 3: host.wait(sbc::Duration{roll(4'000)}); break;
            case 4:  // some of the payments are known to both sides
                for (const auto& payment : host.pool()) {
                    if (roll(2) == 0) (void)rival.submit(encode(payment.parts()));
                }
                break;
            default:
                if (roll(3) != 0) break;
                rival.tell(host);
                rival.learn(host);
                if (roll(3) == 0) host.start(host.faucet().students());
        }
        auto paid = host.paid();
        for (const auto& name : asked) REQUIRE(paid[address(name)] <= 1);
    }
    rival.tell(host);
    rival.learn(host);
    for (int i = 0; i < 30; ++i) {
        host.mine();
        host.wait(5s);
    }
    // Who was waiting at a restart asks again.
    for (const auto& name : asked) CHECK(host.ask(name).state != State::Refused);
    for (int i = 0; i < 10; ++i) {
        host.wait(5s);
        host.mine();
    }
    CHECK(host.faucet().waiting() == 0);
    CHECK(host.pool().empty());
    auto paid = host.paid();
    for (const auto& name : asked) {
        CAPTURE(name);
        CHECK(paid[address(name)] == 1);
    }
}
