// A class network: what others tell of themselves, of their links and of their blocks.
#include <algorithm>
#include <set>
#include <utility>

#include "explorer/viewer.hpp"

namespace sbc::explorer {
namespace {

using chain::Place;
using Kind = gui::NodeMark::Kind;
using Student = gui::ClassLook::Student;

constexpr std::size_t most_told = 8;  // branches of which only headers are told

bool ends_in(const gui::BranchMark& one, const gui::BranchMark& other) {
    const gui::BlockMark& last = one.blocks.back();
    return std::any_of(other.blocks.begin(), other.blocks.end(), [&](const gui::BlockMark& block) {
        return block.height == last.height && block.id == last.id;
    });
}

}  // namespace

std::string Viewer::name_of(p2p::LinkId link, const p2p::Peer& peer) const {
    const std::string address = peer.address.to_text();
    const auto called = scene_.called.find(address);
    if (called != scene_.called.end()) return called->second;
    const std::string* name =
        scene_.classroom == nullptr ? nullptr : scene_.classroom->name_of(link);
    return name == nullptr ? address : *name;
}

// --- who is there --------------------------------------------------------------------------------

void Viewer::look_at_class() {
    if (scene_.classroom == nullptr) return;
    const classroom::Classroom& room = *scene_.classroom;
    const std::string& ours = room.settings().name;
    gui::ClassLook look;
    look.name = room.settings().code.name;
    look.join = scene_.join;
    look.host = room.settings().host_key != nullptr;
    look.at_home = scene_.join.starts_with("127.") || scene_.join.starts_with("[::1]");
    look.parted = room.partition() != nullptr;
    look.minutes_left = room.minutes_left();
    std::map<std::string, Student> students;
    for (const auto& [name, present] : room.roll().all()) {
        const classroom::Presence& last = present.last;
        Student& student = students[name];
        student.name = name;
        student.present = true;
        student.mines = last.mines;
        student.host = look.host ? name == ours : last.host;  // others can only claim it
        student.apart = room.apart(ours, name);
        student.height = last.height.value();
        student.wallets = last.wallets;
        look.wallets += last.wallets;
    }
    for (const auto& [address, name] : room.known()) {
        students[name].name = name;
        students[name].gift = room.gift();
    }
    for (auto& [name, student] : students) look.students.push_back(std::move(student));
    look.faucet = about_faucet();
    if (class_ == nullptr || *class_ != look) {
        class_ = std::make_shared<const gui::ClassLook>(std::move(look));
    }
}

// At the host. What it has left is looked for once for each block: that means each coin there is.
std::string Viewer::about_faucet() {
    const classroom::Faucet* faucet = scene_.classroom->faucet();
    if (faucet == nullptr) return {};
    if (std::exchange(points_at_, tip_) != tip_) points_left_ = faucet->points();
    const classroom::FaucetSettings& settings = faucet->settings();
    std::string text = std::to_string(settings.gift) +
                       " points for each student: " + std::to_string(faucet->students().size()) +
                       " of " + std::to_string(settings.students) + " have theirs";
    if (faucet->waiting() > 0) text += ", " + std::to_string(faucet->waiting()) + " wait";
    return text + "; the host could spend " + std::to_string(points_left_) + " now.";
}

// Whom we have no line to, and the lines between others: as they say themselves.
void Viewer::add_others(gui::ExplorerView& view) const {
    if (scene_.classroom == nullptr) return;
    const classroom::Classroom& room = *scene_.classroom;
    const std::string& ours = room.settings().name;
    view.nodes.front().name = ours;
    std::map<std::string, std::uint32_t> places;
    for (std::uint32_t place = 0; place < view.nodes.size(); ++place) {
        if (view.nodes[place].kind != Kind::Wallet) places.emplace(view.nodes[place].name, place);
    }
    for (const auto& [name, present] : room.roll().all()) {
        const auto [at, fresh] =
            places.emplace(name, static_cast<std::uint32_t>(view.nodes.size()));
        if (fresh) view.nodes.push_back({Kind::Node, name, {}, {}, true});
        gui::NodeMark& node = view.nodes[at->second];
        node.apart = room.apart(ours, name);
        if (node.kind == Kind::Ours) continue;
        node.height = present.last.height.value();
        node.agrees = !told_.left.contains(present.tip);
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> drawn;
    for (gui::LinkMark& link : view.links) {
        drawn.insert(std::minmax(link.from, link.to));
        link.apart = view.nodes[link.to].apart;
    }
    for (const auto& [name, present] : room.roll().all()) {
        for (const std::string& neighbour : present.last.links) {
            const auto other = places.find(neighbour);
            if (other == places.end() || neighbour == name) continue;
            const auto ends = std::minmax(places.at(name), other->second);
            if (!drawn.insert(ends).second) continue;
            view.links.push_back({ends.first, ends.second, false, room.apart(name, neighbour)});
        }
    }
}

// --- blocks that others have ---------------------------------------------------------------------

// Anew only when something has changed: somebody may tell of thousands of headers.
void Viewer::look_at_told() {
    if (scene_.classroom == nullptr) return;
    const classroom::Roll& roll = scene_.classroom->roll();
    const chain::Chain& chain = scene_.node.chain();
    const std::size_t headers = chain.tree().size();
    if (told_.roll == roll.version() && told_.tip == tip_ && told_.headers == headers) return;
    told_ = {roll.version(), tip_, headers, {}, {}};
    Forks forks;
    std::set<chain::Hash> inner;  // something stands on them
    std::set<chain::Hash> tips;
    for (const auto& [name, present] : roll.all()) {
        const auto fork = fork_below(present.tip, forks, inner);
        const chain::Height its = present.last.height;
        // Of whom nobody has told enough, his height says whether he may only be ahead.
        const bool ours =
            fork ? fork == chain.height().value() || fork == its.value() : its > chain.height();
        if (ours) continue;
        told_.left.insert(present.tip);
        if (fork && chain.tree().find(present.tip) == nullptr) tips.insert(present.tip);
    }
    for (const chain::Hash& tip : tips) {
        if (inner.contains(tip) || told_.branches.size() == most_told) continue;
        told_.branches.push_back(branch_to(tip));
    }
}

// The height up to which the history of this block is ours; nothing, if a header is missing on the
// way there. What has been found out about others is used, and added to.
std::optional<std::uint64_t> Viewer::fork_below(chain::Hash hash, Forks& known,
                                                std::set<chain::Hash>& inner) const {
    const chain::Chain& chain = scene_.node.chain();
    std::vector<chain::Hash> way;
    std::optional<std::uint64_t> fork;
    for (;;) {
        if (const auto found = known.find(hash); found != known.end()) {
            fork = found->second;
            break;
        }
        if (const Place* at = chain.tree().find(hash)) {
            fork = last_of_ours(*at).height.value();
            break;
        }
        const chain::Header* header = scene_.classroom->roll().header(hash);
        if (header == nullptr) break;
        way.push_back(hash);
        hash = header->previous;
        inner.insert(hash);
    }
    for (const chain::Hash& each : way) known.emplace(each, fork);
    return fork;
}

// The highest block of our history that this one stands on, or is.
const Place& Viewer::last_of_ours(const Place& from) const {
    const Place* at = &from;
    while (!scene_.node.chain().has(at->height, at->hash)) at = at->parent;
    return *at;
}

// From our history up to this block: first what is in the tree, then what is only told.
gui::BranchMark Viewer::branch_to(const chain::Hash& tip) {
    const chain::Chain& chain = scene_.node.chain();
    std::vector<const chain::Header*> told;  // the highest first
    chain::Hash hash = tip;
    while (chain.tree().find(hash) == nullptr) {
        told.push_back(scene_.classroom->roll().header(hash));
        hash = told.back()->previous;
    }
    const Place* at = chain.tree().find(hash);
    std::uint64_t height = at->height.value();
    gui::BranchMark branch;
    for (; !chain.has(at->height, at->hash); at = at->parent) branch.blocks.push_back(mark_of(*at));
    branch.above = at->height.value();
    std::reverse(branch.blocks.begin(), branch.blocks.end());
    std::reverse(told.begin(), told.end());
    for (const chain::Header* header : told) branch.blocks.push_back(mark_of(*header, ++height));
    return branch;
}

gui::BlockMark Viewer::mark_of(const chain::Header& header, std::uint64_t height) const {
    gui::BlockMark mark;
    mark.id = id_of(chain::hash_of(header));
    mark.height = height;
    mark.time = header.time;
    mark.difficulty = difficulty_of(header.bits);
    return mark;
}

// What is told of may begin with what is in the tree, and stands there as a branch of its own.
void Viewer::add_told_branches(std::vector<gui::BranchMark>& all) const {
    std::erase_if(all, [&](const gui::BranchMark& one) {
        return std::any_of(told_.branches.begin(), told_.branches.end(),
                           [&](const gui::BranchMark& told) { return ends_in(one, told); });
    });
    all.insert(all.end(), told_.branches.begin(), told_.branches.end());
}

}  // namespace sbc::explorer
