#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/secret.hpp"
#include "gui/view.hpp"

namespace sbc::gui {

// Why an account has not done something. The text is shown to its owner as it is.
enum class AccountError { Keys, Payment, Ledger };
using Done = Result<void, AccountError>;

// A form that has been read.
struct Payment {
    crypto::PublicKey to;
    Points amount;
    Points fee;
    std::string note;
};
struct AccountAddress {
    crypto::PublicKey key;
    std::string label;
    Points balance;
};
// A line of the history as an account knows it. In a view (Entry) it has names and texts.
struct AccountEntry {
    std::string id;
    EntryKind kind = EntryKind::Received;
    EntryState state = EntryState::Waiting;
    std::uint32_t height = 0;
    Points amount;
    Points fee;
    // Or one's own address, where there is no other. PublicKey{}: nobody knows.
    crypto::PublicKey counterpart;
    std::string note;
    std::string reason;
    bool untaken = false;  // as in an Entry
    bool returned = false;
};
// What happened by itself, and its owner should know.
struct News {
    Tone tone = Tone::Plain;
    std::string text;
    std::string advice{};
    // Of whom it speaks, if of somebody: where short_address() of it stands in the text, the desk
    // puts what its owner is called.
    std::optional<crypto::PublicKey> whose{};
};

// A wallet and its ledger, as a desk (desk.hpp) needs it: window and wallet-cli, which stand on the
// desk, know nothing else of it. A chapter writes one. Called on one thread; may take its time.
class Account {
public:
    virtual ~Account() = default;

    // The keys, which lie sealed in a file. What is done to them is in the file when it returns.
    [[nodiscard]] virtual KeysState keys() const = 0;
    [[nodiscard]] virtual Done create_keys(const crypto::SecretText& pass_phrase) = 0;
    [[nodiscard]] virtual Done open_keys(const crypto::SecretText& pass_phrase) = 0;
    virtual void close_keys() = 0;
    [[nodiscard]] virtual Done new_address(const std::string& label) = 0;
    [[nodiscard]] virtual Done rename(const crypto::PublicKey& key, const std::string& label) = 0;
    [[nodiscard]] virtual Done export_keys(const std::string& path,
                                           const crypto::SecretText& pass_phrase) = 0;
    [[nodiscard]] virtual Done import_keys(const std::string& path,
                                           const crypto::SecretText& pass_phrase) = 0;
    [[nodiscard]] virtual Done change_pass_phrase(const crypto::SecretText& before,
                                                  const crypto::SecretText& after) = 0;

    // What belongs to them; nothing while they are locked.
    [[nodiscard]] virtual std::vector<AccountAddress> addresses() const = 0;
    [[nodiscard]] virtual Balance balance() const = 0;
    [[nodiscard]] virtual std::vector<AccountEntry> history() const = 0;  // the newest first

    // The fee that such a payment should pay, whatever its own says; or why it cannot be made.
    [[nodiscard]] virtual Result<Points, AccountError> fee_for(const Payment& payment) const = 0;
    [[nodiscard]] virtual Done pay(const Payment& payment) = 0;

    // Everybody who reads the ledger shall call the owner of this key so; "": no longer. It costs a
    // fee, to be paid of what that address has.
    [[nodiscard]] virtual Done claim_name(const crypto::PublicKey& key, const std::string& name);

    // Letters and engravings; an account without a network has none of them (nullptr, and
    // refusals). The labels in them are filled in by the desk.
    [[nodiscard]] virtual std::shared_ptr<const MailView> mail() const { return nullptr; }
    [[nodiscard]] virtual Done write_letter(const crypto::PublicKey& to, const std::string& text);
    [[nodiscard]] virtual Done find_card(const crypto::PublicKey& of);
    // `words`: those that its owner has read out (or not): refused, if they are not the card's now.
    [[nodiscard]] virtual Done compare_card(const crypto::PublicKey& of, const std::string& words,
                                            bool same);
    [[nodiscard]] virtual Done renew_card();
    virtual void read_letters(const crypto::PublicKey& /*with*/) {}
    [[nodiscard]] virtual Done forget_contact(const crypto::PublicKey& who);
    [[nodiscard]] virtual std::shared_ptr<const Timeline> engravings() const { return nullptr; }
    // Whether it is in vain to wait for them: no core that is there carries any.
    [[nodiscard]] virtual bool nobody_engraves() const { return false; }
    [[nodiscard]] virtual Done engrave(const std::string& text, std::optional<Points> fee);
    virtual void older_engravings() {}
    [[nodiscard]] virtual bool has_older_engravings() const { return false; }

    // The ledger.
    [[nodiscard]] virtual std::string network() const = 0;
    [[nodiscard]] virtual std::uint32_t height() const = 0;  // of the newest block
    // Where its owner says when: all that waits happens, and the reward is one's own.
    [[nodiscard]] virtual Done close_block() = 0;

    // Where the ledger is the network's; who has a ledger of his own says nothing of this.
    [[nodiscard]] virtual Connection connection() const { return {}; }
    // Sentences: what nobody shall believe this wallet knows.
    [[nodiscard]] virtual std::vector<std::string> cannot_know() const { return {}; }
    // What happened since the last time, each once. Whoever reads the account asks this first: what
    // it says of the network from then on is of one moment, until this is asked again.
    [[nodiscard]] virtual std::vector<News> take_news() { return {}; }
    // To be called, on whatever thread, when any of all this has changed by itself; until the
    // account has gone, or another function was given.
    virtual void when_changed(std::function<void()> tell) { tell = nullptr; }
};

inline Done no_letters() {
    return refuse(AccountError::Ledger, "this wallet has no network to send letters through");
}
inline Done Account::write_letter(const crypto::PublicKey& /*to*/, const std::string& /*text*/) {
    return no_letters();
}
inline Done Account::find_card(const crypto::PublicKey& /*of*/) { return no_letters(); }
inline Done Account::compare_card(const crypto::PublicKey& /*of*/, const std::string& /*words*/,
                                  bool /*same*/) {
    return no_letters();
}
inline Done Account::renew_card() { return no_letters(); }
inline Done Account::forget_contact(const crypto::PublicKey& /*who*/) { return no_letters(); }
inline Done Account::engrave(const std::string& /*text*/, std::optional<Points> /*fee*/) {
    return refuse(AccountError::Ledger, "nobody reads engravings in this ledger");
}
inline Done Account::claim_name(const crypto::PublicKey& /*key*/, const std::string& /*name*/) {
    return refuse(AccountError::Ledger, "nobody reads names in this ledger");
}

}  // namespace sbc::gui
