// What a desk does with letters and engravings, and how it shows them.
#include <utility>

#include "crypto/address.hpp"
#include "gui/desk.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"

namespace sbc::gui {
namespace {

std::string name_in(const std::map<crypto::PublicKey, std::string>& names,
                    const std::string& address) {
    const auto key = crypto::from_address(address);
    const auto name = key ? names.find(*key) : names.end();
    return name == names.end() ? std::string{} : name->second;
}

}  // namespace

std::string Desk::called(const crypto::PublicKey& key) const {
    const auto name = names_.find(key);
    if (name != names_.end() && !name->second.empty()) return name->second;
    return short_address(crypto::to_address(key));
}

void Desk::put_name(std::string& text, const crypto::PublicKey& key) const {
    const std::string unnamed = short_address(crypto::to_address(key));
    const std::size_t at = text.find(unnamed);
    if (at != std::string::npos) text.replace(at, unnamed.size(), called(key));
}

// --- letters -------------------------------------------------------------------------------------

void Desk::act(const WriteLetter& wanted) {
    const std::string failure = "Nothing was written.";
    const auto to = read_recipient(wanted.to, next_);
    if (!to.value) return tell(Tone::Bad, failure, to.check.text);
    const std::size_t longest = next_.mail ? next_.mail->longest : MailView{}.longest;
    const FieldCheck text = check_letter(wanted.text, longest);
    if (!text.good) return tell(Tone::Bad, failure, text.text);
    tell_of(account_->write_letter(*to.value, wanted.text),
            "Your letter to " + called(*to.value) + " is kept, and goes out by itself.", failure);
}

void Desk::act(const FindCard& wanted) {
    const std::string failure = "Nobody was looked for.";
    const auto whose = read_recipient(wanted.address, next_);
    if (!whose.value) return tell(Tone::Bad, failure, whose.check.text);
    tell_of(account_->find_card(*whose.value),
            "The card of " + called(*whose.value) + " is being looked for.", failure);
}

void Desk::act(const CompareCard& wanted) {
    const std::string failure = "Nothing was noted.";
    const auto whose = read_recipient(wanted.address, next_);
    if (!whose.value) return tell(Tone::Bad, failure, whose.check.text);
    const std::string name = called(*whose.value);
    tell_of(account_->compare_card(*whose.value, wanted.fingerprint, wanted.same),
            wanted.same ? "The words of " + name + " are the right ones."
                        : "The words of " + name + " count as not compared.",
            failure);
}

void Desk::act(const RenewCard& /*wanted*/) {
    tell_of(account_->renew_card(),
            "You have a new card. The words are others now: whoever compared them will be warned.",
            "Your card stays as it was.");
}

void Desk::act(const ReadLetters& wanted) {
    const auto whose = read_recipient(wanted.with, next_);
    if (!whose.value) return;
    account_->read_letters(*whose.value);
    stale_ = true;
}

void Desk::act(const ForgetContact& wanted) {
    const std::string failure = "Nothing was forgotten.";
    const auto whose = read_recipient(wanted.address, next_);
    if (!whose.value) return tell(Tone::Bad, failure, whose.check.text);
    tell_of(account_->forget_contact(*whose.value),
            "The card of " + called(*whose.value) + " and all letters are forgotten.", failure);
}

// --- engravings ----------------------------------------------------------------------------------

void Desk::act(const Engrave& wanted) {
    const std::string failure = "Nothing was engraved.";
    const FieldCheck text = check_engraving(wanted.text, next_.note_limit);
    if (!text.good) return tell(Tone::Bad, failure, text.text);
    std::optional<Points> fee;
    if (!wanted.fee.empty()) {
        const auto read = read_points(wanted.fee);
        if (!read.value) return tell(Tone::Bad, failure, read.check.text);
        fee = *read.value;
    }
    tell_of(account_->engrave(wanted.text, fee),
            "It is engraved as soon as it is in a block, for everybody and for ever.", failure);
}

void Desk::act(const OlderEngravings& /*wanted*/) {
    account_->older_engravings();
    stale_ = true;
}

// --- what is shown -------------------------------------------------------------------------------

// One that the account has shared with the last view is shared with the next one as well.
void Desk::read_mail() {
    auto mail = account_->mail();
    if (mail == mail_ && !renamed_) return;
    mail_ = std::move(mail);
    told_ = true;
    next_.mail = nullptr;
    if (!mail_) return;
    MailView named = *mail_;
    for (MailContact& each : named.contacts) each.label = name_in(names_, each.address);
    next_.mail = std::make_shared<const MailView>(std::move(named));
}

void Desk::read_engravings() {
    const bool nobody = account_->nobody_engraves();
    const bool older = account_->has_older_engravings();
    told_ = told_ || nobody != next_.nobody_engraves || older != next_.older_engravings;
    next_.nobody_engraves = nobody;
    next_.older_engravings = older;
    auto engravings = account_->engravings();
    if (engravings == engravings_ && !renamed_) return;
    engravings_ = std::move(engravings);
    told_ = true;
    next_.engravings = nullptr;
    if (!engravings_) return;
    Timeline named = *engravings_;
    for (Engraving& each : named) each.label = name_in(names_, each.author);
    next_.engravings = std::make_shared<const Timeline>(std::move(named));
}

}  // namespace sbc::gui
