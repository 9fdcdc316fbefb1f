#include "show.hpp"

#include "base/utf8.hpp"
#include "transaction.hpp"

namespace stage {

// #region describe
std::string describe(std::string_view transaction) {
    const auto read = decode_transaction(transaction);
    if (!read) return sbc::printable(transaction, 60);
    const std::string note = read->note.empty() ? "" : ": " + sbc::printable(read->note);
    return sbc::printable(read->from) + " pays " + sbc::printable(read->to) + " " +
           std::to_string(read->points.value()) + note;
}

std::string short_text(const Hash& hash) { return to_text(hash).substr(0, 16) + "…"; }
// #endregion describe

// #region show-block
static std::string two_digits(long long number) {
    const std::string digits = std::to_string(number);
    return (number < 10 ? "0" : "") + digits;
}

// As the header says it, and as a clock in Greenwich shows it.
static std::string show_time(std::chrono::sys_seconds time) {
    const auto seconds = time.time_since_epoch().count();
    return std::to_string(seconds) + " (" + two_digits(seconds / 3600 % 24) + ":" +
           two_digits(seconds / 60 % 60) + ":" + two_digits(seconds % 60) + ")";
}

std::vector<std::string> show_block(Height height, const Block& block) {
    std::vector<std::string> lines{"┌─ block " + std::to_string(height.value()),
                                   "│ hash      " + short_text(hash_of(block.header)),
                                   "│ previous  " + short_text(block.header.previous),
                                   "│ contents  " + short_text(block.header.contents),
                                   "│ time      " + show_time(block.header.time)};
    for (const std::string& transaction : block.transactions) {
        lines.push_back("│   " + describe(transaction));
    }
    lines.emplace_back("└─");
    return lines;
}
// #endregion show-block

}  // namespace stage
