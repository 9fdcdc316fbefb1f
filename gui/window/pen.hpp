#pragma once

#include <utility>
#include <vector>

#include "gui/command.hpp"
#include "gui/window/fonts.hpp"
#include "gui/window/theme.hpp"

namespace sbc::gui {

enum class PanelName {
    Overview,
    Receive,
    Send,
    Entries,
    Keys,
    Settings,
    Notices,
    Network,
    Letters,
    Engraved
};

// What a panel draws with in one frame, and where it leaves what the user wants.
struct Pen {
    const FontSet& fonts;
    const Palette& colours;
    float em;           // the height of the body text: all sizes are parts of it
    bool busy = false;  // the backend has not answered everything yet
    std::vector<Command> commands{};
    PanelName go_to{};  // the panel that is shown in the next frame

    void want(Command command) { commands.push_back(std::move(command)); }
};

}  // namespace sbc::gui
