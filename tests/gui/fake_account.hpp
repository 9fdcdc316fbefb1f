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
#include "gui/settings.hpp"

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

    FakeBank& bank_;
    std::function<void()> tell_;
};

// Settings that are kept in a variable, and perhaps not at all.
struct Drawer {
    Settings settings;
    std::optional<std::string> unreadable;
    std::optional<std::string> unwritable;
    std::size_t written = 0;
};
class FakeStore : public SettingsStore {
public:
    explicit FakeStore(Drawer& drawer) : drawer_{drawer} {}
    [[nodiscard]] Result<Settings, SettingsError> read() override {
        if (drawer_.unreadable) return refuse(SettingsError::NotSettings, *drawer_.unreadable);
        return drawer_.settings;
    }
    [[nodiscard]] Result<void, SettingsError> write(const Settings& settings) override {
        if (drawer_.unwritable) return refuse(SettingsError::NotWritten, *drawer_.unwritable);
        drawer_.settings = settings;
        ++drawer_.written;
        return {};
    }

private:
    Drawer& drawer_;
};

}  // namespace sbc::gui
