#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "crypto/address.hpp"
#include "crypto/hash.hpp"
#include "gui/account.hpp"

namespace sbc::gui {

// Somebody's key, the same in each run.
inline crypto::PublicKey key_of(const std::string& name) {
    const auto seed = crypto::hash256(as_bytes(name)).bytes;
    return crypto::SigningKey{crypto::SigningKey::Seed{seed}}.public_key();
}
inline std::string address_of(const std::string& name) { return crypto::to_address(key_of(name)); }

// What a fake account has, and how often it was asked: a test looks at it while the desk owns the
// account.
struct FakeBank {
    std::string pass_phrase;  // of the key file; empty: there is none
    KeysState keys = KeysState::None;
    std::vector<AccountAddress> addresses;
    std::vector<AccountEntry> history;
    std::vector<Payment> paid;
    std::optional<std::string> claimed;  // the last name
    std::uint32_t height = 7;
    Points usual_fee{1};
    std::optional<std::string> refuses;  // the next thing that is asked for, with these words
    std::optional<std::string> breaks;   // the same, with an exception
    std::size_t history_asked = 0;
    // What a network does, step by step: one each time somebody has waited for something new.
    std::deque<std::function<void(FakeBank&)>> happens;
    Connection connection;
    std::vector<std::string> cannot_know;
    std::vector<News> news;
    bool untaken = false;  // no core takes payments
    // Letters and engravings.
    MailView mail;                    // there are none unless it says so
    std::vector<std::string> mailed;  // what was asked for: "write sb1… Hello"
    std::optional<Timeline> engravings;
    bool nobody_engraves = false;
    bool older_engravings = false;

    // A letter that has come, or was written.
    void add_letter(const crypto::PublicKey& with, MailLetter letter) {
        letter.number = ++letters;
        const std::string address = crypto::to_address(with);
        const auto is_it = [&](const auto& each) { return each.with == address; };
        auto& all = mail.conversations;
        auto found = std::find_if(all.begin(), all.end(), is_it);
        if (found == all.end()) found = all.insert(all.begin(), {address, {}});
        found->letters.push_back(std::move(letter));
    }
    std::uint64_t letters = 0;

    // Keys that are open, with 100 points.
    static FakeBank open() {
        FakeBank bank;
        bank.pass_phrase = "correct horse";
        bank.keys = KeysState::Open;
        bank.addresses = {{key_of("me"), "Main", Points{100}}};
        return bank;
    }
    static FakeBank locked() {
        FakeBank bank = open();
        bank.keys = KeysState::Locked;
        return bank;
    }
};

// A wallet in memory. It believes what it is told, and pays from one purse.
class FakeAccount : public Account {
public:
    explicit FakeAccount(FakeBank& bank) : bank_{bank} {}

    [[nodiscard]] KeysState keys() const override { return bank_.keys; }
    [[nodiscard]] Done create_keys(const crypto::SecretText& pass_phrase) override {
        if (auto refused = refusal()) return *refused;
        if (bank_.keys != KeysState::None)
            return refuse(AccountError::Keys, "there are keys already");
        bank_.pass_phrase = pass_phrase.reveal();
        bank_.addresses = {{key_of("me"), "", Points{0}}};
        bank_.keys = KeysState::Open;
        return {};
    }
    [[nodiscard]] Done open_keys(const crypto::SecretText& pass_phrase) override {
        if (pass_phrase.reveal() != bank_.pass_phrase) {
            return refuse(AccountError::Keys, "this is not the pass phrase of the file");
        }
        bank_.keys = KeysState::Open;
        return {};
    }
    void close_keys() override { bank_.keys = KeysState::Locked; }
    [[nodiscard]] Done new_address(const std::string& label) override {
        if (auto refused = refusal()) return *refused;
        bank_.addresses.push_back({key_of("mine " + label), label, Points{0}});
        return {};
    }
    [[nodiscard]] Done rename(const crypto::PublicKey& key, const std::string& label) override {
        for (AccountAddress& each : bank_.addresses) {
            if (each.key == key) each.label = label;
        }
        return {};
    }
    [[nodiscard]] Done export_keys(const std::string& /*path*/,
                                   const crypto::SecretText& /*pass_phrase*/) override {
        if (auto refused = refusal()) return *refused;
        return {};
    }
    [[nodiscard]] Done import_keys(const std::string& /*path*/,
                                   const crypto::SecretText& pass_phrase) override {
        if (auto refused = refusal()) return *refused;
        if (bank_.keys == KeysState::None) bank_.pass_phrase = pass_phrase.reveal();
        bank_.keys = KeysState::Open;
        bank_.addresses.push_back({key_of("imported"), "Imported", Points{0}});
        return {};
    }
    [[nodiscard]] Done change_pass_phrase(const crypto::SecretText& before,
                                          const crypto::SecretText& after) override {
        if (before.reveal() != bank_.pass_phrase) {
            return refuse(AccountError::Keys, "this is not the pass phrase of the file");
        }
        bank_.pass_phrase = after.reveal();
        return {};
    }

    [[nodiscard]] std::vector<AccountAddress> addresses() const override {
        return bank_.keys == KeysState::Open ? bank_.addresses : std::vector<AccountAddress>{};
    }
    [[nodiscard]] Balance balance() const override {
        Balance balance;
        for (const AccountAddress& each : addresses())
            balance.spendable.count += each.balance.count;
        for (const AccountEntry& each : bank_.history) {
            if (each.state != EntryState::Waiting || each.kind != EntryKind::Sent) continue;
            balance.leaving.count += each.amount.count + each.fee.count;
        }
        return balance;
    }
    [[nodiscard]] std::vector<AccountEntry> history() const override {
        ++bank_.history_asked;
        return bank_.keys == KeysState::Open ? bank_.history : std::vector<AccountEntry>{};
    }
    [[nodiscard]] Result<Points, AccountError> fee_for(const Payment& payment) const override {
        if (payment.amount.count + bank_.usual_fee.count > balance().spendable.count) {
            return refuse(AccountError::Payment, "the coins are not enough");
        }
        return bank_.usual_fee;
    }
    [[nodiscard]] Done pay(const Payment& payment) override {
        if (auto refused = refusal()) return *refused;
        bank_.paid.push_back(payment);
        bank_.addresses.front().balance.count -= payment.amount.count + payment.fee.count;
        const AccountEntry entry{"tx" + std::to_string(bank_.paid.size()),
                                 EntryKind::Sent,
                                 EntryState::Waiting,
                                 0,
                                 payment.amount,
                                 payment.fee,
                                 payment.to,
                                 payment.note,
                                 {},
                                 bank_.untaken};
        bank_.history.insert(bank_.history.begin(), entry);
        return {};
    }
    // As the light wallet does it: a payment of one point to oneself.
    [[nodiscard]] Done claim_name(const crypto::PublicKey& key, const std::string& name) override {
        bank_.claimed = name;
        Done paid = pay({key, Points{1}, bank_.usual_fee, name});
        if (paid) bank_.history.front().kind = EntryKind::ToMyself;
        return paid;
    }
    [[nodiscard]] std::shared_ptr<const MailView> mail() const override {
        if (!bank_.mail.there) return nullptr;
        if (!shown_ || *shown_ != bank_.mail) shown_ = std::make_shared<const MailView>(bank_.mail);
        return shown_;
    }
    [[nodiscard]] Done write_letter(const crypto::PublicKey& to, const std::string& text) override {
        if (!bank_.mail.there) return Account::write_letter(to, text);
        if (auto refused = refusal()) return *refused;
        bank_.add_letter(to, {0, true, MailState::Waiting, text, "today", ""});
        return mailed("write " + crypto::to_address(to) + " " + text);
    }
    [[nodiscard]] Done find_card(const crypto::PublicKey& of) override {
        return mailed("find " + crypto::to_address(of));
    }
    [[nodiscard]] Done compare_card(const crypto::PublicKey& of, const std::string& words,
                                    bool same) override {
        if (auto refused = refusal()) return *refused;
        return mailed((same ? "same " : "not the same ") + crypto::to_address(of) + " " + words);
    }
    [[nodiscard]] Done renew_card() override {
        ++bank_.mail.card.sequence;
        return mailed("renew");
    }
    void read_letters(const crypto::PublicKey& with) override {
        (void)mailed("read " + crypto::to_address(with));
    }
    [[nodiscard]] Done forget_contact(const crypto::PublicKey& who) override {
        return mailed("forget " + crypto::to_address(who));
    }
    [[nodiscard]] std::shared_ptr<const Timeline> engravings() const override {
        return bank_.engravings ? std::make_shared<const Timeline>(*bank_.engravings) : nullptr;
    }
    [[nodiscard]] bool nobody_engraves() const override { return bank_.nobody_engraves; }
    [[nodiscard]] bool has_older_engravings() const override { return bank_.older_engravings; }
    void older_engravings() override {
        (void)mailed("older");
        bank_.engravings->push_back({address_of("aiko"), "", "older", "once", 1, true, false});
        bank_.older_engravings = false;
    }
    [[nodiscard]] Done engrave(const std::string& text, std::optional<Points> fee) override {
        Done paid =
            pay({bank_.addresses.front().key, Points{1}, fee.value_or(bank_.usual_fee), text});
        if (paid) bank_.history.front().kind = EntryKind::ToMyself;
        return paid;
    }

    [[nodiscard]] std::string network() const override { return "village"; }
    [[nodiscard]] std::uint32_t height() const override { return bank_.height; }
    [[nodiscard]] Done close_block() override {
        if (auto refused = refusal()) return *refused;
        ++bank_.height;
        for (AccountEntry& each : bank_.history) {
            if (each.state != EntryState::Waiting) continue;
            each.state = EntryState::Confirmed;
            each.height = bank_.height;
        }
        return {};
    }

    [[nodiscard]] Connection connection() const override { return bank_.connection; }
    [[nodiscard]] std::vector<std::string> cannot_know() const override {
        return bank_.cannot_know;
    }
    // The first that is asked for when the account is read.
    [[nodiscard]] std::vector<News> take_news() override {
        if (tell_ && !bank_.happens.empty()) {
            auto next = std::move(bank_.happens.front());
            bank_.happens.pop_front();
            next(bank_);
            tell_();
        }
        return std::exchange(bank_.news, {});
    }
    void when_changed(std::function<void()> tell) override {
        tell_ = std::move(tell);
        if (tell_ && !bank_.happens.empty()) tell_();
    }

private:
    std::optional<tl::unexpected<Refusal<AccountError>>> refusal() {
        if (bank_.breaks) throw std::runtime_error{*std::exchange(bank_.breaks, std::nullopt)};
        if (!bank_.refuses) return std::nullopt;
        auto words = std::move(*bank_.refuses);
        bank_.refuses.reset();
        return refuse(AccountError::Ledger, std::move(words));
    }

    Done mailed(std::string what) {
        bank_.mailed.push_back(std::move(what));
        return {};
    }

    FakeBank& bank_;
    std::function<void()> tell_;
    mutable std::shared_ptr<const MailView> shown_;
};

}  // namespace sbc::gui
