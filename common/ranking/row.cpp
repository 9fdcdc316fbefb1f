#include "ranking/row.hpp"

#include "base/utf8.hpp"
#include "crypto/address.hpp"
#include "crypto/short_address.hpp"

namespace sbc::ranking {

bool stands_before(const Row& a, const Row& b) {
    if (a.received != b.received) return a.received > b.received;
    if (a.mined != b.mined) return a.mined > b.mined;
    return a.who < b.who;
}

std::string clean_name(std::string_view text) {
    constexpr std::size_t longest = 40;
    constexpr std::string_view marks[] = {"\"", "“", "”", "„", "‟", "«", "»"};
    std::string name = printable(text, longest);
    for (const std::string_view mark : marks) {
        for (auto at = name.find(mark); at != std::string::npos; at = name.find(mark, at)) {
            name.replace(at, mark.size(), "'");
        }
    }
    return name;
}

std::string short_address(const PublicKey& who) {
    return crypto::short_address(crypto::to_address(who));
}

std::string shown_name(const Row& row) {
    const std::string address = short_address(row.who);
    return row.name.empty() ? address : "“" + row.name + "” " + address;
}

std::string line_of(const Row& row) {
    const std::string line = shown_name(row) + " has received " + std::to_string(row.received) +
                             ", and mined " + std::to_string(row.mined);
    return row.whys.empty() ? line : line + ": “" + printable(row.whys.front()) + "”";
}

std::vector<std::string> lines_of(const std::vector<Row>& rows) {
    constexpr std::size_t most = 20;
    std::vector<std::string> lines;
    for (const Row& row : rows) {
        if (lines.size() == most) break;
        lines.push_back(line_of(row));
    }
    if (rows.empty()) lines.emplace_back("nobody has been given anything yet");
    if (rows.size() > most)
        lines.push_back("and " + std::to_string(rows.size() - most) + " others");
    return lines;
}

}  // namespace sbc::ranking
