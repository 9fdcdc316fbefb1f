// What a light account does with letters and engravings.

#include "light/light_account.hpp"
#include "message/engraving.hpp"

namespace sbc::light {

using gui::AccountError;
using gui::Done;

// --- letters -------------------------------------------------------------------------------------

void LightAccount::open_letters() {
    if (keys_.empty()) return;
    const crypto::SigningKey& first = keys_.front().key;
    thread_->perform_with_all([&](const Residents& here, p2p::Moment moment) {
        here.letters.open(crypto::SigningKey{first.seed().copy()}, path_ + ".letters", moment);
    });
}

Done LightAccount::with_letters(const std::function<Done(Letters&, p2p::Moment)>& work) {
    if (keys_.empty()) return refuse(AccountError::Keys, "open the keys first");
    Done done;
    thread_->perform_with_all(
        [&](const Residents& here, p2p::Moment moment) { done = work(here.letters, moment); });
    return done;
}

std::shared_ptr<const gui::MailView> LightAccount::mail() const { return now_->mail; }

Done LightAccount::write_letter(const crypto::PublicKey& to, const std::string& text) {
    return with_letters(
        [&](Letters& letters, p2p::Moment moment) { return letters.write(to, text, moment); });
}

Done LightAccount::find_card(const crypto::PublicKey& of) {
    return with_letters(
        [&](Letters& letters, p2p::Moment moment) { return letters.find(of, moment); });
}

Done LightAccount::compare_card(const crypto::PublicKey& of, const std::string& words, bool same) {
    return with_letters([&](Letters& letters, p2p::Moment moment) {
        return letters.compared(of, words, same, moment);
    });
}

Done LightAccount::renew_card() {
    return with_letters([](Letters& letters, p2p::Moment moment) { return letters.renew(moment); });
}

void LightAccount::read_letters(const crypto::PublicKey& with) {
    (void)with_letters([&](Letters& letters, p2p::Moment) {
        letters.read(with);
        return Done{};
    });
}

Done LightAccount::forget_contact(const crypto::PublicKey& who) {
    return with_letters(
        [&](Letters& letters, p2p::Moment moment) { return letters.forget(who, moment); });
}

// --- engravings ----------------------------------------------------------------------------------

std::shared_ptr<const gui::Timeline> LightAccount::engravings() const { return now_->engravings; }

bool LightAccount::has_older_engravings() const { return now_->older_engravings; }

void LightAccount::older_engravings() {
    thread_->perform_with_all([](const Residents& here, p2p::Moment) { here.engravings.older(); });
}

// Its author is the one to whom all coins belonged that are spent, so all of them are of the
// address that has the letters as well. One point goes to where it was.
Done LightAccount::engrave(const std::string& text, std::optional<gui::Points> fee) {
    if (keys_.empty()) return refuse(AccountError::Keys, "open the keys first");
    const crypto::PublicKey& author = keys_.front().key.public_key();
    wallet::FeePolicy policy;
    if (fee) policy.exactly = ledger::Amount{fee->count};
    return carry_out({.to = author,
                      .amount = ledger::Amount{1},
                      .note = text,
                      .fee = policy,
                      .whatever_it_costs = true,
                      .app = std::string{message::engraved_app},
                      .from = author});
}

}  // namespace sbc::light
