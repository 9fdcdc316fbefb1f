#include "gui/words.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include "base/utf8.hpp"
#include "crypto/short_address.hpp"

namespace sbc::gui {
namespace {

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter;
}

bool contains(std::string_view text, std::string_view lower_case_word) {
    return std::search(text.begin(), text.end(), lower_case_word.begin(), lower_case_word.end(),
                       [](char in_text, char in_word) { return lower(in_text) == in_word; }) !=
           text.end();
}

bool is_figures(std::string_view word) {
    return word.find_first_not_of("0123456789,+-\u2212") == std::string_view::npos;
}

// As it is displayed, as one types it, and without the commas.
bool has_figures(const Entry& entry, std::string_view word) {
    constexpr std::string_view minus = "\u2212";
    std::string shown = signed_figures(entry);
    if (contains(shown, word) || contains(figures(entry.amount), word) ||
        contains(std::to_string(entry.amount.count), word)) {
        return true;
    }
    if (shown.starts_with(minus)) shown.replace(0, minus.size(), "-");
    if (contains(shown, word)) return true;
    std::erase(shown, ',');
    return contains(shown, word);
}

std::string counterpart(const Entry& entry) {
    return entry.label.empty() ? short_address(entry.address) : entry.label;
}

}  // namespace

std::string readable(std::string_view text) {
    std::string lines;
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string line{text.substr(0, end)};
        if (line.ends_with('\r')) line.pop_back();
        std::replace(line.begin(), line.end(), '\t', ' ');
        lines += printable(line, line.size());
        if (end == text.size()) return lines;
        lines += '\n';
        text.remove_prefix(end + 1);
    }
}

std::string date_and_time(std::chrono::sys_seconds when) {
    constexpr std::array<const char*, 12> months{"January",   "February", "March",    "April",
                                                 "May",       "June",     "July",     "August",
                                                 "September", "October",  "November", "December"};
    const std::time_t seconds = when.time_since_epoch().count();
    std::tm local{};
    if (::localtime_r(&seconds, &local) == nullptr) return "at some time";
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(local.tm_mday) + " " + months.at(static_cast<std::size_t>(local.tm_mon)) +
           " " + std::to_string(local.tm_year + 1900) + ", " + two(local.tm_hour) + ":" +
           two(local.tm_min);
}

std::string figures(Points points) {
    auto text = std::to_string(points.count);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return text;
}

std::string points(Points points) {
    return figures(points) + (points.count == 1 ? " point" : " points");
}

std::string signed_figures(const Entry& entry) {
    switch (entry.kind) {
        case EntryKind::Received:
        case EntryKind::Mined: return "+" + figures(entry.amount);
        case EntryKind::Sent: return "\u2212" + figures({entry.amount.count + entry.fee.count});
        case EntryKind::ToMyself: return "\u2212" + figures(entry.fee);
    }
    return {};
}

std::string short_address(std::string_view address) { return crypto::short_address(address); }

std::vector<std::string_view> groups_of_four(std::string_view address) {
    constexpr std::size_t group = 4;
    std::vector<std::string_view> groups;
    for (std::size_t at = 0; at < address.size(); at += group) {
        groups.push_back(address.substr(at, group));
    }
    return groups;
}

std::string headline(const Entry& entry) {
    switch (entry.kind) {
        case EntryKind::Received:
            return entry.address.empty() && entry.label.empty()
                       ? "Received"
                       : "Received from " + counterpart(entry);
        case EntryKind::Sent: return "Sent to " + counterpart(entry);
        case EntryKind::Mined: return "Mined";
        case EntryKind::ToMyself: return "To myself";
    }
    return {};
}

std::string state_words(const Entry& entry, std::uint32_t newest_height) {
    switch (entry.state) {
        case EntryState::Waiting:
            if (entry.untaken) return "no core has it yet";
            return entry.returned ? "waiting for a block again" : "waiting for a block";
        case EntryState::Refused: return "refused";
        case EntryState::Confirmed: break;
    }
    const auto confirmations = newest_height < entry.height ? 0 : newest_height - entry.height + 1;
    return "block " + figures({entry.height}) + ", " + figures({confirmations}) +
           (confirmations == 1 ? " confirmation" : " confirmations");
}

bool mentions(const Entry& entry, std::string_view lower_case_word) {
    return contains(entry.label, lower_case_word) || contains(entry.note, lower_case_word) ||
           contains(entry.address, lower_case_word) || contains(entry.id, lower_case_word) ||
           contains(headline(entry), lower_case_word) ||
           (is_figures(lower_case_word) && has_figures(entry, lower_case_word));
}

std::string lower_case(std::string_view text) {
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

}  // namespace sbc::gui
