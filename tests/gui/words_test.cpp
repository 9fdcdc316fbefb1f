#include "gui/words.hpp"

#include "catch.hpp"

using namespace sbc::gui;

TEST_CASE("points are written in groups of three", "[gui]") {
    CHECK(figures({0}) == "0");
    CHECK(figures({999}) == "999");
    CHECK(figures({1'000}) == "1,000");
    CHECK(figures({9'007'199'254'740'991}) == "9,007,199,254,740,991");
    CHECK(points({1}) == "1 point");
    CHECK(points({2}) == "2 points");
}

TEST_CASE("a line of the history says who, how much, and how sure it is", "[gui]") {
    Entry entry;
    entry.kind = EntryKind::Sent;
    entry.state = EntryState::Confirmed;
    entry.amount = {1'000};
    entry.fee = {2};
    entry.height = 12;
    entry.address = "sb1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqxyz123";
    CHECK(headline(entry) == "Sent to sb1qqqqqq\u2026xyz123");
    CHECK(signed_figures(entry) == "\u22121,002");
    CHECK(state_words(entry, 12) == "block 12, 1 confirmation");
    CHECK(state_words(entry, 14) == "block 12, 3 confirmations");
    entry.label = "Ben";
    CHECK(headline(entry) == "Sent to Ben");
    entry.kind = EntryKind::Received;
    CHECK(signed_figures(entry) == "+1,000");
    entry.state = EntryState::Waiting;
    CHECK(state_words(entry, 14) == "waiting for a block");
}

TEST_CASE("a search finds Latin letters in any case and everything else as it is", "[gui]") {
    Entry entry;
    entry.label = "Mrs. Tanaka";
    entry.note = "本のお礼";
    entry.amount = {1'234};
    CHECK(mentions(entry, lower_case("TANAKA")));
    CHECK(mentions(entry, "本の"));
    CHECK(mentions(entry, "1234"));
    CHECK(mentions(entry, ""));
    entry.kind = EntryKind::Sent;
    entry.fee = {1};
    for (const std::string amount :
         {"1,234", "1,235", "-1,235", "-1235", "\u22121,235", "\u2212"}) {
        CAPTURE(amount);
        CHECK(mentions(entry, amount));
    }
    CHECK_FALSE(mentions(entry, "+"));
    entry.kind = EntryKind::Received;
    CHECK(mentions(entry, "+1,234"));
    CHECK(mentions(entry, "+1234"));
    CHECK_FALSE(mentions(entry, "-1"));
    CHECK_FALSE(mentions(entry, "ben"));
}

TEST_CASE("an address is cut into groups of four", "[gui]") {
    CHECK(groups_of_four("sb1qqx").size() == 2);
    CHECK(groups_of_four("sb1qqx")[1] == "qx");
    CHECK(groups_of_four("").empty());
}

TEST_CASE("somebody else's lines stay lines, and nothing else of them is obeyed", "[gui]") {
    CHECK(readable("one\r\ntwo\n\nthree\tfour") == "one\ntwo\n\nthree four");
    CHECK(readable("a\x1b[2Jb\xFF") == "a?[2Jb?");
    const std::string longer(3'000, 'x');
    CHECK(readable(longer) == longer);
    CHECK(readable("").empty());
}

TEST_CASE("a time is written so that nobody mistakes the month", "[gui]") {
    // The hour is this machine's.
    const std::string text = date_and_time(std::chrono::sys_seconds{std::chrono::days{20'000}});
    CHECK((text.starts_with("4 October 2024, ") || text.starts_with("3 October 2024, ")));
    CHECK(text.size() == std::string{"4 October 2024, 00:00"}.size());
}
