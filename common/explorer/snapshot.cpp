#include "explorer/snapshot.hpp"

#include <algorithm>
#include <utility>

#include "chain/target.hpp"
#include "ranking/page.hpp"

namespace sbc::explorer {
namespace {

using chain::Height;
using chain::Place;

constexpr std::size_t most_happenings = 20;
constexpr std::uint64_t rate_over = 10;          // blocks: fewer say little, more are slow
constexpr std::uint64_t branches_since = 1'000;  // blocks: what left ours before is forgotten
constexpr std::size_t most_branches = 50;
constexpr std::size_t longest_branch = 100;

std::array<char, gui::id_letters> id_of(const chain::Hash& hash) {
    const std::string text = to_text(hash);
    std::array<char, gui::id_letters> id{};
    std::copy(text.end() - static_cast<std::ptrdiff_t>(id.size()), text.end(), id.begin());
    return id;
}

// Of the whole network: the work of the last blocks by the time that they took.
double hash_rate(const Place& place) {
    const std::uint64_t height = place.height.value();
    if (height < 2) return 0;  // the genesis block's time is older than any work
    const Place& before = ancestor(place, Height{height - std::min(rate_over, height - 1)});
    const double seconds = static_cast<double>(place.seconds) - static_cast<double>(before.seconds);
    return seconds > 0 ? (place.work - before.work).to_double() / seconds : 0;
}

// The first time that anybody could have: the genesis block is as old as the network's rules say.
float interval(const Place& place) {
    if (place.height.value() < 2) return 0;
    return static_cast<float>(static_cast<double>(place.seconds) -
                              static_cast<double>(place.parent->seconds));
}

}  // namespace

// The names of a view, each once.
struct Viewer::People {
    std::vector<std::string> names{""};
    std::map<crypto::PublicKey, std::uint32_t> places{};
};

// Names before addresses, also where a sentence was made without knowing them.
void Viewer::tell(std::string happening) {
    for (const auto& [address, name] : scene_.called) {
        const std::size_t at = happening.find(address);
        if (at != std::string::npos) happening.replace(at, address.size(), name);
    }
    happenings_.push_back(std::move(happening));
    if (happenings_.size() > most_happenings) happenings_.erase(happenings_.begin());
}

std::shared_ptr<const gui::ExplorerView> Viewer::view(p2p::Moment moment) {
    look_at_blocks();
    look_at_ranking();
    look_at_specimen();
    const chain::Chain& chain = scene_.node.chain();
    auto view = std::make_shared<gui::ExplorerView>();
    view->network = chain.tree().network().name;
    view->now = moment.wall;
    view->catching_up = scene_.node.catching_up() || scene_.observer.read() < chain.height();
    view->best_known = chain.tree().best_header().height.value();
    view->spacing = static_cast<double>(chain.tree().network().spacing.count());
    view->history = history_;
    view->branches = branches_;
    view->people = people_;
    view->ranking = ranking_;
    view->today = today_;
    view->today_is = today_is_;
    view->look = look_;
    view->happenings = happenings_;
    add_neighbours(*view);
    add_waiting(*view);
    return view;
}

// --- blocks --------------------------------------------------------------------------------------

void Viewer::look_at_blocks() {
    const chain::Chain& chain = scene_.node.chain();
    const bool same = made_ && tip_ == chain.tip().hash && places_ == chain.tree().size() &&
                      facts_ == scene_.observer.read() && ranked_ == scene_.ranking.counted();
    if (same) return;
    People people;
    auto history = std::make_shared<gui::BlockMarks>();
    const std::uint64_t top = chain.height().value();
    const std::uint64_t shown = std::min<std::uint64_t>(top + 1, gui::most_blocks_shown);
    history->reserve(shown);
    for (std::uint64_t height = top + 1 - shown; height <= top; ++height) {
        history->push_back(mark_of(chain.at(Height{height}), people));
    }
    branches_ = branches(people);
    history_ = std::move(history);
    people_ = std::make_shared<const std::vector<std::string>>(std::move(people.names));
    tip_ = chain.tip().hash;
    places_ = chain.tree().size();
    facts_ = scene_.observer.read();
}

gui::BlockMark Viewer::mark_of(const Place& place, People& people) const {
    const chain::Chain& chain = scene_.node.chain();
    gui::BlockMark mark;
    mark.id = id_of(place.hash);
    mark.height = place.height.value();
    mark.time = place.time();
    mark.interval = interval(place);
    mark.difficulty = chain::work_of(place.bits).to_double() /
                      chain::work_of(chain.tree().network().easiest).to_double();
    mark.hash_rate = hash_rate(place);
    const bool ours = chain.has(place.height, place.hash);
    const Observer::Facts* facts = ours ? scene_.observer.facts_of(place.height) : nullptr;
    if (facts == nullptr) return mark;
    mark.payments = facts->payments;
    if (!facts->miner) return mark;
    const auto next = static_cast<std::uint32_t>(people.names.size());
    const auto [known, fresh] = people.places.try_emplace(*facts->miner, next);
    if (fresh) people.names.push_back(name_of(*facts->miner));
    mark.miner = known->second;
    return mark;
}

// Whatever stands on a block of ours and is not ours: down each, the child with the longest line is
// not looked for; the one that came last is as good.
std::vector<gui::BranchMark> Viewer::branches(People& people) const {
    const chain::Chain& chain = scene_.node.chain();
    const std::uint64_t top = chain.height().value();
    std::vector<gui::BranchMark> all;
    for (std::uint64_t height = top > branches_since ? top - branches_since : 0; height <= top;
         ++height) {
        const Place& below = chain.at(Height{height});
        for (const Place* child = below.child; child != nullptr; child = child->sibling) {
            if (chain.has(child->height, child->hash)) continue;
            gui::BranchMark branch{height, {}, child->bad};
            for (const Place* at = child; at != nullptr && branch.blocks.size() < longest_branch;
                 at = at->child) {
                branch.blocks.push_back(mark_of(*at, people));
            }
            all.push_back(std::move(branch));
        }
    }
    if (all.size() > most_branches) {
        all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most_branches));
    }
    return all;
}

// --- people --------------------------------------------------------------------------------------

std::string Viewer::name_of(const crypto::PublicKey& who) const {
    if (const auto known = scene_.known.find(who); known != scene_.known.end()) {
        return known->second;
    }
    const std::string name = ranking::clean_name(scene_.ranking.ranking().name_of(who));
    return name.empty() ? ranking::short_address(who) : name;
}

void Viewer::look_at_ranking() {
    if (made_ && ranked_ == scene_.ranking.counted()) return;
    made_ = true;
    ranked_ = scene_.ranking.counted();
    const ranking::Ranking& ranking = scene_.ranking.ranking();
    ranking_ = marks_of(ranking.total(gui::most_ranks_shown));
    const auto days = ranking.days(1);
    today_is_ = days.empty() ? std::string{} : ranking::day_text(days.front());
    today_ = days.empty() ? std::vector<gui::RankMark>{}
                          : marks_of(ranking.of_day(days.front(), gui::most_ranks_shown));
}

std::vector<gui::RankMark> Viewer::marks_of(const std::vector<ranking::Row>& rows) const {
    std::vector<gui::RankMark> marks;
    for (const ranking::Row& row : rows) {
        const auto known = scene_.known.find(row.who);
        const bool claimed = known == scene_.known.end();
        marks.push_back({claimed ? row.name : known->second, ranking::short_address(row.who),
                         row.received, row.mined,
                         row.whys.empty() ? std::string{} : row.whys.front(), claimed});
    }
    return marks;
}

std::string Viewer::name_of(const p2p::Peer& peer) const {
    const std::string address = peer.address.to_text();
    const auto called = scene_.called.find(address);
    return called == scene_.called.end() ? address : called->second;
}

void Viewer::add_neighbours(gui::ExplorerView& view) const {
    using Kind = gui::NodeMark::Kind;
    const chain::Chain& chain = scene_.node.chain();
    view.nodes.push_back({Kind::Ours, "this node", {}, chain.height().value(), true});
    for (const auto& [link, peer] : scene_.core.peers().all()) {
        if (!peer.hello) continue;
        const bool core = peer.hello->role == p2p::Role::Core;
        gui::NodeMark mark{core ? Kind::Node : Kind::Wallet, core ? name_of(peer) : "a wallet",
                           peer.address.to_text(), std::nullopt, true};
        if (const auto tip = scene_.node.tip_of(link)) {
            const Place* place = chain.tree().find(*tip);
            if (place != nullptr) mark.height = place->height.value();
            mark.agrees = place != nullptr && chain.has(place->height, place->hash);
        }
        view.links.push_back({0, static_cast<std::uint32_t>(view.nodes.size()), false});
        view.nodes.push_back(std::move(mark));
    }
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
        if (const auto& note = read->parts().note) mark.note = note->text;
        view.waiting.push_back(std::move(mark));
    }
}

// --- tamper mode ---------------------------------------------------------------------------------

void Viewer::look_at_specimen() {
    const auto& specimen = scene_.observer.specimen();
    if (!specimen) {
        look_.reset();
        names_.clear();
        return;
    }
    note_neighbours();
    auto look = std::make_shared<gui::BlockLook>();
    look->height = specimen->height().value();
    look->hash = to_text(specimen->hash());
    look->header = chain::encode(specimen->block().header);
    look->transactions = specimen->block().transactions;
    if (const auto& changed = specimen->changed()) {
        look->change = {changed->place.part, changed->place.offset, changed->was};
    }
    for (const Specimen::Verdict& verdict : scene_.observer.verdicts()) {
        look->verdicts.push_back(
            {verdict.height.value(), verdict.holds, verdict.link_holds, verdict.text});
    }
    if (const auto& shown = scene_.observer.shown()) {
        for (const p2p::LinkId link : shown->to) look->answers.push_back(answer_of(link));
    }
    look_ = std::move(look);
}

// Who has hung up is in no table any more, but had a name.
void Viewer::note_neighbours() {
    for (const auto& [link, peer] : scene_.core.peers().all()) names_[link] = name_of(peer);
}

gui::BlockLook::Answer Viewer::answer_of(p2p::LinkId link) const {
    const auto name = names_.find(link);
    gui::BlockLook::Answer answer{name == names_.end() ? "somebody" : name->second, false, {}};
    if (!scene_.core.peers().all().contains(link)) {
        answer.hung_up = true;
        answer.text = "has looked at it, and hung up.";
    } else if (scene_.observer.shown()->over) {
        answer.text = "takes no notice: it stands on nothing known there, or lies too far back.";
    } else {
        answer.text = "is looking at it \u2026";
    }
    return answer;
}

}  // namespace sbc::explorer
