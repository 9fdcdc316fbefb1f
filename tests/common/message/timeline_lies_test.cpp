// Cores that lie, talk nonsense or keep something back.
#include "message/timeline.hpp"

#include "catch.hpp"
#include "engraving_scene.hpp"

using namespace stone;

TEST_CASE("a core that shows what cannot be is left, and nothing of it is believed", "[message]") {
    Begun street;
    street.mine({street.by_alice(0, "you are great"),
                 noted({{street.coins[1], "alice"}}, "memo", "engraved")});
    struct Lie {
        const char* what;
        std::function<void(Page&, Street&)> tell;
        const char* words;
    };
    const Lie lie = GENERATE(values<Lie>({
        {"another text",
         [](Page& page, Street&) {
             auto& text = page.records[0].transaction;
             text.replace(text.find("great"), 5, "small");
         },
         "does not lead to the root"},
        {"another author",
         [](Page& page, Street&) { page.records[0].spends[0].address = address("mallory"); },
         "not signed by the owner"},
        {"no author", [](Page& page, Street&) { page.records[0].spends.clear(); }, "owners"},
        {"another sibling",
         [](Page& page, Street&) { page.records[0].siblings[0] = sbc::crypto::hash256({}); },
         "does not lead to the root"},
        {"another place", [](Page& page, Street&) { page.records[0].index = 0; },
         "does not lead to the root"},
        {"another block", [](Page& page, Street&) { page.records[0].height = Height{5}; },
         "does not lead to the root"},
        {"a block above its last one",
         [](Page& page, Street&) { page.records[0].height = Height{8}; }, "above its own"},
        {"a memo",
         [](Page& page, Street& scene) {
             const Core& core = scene.masons[0]->core;
             page.records = *records_in(core.chain, core.store, Height{7}, {2});
         },
         "an engraving that is none"},
        {"the same twice", [](Page& page, Street&) { page.records.push_back(page.records[0]); },
         "order"},
        {"another question", [](Page& page, Street&) { page.below = Height{100}; }, "nobody asked"},
        {"a height that is not on the page", [](Page& page, Street&) { page.upto = Height{8}; },
         "other blocks"},
        {"more than it was asked",
         [](Page& page, Street&) {
             page.records.clear();
             page.below = Height{1'000};
             page.upto = from_the_top;
         },
         "nobody asked"},
    }));
    INFO(lie.what);
    street.tamper = [&](LinkId, EngravingMessage& message) {
        if (auto* page = std::get_if<Page>(&message)) lie.tell(*page, street);
        return true;
    };
    const LinkId link = street.connect(0);
    CHECK(street.closed_by_wallet == std::vector<LinkId>{link});
    CHECK_THAT(street.told, ContainsSubstring(lie.words));
    CHECK(street.lines().empty());
    SECTION("the next core shows the truth") {
        street.tamper = nullptr;
        street.connect(0);
        CHECK(street.lines() == Lines{"7 you are great"});
    }
}

TEST_CASE("a core that tells of what nobody has signed, or nobody alone, is left", "[message]") {
    Begun street;
    const LinkId link = street.connect(0);
    const std::string note = street.by_alice(0, "you are great");
    Heard heard{{note, {{address("alice"), Amount{100}}}}};
    std::string words;
    SECTION("another author") {
        heard.shown.spends[0].address = address("mallory");
        words = "not signed by the owner";
    }
    SECTION("another text") {
        auto& text = heard.shown.payment;
        text.replace(text.find("great"), 5, "small");
        words = "not signed by the owner";
    }
    SECTION("two authors") {
        heard.shown.payment =
            noted({{street.coins[0], "alice"}, {street.coins[1], "bob"}}, "engraved", "we");
        heard.shown.spends.push_back({address("bob"), Amount{100}});
        words = "an engraving that is none";
    }
    SECTION("a memo") {
        heard.shown.payment = noted({{street.coins[0], "alice"}}, "memo", "you");
        words = "an engraving that is none";
    }
    SECTION("points for a block") {
        heard.shown = {coinbase(9, "mallory"), {}};
        words = "an engraving that is none";
    }
    street.perform(street.timeline.direct(link, encode(heard), street.moment()), false);
    CHECK(street.closed_by_wallet == std::vector<LinkId>{link});
    CHECK_THAT(street.told, ContainsSubstring(words));
    CHECK(street.lines().empty());
}

TEST_CASE("what a core makes up takes the places of its own words alone", "[message]") {
    Begun street{2, {.most_heard = 4}};
    const LinkId honest = street.connect(0);
    const LinkId liar = street.connect(1);
    const auto tells = [&](LinkId link, std::size_t coin, const std::string& text) {
        const Heard heard{{street.by_alice(coin, text), {{address("alice"), Amount{100}}}}};
        street.perform(street.timeline.direct(link, encode(heard), street.moment()), false);
    };
    tells(honest, 0, "true");
    for (int i = 0; i < 9; ++i) tells(liar, 1, "made up " + std::to_string(i));
    CHECK(street.lines() == Lines{"? made up 8", "? made up 7", "? true"});
    SECTION("what another one says as well is not its own any more") {
        tells(honest, 1, "made up 7");
        tells(liar, 1, "made up 9");
        CHECK(street.lines() == Lines{"? made up 9", "? made up 8", "? made up 7", "? true"});
    }
    SECTION("when it has gone its words make room first") {
        street.perform(street.timeline.left(liar), false);
        for (const char* text : {"b", "c"}) tells(honest, 2, text);
        CHECK(street.lines() == Lines{"? c", "? b", "? made up 8", "? made up 7"});
        const LinkId other = street.connect(1);
        for (const char* text : {"d", "e"}) tells(other, 3, text);
        CHECK(street.lines() == Lines{"? e", "? d", "? c", "? b"});
    }
}

TEST_CASE("a core that talks nonsense, or nothing, is left", "[message]") {
    Begun street;
    street.tamper = [](LinkId, EngravingMessage&) { return false; };
    const LinkId link = street.connect(0);
    SECTION("nonsense") {
        const std::string body = GENERATE(
            values<std::string>({"", "{}", R"({"kind":"show"})", R"({"below":1,"kind":"show"})",
                                 R"({"height":1,"kind":"news"} )"}));
        street.perform(street.timeline.direct(link, body, street.moment()), false);
    }
    SECTION("nothing, for twenty seconds") {
        street.wait(20s - 1ms);
        CHECK(street.closed_by_wallet.empty());
        street.wait(1ms);
    }
    CHECK(street.closed_by_wallet == std::vector<LinkId>{link});
}

TEST_CASE("what one core leaves out another one proves", "[message]") {
    Begun street{2};
    street.mine({street.by_alice(0, "kept back")});
    street.tamper = [](LinkId link, EngravingMessage& message) {
        auto* page = std::get_if<Page>(&message);
        if (page != nullptr && link == LinkId{1}) page->records.clear();
        return true;
    };
    street.connect(0);
    CHECK(street.lines().empty());
    street.connect(1);
    CHECK(street.lines() == Lines{"7 kept back"});
    CHECK(street.closed_by_wallet.empty());
}
