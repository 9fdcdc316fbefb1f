// A class network: what others tell of themselves, of their links and of their blocks.
#include <algorithm>
#include <set>
#include <utility>

#include "chain/target.hpp"
#include "explorer/viewer.hpp"

namespace sbc::explorer {
namespace {

using chain::Place;
using Kind = gui::NodeMark::Kind;
using Student = gui::ClassLook::Student;

constexpr std::size_t longest_told = 100;  // blocks of one branch

bool ends_in(const gui::BranchMark& one, const gui::BranchMark& other) {
    const gui::BlockMark& last = one.blocks.back();
    return std::any_of(other.blocks.begin(), other.blocks.end(), [&](const gui::BlockMark& block) {
        return block.height == last.height && block.id == last.id;
    });
}

// Whether its last block stands in our history or, as far as headers tell, on our last one.
bool agrees(const classroom::Roll::Present& present, const chain::Chain& chain,
            const classroom::Roll& roll) {
    if (chain.has(present.last.height, present.tip)) return true;
    if (present.last.height <= chain.height()) return false;
    chain::Hash hash = present.tip;
    for (std::size_t told = 0; told < longest_told; ++told) {
        if (const Place* place = chain.tree().find(hash)) {
            return place->height >= chain.height() &&
                   ancestor(*place, chain.height()).hash == chain.tip().hash;
        }
        const chain::Header* header = roll.header(hash);
        if (header == nullptr) break;
        hash = header->previous;
    }
    return true;  // it is ahead, and nobody has told how
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
        student.host = last.host;
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
    const chain::Chain& chain = scene_.node.chain();
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
        node.agrees = agrees(present, chain, room.roll());
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

// Of a history that is not here, but of which others tell: down to a block that we know, and from
// there down to ours.
std::optional<gui::BranchMark> Viewer::told_branch(const chain::Hash& tip) {
    const chain::Chain& chain = scene_.node.chain();
    std::vector<const chain::Header*> told;  // the highest first
    chain::Hash hash = tip;
    while (chain.tree().find(hash) == nullptr) {
        const chain::Header* header = scene_.classroom->roll().header(hash);
        if (header == nullptr || told.size() >= longest_told) return std::nullopt;
        told.push_back(header);
        hash = header->previous;
    }
    if (told.empty()) return std::nullopt;  // it is in the tree, and shown if it is worth it
    const Place* at = chain.tree().find(hash);
    const std::uint64_t known = at->height.value();
    gui::BranchMark branch;
    for (; !chain.has(at->height, at->hash); at = at->parent) {
        branch.blocks.push_back(mark_of(*at));
        if (branch.blocks.size() > longest_told) return std::nullopt;
    }
    branch.above = at->height.value();
    std::reverse(branch.blocks.begin(), branch.blocks.end());
    std::reverse(told.begin(), told.end());
    for (std::size_t i = 0; i < told.size(); ++i) {
        branch.blocks.push_back(mark_of(*told[i], known + 1 + i));
    }
    if (branch.above == chain.height().value()) return std::nullopt;  // only ahead of us
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

void Viewer::add_told_branches(std::vector<gui::BranchMark>& all) {
    if (scene_.classroom == nullptr) return;
    std::set<chain::Hash> tips;
    for (const auto& [name, present] : scene_.classroom->roll().all()) tips.insert(present.tip);
    for (const chain::Hash& tip : tips) {
        if (auto branch = told_branch(tip)) all.push_back(std::move(*branch));
    }
    // Somebody may be a few blocks behind another one on the same way.
    const auto in_another = [&](const gui::BranchMark& one) {
        return std::any_of(all.begin(), all.end(), [&](const gui::BranchMark& other) {
            return other.blocks.size() > one.blocks.size() && ends_in(one, other);
        });
    };
    std::vector<gui::BranchMark> whole;
    for (const gui::BranchMark& one : all) {
        if (!in_another(one)) whole.push_back(one);
    }
    all = std::move(whole);
}

}  // namespace sbc::explorer
