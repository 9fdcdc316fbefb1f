// How a wallet gets at engravings: page by page, in bounds.
#include "message/timeline.hpp"

#include "catch.hpp"
#include "engraving_scene.hpp"

using namespace stone;

TEST_CASE("older engravings come page by page, when they are asked for", "[message]") {
    Street street{1};
    constexpr std::uint64_t blocks = 70;
    for (std::uint64_t h = 1; h <= blocks; ++h) {
        std::vector<std::string> notes;
        if (h > 4) notes.push_back(street.by_alice(h - 5, "n" + std::to_string(h)));
        street.mine(notes);
    }
    street.connect(0);
    CHECK(street.timeline.entries().size() == 20);
    CHECK(street.lines().back() == "51 n51");
    CHECK(street.asked == std::vector<Height>{from_the_top});
    CHECK(street.timeline.has_older());
    for (const std::size_t all : {40U, 60U, 66U}) {
        street.timeline.older();
        street.run();
        CHECK(street.timeline.entries().size() == all);
    }
    CHECK(street.lines().back() == "5 n5");
    CHECK_FALSE(street.timeline.has_older());
    const auto asked = street.asked.size();
    street.timeline.older();
    street.wait(30s);
    CHECK(street.asked.size() == asked);
    CHECK(street.closed_by_wallet.empty());
}

TEST_CASE("a wallet keeps a bounded number, and the newest ones", "[message]") {
    Street street{1, {.most = 30, .most_heard = 4}};  // half from one core
    for (std::uint64_t h = 1; h <= 60; ++h) {
        std::vector<std::string> notes;
        if (h > 4) notes.push_back(street.by_alice(h - 5, "n" + std::to_string(h)));
        street.mine(notes);
    }
    street.connect(0);
    for (int i = 0; i < 5; ++i) {
        street.timeline.older();
        street.run();
    }
    CHECK(street.timeline.entries().size() == 30);
    CHECK(street.lines().front() == "60 n60");
    CHECK(street.lines().back() == "31 n31");
    CHECK_FALSE(street.timeline.has_older());
    for (std::size_t i = 56; i < 59; ++i) {
        street.pay(0, street.by_alice(i, "w" + std::to_string(i)));
        street.mine();
    }
    CHECK(street.timeline.entries().size() == 32);
}

TEST_CASE("one block may hold more than a page does", "[message]") {
    Street street{1};
    for (int i = 0; i < 60; ++i) street.mine();
    std::vector<std::string> notes;
    for (std::size_t i = 0; i < 45; ++i) {
        notes.push_back(street.by_alice(i, "n" + std::to_string(i)));
    }
    street.mine(notes);
    street.mine();
    std::size_t pages = 0;
    street.tamper = [&](LinkId, EngravingMessage& message) {
        pages += std::holds_alternative<Page>(message) ? 1U : 0U;
        return true;
    };
    street.connect(0);
    CHECK(street.timeline.entries().size() == 45);
    CHECK(pages == 3);
    CHECK(street.timeline.entries().front().engraved.index == 45);
    CHECK(street.closed_by_wallet.empty());
    CHECK(street.timeline.has_older());
    street.timeline.older();
    street.run();
    CHECK_FALSE(street.timeline.has_older());
}

TEST_CASE("news without end cost a core no more than a question a second", "[message]") {
    Begun street;
    const LinkId link = street.connect(0);
    const auto asked = street.asked.size();
    for (int i = 0; i < 1'000; ++i) {
        street.perform(street.timeline.direct(link, encode(News{Height{1}}), street.moment()),
                       false);
        street.wait(10ms);
    }
    CHECK(street.asked.size() - asked <= 11);
    CHECK(street.closed_by_wallet.empty());
}

TEST_CASE("of much that has come at once all is read, back to what was known", "[message]") {
    Street street{1};
    const auto engrave = [&](std::uint64_t from, std::uint64_t upto) {
        for (std::uint64_t h = from; h <= upto; ++h) {
            street.mine({street.by_alice(h - 5, "n" + std::to_string(h))});
        }
    };
    for (int i = 0; i < 4; ++i) street.mine();
    engrave(5, 8);
    street.connect(0);
    REQUIRE(street.timeline.entries().size() == 4);
    street.asleep = true;
    engrave(9, 60);
    street.asleep = false;
    street.wait(2s);
    CHECK(street.timeline.entries().size() == 56);
    // Three pages, and once more from the top for what was news meanwhile.
    CHECK(street.asked.size() <= 6);
    CHECK_FALSE(street.timeline.has_older());
    CHECK(street.closed_by_wallet.empty());
}

TEST_CASE("what has come while no core was there leaves no hole", "[message]") {
    Street street{1};
    const auto engrave = [&](std::uint64_t from, std::uint64_t upto) {
        for (std::uint64_t h = from; h <= upto; ++h) {
            street.mine({street.by_alice(h - 5, "n" + std::to_string(h))});
        }
    };
    for (int i = 0; i < 4; ++i) street.mine();
    engrave(5, 30);
    const LinkId link = street.connect(0);
    REQUIRE(street.timeline.entries().size() == 20);
    street.perform({sbc::p2p::Close{link, 0}}, false);
    street.closed_by_wallet.clear();
    engrave(31, 80);
    street.asked.clear();
    street.connect(0);
    CHECK(street.timeline.is_known());
    CHECK(street.timeline.entries().size() == 70);
    CHECK(street.lines().back() == "11 n11");
    CHECK(street.asked.size() == 3);
    REQUIRE(street.timeline.has_older());
    SECTION("what is older comes when it is asked for") {
        street.timeline.older();
        street.run();
        CHECK(street.asked.size() == 4);
        CHECK(street.timeline.entries().size() == 76);
        CHECK_FALSE(street.timeline.has_older());
    }
    SECTION("a core that comes beside it is asked for one page") {
        street.connect(0);
        CHECK(street.asked.size() == 4);
    }
    street.wait(30s);
    CHECK(street.asked.size() == 4);
    CHECK(street.closed_by_wallet.empty());
}
