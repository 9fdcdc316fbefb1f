// What stands inside a letter, how it is filled up, and what is said of times and lengths.
#include "letter_scene.hpp"
#include "message/letter.hpp"

using namespace letters;

TEST_CASE("whoever seals a letter cannot name another one as its writer", "[message]") {
    const std::string by_mallory = inside_of("mallory", "Trust mallory.");
    CHECK(opened_by("bob", with_inside(padded(by_mallory))).empty());
    const std::string as_alice =
        replaced(by_mallory, sbc::crypto::to_address(key_of("mallory").public_key()),
                 sbc::crypto::to_address(key_of("alice").public_key()));
    CHECK(opened_by("bob", with_inside(padded(as_alice))) == "signature");
}

TEST_CASE("each field of the inside is signed", "[message]") {
    const std::string inside = inside_of("alice", "Meet me at the lake.");
    REQUIRE(opened_by("bob", with_inside(padded(inside))).empty());
    for (const auto& [part, instead] : std::vector<std::pair<std::string, std::string>>{
             {"1800000000", "1800000001"}, {"at the lake", "at the city"}, {"lake.", "lake"}}) {
        CHECK(opened_by("bob", with_inside(padded(replaced(inside, part, instead)))) ==
              "signature");
    }
}

TEST_CASE("the inside has one spelling", "[message]") {
    const std::string inside = inside_of("alice", "Meet me at the lake.");
    for (const auto& [part, instead] : std::vector<std::pair<std::string, std::string>>{
             {R"({"from")", R"({ "from")"},
             {R"({"from")", R"({"extra":1,"from")"},
             {R"("sent":18)", R"("sent":018)"},
             {R"("sent":1800000000)", R"("sent":4294967296)"},
             {R"("sent":1800000000)", R"("sent":-1)"},
             {R"("sent":1800000000,)", ""},
             {"sb1", "SB1"},
             {"Meet", R"(\u004deet)"},
             {"Meet", "\xff"},
             {"Meet", "\n"},
             {"Meet me at the lake.", ""},
             {"Meet me at the lake.", std::string(longest_text + 1, 'x')},
             {"}", "} "},
             {"}", "}}"},
             {"}", ""},
             {inside, ""},
             {inside, "hello"}}) {
        CAPTURE(part, instead);
        CHECK(opened_by("bob", with_inside(padded(replaced(inside, part, instead)))) ==
              "malformed");
    }
}

TEST_CASE("a letter is as long as the shortest class that it fits into", "[message]") {
    for (const auto& [text, size] :
         std::vector<std::pair<std::size_t, std::size_t>>{{1, 512},
                                                          {200, 512},
                                                          {267, 512},
                                                          {268, 1'024},
                                                          {779, 1'024},
                                                          {780, 2'048},
                                                          {1'803, 2'048},
                                                          {1'804, 4'096},
                                                          {longest_text, 4'096}}) {
        const Letter letter = letter_to("bob", draft_of(std::string(text, 'x')));
        CAPTURE(text);
        CHECK(letter.sealed.size() == size + sbc::crypto::aead_tag_size);
    }
}

TEST_CASE("what is padded has its length in front and zeros behind, and only so it is read",
          "[message]") {
    for (const std::size_t size : {0U, 1U, 510U, 511U, 1'022U, 1'023U, 2'046U, 4'094U}) {
        const std::string text(size, 'x');
        const std::string one = padded(text);
        CHECK(one.size() == *std::lower_bound(size_classes.begin(), size_classes.end(), size + 2));
        CHECK(one.substr(2, size) == text);
        CHECK(one.find_first_not_of('\0', 2 + size) == std::string::npos);
        const auto back = unpad(one);
        REQUIRE(back);
        CHECK(back->reveal() == text);
    }
    CHECK(why_not(pad(std::string(4'095, 'x'))) == "long");
}

TEST_CASE("padding that pad() does not make is refused", "[message]") {
    const std::string good = padded("hello");
    std::string other = good;
    SECTION("a byte behind the text is not zero") { other[7] = 'x'; }
    SECTION("the last byte is not zero") { other.back() = 1; }
    SECTION("the text is said to be longer than what is there") { other[0] = 2; }
    SECTION("it is said to be shorter") { other[1] = 4; }
    SECTION("a byte less") { other.pop_back(); }
    SECTION("a byte more") { other += '\0'; }
    SECTION("a longer class than it needs") { other.resize(1'024, '\0'); }
    SECTION("a shorter one than there is") { other.resize(256); }
    SECTION("hardly anything") { other.resize(1); }
    SECTION("nothing") { other.clear(); }
    CHECK(why_not(unpad(other)) == "padding");
    if (!other.empty()) CHECK(opened_by("bob", with_inside(other)) == "padding");
}

TEST_CASE("a letter that says more than one can hold is not sealed", "[message]") {
    const auto verdict = [](const Draft& draft) {
        return why_not(seal(draft, card_of("bob"), key_of("alice"), secret_of("one"), network()));
    };
    CHECK(verdict(draft_of("")) == "malformed");
    CHECK(verdict(draft_of("\xff")) == "malformed");
    CHECK(verdict(draft_of(std::string(longest_text, 'x'))).empty());
    CHECK(verdict(draft_of(std::string(longest_text + 1, 'x'))) == "long");
    // Short enough, but not as JSON spells it.
    CHECK(verdict(draft_of(std::string(longest_text, '\x01'))) == "long");
}

TEST_CASE("a letter waits seven days at most, and not before it was written", "[message]") {
    const auto verdict = [](Time sent, Time until) {
        const Draft draft{.text = "hello", .sent = sent, .until = until};
        return why_not(seal(draft, card_of("bob"), key_of("alice"), secret_of("one"), network()));
    };
    CHECK(verdict(now, now).empty());
    CHECK(verdict(now, now - 1s) == "times");
    CHECK(verdict(now, now + longest_held).empty());
    CHECK(verdict(now, now + longest_held + 1s) == "times");
    CHECK(verdict(Time{} - 1s, Time{}) == "times");
    CHECK(verdict(sbc::chain::last_time, sbc::chain::last_time + 1s) == "times");
}

TEST_CASE("a letter whose times are not in order is not opened, whoever has sealed it",
          "[message]") {
    Letter letter = letter_to("bob");
    for (const Time until : {now - 1s, now + longest_held + 1s}) {
        letter.until = until;
        const std::string inside = inside_of("alice", "hello", letter);
        CHECK(opened_by("bob", with_inside(padded(inside), letter)) == "times");
    }
}
