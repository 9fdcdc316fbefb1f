#pragma once

#include <string>

#include "base/result.hpp"
#include "gui/explorer/backend.hpp"
#include "gui/look.hpp"
#include "gui/window/window.hpp"

namespace sbc::gui {

// The whole explorer: returns when its window was closed or the terminal asked for the end. The
// backend is used from the main thread, and rings from its own.
[[nodiscard]] Result<void, WindowError> run_explorer(const std::string& title, Look look,
                                                     ExplorerBackend& backend);

}  // namespace sbc::gui
