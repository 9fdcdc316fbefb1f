// The faucet at a host's full node: who is given points, once, and from what.
#include <set>

#include "faucet_scene.hpp"

using namespace faucets;

// --- giving --------------------------------------------------------------------------------------

TEST_CASE("those who ask within a pause are paid by one payment", "[classroom][faucet]") {
    Host host;
    host.mine(4);
    CHECK(host.faucet().deadline() == sbc::never);
    for (const std::string name : {"alice", "bob", "carol"}) {
        const Gift answer = host.ask(name);
        CHECK(answer.state == State::Later);
        CHECK(answer.name == name);
        CHECK(answer.address == address(name));
        CHECK(answer.amount == 0);
        CHECK_THAT(answer.word, ContainsSubstring("20 points"));
    }
    CHECK(host.faucet().deadline() == host.now + 1s);
    CHECK(host.faucet().waiting() == 3);
    host.wait(999ms);
    CHECK(host.gifts.empty());
    host.wait(1ms);
    CHECK(host.told() == std::vector<std::string>{"alice", "bob", "carol"});
    for (const Gift& gift : host.gifts) {
        CHECK(gift.state == State::Given);
        CHECK(gift.amount == 20);
        CHECK(gift.word == "20 points are on their way");
    }
    CHECK(names_of(host.faucet().students()) == host.told());
    CHECK(host.faucet().waiting() == 0);

    const auto pool = host.pool();
    REQUIRE(pool.size() == 1);
    const auto& payment = pool.front().parts();
    CHECK(payment.note == sbc::ledger::Note{"memo", "welcome to the class"});
    REQUIRE(payment.inputs.size() == 1);
    REQUIRE(payment.outputs.size() == 4);
    CHECK(payment.outputs[1] == sbc::ledger::Output{address("bob"), Amount{20}});
    CHECK(payment.outputs[3] == sbc::ledger::Output{host_key().public_key(), Amount{39}});
    host.mine();  // the ledger takes it
    CHECK(host.pool().empty());
    CHECK(host.payments_to("carol") == 1);
}

TEST_CASE("a gift is announced to the neighbours", "[classroom][faucet]") {
    Host host;
    host.mine(4);
    host.joined(sbc::p2p::LinkId{1});
    host.wait(1s);
    CHECK(host.announced == 0);
    (void)host.ask("alice");
    host.wait(2s);
    CHECK(host.announced == 1);
}

TEST_CASE("who asks again is not paid again", "[classroom][faucet]") {
    Host host;
    host.mine(6);
    CHECK(host.ask("alice").state == State::Later);
    CHECK(host.ask("alice").state == State::Later);
    CHECK(host.faucet().waiting() == 1);
    host.wait(1s);
    const auto check = [&] {
        const Gift again = host.ask("alice");
        CHECK(again.state == State::Given);
        CHECK(again.amount == 20);
        CHECK_THAT(again.word, ContainsSubstring("already"));
        host.wait(10s);
        CHECK(host.payments_to("alice") == 1);
    };
    check();  // it waits
    host.mine();
    check();  // it is in a block
    host.mine(30);
    check();  // and deep below
    CHECK(host.faucet().deadline() == sbc::never);
}

TEST_CASE("each name and each address is given points once", "[classroom][faucet]") {
    Host host;
    host.mine(6);
    REQUIRE(host.ask("alice").state == State::Later);
    const auto refused = [&](const Ask& ask, const std::string& why) {
        const Gift answer = host.ask(ask);
        CHECK(answer.state == State::Refused);
        CHECK(answer.amount == 0);
        CHECK_THAT(answer.word, ContainsSubstring(why));
        CHECK(answer.word.size() <= longest_word);
    };
    refused({"alice", address("bob")}, "the name alice waits for its points");
    refused({"bob", address("alice")}, "under the name alice");
    host.wait(1s);
    refused({"alice", address("bob")},
            "the name alice has been given its points already, at another address");
    refused({"bob", address("alice")}, "under the name alice");
    CHECK(host.faucet().students().size() == 1);
    CHECK(host.ask("bob").state == State::Later);  // nothing is left of what was refused
    CHECK(host.ask("Alice").state == State::Later);
}

TEST_CASE("every word fits into a message, whatever somebody calls himself",
          "[classroom][faucet]") {
    Host host{{.students = 2}};
    host.mine(6);
    const std::string longest(longest_nick, 'w');
    const auto fits = [&](const Ask& ask) { CHECK(host.ask(ask).word.size() <= longest_word); };
    fits(ask_of(longest));
    fits({longest, address("bob")});
    host.wait(1s);
    fits(ask_of(longest));
    fits({longest, address("bob")});
    fits({"bob", address(longest)});
    fits(ask_of("bob"));
    fits(ask_of("carol"));
}

TEST_CASE("an address that is nobody's, or the host's, is given nothing", "[classroom][faucet]") {
    Host host;
    host.mine(4);
    CHECK(host.ask({"me", host_key().public_key()}).state == State::Refused);
    CHECK(host.ask({"nobody", PublicKey{}}).state == State::Refused);
    CHECK(host.faucet().waiting() == 0);
}

TEST_CASE("to no more students than were asked for is anything given", "[classroom][faucet]") {
    Host host{{.gift = 5, .students = 3}};
    host.mine(5);
    for (const auto& name : names(3)) CHECK(host.ask(name).state == State::Later);
    const Gift fourth = host.ask("fourth");
    CHECK(fourth.state == State::Refused);
    CHECK_THAT(fourth.word, ContainsSubstring("3 students"));
    host.wait(1s);
    CHECK(host.ask("fourth").state == State::Refused);
    CHECK(host.ask("student-1").state == State::Given);
    CHECK(host.gifts.size() == 3);
}

TEST_CASE("a hundred who ask at once are all paid, once", "[classroom][faucet]") {
    Host host;
    host.mine(30);
    for (const auto& name : names(100)) REQUIRE(host.ask(name).state == State::Later);
    CHECK(host.faucet().waiting() == 100);
    host.wait(10s);
    CHECK(host.told() == names(100));
    CHECK(host.pool().size() == 5);
    for (const auto& payment : host.pool()) {
        CHECK(payment.size() < sbc::ledger::longest_transaction);
        CHECK(payment.parts().outputs.size() <= 21);
    }
    host.mine(2);
    CHECK(host.pool().empty());
    for (const auto& name : names(100)) CHECK(host.payments_to(name) == 1);
}

// --- from what -----------------------------------------------------------------------------------

TEST_CASE("what was mined lately is not spent", "[classroom][faucet]") {
    Host host;
    host.mine(2);  // spendable in block 4 at the earliest
    CHECK(host.faucet().points() == 0);
    CHECK(host.ask("alice").state == State::Later);
    host.wait(30s);
    CHECK(host.gifts.empty());
    CHECK(host.faucet().waiting() == 1);
    host.mine();
    CHECK(host.told() == std::vector<std::string>{"alice"});
}

TEST_CASE("as many are paid as there are points for, and the others after the next block",
          "[classroom][faucet]") {
    Host host;
    host.mine(3);
    CHECK(host.faucet().points() == 100);
    for (const auto& name : names(7)) CHECK(host.ask(name).state == State::Later);
    host.wait(1s);
    CHECK(host.told() == names(4));  // a hundred points are four gifts and a fee
    CHECK(host.faucet().points() == 0);
    host.wait(60s);
    CHECK(host.gifts.size() == 4);
    CHECK(host.faucet().waiting() == 3);
    host.mine();
    CHECK(host.told() == names(7));
    host.mine();
    for (const auto& name : names(7)) CHECK(host.payments_to(name) == 1);
}

TEST_CASE("a coin that a waiting payment spends is left alone", "[classroom][faucet]") {
    Host host{{.gift = 60}};
    host.mine(4);
    CHECK(host.faucet().points() == 200);
    SECTION("a gift spends it") {
        (void)host.ask("alice");
        host.wait(1s);
        CHECK(host.faucet().points() == 100);
        (void)host.ask("bob");
        host.wait(1s);
        CHECK(host.told() == std::vector<std::string>{"alice", "bob"});
        const auto pool = host.pool();
        REQUIRE(pool.size() == 2);
        CHECK(pool[0].parts().inputs[0].spends != pool[1].parts().inputs[0].spends);
    }
    SECTION("something else does, that the host has signed") {
        for (std::uint64_t at = 1; at <= 2; ++at) {
            const auto coin = kit::id(host.block(at).transactions.front());
            REQUIRE(host.submit(kit::pay({coin, 0}, 50, host_key())) == "");
        }
    }
    CHECK(host.faucet().points() == 0);
    (void)host.ask("carol");
    host.wait(20s);
    CHECK(host.pool().size() == 2);
    host.mine();
    host.wait(1s);
    CHECK(host.told().back() == "carol");
}

TEST_CASE("the change is spent by a later gift", "[classroom][faucet]") {
    Host host{{.gift = 30}};
    host.mine(3);
    Rival rival;  // mines from now on: the host has this one coin
    rival.learn(host);
    (void)host.ask("alice");
    host.wait(1s);
    REQUIRE(host.pool().size() == 1);
    const auto first = host.pool().front();
    CHECK(host.faucet().points() == 0);
    REQUIRE(rival.submit(encode(first.parts())) == "");
    rival.mine();
    rival.tell(host);
    REQUIRE(host.pool().empty());
    const sbc::ledger::Outpoint change{first.id(), 1};
    CHECK(host.ledger().coins().find(change)->output.amount == Amount{69});
    (void)host.ask("bob");
    (void)host.ask("carol");
    (void)host.ask("dora");
    (void)host.ask("emil");
    (void)host.ask("fred");
    host.wait(1s);
    std::set<sbc::ledger::Outpoint> spent;
    for (const auto& payment : host.pool()) {
        for (const auto& input : payment.parts().inputs) spent.insert(input.spends);
    }
    CHECK(spent.contains(change));
    rival.mine();
}

TEST_CASE("many small coins pay a gift, as far as a payment has room", "[classroom][faucet]") {
    Host host{{.gift = 2'000, .in_one_payment = 20}};
    host.mine(140);
    for (const auto& name : names(9)) (void)host.ask(name);
    host.wait(20s);
    CHECK(host.gifts.size() == 6);
    for (const auto& payment : host.pool()) {
        CHECK(payment.size() < sbc::ledger::longest_transaction);
    }
    host.mine(60);
    host.wait(10s);
    CHECK(host.told() == names(9));
}

TEST_CASE("a gift that needs more coins than a payment has room for is not given",
          "[classroom][faucet]") {
    Host host{{.gift = 50'000, .in_one_payment = 199}};
    host.mine(5);
    for (const auto& name : names(30)) (void)host.ask(name);
    host.wait(20s);
    CHECK(host.gifts.empty());
    CHECK(host.faucet().waiting() == 30);
}

TEST_CASE("a gift that is not accepted is tried again", "[classroom][faucet]") {
    Host host;
    host.mine(4);
    (void)host.ask("alice");
    host.store.fail_at(0);
    host.wait(1s);
    CHECK(host.gifts.empty());
    CHECK(host.pool().empty());
    CHECK(host.faucet().deadline() == host.now + 5s);
    CHECK(host.ask("alice").state == State::Later);
    host.wait(5s);
    CHECK(host.told() == std::vector<std::string>{"alice"});
}

TEST_CASE("while a better history is coming nothing is given", "[classroom][faucet]") {
    Host host;
    host.mine(4);
    Rival rival;
    rival.learn(host);
    rival.mine(3);
    const sbc::p2p::LinkId neighbour{5};
    host.joined(neighbour);
    (void)host.ask("alice");
    host.hears(neighbour, rival.tip());
    std::vector<sbc::chain::Header> headers;
    for (std::uint64_t at = 5; at <= 7; ++at) headers.push_back(rival.block(at).header);
    host.hears(neighbour, sbc::node::Headers{headers});
    REQUIRE(host.node().catching_up());
    host.wait(3s);
    CHECK(host.gifts.empty());
    for (std::uint64_t at = 5; at <= 7; ++at) {
        host.hears(neighbour, sbc::node::OneBlock{rival.block(at)});
    }
    host.wait(0ms);
    CHECK(host.gifts.size() == 1);
}
