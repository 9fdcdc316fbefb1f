#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/account.hpp"
#include "light/light_thread.hpp"
#include "light/outbox.hpp"
#include "wallet/key_file.hpp"

namespace sbc::light {

// A light wallet for a desk: window and wallet-cli show it and use it like the one of lesson 06
// with its ledger in a file. The keys stay on the thread that calls; the wallet and its connections
// have a thread of their own (LightThread), which is given a copy of the first of them while they
// are open: its address is the one under which this wallet has letters.
//
// Nothing is lost: a key is in its file before anybody is told its address, and a payment is in the
// outbox, KEYFILE.payments, before it is sent; it is sent again, by later runs as well, until it
// lies under twenty blocks. Letters, cards and their secrets are in KEYFILE.letters (LetterFile).
class LightAccount : public gui::Account {
public:
    LightAccount(LightSettings settings, std::string key_file);

    [[nodiscard]] gui::KeysState keys() const override;
    [[nodiscard]] gui::Done create_keys(const crypto::SecretText& pass_phrase) override;
    [[nodiscard]] gui::Done open_keys(const crypto::SecretText& pass_phrase) override;
    void close_keys() override;
    [[nodiscard]] gui::Done new_address(const std::string& label) override;
    [[nodiscard]] gui::Done rename(const crypto::PublicKey& key, const std::string& label) override;
    [[nodiscard]] gui::Done export_keys(const std::string& path,
                                        const crypto::SecretText& pass_phrase) override;
    [[nodiscard]] gui::Done import_keys(const std::string& path,
                                        const crypto::SecretText& pass_phrase) override;
    [[nodiscard]] gui::Done change_pass_phrase(const crypto::SecretText& before,
                                               const crypto::SecretText& after) override;

    [[nodiscard]] std::vector<gui::AccountAddress> addresses() const override;
    [[nodiscard]] gui::Balance balance() const override;
    [[nodiscard]] std::vector<gui::AccountEntry> history() const override;
    [[nodiscard]] Result<gui::Points, gui::AccountError> fee_for(
        const gui::Payment& payment) const override;
    [[nodiscard]] gui::Done claim_name(const crypto::PublicKey& key,
                                       const std::string& name) override;
    [[nodiscard]] gui::Done pay(const gui::Payment& payment) override;

    // light_account_mail.cpp
    [[nodiscard]] std::shared_ptr<const gui::MailView> mail() const override;
    [[nodiscard]] gui::Done write_letter(const crypto::PublicKey& to,
                                         const std::string& text) override;
    [[nodiscard]] gui::Done find_card(const crypto::PublicKey& of) override;
    [[nodiscard]] gui::Done compare_card(const crypto::PublicKey& of, const std::string& words,
                                         bool same) override;
    [[nodiscard]] gui::Done renew_card() override;
    void read_letters(const crypto::PublicKey& with) override;
    [[nodiscard]] gui::Done forget_contact(const crypto::PublicKey& who) override;
    [[nodiscard]] std::shared_ptr<const gui::Timeline> engravings() const override;
    [[nodiscard]] bool nobody_engraves() const override { return now_->nobody_engraves; }
    [[nodiscard]] gui::Done engrave(const std::string& text,
                                    std::optional<gui::Points> fee) override;
    void older_engravings() override;
    [[nodiscard]] bool has_older_engravings() const override;

    [[nodiscard]] std::string network() const override { return network_.name; }
    [[nodiscard]] std::uint32_t height() const override;
    [[nodiscard]] gui::Done close_block() override;
    [[nodiscard]] gui::Connection connection() const override;
    [[nodiscard]] std::vector<std::string> cannot_know() const override;
    [[nodiscard]] std::vector<gui::News> take_news() override;
    void when_changed(std::function<void()> tell) override;

private:
    // light_account_keys.cpp
    [[nodiscard]] gui::Done change(const wallet::ChangeKeys& change, node::Past past);
    [[nodiscard]] gui::Done take(wallet::Keys keys, node::Past past);
    [[nodiscard]] bool has(const crypto::PublicKey& key) const;
    void open_letters();  // those of the first key

    // Does this with the letters, on their thread.
    [[nodiscard]] gui::Done with_letters(
        const std::function<gui::Done(Letters&, p2p::Moment)>& work);

    [[nodiscard]] Result<wallet::Plan, wallet::WalletError> plan(const wallet::Order& order) const;
    // Signs it, keeps it, and sends it.
    [[nodiscard]] gui::Done carry_out(const wallet::Order& order);
    [[nodiscard]] gui::Done send(const Signed& outgoing);
    void look_after_payments(std::vector<gui::News>& news);
    [[nodiscard]] bool is_settled(const crypto::Hash& id) const;

    chain::Network network_;
    crypto::Hash id_;  // of the network
    std::string path_;
    wallet::Keys keys_;
    crypto::SecretText phrase_;  // while the keys are open, for the next change of their file
    Outbox outbox_;
    std::unique_ptr<LightThread> thread_;
    std::shared_ptr<const Snapshot> now_;  // all answers are of this moment
    std::uint64_t heard_ = 0;              // of the wallet's notices
    std::uint64_t heard_of_letters_ = 0;   // and of theirs
    // For which history and height the outbox was looked at.
    std::shared_ptr<const std::vector<Line>> looked_at_;
    Height looked_at_height_{};
    std::string outbox_trouble_;  // told once
};

}  // namespace sbc::light
