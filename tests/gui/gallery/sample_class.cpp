#include "sample_class.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

namespace sample {

using namespace sbc::gui;

namespace {

constexpr std::array<const char*, 16> names{
    "Aiko",
    "Anneliese-Charlotte-von-Hohenstein-Erlen",
    "Ben",
    "Clara",
    "Daniel",
    "Emma",
    "Finn",
    "Greta",
    "Hugo",
    "Q",
    "\u4f50\u85e4 \u5065",
    "\u52c5\u4f7f\u6cb3\u539f\u967d\u83dc\u4e43\u306e\u304a\u306b\u3044\u3055\u3093",
    "\u7530\u4e2d \u82b1\u5b50",
    "\u9234\u6728",
    "\u9ad8\u6a4b \u7f8e\u54b2",
    "\u00c9lo\u00efse"};

std::string name_of(std::size_t at) {
    if (at < names.size()) return names[at];
    return "student " + std::to_string(at + 1);
}

ClassLook::Student student(std::size_t at, std::uint64_t newest) {
    ClassLook::Student student;
    student.name = name_of(at);
    student.present = at % 8 != 3;
    student.mines = student.present && at % 4 != 0;
    student.height = student.present ? newest : 0;
    student.wallets = student.present ? at % 3 : 0;
    student.gift = at % 7 == 6 ? 0 : 20;
    return student;
}

// Ours is the first; each hangs on the next and on two farther on.
void add_nodes(ExplorerView& view) {
    auto ours = view.nodes.front();
    ours.name = "host";
    view.nodes = {std::move(ours)};
    for (const auto& each : view.classroom->students) {
        if (!each.present || each.host) continue;
        const auto address = "192.168.1." + std::to_string(view.nodes.size() + 20) + ":5001";
        view.nodes.push_back({NodeMark::Kind::Node, each.name, address, each.height, true, false});
    }
    view.links.clear();
    const auto count = static_cast<std::uint32_t>(view.nodes.size());
    for (std::uint32_t from = 0; from < count; ++from) {
        for (const std::uint32_t step : {1U, 3U, 7U}) {
            const auto to = (from + step) % count;
            if (to != from) view.links.push_back({from, to, false, false});
        }
    }
}

template <class Change>
void change_class(ExplorerView& view, const Change& change) {
    if (!view.classroom) return;
    auto look = std::make_shared<ClassLook>(*view.classroom);
    change(*look);
    view.classroom = std::move(look);
}

bool is_apart(const ExplorerView& view, const std::string& name) {
    const auto& students = view.classroom->students;
    return std::any_of(students.begin(), students.end(), [&](const ClassLook::Student& each) {
        return each.name == name && each.apart;
    });
}

// The nodes and links, after the sides of the students.
void mark_sides(ExplorerView& view) {
    const auto newest = view.history->back().height;
    for (NodeMark& each : view.nodes) {
        each.apart = is_apart(view, each.name);
        each.agrees = !each.apart;
        if (each.height)
            each.height = newest - (each.apart ? std::min<std::uint64_t>(newest, 2) : 0);
    }
    for (LinkMark& each : view.links) {
        each.apart = view.nodes[each.from].apart != view.nodes[each.to].apart;
    }
}

}  // namespace

void add_class(ExplorerView& view, std::size_t students) {
    const auto newest = view.history->back().height;
    ClassLook look;
    look.name = "maths";
    look.join = "192.168.178.20:43211/maths/5s/k3vqw7zdk3vq";
    look.host = true;
    for (std::size_t at = 0; at < students; ++at) look.students.push_back(student(at, newest));
    look.students.push_back({"host", true, true, true, false, newest, 0, 0});
    std::sort(look.students.begin(), look.students.end(),
              [](const auto& one, const auto& other) { return one.name < other.name; });
    for (const auto& each : look.students) look.wallets += each.wallets;
    look.faucet =
        "20 points for each student: 13 of 100 have theirs; the host could spend 1480 now.";
    view.network = "maths/5s/k3vqw7zdk3vq";
    view.classroom = std::make_shared<const ClassLook>(std::move(look));
    add_nodes(view);
}

void part_class(ExplorerView& view) {
    const auto newest = view.history->empty() ? 0 : view.history->back().height;
    change_class(view, [&](ClassLook& look) {
        look.parted = true;
        look.minutes_left = 9;
        for (std::size_t at = 0; at < look.students.size(); ++at) {
            auto& each = look.students[at];
            each.apart = at % 2 == 1 && each.present && !each.host;
            if (each.apart) each.height = newest - std::min<std::uint64_t>(newest, 2);
        }
    });
    if (view.classroom) mark_sides(view);
}

void heal_class(ExplorerView& view) {
    const auto newest = view.history->empty() ? 0 : view.history->back().height;
    change_class(view, [&](ClassLook& look) {
        look.parted = false;
        look.minutes_left = 0;
        for (auto& each : look.students) {
            each.apart = false;
            if (each.present) each.height = newest;
        }
    });
    if (view.classroom) mark_sides(view);
}

}  // namespace sample
