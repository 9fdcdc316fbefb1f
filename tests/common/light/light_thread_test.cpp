#include "light/light_thread.hpp"

#include <atomic>
#include <stdexcept>

#include "catch.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace light_test;

TEST_CASE("a wallet's thread ends at once, whatever it is about to do", "[light]") {
    const auto nobody = *net::Address::parse("127.0.0.1:1");
    SECTION("nobody has asked it for anything") {
        light::LightThread thread{settings_of({nobody})};
    }
    SECTION("a core is being called") {
        light::LightThread thread{settings_of({nobody, *net::Address::parse("127.0.0.1:2")})};
        thread.perform([](node::LightWallet&) {});
    }
    SECTION("it hangs on a core") {
        RealNode node{key_of("somebody").public_key()};
        light::LightThread thread{settings_of({node.address()})};
        node.mine(2);
        thread.perform([](node::LightWallet&) {});
    }
}

TEST_CASE("what is done with the wallet is in the snapshot when it is done", "[light]") {
    light::LightThread thread{settings_of({*net::Address::parse("127.0.0.1:1")})};
    REQUIRE(thread.snapshot());
    CHECK(thread.snapshot()->addresses.empty());
    thread.perform([](node::LightWallet& wallet) {
        REQUIRE(wallet.add_key(key_of("me").public_key(), "mine", node::Past::None));
    });
    REQUIRE(thread.snapshot()->addresses.size() == 1);
    CHECK(thread.ask([](node::LightWallet& wallet) { return wallet.wallet().entries(); }) == 0);
    SECTION("what it throws comes out, and the thread goes on") {
        CHECK_THROWS_WITH(
            thread.perform([](node::LightWallet&) { throw std::runtime_error{"no memory"}; }),
            "no memory");
        thread.perform([](node::LightWallet&) {});
    }
    SECTION("a snapshot that somebody holds never changes") {
        const auto before = thread.snapshot();
        thread.perform([](node::LightWallet& wallet) { wallet.forget_keys(); });
        CHECK(before->addresses.size() == 1);
        CHECK(thread.snapshot()->addresses.empty());
    }
}

TEST_CASE("who does not want to hear of changes any more is not called again", "[light]") {
    RealNode node{key_of("somebody").public_key()};
    light::LightThread thread{settings_of({node.address()})};
    std::atomic<bool> may{true};
    std::atomic<int> late{0};
    for (int i = 0; i < 20; ++i) {
        may = true;
        thread.when_changed([&] {
            if (!may) ++late;
        });
        node.mine();
        thread.when_changed({});
        may = false;
        thread.perform([](node::LightWallet&) {});
    }
    CHECK(late == 0);
}
