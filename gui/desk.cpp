#include "gui/desk.hpp"

#include <algorithm>
#include <exception>
#include <tuple>
#include <utility>
#include <variant>

#include "crypto/address.hpp"
#include "gui/desk_draft.hpp"
#include "gui/desk_fields.hpp"

namespace sbc::gui {
namespace {

constexpr std::size_t most_notices = 100;

bool same(const Balance& one, const Balance& other) {
    return std::tie(one.spendable, one.arriving, one.leaving, one.maturing) ==
           std::tie(other.spendable, other.arriving, other.leaving, other.maturing);
}

bool same(const OwnAddress& one, const OwnAddress& other) {
    return std::tie(one.text, one.label, one.balance) ==
           std::tie(other.text, other.label, other.balance);
}

bool same(const Entry& one, const Entry& other) {
    const auto fields = [](const Entry& entry) {
        return std::tie(entry.id, entry.kind, entry.state, entry.height, entry.amount, entry.fee,
                        entry.address, entry.label, entry.note, entry.reason, entry.untaken,
                        entry.returned);
    };
    return fields(one) == fields(other);
}

template <class Item>
bool same(const std::vector<Item>& one, const std::vector<Item>& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const Item& left, const Item& right) { return same(left, right); });
}

// Puts a value into the view; whether that changed it.
template <class T>
bool put(T& into, T value) {
    if (into == value) return false;
    into = std::move(value);
    return true;
}

std::string upper_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return text;
}

}  // namespace

Desk::Desk(std::unique_ptr<Account> account, std::unique_ptr<SettingsStore> settings,
           DeskOptions options)
    : account_{std::move(account)}, store_{std::move(settings)} {
    next_.key_file = std::move(options.key_file);
    next_.status = std::move(options.status);
    next_.next_block = std::move(options.next_block);
    next_.history = std::make_shared<const History>();
    auto kept = store_->read();
    if (kept) {
        settings_ = std::move(*kept);
    } else {
        tell(Tone::Bad, "The names of your contacts and the look of the window could not be read.",
             sentence(kept.error().text));
    }
    next_.contacts = settings_.contacts;
    read_account();
    told_ = true;
}

void Desk::perform(Command command) {
    performed_ = true;
    try {
        std::visit([this](const auto& wanted) { act(wanted); }, command);
    } catch (const std::exception& broken) {
        went_wrong(broken);
    }
}

// A machine that has no memory left, a file system that throws: nothing that anybody foresaw.
void Desk::went_wrong(const std::exception& broken) {
    stale_ = true;
    tell(Tone::Bad, "That could not be done.", sentence(broken.what()));
}

std::shared_ptr<const WalletView> Desk::view() {
    try {
        if (stale_ || !performed_) read_account();
    } catch (const std::exception& broken) {
        went_wrong(broken);
    }
    performed_ = false;
    if (told_) shown_ = std::make_shared<const WalletView>(next_);
    told_ = false;
    return shown_;
}

void Desk::when_changed(std::function<void()> tell) { account_->when_changed(std::move(tell)); }

void Desk::tell(Tone tone, std::string text, std::string advice) {
    if (next_.notices.size() == most_notices) next_.notices.erase(next_.notices.begin());
    next_.notices.push_back({++notices_, tone, std::move(text), std::move(advice)});
    told_ = true;
}

void Desk::read_account() {
    stale_ = false;
    read_network();
    bool changed = put(next_.network, account_->network());
    changed |= put(next_.height, account_->height());
    changed |= put(next_.keys, account_->keys());
    const Balance balance = account_->balance();
    if (!same(next_.balance, balance)) {
        next_.balance = balance;
        changed = true;
    }
    read_addresses();
    read_mail();
    read_engravings();
    History history = read_history();
    if (!same(*next_.history, history)) {
        next_.history = std::make_shared<const History>(std::move(history));
        changed = true;
    }
    told_ = told_ || changed;
    // What the last check said of a balance, or of a name, is no longer true; of a form that was
    // paid, nobody asks.
    if ((changed || renamed_) && draft_.serial != 0 && draft_.serial != next_.paid) {
        next_.draft = read_draft(draft_, next_, *account_).check;
        told_ = true;
    }
}

void Desk::read_network() {
    for (News& each : account_->take_news()) {
        if (each.whose) put_name(each.text, *each.whose);
        tell(each.tone, std::move(each.text), std::move(each.advice));
        next_.notices.back().asked = false;
    }
    told_ |= put(next_.connection, account_->connection());
    told_ |= put(next_.cannot_know, account_->cannot_know());
}

void Desk::read_addresses() {
    std::map<crypto::PublicKey, std::string> names;
    std::vector<OwnAddress> addresses;
    for (AccountAddress& own : account_->addresses()) {
        const std::string text = crypto::to_address(own.key);
        names[own.key] = own.label;
        addresses.push_back({text, upper_case(text), std::move(own.label), own.balance});
    }
    for (const Contact& contact : settings_.contacts) {
        const auto key = crypto::from_address(contact.text);
        if (key) names.try_emplace(*key, contact.label);
    }
    renamed_ = names != names_;
    names_ = std::move(names);
    if (same(next_.addresses, addresses)) return;
    next_.addresses = std::move(addresses);
    told_ = true;
}

History Desk::read_history() const {
    History history;
    for (AccountEntry& entry : account_->history()) {
        const auto name = names_.find(entry.counterpart);
        const bool unknown = entry.counterpart == crypto::PublicKey{};
        history.push_back({std::move(entry.id), entry.kind, entry.state, entry.height, entry.amount,
                           entry.fee, unknown ? "" : crypto::to_address(entry.counterpart),
                           name == names_.end() ? std::string{} : name->second,
                           std::move(entry.note), std::move(entry.reason), entry.untaken,
                           entry.returned});
    }
    return history;
}

}  // namespace sbc::gui
