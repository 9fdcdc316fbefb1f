#include "sample_mail.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sample_wallet.hpp"

namespace sample {
namespace {

using namespace sbc::gui;

constexpr auto until = "20 December 2026, 14:03";
constexpr auto our_words = "amber canyon falcon garden lemon orbit silver velvet";
constexpr auto new_words = "bamboo copper dragon island meadow pepper summit walnut";

constexpr std::array<const char*, 4> fingerprints{
    "apple basket candle dolphin engine forest guitar harbour",
    "ivory jacket kettle lantern marble needle ocean pencil",
    "quartz rabbit saddle temple umbrella violin window yellow",
    "anchor bridge cherry desert eagle fabric globe hammer"};

std::string words_of(std::uint64_t number) { return fingerprints[number % fingerprints.size()]; }

MailContact contact(std::uint64_t number, std::string name) {
    MailContact made;
    made.address = address(number);
    made.label = std::move(name);
    made.known = true;
    made.sequence = 1 + number % 4;
    made.until = until;
    made.fingerprint = words_of(number);
    return made;
}

// The numbers of letters rise over all conversations.
class Writer {
public:
    explicit Writer(MailView& mail) : mail_{mail} {}
    void talk_with(std::uint64_t number) { mail_.conversations.push_back({address(number), {}}); }
    void theirs(std::string text, std::string sent) {
        add({0, false, MailState::Received, std::move(text), std::move(sent), {}});
    }
    void ours(std::string text, std::string sent, MailState state, std::string trouble = {}) {
        add({0, true, state, std::move(text), std::move(sent), std::move(trouble)});
    }

private:
    void add(MailLetter letter) {
        letter.number = ++number_;
        mail_.conversations.back().letters.push_back(std::move(letter));
    }

    MailView& mail_;
    std::uint64_t number_ = 0;
};

void with_bob(Writer& write, std::size_t letters) {
    write.talk_with(bob);
    for (std::size_t at = 10; at < letters; ++at) {
        const std::string text = "Letter " + std::to_string(at - 9) + " of many.";
        at % 2 == 0 ? write.ours(text, "18 November, 09:00", MailState::Delivered)
                    : write.theirs(text, "18 November, 09:01");
    }
    write.theirs("Have you compared my words? I read them out to you on Tuesday.",
                 "20 November, 18:20");
    write.ours("Yes, all eight. Now nobody stands between us.", "20 November, 18:22",
               MailState::Delivered);
    write.theirs(
        "Good. Then here is where the spare key lies: under the third flower pot, counted from the "
        "gate.\n\nTell nobody, and burn this.",
        "20 November, 18:31");
    write.ours("I have it. Thank you!", "20 November, 18:40", MailState::Delivered);
    write.ours("Shall I feed the cat as well?", "13 November, 07:30", MailState::Expired);
    write.theirs("ありがとう、またあした。", "21 November, 08:02");
    write.ours("The cat is fed, the plants have water, and the post lies on the kitchen table.",
               "22 November, 12:10", MailState::OnItsWay);
    write.ours("One more thing: when are you back?", "22 November, 12:11", MailState::Waiting,
               "no core that carries letters answers; it is tried again");
}

void with_the_others(Writer& write) {
    write.talk_with(carol);
    write.theirs("Hello, this is carol. I found your card in the class network.",
                 "22 November, 11:58");
    write.theirs("Can you read this?", "22 November, 11:59");
    write.talk_with(tanaka);
    write.ours("田中さん、本をありがとうございました。", "19 November, 16:00",
               MailState::Delivered);
    write.theirs("どういたしまして。新しい電話から書いています。", "22 November, 10:15");
    write.talk_with(dave);
    write.ours("Are you there already?", "22 November, 12:00", MailState::Waiting,
               "the card is being looked for");
    write.talk_with(eve);
    write.ours("Please answer before Sunday.", "8 November, 20:00", MailState::Expired,
               "it was not fetched within 7 days");
}

MailContact* find(MailView& mail, const std::string& address) {
    const auto found =
        std::find_if(mail.contacts.begin(), mail.contacts.end(),
                     [&](const MailContact& each) { return each.address == address; });
    return found == mail.contacts.end() ? nullptr : &*found;
}

Engraving engraving(std::uint64_t author, std::string label, std::string text) {
    return {address(author), std::move(label), std::move(text), {}, 0, true, false};
}

}  // namespace

MailView mail(Post post, Amounts amounts) {
    MailView made;
    if (post == Post::Missing) return made;
    made.there = true;
    made.open = post == Post::Open;
    made.address = address(1);
    made.card = {3, until, our_words};
    made.contacts = {contact(bob, "bob"),   contact(carol, "carol"), contact(tanaka, "田中さん"),
                     contact(dave, "dave"), contact(nameless, ""),   contact(eve, "eve")};
    made.contacts[0].compared = made.contacts[5].compared = true;
    made.contacts[1].unread = 2;
    made.contacts[2].changed = true;
    made.contacts[2].unread = 1;
    made.contacts[3] = {address(dave), "dave", false, 0, {}, {}, false, false, 0};
    for (std::size_t at = made.contacts.size(); at < amounts.contacts; ++at) {
        made.contacts.push_back(contact(300 + at, "classmate " + std::to_string(at)));
    }
    const auto first = static_cast<std::ptrdiff_t>(amounts.first % made.contacts.size());
    std::rotate(made.contacts.begin(), made.contacts.begin() + first, made.contacts.end());
    Writer write{made};
    with_bob(write, amounts.letters);
    with_the_others(write);
    return made;
}

Timeline timeline(std::size_t lines) {
    Timeline made{
        engraving(carol, "", "I was here, and the sun was shining."),
        engraving(1, "everyday", "Today it snowed, and the baker gave everybody a roll."),
        engraving(tanaka, "田中さん", "今日、はじめてブロックを掘りました。みんな、ありがとう。"),
        engraving(nameless, "", "Whoever reads this in a hundred years: hello."),
        engraving(eve, "",
                  "I am bob, believe me. (So the text says; the address above it is eve\u2019s, "
                  "and always will be. Whoever knows bob\u2019s address is not taken in.)"),
        engraving(bob, "bob", "Bread tomorrow from seven o\u2019clock.")};
    for (std::size_t at = made.size(); at < lines; ++at) {
        made.push_back(engraving(400 + at % 7, "",
                                 "Note " + std::to_string(at) + ", for everybody and for ever."));
    }
    for (std::size_t at = 0; at < made.size(); ++at) {
        made[at].verified = at > 1;
        made[at].when = at > 1 ? "2" + std::to_string(1 - at % 2) + " November 2026, 14:03" : "";
        made[at].height = at > 1 ? static_cast<std::uint32_t>(1204 - at % 1200) : 0;
    }
    made[1].ours = true;
    return made;
}

void write_letter(MailView& mail, const WriteLetter& wanted) {
    std::uint64_t newest = 0;
    for (const auto& each : mail.conversations) {
        if (!each.letters.empty()) newest = std::max(newest, each.letters.back().number);
    }
    const MailContact* to = find(mail, wanted.to);
    const bool goes = mail.open && to != nullptr && to->known;
    const MailLetter letter{newest + 1,
                            true,
                            goes ? MailState::OnItsWay : MailState::Waiting,
                            wanted.text,
                            "22 November, 12:30",
                            goes ? "" : "the card is being looked for"};
    for (auto& each : mail.conversations) {
        if (each.with == wanted.to) return each.letters.push_back(letter);
    }
    mail.conversations.push_back({wanted.to, {letter}});
}

void find_card(MailView& mail, const std::string& address) {
    if (find(mail, address) != nullptr) return;
    MailContact looked_for;
    looked_for.address = address;
    mail.contacts.push_back(std::move(looked_for));
}

void compare_card(MailView& mail, const CompareCard& wanted) {
    if (auto* contact = find(mail, wanted.address)) {
        if (contact->fingerprint != wanted.fingerprint) return;
        contact->compared = wanted.same;
        contact->changed = contact->changed && !wanted.same;
    }
}

void renew_card(MailView& mail) { mail.card = {mail.card.sequence + 1, until, new_words}; }

void read_letters(MailView& mail, const std::string& with) {
    if (auto* contact = find(mail, with)) contact->unread = 0;
}

void forget_contact(MailView& mail, const std::string& address) {
    std::erase_if(mail.contacts, [&](const auto& each) { return each.address == address; });
    std::erase_if(mail.conversations, [&](const auto& each) { return each.with == address; });
}

void rename_contact(MailView& mail, const std::string& address, const std::string& name) {
    if (auto* contact = find(mail, address)) contact->label = name;
}

void engrave(Timeline& timeline, const std::string& text) {
    Engraving made = engraving(1, "everyday", text);
    made.verified = false;
    made.ours = true;
    timeline.insert(timeline.begin(), std::move(made));
}

void older_engravings(Timeline& timeline) {
    Engraving oldest = engraving(bob, "bob", "The first one of all.");
    oldest.height = 1;
    oldest.when = "1 November 2026, 08:00";
    timeline.push_back(std::move(oldest));
}

}  // namespace sample
