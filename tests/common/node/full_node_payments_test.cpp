// Payments that are handed in at a full node: what was accepted is not lost, what was refused
// leaves nothing behind.
#include "full_node_kit.hpp"

using namespace kit;

namespace {

const LinkId friendly{1};

// At a node with a neighbour: alice has paid with a coin of block 1 (`parent`), and pays on with
// what that has left her. Only the second payment has been handed in here, then the node was
// started anew.
struct Returned : Home {
    Returned() {
        mine(5);
        parent = pay(coin(1), 90);
        child = pay({id(parent), 0}, 80);
        joined(friendly);
        deliver();
        REQUIRE(submit(child) == "");
        start();
        joined(friendly);
        heard = {};
        CHECK(node().mempool().size() == 0);  // who had the parent has to bring it again
    }
    void deliver() {
        hears(friendly, Have{{id(parent)}});
        hears(friendly, Payments{{parent}});
        REQUIRE(waits(parent));
        wait(5s);  // so that the next block has it
    }
    [[nodiscard]] bool waits(const std::string& payment) {
        return node().mempool().find(id(payment)) != nullptr;
    }
    std::string parent;
    std::string child;
};

}  // namespace

TEST_CASE("a payment that was accepted here outlives the node", "[node][full]") {
    Home home;
    home.mine(5);
    const std::string parent = pay(home.coin(1), 90);
    const std::string child = pay({id(parent), 0}, 80);
    const std::string grandchild = pay({id(child), 0}, 70);
    for (const auto& payment : {parent, child, grandchild}) REQUIRE(home.submit(payment) == "");
    home.start();  // in whatever order they are found
    CHECK(home.node().mempool().size() == 3);
    home.mine();
    CHECK(home.block(6).transactions.size() == 4);
    home.start();
    CHECK(home.node().mempool().size() == 0);
}

TEST_CASE("a payment that hangs on another one waits again when that has come", "[node][full]") {
    Returned home;
    home.deliver();
    home.mine();
    CHECK(home.block(6).transactions.back() == home.parent);
    REQUIRE(home.waits(home.child));
    home.wait(5s);
    home.mine();
    CHECK(home.block(7).transactions.back() == home.child);
}

TEST_CASE("and also when many blocks have come meanwhile", "[node][full]") {
    Returned home;
    Home far;  // has the same blocks, the payment in the next one, and ten more
    for (std::uint64_t at = 1; at <= 5; ++at) far.hears_of(home.block(at));
    REQUIRE(far.submit(home.parent) == "");
    far.wait(5s);
    far.mine(15);
    REQUIRE(far.block(6).transactions.back() == home.parent);
    home.hears(friendly, far.tip());
    std::vector<Header> headers;
    for (std::uint64_t at = 6; at <= 20; ++at) headers.push_back(far.block(at).header);
    home.hears(friendly, Headers{headers});
    SECTION("in their order") {
        for (std::uint64_t at = 6; at <= 20; ++at) home.hears(friendly, OneBlock{far.block(at)});
    }
    SECTION("the first one last") {
        for (std::uint64_t at = 20; at >= 6; --at) home.hears(friendly, OneBlock{far.block(at)});
    }
    REQUIRE(home.tip() == far.tip());
    CHECK(home.waits(home.child));
}

TEST_CASE("who hands in again what was accepted before a restart is not told otherwise",
          "[node][full]") {
    Returned home;
    CHECK(home.submit(home.child) == "");  // it is written down, and waits for the other one
    SECTION("it has come back by itself") {
        home.deliver();
        home.hears(friendly, Have{{id(home.child)}});
        home.hears(friendly, Payments{{home.child}});
        REQUIRE(home.waits(home.child));
        home.wait(5s);
        home.mine();
        CHECK_FALSE(home.waits(home.child));
        CHECK(home.submit(pay({id(home.parent), 0}, 70)) != "");
    }
    SECTION("its coin is spent by another one that waits: what is refused does not come back") {
        home.deliver();
        const std::string rival = pay({id(home.parent), 0}, 70);
        REQUIRE(home.submit(rival) == "");
        CHECK_THAT(home.submit(home.child), ContainsSubstring("came first"));
        home.mine(2);
        home.start();
        CHECK_FALSE(home.waits(home.child));
    }
}

TEST_CASE("a payment that is handed in is worked on at once", "[node][full]") {
    FullNodeSettings settings{.miner = Miner{alice().public_key(), {}}};
    Home rich{settings};
    rich.mine(5);
    settings.workbench.empty_blocks = false;
    Home lazy{settings};
    for (std::uint64_t at = 1; at <= 5; ++at) lazy.hears_of(rich.block(at));
    CHECK_FALSE(lazy.node().job());
    REQUIRE(lazy.submit(pay(lazy.coin(1), 90)) == "");
    CHECK(lazy.node().job());
}

TEST_CASE("a payment that cannot be written down is not called accepted", "[node][full]") {
    Home home;
    home.mine(4);
    home.joined(friendly);
    home.heard = {};
    const std::string payment = pay(home.coin(1), 90);
    home.store.fail_at(0);
    CHECK_THAT(home.submit(payment), ContainsSubstring("could not be written down"));
    CHECK(home.node().mempool().size() == 0);
    home.wait(5s);
    CHECK(home.heard.of<Have>(friendly).empty());  // nobody hears of it
    CHECK(home.submit(payment) == "");             // there is room again
    CHECK_THAT(home.submit(pay(home.coin(1), 80)), ContainsSubstring("spen"));
    CHECK_THAT(home.submit("{}"), !ContainsSubstring("written"));
}
