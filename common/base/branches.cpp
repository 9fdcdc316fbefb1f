#include "base/branches.hpp"

#include <algorithm>
#include <map>

namespace sbc {
namespace {

struct Drawn {
    const Twig* twig = nullptr;
    const Twig* parent = nullptr;
    std::size_t column = 0;  // not decided
};
using Drawing = std::map<std::string, Drawn>;

// One height: what stands in each column, and from which to which a fork is drawn.
struct Row {
    std::map<std::size_t, std::string> names;
    std::size_t fork_from = 0;
    std::size_t fork_to = 0;
};

// Down from here, as far as nobody has been before.
void give_column(Drawing& drawing, const std::string& end, std::size_t column) {
    auto at = drawing.find(end);
    while (at != drawing.end() && at->second.column == 0) {
        at->second.column = column;
        const Twig* parent = at->second.parent;
        at = parent == nullptr ? drawing.end() : drawing.find(parent->name);
    }
}

// The number of columns: that of `tip` is 1, then the highest ends come first.
std::size_t arrange(Drawing& drawing, const std::string& tip) {
    std::vector<const Drawn*> highest_first;
    for (auto& [name, drawn] : drawing) {
        const auto parent = drawing.find(drawn.twig->parent);
        const bool below = parent != drawing.end() &&
                           parent->second.twig->height < drawn.twig->height;  // so no circles
        if (below) drawn.parent = parent->second.twig;
        highest_first.push_back(&drawn);
    }
    std::stable_sort(
        highest_first.begin(), highest_first.end(),
        [](const Drawn* a, const Drawn* b) { return a->twig->height > b->twig->height; });
    std::size_t columns = 0;
    if (drawing.contains(tip)) give_column(drawing, tip, ++columns);
    for (const Drawn* drawn : highest_first) {
        if (drawn->column == 0) give_column(drawing, drawn->twig->name, ++columns);
    }
    return columns;
}

std::map<std::uint64_t, Row> rows_of(const Drawing& drawing) {
    std::map<std::uint64_t, Row> rows;
    for (const auto& [name, drawn] : drawing) {
        rows[drawn.twig->height].names[drawn.column] = name;
        if (drawn.parent == nullptr) continue;
        const std::size_t from = drawing.at(drawn.parent->name).column;
        if (from == drawn.column) continue;
        Row& fork = rows[drawn.parent->height];
        fork.fork_from = fork.fork_to == 0 ? from : std::min(fork.fork_from, from);
        fork.fork_to = std::max(fork.fork_to, drawn.column);
    }
    return rows;
}

std::string draw(const Row& row, std::size_t columns) {
    std::string cells, names;
    for (std::size_t column = 1; column <= columns; ++column) {
        const bool in_fork = column >= row.fork_from && column < row.fork_to;
        if (const auto name = row.names.find(column); name != row.names.end()) {
            cells += column == 1 ? "●" : "○";
            names += name->second + "  ";
        } else {
            cells += column == row.fork_to ? "┘" : in_fork ? "─" : " ";
        }
        cells += in_fork ? "──" : "  ";
    }
    names.resize(names.size() - std::min<std::size_t>(names.size(), 2));
    return cells + names;
}

}  // namespace

std::vector<std::string> draw_branches(const std::vector<Twig>& twigs, const std::string& tip) {
    Drawing drawing;
    for (const Twig& twig : twigs) drawing.try_emplace(twig.name, Drawn{&twig});
    const std::size_t columns = arrange(drawing, tip);
    const auto rows = rows_of(drawing);
    std::vector<std::string> lines;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        const std::string height = std::to_string(row->first);
        const std::size_t margin = 6 - std::min<std::size_t>(6, height.size());
        lines.push_back(std::string(margin, ' ') + height + "  " + draw(row->second, columns));
    }
    return lines;
}

}  // namespace sbc
