// What the sample wallet does with letters and engravings.
#include <memory>
#include <utility>

#include "sample_wallet.hpp"

namespace sample {

using namespace sbc::gui;

void Wallet::change_mail(const std::function<void(MailView&)>& change) {
    if (!now_.mail) return;
    auto changed = std::make_shared<MailView>(*now_.mail);
    change(*changed);
    now_.mail = std::move(changed);
}

void Wallet::carry_out(WriteLetter& wanted) {
    if (refuses_payments_) return tell(Tone::Bad, "Nothing was written.", "Too many wait.");
    change_mail([&](MailView& all) { write_letter(all, wanted); });
}

void Wallet::carry_out(FindCard& wanted) {
    if (wanted.address.rfind("sb1", 0) != 0) {
        return tell(Tone::Bad, "Nobody was looked for.", "An address begins with sb1.");
    }
    change_mail([&](MailView& all) { find_card(all, wanted.address); });
    tell(Tone::Good, "The card is being looked for.");
}

void Wallet::carry_out(CompareCard& wanted) {
    change_mail([&](MailView& all) { compare_card(all, wanted); });
}

void Wallet::carry_out(RenewCard& /*wanted*/) {
    change_mail([](MailView& all) { renew_card(all); });
    tell(Tone::Good, "You have a new key.");
}

void Wallet::carry_out(ReadLetters& wanted) {
    change_mail([&](MailView& all) { read_letters(all, wanted.with); });
}

void Wallet::carry_out(ForgetContact& wanted) {
    change_mail([&](MailView& all) { forget_contact(all, wanted.address); });
}

void Wallet::carry_out(Engrave& wanted) {
    if (refuses_payments_) return tell(Tone::Bad, "Nothing was engraved.", "The fee is missing.");
    auto longer = std::make_shared<Timeline>(*now_.engravings);
    engrave(*longer, wanted.text);
    now_.engravings = std::move(longer);
    tell(Tone::Good, "It is engraved as soon as it is in a block.");
}

void Wallet::carry_out(OlderEngravings& /*wanted*/) {
    auto longer = std::make_shared<Timeline>(*now_.engravings);
    older_engravings(*longer);
    now_.engravings = std::move(longer);
    now_.older_engravings = false;
}

}  // namespace sample
