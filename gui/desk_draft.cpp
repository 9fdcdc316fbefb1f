#include "gui/desk_draft.hpp"

#include <algorithm>

#include "crypto/address.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

constexpr std::uint64_t slip = 10;  // so many times the usual fee

void spoil(FieldCheck& check, std::string text) { check = {false, std::move(text), std::nullopt}; }

bool only_spaces(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

Reading<Points> read_amount(const std::string& typed) {
    Reading<Points> amount = read_points(typed);
    if (amount.value != Points{0}) return amount;
    return {{false, "Pay at least 1 point.", std::nullopt}, {}};
}

// Nothing typed: good, and the value is found later.
Reading<Points> read_fee(const std::string& typed) {
    if (only_spaces(typed)) return {{true, {}, std::nullopt}, {}};
    return read_points(typed);
}

void judge_fee(FieldCheck& check, Points fee, Points usual, Points amount) {
    if (fee > amount && fee.count / slip > usual.count) {
        spoil(check, "The usual fee is " + figures(usual) + ": " + figures(fee) +
                         " for a payment of " + figures(amount) + " looks like a slip.");
    } else if (fee < usual) {
        check.text = "Less than the usual " + figures(usual) + ": it may wait longer.";
    } else if (fee.count / slip > usual.count) {
        check.text = "Far more than the usual " + figures(usual) + ".";
    }
}

// What one has, against what is wanted; neither sum can turn round, both are below 2^54. A fee that
// was typed is what is wrong where the amount alone would be all right.
void judge_funds(DraftCheck& check, const Payment& payment, bool fee_was_typed,
                 const Balance& balance) {
    const Points needed{payment.amount.count + payment.fee.count};
    if (needed <= balance.spendable) return;
    const Points later{balance.arriving.count + balance.maturing.count};
    std::string have = "You can spend " + points(balance.spendable);
    if (later.count > 0) have += " now, and " + figures(later) + " later";
    if (payment.amount > balance.spendable) return spoil(check.amount, have + ".");
    spoil(fee_was_typed ? check.fee : check.amount,
          have + ". With its fee this payment costs " + figures(needed) + ".");
}

// The name that one gave to this address, one's own or somebody else's.
std::string label_of(const std::string& address, const WalletView& view) {
    for (const OwnAddress& own : view.addresses) {
        if (own.text == address) return own.label;
    }
    for (const Contact& each : view.contacts) {
        if (each.text == address) return each.label;
    }
    return {};
}

// When each field is good by itself: what the account says of all of them together.
void judge_whole(DraftReading& reading, std::optional<Points> typed_fee, const WalletView& view,
                 const Account& account) {
    DraftCheck& check = reading.check;
    Payment& payment = *reading.payment;
    if (view.keys != KeysState::Open) return spoil(check.amount, "Open the keys first.");
    const bool typed = typed_fee.has_value();
    judge_funds(check, payment, typed, view.balance);
    if (!check.good()) return;
    const auto usual = account.fee_for(payment);
    if (!usual) return spoil(check.amount, sentence(usual.error().text));
    payment.fee = typed_fee.value_or(*usual);
    judge_funds(check, payment, typed, view.balance);
    if (!check.good()) return;
    judge_fee(check.fee, payment.fee, *usual, payment.amount);
    const std::string to = crypto::to_address(payment.to);
    const bool to_myself = std::any_of(view.addresses.begin(), view.addresses.end(),
                                       [&](const OwnAddress& own) { return own.text == to; });
    const std::uint64_t gone = payment.fee.count + (to_myself ? 0 : payment.amount.count);
    check.address = to;
    check.label = label_of(to, view);
    check.pays = payment.amount;
    check.costs = payment.fee;
    check.remains = Points{view.balance.spendable.count - gone};
}

}  // namespace

DraftReading read_draft(const Draft& draft, const WalletView& view, const Account& account) {
    const auto to = read_recipient(draft.to, view);
    const auto amount = read_amount(draft.amount);
    const auto fee = read_fee(draft.fee);
    DraftReading reading;
    DraftCheck& check = reading.check;
    check.serial = draft.serial;
    check.to = to.check;
    check.amount = amount.check;
    check.fee = fee.check;
    check.note = check_note(draft.note, view.note_limit);
    if (check.good()) {
        reading.payment =
            Payment{*to.value, *amount.value, fee.value.value_or(view.default_fee), draft.note};
        judge_whole(reading, fee.value, view, account);
    }
    if (!check.good()) reading.payment.reset();
    return reading;
}

std::string first_mistake(const DraftCheck& check) {
    for (const FieldCheck* field : {&check.to, &check.amount, &check.fee, &check.note}) {
        if (!field->good) return field->text;
    }
    return {};
}

}  // namespace sbc::gui
