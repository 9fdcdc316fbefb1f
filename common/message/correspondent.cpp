#include "message/correspondent.hpp"

#include "message/fingerprint.hpp"

namespace sbc::message {
namespace {

constexpr std::size_t most_news = 1'000;  // that nobody has taken; the oldest are forgotten
constexpr std::size_t most_told = 1'000;
// Clocks on walls jump: however far away a day seems to be, we look after a minute.
constexpr std::chrono::seconds longest_look{60};
constexpr std::string_view not_written =
    "it could not be written to the disk: see whether there is room on it";

}  // namespace

Correspondent::Correspondent(CorrespondentSettings settings, const crypto::SigningKey& owner,
                             LetterBookKeeper& keeper, LetterBook book)
    : settings_{std::move(settings)}, owner_{owner}, keeper_{keeper}, book_{std::move(book)} {}

// --- what its owner wants ------------------------------------------------------------------------

Result<std::uint64_t, MailError> Correspondent::write(const PublicKey& to, std::string text,
                                                      p2p::Moment moment) {
    moment_ = moment;
    const auto waiting =
        std::count_if(book_.letters.begin(), book_.letters.end(), [](const LetterRecord& letter) {
            return letter.state == LetterState::Waiting || letter.state == LetterState::OnItsWay;
        });
    if (static_cast<std::size_t>(waiting) >= settings_.waiting) {
        return refuse(MailError::NoRoom,
                      "so many of your letters have not been fetched that no "
                      "more are taken: wait until some are");
    }
    // Sealed for nobody, to see whether it can be.
    const crypto::AgreementSecret nobody = settings_.secret();
    const Card card{.address = to, .key = public_half(nobody)};
    const Draft draft{.text = text, .sent = moment.wall, .until = moment.wall + settings_.held};
    if (auto sealed = seal(draft, card, owner_, nobody, settings_.network); !sealed) {
        return pass_on(sealed);
    }
    const bool kept = change([&](LetterBook& book) {
        make_room_for_letter(book);
        book.letters.push_back({.id = {},
                                .number = ++book.numbers,
                                .with = to,
                                .ours = true,
                                .state = LetterState::Waiting,
                                .sent = draft.sent,
                                .until = draft.until,
                                .text = std::move(text)});
    });
    if (!kept) {
        return refuse(MailError::NoRoom, std::string{not_written});
    }
    work();
    return book_.numbers;
}

Result<void, MailError> Correspondent::renew(p2p::Moment moment) {
    moment_ = moment;
    auto made = make_card(Sequence{0});
    if (made) work();
    return made;
}

void Correspondent::find(const PublicKey& address) {
    if (wanted_.size() >= most_contacts) return;
    wanted_.insert(address);
    searches_.insert_or_assign(address, Search{});
    next_ = Instant::min();
}

// The words and not only whose: a new card may have come after these were shown, and nobody has
// read out that one's.
Result<void, MailError> Correspondent::compared(const PublicKey& address, std::string_view words,
                                                bool yes) {
    const auto known = book_.contacts.find(address);
    if (known == book_.contacts.end()) {
        return refuse(MailError::NoCard,
                      "the card has not come yet: there are no words to compare");
    }
    if (words != to_text(fingerprint(known->second.card, settings_.network))) {
        return refused(MailError::OtherWords);
    }
    const bool kept = change([&](LetterBook& book) {
        book.contacts.at(address).compared = yes;
        book.contacts.at(address).changed = false;
    });
    if (!kept) return refuse(MailError::NoRoom, std::string{not_written});
    return {};
}

void Correspondent::forget(const PublicKey& address) {
    wanted_.erase(address);
    (void)change([&](LetterBook& book) {
        book.contacts.erase(address);
        std::erase_if(book.letters, [&](const LetterRecord& one) { return one.with == address; });
    });
    let_go_of_settled();
    next_ = Instant::min();
}

const Card* Correspondent::card() const {
    return book_.own.empty() ? nullptr : &book_.own.back().card;
}

bool Correspondent::is_open() const {
    return std::any_of(cores_.begin(), cores_.end(),
                       [](const auto& one) { return one.second.has_card && one.second.welcome; });
}

// --- news ----------------------------------------------------------------------------------------

std::vector<MailNews> Correspondent::take_news() {
    std::vector<MailNews> news{std::make_move_iterator(news_.begin()),
                               std::make_move_iterator(news_.end())};
    news_.clear();
    return news;
}

void Correspondent::tell(MailNews news) {
    if (news_.size() >= most_news) news_.pop_front();
    news_.push_back(std::move(news));
}

void Correspondent::tell_once(const Hash& about, const PublicKey& with, std::string text) {
    if (told_.size() >= most_told) told_.clear();
    if (!told_.insert(about).second) return;
    tell({.kind = MailNews::Kind::Trouble, .with = with, .number = 0, .text = std::move(text)});
}

// Once, until it has been possible again.
void Correspondent::could_not_keep() {
    not_before_ = moment_.now + settings_.retry;
    wake(not_before_);
    if (std::exchange(complained_, true)) return;
    tell({.kind = MailNews::Kind::Trouble,
          .with = owner_.public_key(),
          .number = 0,
          .text = "the letters could not be written to the disk: see whether there is room on it. "
                  "Until then none are taken"});
}

// --- events --------------------------------------------------------------------------------------

p2p::Actions Correspondent::joined(p2p::LinkId core, p2p::Moment moment) {
    cores_.insert_or_assign(core, Core{});
    for (auto& [address, search] : searches_) search = Search{};
    return after(moment);
}

p2p::Actions Correspondent::left(p2p::LinkId core) {
    cores_.erase(core);
    return {};
}

p2p::Actions Correspondent::on_time(p2p::Moment moment) { return after(moment); }

p2p::Actions Correspondent::after(p2p::Moment moment) {
    moment_ = moment;
    work();
    return out_.take();
}

// Looks at everything, and does what is due. So whatever has happened, or was missed, or has
// failed, it goes on from there.
void Correspondent::work() {
    next_ = never;
    bring_up_to_date();
    choose_job();
    for (auto& [link, core] : cores_) {
        offer_card(link, core);
        knock(link, core);
        hand_in(link, core);
    }
    search();
}

// All that is due is found first, then kept together, as each time the whole book is written, and
// only then said.
void Correspondent::bring_up_to_date() {
    if (moment_.now < not_before_) return wake(not_before_);
    Due due;
    look_at_card(due);
    look_at_old_secrets(due);
    look_at_ends(due);
    look_at_unsealed(due);
    look_at_troubles(due);
    if (due.is_nothing()) return;
    const bool new_card = due.card.has_value();
    const bool kept = change([&](LetterBook& book) {
        if (new_card) add_card(book, std::move(*due.card));
        if (due.secrets) tidy_old_secrets(book, moment_.wall, settings_.grace);
        for (LetterRecord& letter : book.letters) {
            const auto sealed = due.sealed.find(letter.number);
            if (due.over.contains(letter.number)) {
                letter.state = LetterState::Expired;
                letter.sealed.reset();
            } else if (sealed != due.sealed.end()) {
                letter.id = id_of(sealed->second, settings_.network);
                letter.sealed = sealed->second;
                letter.trouble.clear();
            }
        }
    });
    if (!kept) return;
    if (new_card) offer_anew();
    have_expired(due.over);
    have_been_sealed(due.sealed);
}

void Correspondent::wake(Time at) {
    const std::chrono::seconds second{1};
    wake(moment_.now + std::clamp(at + second - moment_.wall, second, longest_look));
}

void Correspondent::say(p2p::LinkId to, const MailMessage& message) {
    out_.send(to, p2p::Direct{name(), encode(message)});
}

p2p::Actions Correspondent::stamped(const Hash& item, const chain::Header& solved,
                                    p2p::Moment moment) {
    const Stamp stamp{.time = solved.time, .nonce = solved.nonce};
    const bool wanted = job_ && job_->item == item;
    if (!wanted || !is_paid(stamp, item, settings_.network, settings_.stamp)) return after(moment);
    job_.reset();
    moment_ = moment;
    // Kept with the next change: if it is lost, another one is found.
    LetterRecord* letter = under_way(item);
    if (letter != nullptr && letter->sealed) {
        letter->sealed->stamp = stamp;
    } else if (!book_.own.empty() && id_of(book_.own.back().card, settings_.network) == item) {
        book_.own.back().card.stamp = stamp;
    }
    return after(moment);
}

}  // namespace sbc::message
