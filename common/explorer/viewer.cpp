#include "explorer/viewer.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/utf8.hpp"
#include "chain/target.hpp"
#include "ranking/page.hpp"

namespace sbc::explorer {
namespace {

using chain::Height;
using chain::Place;
using ledger::longest_note;

constexpr std::size_t most_happenings = 20;
constexpr std::uint64_t rate_over = 10;          // blocks: fewer say little, more are slow
constexpr std::uint64_t branches_since = 1'000;  // blocks: what left ours before is forgotten
constexpr std::size_t most_branches = 50;
constexpr std::size_t longest_branch = 100;
// What is shown of them is read once: as much as that must fit.
constexpr std::size_t most_aside = 2 * most_branches * longest_branch;

// Of the whole network: the work of the last blocks by the time that they took.
double hash_rate(const Place& place) {
    const std::uint64_t height = place.height.value();
    if (height < 2) return 0;  // the genesis block's time is older than any work
    const Place& before = ancestor(place, Height{height - std::min(rate_over, height - 1)});
    const double seconds = static_cast<double>(place.seconds) - static_cast<double>(before.seconds);
    return seconds > 0 ? (place.work - before.work).to_double() / seconds : 0;
}

// What of those that stand on it is worth showing: blocks that were here and do not count, the
// newest first, and rather good ones than refused ones. A header whose body is still on its way is
// no branch.
const Place* next_aside(const Place& below, const chain::Chain& chain) {
    const Place* refused = nullptr;
    for (const Place* child = below.child; child != nullptr; child = child->sibling) {
        if (chain.has(child->height, child->hash)) continue;
        if (!child->bad && child->complete()) return child;
        if (child->bad && refused == nullptr) refused = child;
    }
    return refused;
}

// An address ends where no digit follows, and begins where none comes before it.
bool stands_alone(const std::string& text, std::size_t at, std::size_t length) {
    const auto part_of_one = [&](std::size_t place) {
        const auto letter = static_cast<unsigned char>(text[place]);
        return std::isdigit(letter) != 0 || letter == '.';
    };
    return (at == 0 || !part_of_one(at - 1)) &&
           (at + length >= text.size() ||
            std::isdigit(static_cast<unsigned char>(text[at + length])) == 0);
}

}  // namespace

// Names before addresses, also where a sentence was made without knowing them.
void Viewer::tell(std::string happening) {
    for (const auto& [address, name] : scene_.called) {
        for (std::size_t at = happening.find(address); at != std::string::npos;
             at = happening.find(address, at)) {
            const bool whole = stands_alone(happening, at, address.size());
            if (whole) happening.replace(at, address.size(), name);
            at += whole ? name.size() : address.size();
        }
    }
    happenings_.push_back(printable(happening));
    if (happenings_.size() > most_happenings) happenings_.erase(happenings_.begin());
}

std::shared_ptr<const gui::ExplorerView> Viewer::view() {
    look_at_engravings();
    look_at_ranking();
    look_at_blocks();
    look_at_specimen();
    look_at_class();
    look_at_told();
    const chain::Chain& chain = scene_.node.chain();
    gui::ExplorerView view;
    view.network = printable(chain.tree().network().name);
    view.catching_up = scene_.node.catching_up() || scene_.observer.read() < chain.height();
    view.best_known = chain.tree().best_header().height.value();
    view.spacing = static_cast<double>(chain.tree().network().spacing.count());
    view.branches = branches();
    if (names_ == nullptr || names_->size() != people_.names.size()) {
        names_ = std::make_shared<const std::vector<std::string>>(people_.names);
    }
    view.history = history_;
    view.people = names_;
    view.ranking = ranking_;
    view.of_day = of_day_;
    view.day = day_;
    view.look = look_;
    view.classroom = class_;
    view.happenings = happenings_;
    add_neighbours(view);
    add_waiting(view);
    add_engravings(view);
    if (shown_ == nullptr || *shown_ != view) {
        shown_ = std::make_shared<const gui::ExplorerView>(std::move(view));
    }
    return shown_;
}

// --- blocks --------------------------------------------------------------------------------------

void Viewer::look_at_blocks() {
    const chain::Chain& chain = scene_.node.chain();
    const bool same = history_ != nullptr && tip_ == chain.tip().hash &&
                      read_ == scene_.observer.newest_read() && ranked_ == scene_.ranking.counted();
    if (same) return;
    tip_ = chain.tip().hash;
    read_ = scene_.observer.newest_read();
    ranked_ = scene_.ranking.counted();
    people_ = {};
    names_.reset();
    auto history = std::make_shared<gui::BlockMarks>();
    const std::uint64_t top = chain.height().value();
    const std::uint64_t shown = std::min<std::uint64_t>(top + 1, gui::most_blocks_shown);
    history->reserve(shown);
    for (std::uint64_t height = top + 1 - shown; height <= top; ++height) {
        history->push_back(mark_of(chain.at(Height{height})));
    }
    history_ = std::move(history);
}

std::array<char, gui::id_letters> Viewer::id_of(const chain::Hash& hash) {
    const std::string text = to_text(hash);
    std::array<char, gui::id_letters> id{};
    std::copy(text.end() - static_cast<std::ptrdiff_t>(id.size()), text.end(), id.begin());
    return id;
}

double Viewer::difficulty_of(chain::Bits bits) const {
    const chain::Bits easiest = scene_.node.chain().tree().network().easiest;
    return chain::work_of(bits).to_double() / chain::work_of(easiest).to_double();
}

gui::BlockMark Viewer::mark_of(const Place& place) {
    gui::BlockMark mark;
    mark.id = id_of(place.hash);
    mark.height = place.height.value();
    mark.time = place.time();
    mark.difficulty = difficulty_of(place.bits);
    mark.hash_rate = hash_rate(place);
    mark.bad = place.bad;
    const auto facts = facts_of(place);
    if (!facts) return mark;
    mark.payments = facts->payments;
    if (!facts->miner) return mark;
    const auto next = static_cast<std::uint32_t>(people_.names.size());
    const auto [known, fresh] = people_.places.try_emplace(*facts->miner, next);
    if (fresh) people_.names.push_back(name_of(*facts->miner));
    mark.miner = known->second;
    return mark;
}

// What is not of our history is read here, once.
std::optional<Observer::Facts> Viewer::facts_of(const Place& place) {
    if (const auto* facts = scene_.observer.facts_of(place)) return *facts;
    if (scene_.node.chain().has(place.height, place.hash) || !place.has_body) return std::nullopt;
    if (const auto known = aside_.find(place.hash); known != aside_.end()) return known->second;
    const auto facts = scene_.observer.read_facts(place);
    if (aside_.size() >= most_aside) aside_.clear();
    if (facts) aside_.emplace(place.hash, *facts);
    return facts;
}

std::vector<gui::BranchMark> Viewer::branches() {
    const chain::Chain& chain = scene_.node.chain();
    const std::uint64_t top = chain.height().value();
    std::vector<const Place*> firsts;
    for (std::uint64_t height = top > branches_since ? top - branches_since : 0; height <= top;
         ++height) {
        const Place& below = chain.at(Height{height});
        for (const Place* child = below.child; child != nullptr; child = child->sibling) {
            const bool ours = chain.has(child->height, child->hash);
            if (!ours && (child->bad || child->complete())) firsts.push_back(child);
        }
    }
    std::vector<gui::BranchMark> all;
    const std::size_t left_out = firsts.size() - std::min(firsts.size(), most_branches);
    for (std::size_t i = left_out; i < firsts.size(); ++i) all.push_back(branch_from(*firsts[i]));
    add_told_branches(all);
    return all;
}

gui::BranchMark Viewer::branch_from(const Place& first) {
    gui::BranchMark branch{below(first.height).value(), {}};
    for (const Place* at = &first; at != nullptr && branch.blocks.size() < longest_branch;
         at = next_aside(*at, scene_.node.chain())) {
        branch.blocks.push_back(mark_of(*at));
    }
    return branch;
}

// --- people --------------------------------------------------------------------------------------

// By people here, or by the host of the class: not by its owner.
const std::string* Viewer::given_name_of(const crypto::PublicKey& who) const {
    if (const auto known = scene_.known.find(who); known != scene_.known.end()) {
        return &known->second;
    }
    if (scene_.classroom == nullptr) return nullptr;
    const auto& students = scene_.classroom->known();
    const auto student = students.find(who);
    return student == students.end() ? nullptr : &student->second;
}

std::string Viewer::name_of(const crypto::PublicKey& who) const {
    if (const std::string* name = given_name_of(who)) return *name;
    const std::string name = ranking::clean_name(scene_.ranking.ranking().name_of(who));
    return name.empty() ? ranking::short_address(who) : "\u201C" + name + "\u201D";
}

void Viewer::look_at_ranking() {
    if (history_ != nullptr && ranked_ == scene_.ranking.counted()) return;
    const ranking::Ranking& ranking = scene_.ranking.ranking();
    ranking_ = marks_of(ranking.total(gui::most_ranks_shown));
    const auto days = ranking.days(1);
    day_ = days.empty() ? std::string{} : ranking::day_text(days.front());
    of_day_ = days.empty() ? std::vector<gui::RankMark>{}
                           : marks_of(ranking.of_day(days.front(), gui::most_ranks_shown));
}

std::vector<gui::RankMark> Viewer::marks_of(const std::vector<ranking::Row>& rows) const {
    std::vector<gui::RankMark> marks;
    for (const ranking::Row& row : rows) {
        const std::string* name = given_name_of(row.who);
        const bool claimed = name == nullptr;
        marks.push_back(
            {claimed ? ranking::clean_name(row.name) : *name, ranking::short_address(row.who),
             row.received, row.mined,
             row.whys.empty() ? std::string{} : printable(row.whys.front(), longest_note),
             claimed});
    }
    return marks;
}

void Viewer::add_waiting(gui::ExplorerView& view) const {
    const node::Mempool& pool = scene_.node.mempool();
    view.waiting_count = pool.size();
    view.waiting_bytes = pool.bytes();
    for (const node::WaitingPayment* payment : pool.payments().best_packages()) {
        if (view.waiting.size() >= gui::most_waiting_shown) break;
        const auto read = ledger::check_transaction(payment->text);
        if (!read) continue;
        const auto spends = pool.spends(*payment);
        const ledger::Output& first = read->parts().outputs.front();
        gui::WaitingMark mark;
        if (!spends.empty()) mark.from = name_of(spends.front().to);
        mark.to = name_of(first.to);
        mark.amount = first.amount.value();
        mark.fee = payment->fee.value();
        if (const auto& note = read->parts().note) mark.note = printable(note->text, longest_note);
        view.waiting.push_back(std::move(mark));
    }
}

}  // namespace sbc::explorer
