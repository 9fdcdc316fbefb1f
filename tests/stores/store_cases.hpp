// What every store keeps, moves and finds again, whether a restart lies between or not.
#pragma once

#include "stores/scene.hpp"

using namespace kit;

TEST_CASE("a block is given back as it was kept", "[store]") {
    Shelf shelf;
    const Page full = page_on(genesis_page(), 1, 100);
    const Page empty = page_on(genesis_page(), 2, 0);
    keep_all(shelf.store(), {full, empty});
    shelf.restart();
    for (const Page& page : {full, empty}) {
        const auto body = shelf.store().body(page.hash);
        REQUIRE(body);
        CHECK(body->header == page.block.header);
        CHECK(body->transactions == page.block.transactions);
    }
}

TEST_CASE("what was not kept is missing, and only what is ours has an undo", "[store]") {
    Shelf shelf;
    const Page page = page_on(genesis_page(), 1);
    const auto is_missing = [](const auto& answer) {
        REQUIRE_FALSE(answer);
        CHECK(answer.error().reason == StoreError::Missing);
        CHECK_FALSE(answer.error().text.empty());
    };
    is_missing(shelf.store().body(page.hash));
    is_missing(shelf.store().undo(page.hash));
    keep_all(shelf.store(), {page});
    is_missing(shelf.store().undo(page.hash));
    REQUIRE(shelf.store().move(connecting({page})));
    CHECK(shelf.store().undo(page.hash).value() == undo_of(page));
    REQUIRE(shelf.store().move(disconnecting({page})));
    is_missing(shelf.store().undo(page.hash));
    CHECK(shelf.store().body(page.hash));
}

TEST_CASE("a block that is kept twice is kept once", "[store]") {
    Shelf shelf;
    const Page page = page_on(genesis_page(), 1);
    keep_all(shelf.store(), {page, page});
    CHECK(found_in(shelf.store()) == Found{{}, {page.hash}, {}});
    REQUIRE(shelf.store().move(connecting({page})));
    keep_all(shelf.store(), {page});
    CHECK(found_in(shelf.store()) == Found{{page.hash}, {}, {}});
}

TEST_CASE("a restart finds the history, then what stands beside it, the lowest first", "[store]") {
    Shelf shelf;
    const auto ours = pages_on(genesis_page(), 5);
    const auto theirs = pages_on(ours[1], 4, 100);
    // As bodies come: in any order.
    for (const std::size_t i : {3U, 0U, 4U, 1U, 2U}) keep_all(shelf.store(), {ours[i]});
    for (const std::size_t i : {2U, 3U, 0U, 1U}) keep_all(shelf.store(), {theirs[i]});
    REQUIRE(shelf.store().move(connecting(ours)));
    shelf.restart();
    std::vector<BlockStore::Kept> seen;
    REQUIRE(shelf.store().each_block([&](const BlockStore::Kept& kept) { seen.push_back(kept); }));
    REQUIRE(seen.size() == 9);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CAPTURE(i);
        const Page& expected = i < 5 ? ours[i] : theirs[i - 5];
        CHECK(seen[i].hash == expected.hash);
        CHECK(seen[i].header == expected.block.header);
        CHECK(seen[i].height == expected.height);
        CHECK(seen[i].ours == (i < 5));
    }
}

TEST_CASE("the history moves from one branch to another in one step", "[store]") {
    Shelf shelf;
    const auto ours = pages_on(genesis_page(), 4);
    const auto theirs = pages_on(ours[0], 5, 100);
    keep_all(shelf.store(), ours);
    keep_all(shelf.store(), theirs);
    REQUIRE(shelf.store().move(connecting(ours, {{"a", "1"}, {"b", "2"}})));
    Move move = connecting(theirs, {{"a", {}}, {"b", "3"}, {"c", "4"}});
    move.disconnected = {ours[3].hash, ours[2].hash, ours[1].hash};
    REQUIRE(shelf.store().move(move));
    shelf.restart();
    auto history = hashes_of({ours[0]});
    for (const Page& page : theirs) history.push_back(page.hash);
    const Found expected{history, hashes_of({ours[1], ours[2], ours[3]}), {{"b", "3"}, {"c", "4"}}};
    CHECK(found_in(shelf.store()) == expected);
    for (const Page& page : theirs) CHECK(shelf.store().undo(page.hash).value() == undo_of(page));
    // And back, to nothing at all.
    Move back = disconnecting(theirs, {{"b", {}}, {"c", {}}});
    back.disconnected.push_back(ours[0].hash);
    REQUIRE(shelf.store().move(back));
    shelf.restart();
    CHECK(found_in(shelf.store()).ours.empty());
    CHECK(found_in(shelf.store()).others.size() == 9);
    CHECK(found_in(shelf.store()).values.empty());
}

TEST_CASE("an undo may be empty, or as long as that of the largest block", "[store]") {
    Shelf shelf;
    const auto pages = pages_on(genesis_page(), 2);
    keep_all(shelf.store(), pages);
    Move move = connecting(pages);
    move.connected[0].undo = "";
    move.connected[1].undo.assign(200'000, '\0');
    move.connected[1].undo += "end";
    REQUIRE(shelf.store().move(move));
    shelf.restart();
    CHECK(shelf.store().undo(pages[0].hash).value().empty());
    CHECK(shelf.store().undo(pages[1].hash).value() == move.connected[1].undo);
}

TEST_CASE("values are found under their keys, in the order of the keys' bytes", "[store]") {
    Shelf shelf;
    const std::string zero("c\0", 2);
    const std::string high("c\xff", 2);
    REQUIRE(shelf.store().move({{},
                                {},
                                {{"d", "after"},
                                 {high, "high"},
                                 {"c", "shortest"},
                                 {zero, std::string("\0", 1)},
                                 {"ca", ""},
                                 {"b", "before"},
                                 {"cab", "long"}}}));
    shelf.restart();
    const Values all{{"c", "shortest"},
                     {zero, std::string("\0", 1)},
                     {"ca", ""},
                     {"cab", "long"},
                     {high, "high"}};
    CHECK(values_in(shelf.store(), "c") == all);
    CHECK(values_in(shelf.store(), "c", "a") == all);
    CHECK(values_in(shelf.store(), "c", "ca") == Values(all.begin() + 2, all.end()));
    CHECK(values_in(shelf.store(), "c", "caa") == Values(all.begin() + 3, all.end()));
    CHECK(values_in(shelf.store(), "ca") == Values(all.begin() + 2, all.begin() + 4));
    CHECK(values_in(shelf.store(), "c", "d").empty());
    CHECK(values_in(shelf.store(), "x").empty());
    CHECK(values_in(shelf.store()).size() == 7);
}

TEST_CASE("who looks at values says when it is enough", "[store]") {
    Shelf shelf;
    REQUIRE(shelf.store().move({{}, {}, {{"a", "1"}, {"b", "2"}, {"c", "3"}}}));
    std::string seen;
    REQUIRE(shelf.store().each_value({}, {}, [&](std::string_view key, std::string_view) {
        seen += key;
        return seen.size() < 2;
    }));
    CHECK(seen == "ab");
    CHECK(values_in(shelf.store()).size() == 3);
}

TEST_CASE("a value is replaced, taken away, and taken away once more", "[store]") {
    Shelf shelf;
    REQUIRE(shelf.store().move({{}, {}, {{"a", "old"}, {"b", "stays"}}}));
    REQUIRE(shelf.store().move({{}, {}, {{"a", "new"}}}));
    CHECK(values_in(shelf.store()) == Values{{"a", "new"}, {"b", "stays"}});
    REQUIRE(shelf.store().move({{}, {}, {{"a", {}}}}));
    REQUIRE(shelf.store().move({{}, {}, {{"a", {}}}}));
    shelf.restart();
    CHECK(values_in(shelf.store()) == Values{{"b", "stays"}});
}

TEST_CASE("a forgotten block is missing, and may come again", "[store]") {
    Shelf shelf;
    const auto pages = pages_on(genesis_page(), 3);
    const Page aside = page_on(pages[0], 50);
    keep_all(shelf.store(), pages);
    keep_all(shelf.store(), {aside});
    REQUIRE(shelf.store().move(connecting(pages)));
    shelf.store().forget(aside.hash);
    shelf.store().forget(aside.hash);
    shelf.restart();
    CHECK_FALSE(shelf.store().body(aside.hash));
    CHECK(found_in(shelf.store()) == Found{hashes_of(pages), {}, {}});
    keep_all(shelf.store(), {aside});
    CHECK(shelf.store().body(aside.hash));
    CHECK(found_in(shelf.store()).others == std::vector{aside.hash});
}

TEST_CASE("a history of hundreds of blocks is found again in its order", "[store]") {
    Shelf shelf;
    const auto pages = pages_on(genesis_page(), 400);
    for (std::size_t i = pages.size(); i-- > 0;) keep_all(shelf.store(), {pages[i]});
    for (const Page& page : pages) {
        const std::string key = "height " + std::to_string(page.height.value());
        REQUIRE(shelf.store().move(connecting({page}, {{key, undo_of(page)}})));
    }
    shelf.restart();
    CHECK(found_in(shelf.store()).ours == hashes_of(pages));
    CHECK(found_in(shelf.store()).values.size() == pages.size());
}
