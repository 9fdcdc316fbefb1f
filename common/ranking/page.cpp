#include "ranking/page.hpp"

#include <algorithm>
#include <string_view>

#include "base/utf8.hpp"
#include "crypto/address.hpp"

namespace sbc::ranking {
namespace {

constexpr std::string_view beginning =
    "<!doctype html>\n<!-- The ranking of a SimpleBitcoin network, written by a node. -->\n";

constexpr std::string_view style = R"(
body { font: 18px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
       color: #1c2430; background: #fff; }
h1 { margin-bottom: 0; } p { color: #5b6675; }
table { width: 100%; border-collapse: collapse; margin-bottom: 2rem; }
th, td { padding: .4rem .6rem; text-align: left; border-bottom: 1px solid #d9dee6;
         vertical-align: top; overflow-wrap: anywhere; }
th { font-size: .8em; color: #5b6675; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.a { font: .75em ui-monospace, monospace; color: #5b6675; }
@media (prefers-color-scheme: dark) {
  body { color: #e6eaf0; background: #14181f; } th, td { border-color: #333b47; }
  p, th, .a { color: #9aa6b5; } }
)";

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char letter : printable(text, 1'000)) {
        switch (letter) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            case '\'': safe += "&#39;"; break;
            default: safe += letter;
        }
    }
    return safe;
}

std::string number_cell(std::uint64_t number) {
    return "<td class=\"n\">" + std::to_string(number) + "</td>";
}

std::string to_html(const Row& row, std::size_t place) {
    std::string html = "<tr>" + number_cell(place) + "<td>";
    if (!row.name.empty()) html += "<bdi>“" + escaped(row.name) + "”</bdi><br>";
    html += "<span class=\"a\">" + crypto::to_address(row.who) + "</span></td>";
    html += number_cell(row.received) + number_cell(row.mined) + "<td>";
    for (const std::string& why : row.whys) {
        html += (&why == row.whys.data() ? "<bdi>" : "<br><bdi>") + escaped(why) + "</bdi>";
    }
    return html + "</td></tr>\n";
}

std::string to_html(const Page::Table& table) {
    std::string html = "<h2>" + escaped(table.title) + "</h2>\n";
    if (table.rows.empty()) return html + "<p>Nobody has been given anything.</p>\n";
    html +=
        "<table>\n<tr><th></th><th>who</th><th class=\"n\">received</th><th class=\"n\">mined</th>"
        "<th>why</th></tr>\n";
    const std::size_t shown = std::min(table.rows.size(), most_rows);
    for (std::size_t at = 0; at < shown; ++at) html += to_html(table.rows[at], at + 1);
    html += "</table>\n";
    if (shown == table.rows.size()) return html;
    return html + "<p>And " + std::to_string(table.rows.size() - shown) + " others.</p>\n";
}

}  // namespace

std::string to_html(const Page& page) {
    std::string html =
        std::string{beginning} + "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    html += "<meta name=\"viewport\" content=\"width=device-width\">\n<title>The ranking of ";
    html +=
        escaped(page.network) + "</title>\n<style>" + std::string{style} + "</style>\n</head>\n";
    html +=
        "<body>\n<h1>The ranking of " + escaped(page.network) + "</h1>\n<p>After " +
        std::to_string(page.blocks) +
        " blocks. Points count that somebody else has given; change, and what one pays oneself, "
        "do not. What was mined stands beside them. Names are what people call themselves: the "
        "address tells two of one name apart.</p>\n";
    for (std::size_t at = 0; at < std::min(page.tables.size(), most_tables); ++at) {
        html += to_html(page.tables[at]);
    }
    return html + "</body>\n</html>\n";
}

bool is_page(std::string_view html) { return html.starts_with(beginning); }

std::string day_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date{day};
    const auto two = [](unsigned number) {
        return (number < 10 ? "-0" : "-") + std::to_string(number);
    };
    return std::to_string(static_cast<int>(date.year())) +
           two(static_cast<unsigned>(date.month())) + two(static_cast<unsigned>(date.day()));
}

}  // namespace sbc::ranking
