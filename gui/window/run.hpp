#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "gui/backend.hpp"
#include "gui/window/window.hpp"

namespace sbc::gui {

// The whole wallet: opens the window, runs the backend on a thread of its own, and returns when the
// window was closed or the terminal asked for the end. Where no window can be opened, the backend
// has not been called and the refusal says what to do.
[[nodiscard]] Result<void, WindowError> run_wallet(const std::string& title, Look look,
                                                   std::unique_ptr<Backend> backend);

}  // namespace sbc::gui
