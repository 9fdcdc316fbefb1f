#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "book.hpp"
#include "gui/movement.hpp"
#include "key_file.hpp"
#include "plan.hpp"

namespace stage {

// #region wallet
using sbc::gui::AccountError, sbc::gui::Done, sbc::gui::Payment, sbc::gui::Points;

// Keys in a file, and what a book says about them. gui/account.hpp explains each function.
class Wallet : public sbc::gui::Account {
public:
    Wallet(Book book, std::string key_file) : book_{std::move(book)}, path_{std::move(key_file)} {}

    sbc::gui::KeysState keys() const override;
    Done create_keys(const Phrase& phrase) override;
    Done open_keys(const Phrase& phrase) override;
    void close_keys() override;
    Done new_address(const std::string& label) override;
    Done rename(const PublicKey& key, const std::string& label) override;
    Done export_keys(const std::string& path, const Phrase& phrase) override;
    Done import_keys(const std::string& path, const Phrase& phrase) override;
    Done change_pass_phrase(const Phrase& before, const Phrase& after) override;

    std::vector<sbc::gui::AccountAddress> addresses() const override;
    sbc::gui::Balance balance() const override;
    std::vector<sbc::gui::AccountEntry> history() const override { return history_; }
    [[nodiscard]] sbc::Result<Points, AccountError> fee_for(const Payment& payment) const override;
    Done pay(const Payment& payment) override;
    std::string network() const override { return std::string{Book::network()}; }
    std::uint32_t height() const override { return book_.height(); }
    Done close_block() override;
    // #endregion wallet

    // #region wallet-members
private:
    using Outputs = std::map<Outpoint, Output>;
    bool mine(const PublicKey& key) const;
    bool young(const Coin& coin) const;
    bool arrives(const Outpoint& where, const Coin& coin) const;
    std::vector<OwnCoin> spendable() const;
    [[nodiscard]] sbc::Result<Transaction, AccountError> plan(const Payment& payment) const;
    void read_book();
    void tell(const Transaction& transaction, std::uint32_t height, Outputs& outputs);
    Done change(const ChangeKeys& change) { return this->change(change, phrase_, phrase_); }
    Done change(const ChangeKeys& change, const Phrase& before, const Phrase& after);

    Book book_;
    std::string path_;
    Keys keys_;
    Phrase phrase_;  // while the keys are open, for the next change of their file
    std::vector<sbc::gui::AccountEntry> history_;
    std::set<Hash> sent_;  // the transactions that spend coins of ours
    // #endregion wallet-members
};

}  // namespace stage
