#include "base/branches.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace sbc {
namespace {

struct Drawn {
    const Twig* twig = nullptr;
    Drawn* parent = nullptr;
    std::size_t column = 0;  // not decided
};

// Gives each its column. What leaves a branch stands to its right, and what leaves it higher up
// stands nearer: so no line crosses a branch.
class Columns {
public:
    explicit Columns(std::vector<Drawn>& drawing, const std::string& tip) {
        for (Drawn& drawn : drawing) highest_first_.push_back(&drawn);
        std::stable_sort(
            highest_first_.begin(), highest_first_.end(),
            [](const Drawn* a, const Drawn* b) { return a->twig->height > b->twig->height; });
        for (Drawn& drawn : drawing) {
            if (drawn.twig->name == tip) give(drawn);
        }
        for (Drawn* drawn : highest_first_) {
            if (drawn->column == 0) give(*drawn);
        }
    }
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    // To what ends here, down as far as nobody has been before; then to all that leaves it.
    void give(Drawn& end) {
        const std::size_t column = ++count_;
        std::vector<const Drawn*> branch;
        for (Drawn* at = &end; at != nullptr && at->column == 0; at = at->parent) {
            at->column = column;
            branch.push_back(at);
        }
        for (const Drawn* fork : branch) {
            while (Drawn* other = highest_above(*fork)) give(*other);
        }
    }
    [[nodiscard]] Drawn* highest_above(const Drawn& fork) const {
        for (Drawn* end : highest_first_) {
            const Drawn* at = end;
            while (at->column == 0 && at->parent != nullptr) at = at->parent;
            if (end->column == 0 && at == &fork) return end;
        }
        return nullptr;
    }

    std::vector<Drawn*> highest_first_;
    std::size_t count_ = 0;
};

// One height: what stands in each column, and from which to which a fork is drawn.
struct Row {
    std::map<std::size_t, std::string> names;
    std::vector<std::pair<std::size_t, std::size_t>> forks;

    // Whether a line leaves this column to the right; whether one ends here.
    [[nodiscard]] bool goes_on(std::size_t column) const {
        return std::any_of(forks.begin(), forks.end(), [column](const auto& fork) {
            return fork.first <= column && column < fork.second;
        });
    }
    [[nodiscard]] bool ends(std::size_t column) const {
        return std::any_of(forks.begin(), forks.end(),
                           [column](const auto& fork) { return fork.second == column; });
    }
};

std::vector<Drawn> drawing_of(const std::vector<Twig>& twigs) {
    std::map<std::string, Drawn*> by_name;
    std::vector<Drawn> drawing;
    drawing.reserve(twigs.size());  // they stay where they are
    for (const Twig& twig : twigs) {
        if (by_name.contains(twig.name)) continue;
        by_name[twig.name] = &drawing.emplace_back(Drawn{&twig});
    }
    for (Drawn& drawn : drawing) {
        const auto parent = by_name.find(drawn.twig->parent);
        const bool below = parent != by_name.end() &&
                           parent->second->twig->height < drawn.twig->height;  // so no circles
        if (below) drawn.parent = parent->second;
    }
    return drawing;
}

using Rows = std::map<std::uint64_t, Row, std::greater<>>;  // the highest first

Rows rows_of(const std::vector<Drawn>& drawing) {
    Rows rows;
    for (const Drawn& drawn : drawing) {
        rows[drawn.twig->height].names[drawn.column] = drawn.twig->name;
        const Drawn* parent = drawn.parent;
        if (parent == nullptr || parent->column == drawn.column) continue;
        rows[parent->twig->height].forks.emplace_back(parent->column, drawn.column);
    }
    return rows;
}

std::string draw(const Row& row, std::size_t columns) {
    std::string cells, names;
    for (std::size_t column = 1; column <= columns; ++column) {
        const bool goes_on = row.goes_on(column);
        if (const auto name = row.names.find(column); name != row.names.end()) {
            cells += column == 1 ? "●" : "○";
            names += name->second + "  ";
        } else if (row.ends(column)) {
            cells += goes_on ? "┴" : "┘";
        } else {
            cells += goes_on ? "─" : " ";
        }
        cells += goes_on ? "──" : "  ";
    }
    names.resize(names.size() - std::min<std::size_t>(names.size(), 2));
    return cells + names;
}

}  // namespace

std::vector<std::string> draw_branches(const std::vector<Twig>& twigs, const std::string& tip) {
    std::vector<Drawn> drawing = drawing_of(twigs);
    const std::size_t columns = Columns{drawing, tip}.count();
    std::vector<std::string> lines;
    for (const auto& [number, row] : rows_of(drawing)) {
        const std::string height = std::to_string(number);
        const std::size_t margin = 6 - std::min<std::size_t>(6, height.size());
        lines.push_back(std::string(margin, ' ') + height + "  " + draw(row, columns));
    }
    return lines;
}

}  // namespace sbc
