#include "ranking/page.hpp"

#include "catch.hpp"
#include "ranking_kit.hpp"

using namespace kit;
using sbc::ranking::line_of;
using sbc::ranking::Page;
using sbc::ranking::Row;
using sbc::ranking::short_address;
using sbc::ranking::shown_name;
using sbc::ranking::to_html;

namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a page says who has been given how many points, and why", "[ranking]") {
    const Row ann{alice().public_key(), "Ann", 30, 200, {"you are great", "ありがとう"}};
    const Row nameless{bob().public_key(), {}, 7, 0, {}};
    const std::string page =
        to_html({"class 3b", 12, {{"In total", {ann, nameless}}, {"2026-11-22", {}}}});
    CHECK(page.substr(0, 15) == "<!doctype html>");
    CHECK(has(page, "<title>The ranking of class 3b</title>"));
    CHECK(has(page, "After 12 blocks."));
    CHECK(has(page, "<h2>In total</h2>"));
    CHECK(has(page, "<td class=\"n\">1</td><td><bdi>“Ann”</bdi><br><span class=\"a\">" +
                        to_address(alice().public_key()) + "</span></td>" +
                        "<td class=\"n\">30</td><td class=\"n\">200</td>" +
                        "<td><bdi>you are great</bdi><br><bdi>ありがとう</bdi></td>"));
    CHECK(has(page, "<td class=\"n\">2</td><td><span"));
    CHECK(has(page, "<h2>2026-11-22</h2>\n<p>Nobody has been given anything.</p>"));
}

TEST_CASE("what strangers have written is text on the page, and never a part of it", "[ranking]") {
    const std::string evil = "<script>alert('1')</script>&\"\x1b[2J\xff";
    const std::string page =
        to_html({evil, 1, {{evil, {{alice().public_key(), evil, 1, 1, {evil}}}}}});
    CHECK_FALSE(has(page, "<script"));
    CHECK_FALSE(has(page, "\x1b"));
    CHECK_FALSE(has(page, "\xff"));
    CHECK(has(page, "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;?[2J?"));
}

TEST_CASE("a page stays short, however many addresses there are", "[ranking]") {
    Page page{"n", 1, {{"In total", {}}}};
    for (std::size_t i = 0; i < sbc::ranking::most_rows + 5; ++i) {
        page.tables.front().rows.push_back({alice().public_key(), {}, 1, 0, {}});
    }
    CHECK(has(to_html(page), "<td class=\"n\">200</td><td><span"));
    CHECK_FALSE(has(to_html(page), "<td class=\"n\">201</td><td><span"));
    CHECK(has(to_html(page), "And 5 others."));
    page.tables.front().rows.resize(sbc::ranking::most_rows);
    CHECK_FALSE(has(to_html(page), "others"));
    page.tables = {sbc::ranking::most_tables, {"a day", {}}};
    page.tables.push_back({"a day too many", {}});
    CHECK_FALSE(has(to_html(page), "too many"));
}

TEST_CASE("a page needs nothing from elsewhere", "[ranking]") {
    const std::string page = to_html({"n", 0, {}});
    for (const char* other : {"http", "src=", "href=", "url(", "@import"})
        CHECK_FALSE(has(page, other));
}

TEST_CASE("a line begins with the name, as a claim, and tells two of one name apart", "[ranking]") {
    CHECK(shown_name({alice().public_key(), "Ann", 0, 0, {}}) ==
          "“Ann” " + short_address(alice().public_key()));
    const std::string whole = to_address(bob().public_key());
    CHECK(shown_name({bob().public_key(), {}, 0, 0, {}}) ==
          whole.substr(0, 9) + "…" + whole.substr(whole.size() - 6));
}

TEST_CASE("a line says what somebody has got, and the last reason", "[ranking]") {
    const std::string who = short_address(alice().public_key());
    CHECK(line_of({alice().public_key(), "Ann", 30, 200, {"you are\x1b great", "before"}}) ==
          "“Ann” " + who + " has received 30, and mined 200: “you are? great”");
    CHECK(line_of({alice().public_key(), {}, 0, 100, {}}) ==
          who + " has received 0, and mined 100");
}

TEST_CASE("no name gets out of its quotation marks", "[ranking]") {
    CHECK(sbc::ranking::clean_name("zoe” has \"9“, «9»\n\u200F") == "zoe' has '9', '9'??");
    CHECK(sbc::ranking::clean_name("花子") == "花子");
    CHECK(sbc::ranking::clean_name(std::string(41, 'a')) == std::string(40, 'a') + "…");
}

TEST_CASE("a terminal is shown the first ones", "[ranking]") {
    CHECK(sbc::ranking::lines_of({}) ==
          std::vector<std::string>{"nobody has been given anything yet"});
    std::vector<Row> rows(20, Row{alice().public_key(), {}, 1, 0, {}});
    CHECK(sbc::ranking::lines_of(rows).size() == 20);
    rows.resize(23, rows.front());
    CHECK(sbc::ranking::lines_of(rows).size() == 21);
    CHECK(sbc::ranking::lines_of(rows).back() == "and 3 others");
}

TEST_CASE("a day is told as a calendar does", "[ranking]") {
    using std::chrono::days, std::chrono::sys_days;
    CHECK(sbc::ranking::day_text(sys_days{days{0}}) == "1970-01-01");
    CHECK(sbc::ranking::day_text(sys_days{days{11'016}}) == "2000-02-29");
    CHECK(sbc::ranking::day_text(sys_days{days{20'779}}) == "2026-11-22");
}
