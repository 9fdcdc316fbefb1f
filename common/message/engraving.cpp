#include "message/engraving.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "crypto/address.hpp"
#include "crypto/short_address.hpp"

namespace sbc::message {
// #region author-of
std::optional<PublicKey> author_of(const ledger::Transaction& transaction,
                                   std::span<const PublicKey> owners) {
    const auto& note = transaction.note;
    if (!note || note->app != engraved_app || note->text.empty()) return std::nullopt;
    if (transaction.coinbase || owners.empty()) return std::nullopt;
    // Of several who pay together nobody has said it alone.
    const auto is_first = [&](const PublicKey& owner) { return owner == owners.front(); };
    if (!std::all_of(owners.begin(), owners.end(), is_first)) return std::nullopt;
    return owners.front();
}
// #endregion author-of

std::optional<Engraved> engraving_in(const ledger::CheckedTransaction& transaction,
                                     std::span<const PublicKey> owners) {
    const auto author = author_of(transaction.parts(), owners);
    if (!author) return std::nullopt;
    Engraved engraved;
    engraved.id = transaction.id();
    engraved.author = *author;
    engraved.text = transaction.parts().note->text;
    return engraved;
}

// Its one spelling has this, and inside of a text the quotation marks would be escaped.
bool may_engrave(std::string_view transaction) {
    return transaction.find(R"("app":"engraved")") != std::string_view::npos;
}

std::string shown_author(const PublicKey& author, std::string_view claimed) {
    const std::string address = crypto::short_address(crypto::to_address(author));
    return claimed.empty() ? address : "“" + std::string{claimed} + "” " + address;
}

std::string in_digits(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    const auto two = [](auto number) {
        const std::string digits = std::to_string(number);
        return digits.size() < 2 ? "0" + digits : digits;
    };
    return std::to_string(static_cast<int>(date.year())) + "-" +
           two(static_cast<unsigned>(date.month())) + "-" + two(static_cast<unsigned>(date.day())) +
           " " + two(clock.hours().count()) + ":" + two(clock.minutes().count());
}

std::string line_of(const Engraved& engraved, std::string_view claimed) {
    return std::to_string(engraved.height.value()) + "  " + in_digits(engraved.time) + "  " +
           shown_author(engraved.author, claimed) + ": “" + printable(engraved.text) + "”";
}

}  // namespace sbc::message
