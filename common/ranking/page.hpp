#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "ranking/row.hpp"

namespace sbc::ranking {

// The ranking for people without a wallet: one page, which a browser shows without any network.
struct Page {
    struct Table {
        std::string title;
        std::vector<Row> rows;
    };
    std::string network;
    std::uint64_t blocks = 0;  // so many are counted
    std::vector<Table> tables;
};

constexpr std::size_t most_tables = 32;  // of a page: what comes after them is left out
constexpr std::size_t most_rows = 200;   // of a table: of what comes after them the number is told

// HTML of one file: no script, nothing from elsewhere. All texts in it come from strangers, and are
// texts: whatever is a sign of HTML in them is written as a letter.
[[nodiscard]] std::string to_html(const Page& page);
// What every such page begins with: nothing else is ever overwritten by one.
[[nodiscard]] bool is_page(std::string_view html);

// "2026-11-22".
[[nodiscard]] std::string day_text(std::chrono::sys_days day);

}  // namespace sbc::ranking
