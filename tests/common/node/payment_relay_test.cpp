#include "node/payment_relay.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using namespace sbc::node;
using namespace std::chrono_literals;
using sbc::Instant;

namespace {

Hash id(std::size_t number) {
    return sbc::crypto::hash256(sbc::as_bytes("payment " + std::to_string(number)));
}
std::vector<Hash> ids(std::size_t from, std::size_t to) {
    std::vector<Hash> made;
    for (; from < to; ++from) made.push_back(id(from));
    return made;
}
constexpr LinkId ann{1};
constexpr LinkId ben{2};
constexpr LinkId eve{3};

struct Scene {
    PaymentRelay relay;
    Instant now{1h};
    explicit Scene(PaymentRelayLimits limits = {}) : relay{{1, 2}, limits} {
        for (const LinkId link : {ann, ben, eve}) relay.joined(link);
    }

    void announced(LinkId link, const std::vector<Hash>& what) { relay.announced(link, what); }
    void arrived(LinkId link, std::size_t number, Arrival arrival = Arrival::Waits) {
        relay.arrived(link, id(number), arrival, now);
        if (arrival == Arrival::Waits) relay.added(id(number));
    }
    static std::vector<Hash> for_link(const std::vector<PaymentRelay::Message>& messages,
                                      LinkId link) {
        std::vector<Hash> found;
        for (const auto& [to, what] : messages) {
            if (to == link) found.insert(found.end(), what.begin(), what.end());
        }
        return found;
    }
    std::vector<Hash> asked(LinkId link) { return for_link(relay.talk(now).get_payments, link); }
    std::vector<Hash> told(LinkId link) { return for_link(relay.talk(now).have, link); }
    std::size_t asked_of_anybody() { return relay.talk(now).get_payments.size(); }
};

}  // namespace

TEST_CASE("what is announced is asked for once, of the one who has it", "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 3));
    scene.announced(ben, ids(0, 3));
    CHECK(scene.relay.wants(id(0)));
    CHECK_FALSE(scene.relay.wants(id(3)));
    const auto talk = scene.relay.talk(scene.now);
    REQUIRE(talk.get_payments.size() == 1);
    CHECK(talk.get_payments[0].to == ann);
    CHECK(talk.get_payments[0].ids == ids(0, 3));  // in this order: parents first
    CHECK(talk.have.empty());
    CHECK(scene.asked_of_anybody() == 0);
    CHECK(scene.relay.deadline() == scene.now + 3s);

    scene.arrived(ann, 0);
    CHECK_FALSE(scene.relay.wants(id(0)));
    scene.announced(eve, ids(0, 1));
    CHECK(scene.asked_of_anybody() == 0);
}

TEST_CASE("who catches up asks for nothing yet, and forgets nothing", "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 3));
    CHECK(scene.relay.talk(scene.now, false).get_payments.empty());
    CHECK(scene.relay.deadline() == sbc::never);
    scene.now += 1min;
    CHECK(scene.asked(ann) == ids(0, 3));
}

TEST_CASE("a payment is announced to those who are not known to have it", "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 1));
    (void)scene.relay.talk(scene.now);
    scene.announced(ben, ids(0, 1));
    scene.arrived(ann, 0);
    scene.relay.added(id(1));  // our own
    const auto talk = scene.relay.talk(scene.now);
    CHECK(Scene::for_link(talk.have, ann) == ids(1, 2));
    CHECK(Scene::for_link(talk.have, ben) == ids(1, 2));
    CHECK(Scene::for_link(talk.have, eve) == ids(0, 2));
    CHECK(scene.relay.talk(scene.now).have.empty());
    CHECK(scene.relay.deadline() == sbc::never);
}

TEST_CASE("whoever comes hears of all that wait, in several messages with pauses between",
          "[node][relay]") {
    Scene scene{{.in_one_have = 10}};
    for (const Hash& one : ids(0, 25)) scene.relay.added(one);
    scene.relay.removed(id(3));
    constexpr LinkId late{9};
    scene.relay.joined(late);
    std::vector<Hash> heard = scene.told(late);
    CHECK(heard.size() == 10);
    CHECK(scene.told(late).empty());
    CHECK(scene.relay.deadline() == scene.now + 200ms);
    for (int i = 0; i < 2; ++i) {
        scene.now += 200ms;
        const auto more = scene.told(late);
        heard.insert(heard.end(), more.begin(), more.end());
    }
    auto all = ids(0, 25);
    all.erase(all.begin() + 3);
    CHECK(heard == all);
    CHECK(scene.relay.deadline() == sbc::never);
}

TEST_CASE("whoever does not deliver in time is passed over", "[node][relay]") {
    Scene scene;
    scene.announced(eve, ids(0, 1));
    CHECK(scene.asked(eve) == ids(0, 1));
    scene.announced(ann, ids(0, 1));
    scene.now += 2999ms;
    CHECK(scene.asked_of_anybody() == 0);
    scene.now += 1ms;
    CHECK(scene.relay.deadline() == scene.now);
    CHECK(scene.asked(ann) == ids(0, 1));
    SECTION("what comes late is taken all the same") {
        scene.arrived(eve, 0);
        CHECK_FALSE(scene.relay.wants(id(0)));
        CHECK(scene.relay.deadline() <= scene.now);  // it is told to those who lack it
        (void)scene.relay.talk(scene.now);
        CHECK(scene.relay.deadline() == sbc::never);
    }
    SECTION("and when nobody else has it, nobody looks for it") {
        scene.now += 3s;
        CHECK(scene.asked_of_anybody() == 0);
        CHECK_FALSE(scene.relay.wants(id(0)));
        CHECK(scene.relay.deadline() == sbc::never);
    }
}

TEST_CASE("an announcer that never delivers delays each payment by one patience at most",
          "[node][relay]") {
    Scene scene;
    std::vector<LinkId> attackers;
    for (std::uint64_t i = 10; i < 15; ++i) {
        attackers.emplace_back(i);
        scene.relay.joined(attackers.back());
    }
    // Ann has delivered once. The others announce everything before her, and deliver nothing.
    scene.announced(ann, ids(0, 1));
    (void)scene.relay.talk(scene.now);
    scene.arrived(ann, 0);
    for (std::size_t number = 1; number < 50; ++number) {
        for (const LinkId attacker : attackers) scene.announced(attacker, ids(number, number + 1));
        (void)scene.relay.talk(scene.now);
        scene.announced(ann, ids(number, number + 1));
        const Instant begin = scene.now;
        while (Scene::for_link(scene.relay.talk(scene.now).get_payments, ann).empty()) {
            REQUIRE(scene.now - begin <= 3s);
            scene.now += 100ms;
        }
        CHECK(scene.now - begin <= 3s);
        scene.arrived(ann, number);
    }
}

TEST_CASE("a flood of announcements keeps nobody's question back", "[node][relay]") {
    Scene scene;
    for (std::size_t i = 0; i < 20; ++i) scene.announced(eve, ids(i * 500, i * 500 + 500));
    CHECK(scene.asked(eve).size() == 100);
    scene.announced(ann, ids(100'000, 100'001));
    CHECK(scene.asked(ann) == ids(100'000, 100'001));
    scene.now += 3s;
    CHECK(scene.asked(eve).size() == 1);  // from now on, one at a time
    // 5,000 at most are looked for in vain, and no more.
    for (int i = 0; i < 10'000 && scene.relay.deadline() != sbc::never; ++i) {
        scene.now = std::max(scene.now, scene.relay.deadline());
        (void)scene.relay.talk(scene.now);
    }
    CHECK_FALSE(scene.relay.wants(id(0)));
    CHECK_FALSE(scene.relay.wants(id(4'999)));
    CHECK_FALSE(scene.relay.wants(id(5'000)));
}

TEST_CASE("whoever missed something makes up for it by delivering", "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 1));
    (void)scene.relay.talk(scene.now);
    scene.now += 3s;
    (void)scene.relay.talk(scene.now);
    for (std::size_t i = 1; i <= 4; ++i) {
        scene.announced(ann, ids(i, i + 1));
        (void)scene.relay.talk(scene.now);
        scene.arrived(ann, i);
    }
    scene.announced(ann, ids(100, 300));
    CHECK(scene.asked(ann).size() == 100);
}

TEST_CASE("at most so many are asked for at a time, of several neighbours at once",
          "[node][relay]") {
    Scene scene{{.unanswered = 10}};
    scene.announced(ann, ids(0, 30));
    scene.announced(ben, ids(0, 30));
    const auto talk = scene.relay.talk(scene.now);
    CHECK(Scene::for_link(talk.get_payments, ann) == ids(0, 10));
    CHECK(Scene::for_link(talk.get_payments, ben) == ids(10, 20));
    scene.arrived(ann, 0);
    CHECK(scene.asked(ann) == ids(20, 21));
}

TEST_CASE("a payment whose parent is not here yet is asked for again after a pause",
          "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 1));
    (void)scene.relay.talk(scene.now);
    for (const auto pause : {1s, 2s, 4s}) {
        scene.arrived(ann, 0, Arrival::TooEarly);
        CHECK(scene.relay.deadline() == scene.now + pause);
        scene.now += pause - 1ms;
        CHECK(scene.asked_of_anybody() == 0);
        scene.now += 1ms;
        CHECK(scene.asked(ann) == ids(0, 1));
    }
    SECTION("until the parent has come") { scene.arrived(ann, 0); }
    SECTION("but not for ever") { scene.arrived(ann, 0, Arrival::TooEarly); }
    CHECK_FALSE(scene.relay.wants(id(0)));
}

TEST_CASE("a forged signature says nothing about the payment", "[node][relay]") {
    Scene scene;
    scene.announced(eve, ids(1, 2));
    CHECK(scene.asked(eve) == ids(1, 2));
    scene.announced(ann, ids(1, 2));
    scene.arrived(eve, 1, Arrival::Forged);
    CHECK(scene.asked(ann) == ids(1, 2));
}

TEST_CASE("what was refused is not asked for again, until the history moves", "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 1));
    (void)scene.relay.talk(scene.now);
    scene.arrived(ann, 0, Arrival::Refused);
    scene.announced(ben, ids(0, 1));
    CHECK_FALSE(scene.relay.wants(id(0)));
    scene.relay.forget_refusals();
    scene.announced(eve, ids(0, 1));
    CHECK(scene.asked(eve) == ids(0, 1));
}

TEST_CASE("when a neighbour leaves, others are asked for what it owes", "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 2));
    (void)scene.relay.talk(scene.now);
    scene.announced(ben, ids(1, 2));
    scene.relay.left(ann);
    CHECK(scene.asked(ben) == ids(1, 2));
    CHECK_FALSE(scene.relay.wants(id(0)));
    scene.relay.arrived(ann, id(1), Arrival::Waits, scene.now);  // too late: nothing happens
    CHECK(scene.relay.wants(id(1)));
}

TEST_CASE("what is in a block by now is not looked for", "[node][relay]") {
    Scene scene;
    scene.announced(ann, ids(0, 2));
    (void)scene.relay.talk(scene.now);
    scene.relay.removed(id(0));
    CHECK_FALSE(scene.relay.wants(id(0)));
    scene.announced(ben, ids(0, 1));
    CHECK(scene.asked(ben).empty());
    scene.relay.added(id(0));  // it has come back
    CHECK(scene.told(eve) == ids(0, 1));
}

TEST_CASE("a mempool's refusal says what becomes of the question", "[node][relay]") {
    CHECK(arrival_of(MempoolError::Waits) == Arrival::Waits);
    CHECK(arrival_of(MempoolError::UnknownCoin) == Arrival::TooEarly);
    CHECK(arrival_of(MempoolError::WrongSignature) == Arrival::Forged);
    CHECK(arrival_of(MempoolError::LowFee) == Arrival::Refused);
}

TEST_CASE("only the last ids are remembered", "[node][relay]") {
    RecentIds recent{3, {1, 2}};
    for (const Hash& one : ids(0, 5)) recent.add(one);
    recent.add(id(2));
    CHECK(recent.size() == 3);
    CHECK_FALSE(recent.contains(id(1)));
    CHECK(recent.contains(id(2)));
    recent.add(id(5));
    CHECK_FALSE(recent.contains(id(2)));
}
