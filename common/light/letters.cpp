#include "light/letters.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "crypto/address.hpp"
#include "crypto/random_bytes.hpp"
#include "light/letter_file.hpp"
#include "light/letters_view.hpp"

namespace sbc::light {
namespace {

using gui::AccountError;
using gui::Done;
using gui::News;
using message::MailNews;

constexpr std::size_t most_notices = 100;

message::CorrespondentSettings settings_for(const LettersSettings& letters) {
    message::CorrespondentSettings settings;
    settings.network = letters.network;
    settings.stamp = letters.stamp;
    settings.secret = [] { return crypto::random_secret<32>(); };
    return settings;
}

}  // namespace

struct Letters::Desk {
    Desk(crypto::SigningKey key, const std::string& path, const crypto::Hash& network)
        : owner{std::move(key)}, file{path, network, owner} {}
    crypto::SigningKey owner;
    LetterFile file;
    std::optional<message::Correspondent> correspondent{};
};

Letters::Letters(LettersSettings settings) : settings_{settings} {}
Letters::~Letters() = default;

// --- the keys ------------------------------------------------------------------------------------

void Letters::open(crypto::SigningKey owner, const std::string& file, p2p::Moment moment) {
    if (desk_ && desk_->owner.public_key() == owner.public_key()) return;
    close();
    desk_ = std::make_unique<Desk>(std::move(owner), file, settings_.network);
    begin(moment);
    if (!desk_->correspondent) return;
    read_ = desk_->correspondent->book().numbers;
    look_after(moment);
}

void Letters::close() {
    desk_.reset();
    due_.clear();
    coming_.clear();
    trouble_.clear();
    sought_.clear();
    read_up_to_.clear();
    changed_ = true;
}

std::optional<crypto::PublicKey> Letters::owner() const {
    return desk_ ? std::optional{desk_->owner.public_key()} : std::nullopt;
}

// Reads the file, and tells the cores that are there.
void Letters::begin(p2p::Moment moment) {
    desk_->correspondent.reset();
    changed_ = true;
    auto book = desk_->file.read();
    if (!book) return off(book.error().text);
    trouble_.clear();
    desk_->correspondent.emplace(settings_for(settings_), desk_->owner, desk_->file,
                                 std::move(*book));
    for (const p2p::LinkId core : cores_) {
        p2p::append(due_, desk_->correspondent->joined(core, moment));
    }
    for (const crypto::PublicKey& each : sought_) desk_->correspondent->find(each);
}

void Letters::off(const std::string& why) {
    trouble_ = "There are no letters: " + why + (why.ends_with('.') ? "" : ".");
    tell({gui::Tone::Bad, trouble_});
}

// --- what the owner wants ------------------------------------------------------------------------

template <class Work>
Done Letters::with(p2p::Moment moment, const Work& work) {
    if (!desk_) return refuse(AccountError::Keys, "open the keys first");
    if (!desk_->correspondent) return refuse(AccountError::Ledger, trouble_);
    Done done = work(*desk_->correspondent);
    const bool again = another_has_written();
    look_after(moment);
    // What another program has written is known now: once more.
    if (again && !done && desk_->correspondent) {
        done = work(*desk_->correspondent);
        look_after(moment);
    }
    return done;
}

namespace {

Done outcome(const auto& result) {
    if (result) return {};
    return refuse(AccountError::Payment, result.error().text);
}

}  // namespace

Done Letters::write(const crypto::PublicKey& to, const std::string& text, p2p::Moment moment) {
    return with(moment, [&](message::Correspondent& correspondent) {
        return outcome(correspondent.write(to, text, moment));
    });
}

Done Letters::find(const crypto::PublicKey& whose, p2p::Moment moment) {
    Done done = with(moment, [&](message::Correspondent& correspondent) {
        correspondent.find(whose);
        return Done{};
    });
    if (done) sought_.insert(whose);
    return done;
}

Done Letters::compared(const crypto::PublicKey& whose, const std::string& words, bool yes,
                       p2p::Moment moment) {
    return with(moment, [&](message::Correspondent& correspondent) {
        return outcome(correspondent.compared(whose, words, yes));
    });
}

Done Letters::renew(p2p::Moment moment) {
    return with(moment, [&](message::Correspondent& correspondent) {
        return outcome(correspondent.renew(moment));
    });
}

Done Letters::forget(const crypto::PublicKey& whom, p2p::Moment moment) {
    sought_.erase(whom);
    return with(moment, [&](message::Correspondent& correspondent) {
        correspondent.forget(whom);
        return kept();
    });
}

void Letters::read(const crypto::PublicKey& with) {
    if (!desk_ || !desk_->correspondent) return;
    read_up_to_[with] = desk_->correspondent->book().numbers;
    changed_ = true;
}

// --- stamps --------------------------------------------------------------------------------------

std::optional<message::Correspondent::Job> Letters::job() const {
    if (!desk_ || !desk_->correspondent) return std::nullopt;
    return desk_->correspondent->job();
}

void Letters::stamped(const crypto::Hash& item, const chain::Header& solved, p2p::Moment moment) {
    if (!desk_ || !desk_->correspondent) return;
    p2p::append(due_, desk_->correspondent->stamped(item, solved, moment));
    look_after(moment);
}

// --- after each event ----------------------------------------------------------------------------

Done Letters::kept() const {
    const auto& kept = desk_->file.kept();
    if (kept) return {};
    return refuse(AccountError::Ledger, kept.error().text);
}

bool Letters::another_has_written() const {
    const auto& kept = desk_->file.kept();
    return !kept && kept.error().reason == LetterFileError::Changed;
}

void Letters::look_after(p2p::Moment moment) {
    if (!desk_ || !desk_->correspondent) return;
    changed_ = true;
    moment_ = moment;
    p2p::append(due_, desk_->correspondent->take_actions());
    take_news();
    if (another_has_written()) {
        desk_->file.forget_kept();
        begin(moment);
    }
}

void Letters::take_news() {
    for (const MailNews& each : desk_->correspondent->take_news()) tell(news_of(each));
    for (const auto& [whose, contact] : desk_->correspondent->book().contacts) sought_.erase(whose);
}

void Letters::tell(News news) {
    if (notices_.size() == most_notices) notices_.pop_front();
    notices_.push_back({++told_, std::move(news)});
}

p2p::Actions Letters::finish(p2p::Actions actions, p2p::Moment moment) {
    look_after(moment);
    p2p::append(actions, std::exchange(due_, {}));
    return actions;
}

// --- what is shown -------------------------------------------------------------------------------

std::shared_ptr<const gui::MailView> Letters::view(bool connected) {
    const bool nobody = connected && cores_.empty();
    if (view_ && !changed_ && nobody == nobody_carries_) return view_;
    changed_ = false;
    nobody_carries_ = nobody;
    gui::MailView fresh = made();
    if (!view_ || *view_ != fresh) view_ = std::make_shared<const gui::MailView>(std::move(fresh));
    return view_;
}

gui::MailView Letters::made() const {
    gui::MailView view;
    view.there = true;
    view.longest = message::longest_text;
    view.trouble = trouble_;
    if (desk_ && view.trouble.empty() && !desk_->file.kept()) {
        view.trouble = "The letters cannot be kept: " + desk_->file.kept().error().text + ".";
    }
    if (view.trouble.empty() && nobody_carries_) view.trouble = "No core here carries letters.";
    if (!desk_) return view;
    view.address = crypto::to_address(desk_->owner.public_key());
    if (!desk_->correspondent) return view;
    const message::Correspondent& correspondent = *desk_->correspondent;
    view.open = correspondent.is_open();
    for (const auto& [core, coming] : coming_) view.coming = std::max(view.coming, coming);
    const auto unread = [this](const message::LetterRecord& letter) {
        const auto looked_at = read_up_to_.find(letter.with);
        return letter.number > (looked_at == read_up_to_.end() ? read_ : looked_at->second);
    };
    show({correspondent.book(), correspondent.card(), settings_.network, unread, sought_}, view);
    return view;
}

// --- p2p::Application ----------------------------------------------------------------------------

p2p::Actions Letters::direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) {
    if (!desk_ || !desk_->correspondent) return {};  // asked for while the keys were open
    p2p::Actions actions = desk_->correspondent->direct(from, body, moment);
    count(from, body);
    return finish(std::move(actions), moment);
}

void Letters::count(p2p::LinkId from, const std::string& body) {
    const auto message = message::decode(body);
    if (!message) return;
    if (const auto* welcome = std::get_if<message::Welcome>(&*message)) {
        coming_[from] = welcome->letters;
    } else if (std::holds_alternative<message::Letter>(*message)) {
        std::uint64_t& left = coming_[from];
        left -= std::min(left, std::uint64_t{1});
    }
}

p2p::Actions Letters::joined(p2p::LinkId core, p2p::Moment moment) {
    cores_.insert(core);
    if (!desk_ || !desk_->correspondent) return {};
    return finish(desk_->correspondent->joined(core, moment), moment);
}

p2p::Actions Letters::left(p2p::LinkId core) {
    cores_.erase(core);
    coming_.erase(core);
    if (!desk_ || !desk_->correspondent) return {};
    return finish(desk_->correspondent->left(core), moment_);
}

p2p::Actions Letters::on_time(p2p::Moment moment) {
    if (!desk_ || !desk_->correspondent) return std::exchange(due_, {});
    p2p::Actions actions;
    if (moment.now >= desk_->correspondent->deadline()) {
        actions = desk_->correspondent->on_time(moment);
    }
    return finish(std::move(actions), moment);
}

Instant Letters::deadline() const {
    if (!due_.empty()) return Instant{};
    return desk_ && desk_->correspondent ? desk_->correspondent->deadline() : never;
}

}  // namespace sbc::light
