#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "gui/explorer/backend.hpp"

namespace sbc::gui {

// The class has one only where there is a class (ExplorerView::classroom).
enum class ExplorerPage { Overview, Blocks, Curves, Ranking, Engraved, Alter, Class };

// What came of drawing a page: what is wanted of the node, and of the next frames.
struct Wishes {
    ExplorerPage go_to{};  // the page that is shown in the next frame
    std::vector<ExplorerCommand> commands{};
    std::optional<double> again{};  // seconds until something moves by itself

    void want(const ExplorerCommand& command) { commands.push_back(command); }
    void draw_again_in(double seconds) { again = again ? std::min(*again, seconds) : seconds; }
};

}  // namespace sbc::gui
