// What a core says waits costs it nothing to make up: how much of it a light wallet keeps.
#include "catch.hpp"
#include "light_scene.hpp"

using namespace light;

namespace {

// Of a coin that nobody has.
std::string made_up(unsigned number, const std::string& to) {
    const Hash nowhere = sbc::crypto::hash256(sbc::as_bytes("coin " + std::to_string(number)));
    return payment({{nowhere, 0}}, "mallory", {{address(to), Amount{1}}});
}
void says_waits(Town& town, LinkId link, const std::string& text) {
    const Waiting waiting{{{text, {{address("mallory"), Amount{2}}}}}};
    town.wallet_says(town.wallet.direct(link, encode(LightMessage{waiting}), town.moment()));
}
void says_gone(Town& town, LinkId link, const std::string& text) {
    const Gone gone{id(text), "there was nothing"};
    town.wallet_says(town.wallet.direct(link, encode(LightMessage{gone}), town.moment()));
}
std::size_t in_state(const Town& town, wallet::State state) {
    std::size_t count = 0;
    for (std::size_t place = 0; place < town.wallet.wallet().entries(); ++place) {
        if (town.wallet.wallet().entry(place).state == state) ++count;
    }
    return count;
}

// Two cores, of which the first may say anything, and alice has a coin.
struct Crowd {
    Crowd() {
        need(town.wallet.add_key(address("bob"), "", Past::Some).has_value());
        liar = town.connect(0);
        town.connect(1);
        town.mine({mined});
        for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "carol")});
    }
    void crowd(LinkId link, const std::string& to, unsigned first, unsigned count = 40) {
        for (unsigned i = 0; i < count; ++i) says_waits(town, link, made_up(first + i, to));
    }
    [[nodiscard]] std::string honest() const {
        return payment({{id(mined), 0}}, "alice", {{address("bob"), Amount{99}}});
    }

    std::string mined = coinbase(1, "alice");
    Town town{2, {.most_waiting = 20}};
    LinkId liar;
};

}  // namespace

TEST_CASE("what one core makes up leaves room for what another one says waits", "[node]") {
    Crowd scene;
    Town& town = scene.town;
    const std::string to = GENERATE("bob", "carol");
    CAPTURE(to);
    scene.crowd(scene.liar, to, 0);
    SECTION("while it is there") {}
    SECTION("and when it comes again and again, and says more each time") {
        for (unsigned turn = 1; turn < 5; ++turn) {
            town.disconnect(scene.liar);
            town.tamper = [&town](LinkId link, LightMessage& message) {  // it does not catch up
                return link == town.links.begin()->first || !std::holds_alternative<Tip>(message);
            };
            scene.liar = town.connect(0);
            scene.crowd(scene.liar, to, turn * 100);
        }
    }
    town.core_pays(1, scene.honest());
    REQUIRE(town.wallet.wallet().find(id(scene.honest())) != nullptr);
    CHECK(newest(town).amount == Amount{99});
    CHECK(in_state(town, wallet::State::Waiting) <= 20);
    CHECK(town.closed_by_wallet.empty());
}

TEST_CASE("what one core makes up and takes back does not fill the history", "[node]") {
    Crowd scene;
    Town& town = scene.town;
    town.core_pays(1, scene.honest());
    for (unsigned i = 0; i < 500; ++i) {
        says_waits(town, scene.liar, made_up(i, "bob"));
        REQUIRE(newest(town).state == wallet::State::Waiting);
        says_gone(town, scene.liar, made_up(i, "bob"));
        town.wait(10ms);
    }
    CHECK(in_state(town, wallet::State::Refused) == 100);
    CHECK(town.wallet.wallet().find(id(made_up(499, "bob"))) != nullptr);  // the newest stay
    CHECK(town.wallet.wallet().find(id(made_up(0, "bob"))) == nullptr);
    CHECK(in_state(town, wallet::State::Waiting) == 1);
}
