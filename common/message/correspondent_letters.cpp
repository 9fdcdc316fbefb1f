#include "message/correspondent.hpp"

// The letters that we write: sealed, stamped, handed in, and delivered or over.

namespace sbc::message {
namespace {

constexpr std::size_t at_once = 16;  // letters that a core has not answered about yet

bool waits_or_travels(const LetterRecord& letter) {
    return letter.state == LetterState::Waiting || letter.state == LetterState::OnItsWay;
}

}  // namespace

// --- how it stands -------------------------------------------------------------------------------

// One of ours that is neither delivered nor over; nullptr: there is none with this id.
LetterRecord* Correspondent::under_way(const Hash& id) {
    const auto found =
        std::find_if(book_.letters.begin(), book_.letters.end(), [&](const LetterRecord& one) {
            return one.id == id && one.sealed && waits_or_travels(one);
        });
    return found == book_.letters.end() ? nullptr : &*found;
}

// Why it waits, if it can be said. In the book, so that it is shown after a restart, too; but a
// core that says now this and now that must not have the book written each time.
void Correspondent::set_trouble(LetterRecord& letter, std::string text) {
    if (text.size() > longest_trouble) text.resize(longest_trouble);
    if (letter.trouble == text) return;
    letter.trouble = std::move(text);
    troubles_changed_ = true;
}

void Correspondent::look_at_troubles(Due& due) {
    if (!troubles_changed_) return;
    due.troubles = moment_.now >= troubles_next_;
    if (due.troubles) troubles_next_ = moment_.now + settings_.troubles;
    wake(troubles_next_);
}

// One that was never sealed has not left us, and is over with its time. (One without a stamp may
// have: stamps are kept late.) For another one's receipt we wait a little, and then ask all cores
// that are there; nobody knows of it long after that.
bool Correspondent::is_over(const LetterRecord& letter) const {
    if (!waits_or_travels(letter) || moment_.wall <= letter.until) return false;
    if (!letter.sealed || unopened_.contains(letter.number)) return true;
    if (moment_.wall > letter.until + settings_.last_patience) return true;
    return moment_.wall > letter.until + settings_.patience && !cores_.empty() &&
           std::all_of(cores_.begin(), cores_.end(),
                       [&](const auto& one) { return one.second.over.contains(letter.id); });
}

void Correspondent::look_at_ends(Due& due) {
    for (const LetterRecord& letter : book_.letters) {
        if (!waits_or_travels(letter)) continue;
        if (is_over(letter)) due.over.insert(letter.number);
        const Time patient = letter.until + settings_.patience;
        if (moment_.wall <= letter.until) {
            wake(letter.until);
        } else {
            wake(moment_.wall <= patient ? patient : letter.until + settings_.last_patience);
        }
    }
}

void Correspondent::have_expired(const std::set<std::uint64_t>& over) {
    if (over.empty()) return;
    for (const LetterRecord& letter : book_.letters) {
        if (!over.contains(letter.number)) continue;
        unopened_.erase(letter.number);
        tell({.kind = MailNews::Kind::Expired,
              .with = letter.with,
              .number = letter.number,
              .text = "it has not been fetched in time"});
    }
    let_go_of_settled();
}

void Correspondent::let_go_of_settled() {
    std::set<Hash> all;
    for (const LetterRecord& letter : book_.letters) {
        if (waits_or_travels(letter) && letter.sealed) all.insert(letter.id);
    }
    for (auto& [link, core] : cores_) {
        std::erase_if(core.handed_in, [&](const auto& one) { return !all.contains(one.first); });
        std::erase_if(core.unanswered, [&](const Hash& id) { return !all.contains(id); });
        std::erase_if(core.over, [&](const Hash& id) { return !all.contains(id); });
    }
}

// --- sealing and stamping ------------------------------------------------------------------------

// Nothing: it can be sealed now. Else why not, for people; an empty text is no trouble.
std::optional<std::string> Correspondent::why_not_sealed(const LetterRecord& letter) {
    if (cores_.empty() || !has_asked_for(letter.with)) return letter.trouble;
    const Card* to = usable_card(letter.with);
    if (to == nullptr) return std::string{explain(MailError::NoCard)};
    const auto unopened = unopened_.find(letter.number);
    if (unopened != unopened_.end() && to->sequence <= unopened->second) return letter.trouble;
    return std::nullopt;
}

// For the newest card that there is, shortly before they are handed in. What is handed in is kept
// first: sealed again after a restart it would be another letter, and come twice.
void Correspondent::look_at_unsealed(Due& due) {
    for (LetterRecord& one : book_.letters) {
        const bool wanted =
            one.state == LetterState::Waiting && (!one.sealed || unopened_.contains(one.number));
        if (!wanted || moment_.wall > one.until) continue;
        if (auto why = why_not_sealed(one)) {
            set_trouble(one, std::move(*why));
            continue;
        }
        const Draft draft{.text = one.text, .sent = one.sent, .until = one.until};
        const crypto::AgreementSecret fresh = settings_.secret();
        auto letter = seal(draft, *usable_card(one.with), owner_, fresh, settings_.network);
        if (letter) due.sealed.emplace(one.number, std::move(*letter));
    }
}

void Correspondent::have_been_sealed(const std::map<std::uint64_t, Letter>& sealed) {
    if (sealed.empty()) return;
    for (const auto& [number, letter] : sealed) unopened_.erase(number);
    let_go_of_settled();
}

// Our card first: without it nobody can write to us, and no mail comes.
void Correspondent::choose_job() {
    std::optional<Hash> wanted;
    if (!book_.own.empty() && book_.own.back().card.stamp == Stamp{}) {
        wanted = id_of(book_.own.back().card, settings_.network);
    }
    for (const LetterRecord& letter : book_.letters) {
        if (wanted) break;
        if (!waits_or_travels(letter) || !letter.sealed || moment_.wall > letter.until) continue;
        if (letter.sealed->stamp == Stamp{}) wanted = letter.id;
    }
    if (!wanted) return job_.reset();
    if (job_ && job_->item == *wanted) return;
    const Stamp begin{.time = moment_.wall, .nonce = {}};
    job_ = Job{*wanted, stamp_header(*wanted, settings_.network, settings_.stamp, begin)};
}

// --- handing in ----------------------------------------------------------------------------------

// To each core that we come to, and again every now and then: so we also learn of a receipt that
// came when we were not there. Without a stamp only when its time is over: then it is about that
// receipt alone.
void Correspondent::hand_in(p2p::LinkId link, Core& core) {
    for (const LetterRecord& letter : book_.letters) {
        if (!waits_or_travels(letter) || !letter.sealed) continue;
        const bool unpaid = letter.sealed->stamp == Stamp{} && moment_.wall <= letter.until;
        if (unpaid || unopened_.contains(letter.number)) continue;
        Instant& next = core.handed_in[letter.id];
        if (moment_.now >= next) {
            if (core.unanswered.size() >= at_once && !core.unanswered.contains(letter.id)) continue;
            core.unanswered.insert(letter.id);
            next = moment_.now + settings_.answer;
            say(link, *letter.sealed);
        }
        wake(next);
    }
}

// When to hand it in again at a core that has answered. When its time is over, it is only about the
// receipt; and once more when our patience ends.
Instant Correspondent::again_for(const LetterRecord& letter) const {
    const std::chrono::seconds second{1};
    const Duration short_while = std::min<Duration>(settings_.again, settings_.patience / 2);
    const Time last = letter.until + settings_.patience + second;
    if (moment_.wall > letter.until + settings_.patience) return moment_.now + settings_.again;
    if (moment_.wall > letter.until) {
        return moment_.now + std::min<Duration>(short_while, last - moment_.wall);
    }
    return moment_.now + std::min<Duration>(settings_.again, letter.until + second - moment_.wall);
}

void Correspondent::letter_is_held(Core& core, const Hash& id) {
    core.unanswered.erase(id);
    LetterRecord* letter = under_way(id);
    if (letter == nullptr || unopened_.contains(letter->number)) return;
    core.handed_in[id] = again_for(*letter);
    if (letter->state == LetterState::OnItsWay) return set_trouble(*letter, {});
    const bool kept = change([&](LetterBook&) {
        LetterRecord& held = *under_way(id);
        held.state = LetterState::OnItsWay;
        held.trouble.clear();
    });
    if (!kept) core.handed_in[id] = moment_.now + settings_.retry;
}

void Correspondent::letter_is_refused(Core& core, const Refused& refused) {
    core.unanswered.erase(refused.item);
    LetterRecord* letter = under_way(refused.item);
    if (letter == nullptr) return;
    core.handed_in[refused.item] = again_for(*letter);
    if (refused.why == MailError::Over) {
        if (moment_.wall > letter->until + settings_.patience) core.over.insert(refused.item);
        if (moment_.wall > letter->until) return;
    }
    // One from an old book, for less work, or made while our clock was wrong: a new one.
    const Stamp& stamp = letter->sealed->stamp;
    const bool of_now =
        stamp.time + longest_held >= moment_.wall && stamp.time <= moment_.wall + clock_error;
    const bool paid = is_paid(stamp, refused.item, settings_.network, settings_.stamp);
    if (!paid || !of_now) letter->sealed->stamp = {};
    set_trouble(*letter, "a core does not take it: " + std::string{explain(refused.why)});
}

}  // namespace sbc::message
