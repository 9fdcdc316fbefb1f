// A class that is only made up, for the explorer's window.
#pragma once

#include <cstddef>

#include "gui/explorer/view.hpp"

namespace sample {

// Makes its network one of a class, and us its host: of so many students nearly all have a node,
// each hanging on some of the others. Names are as short and as long as any may be.
void add_class(sbc::gui::ExplorerView& view, std::size_t students);
// Half of them on the other side, where the last blocks are other ones. Without a class: nothing.
void part_class(sbc::gui::ExplorerView& view);
void heal_class(sbc::gui::ExplorerView& view);

}  // namespace sample
