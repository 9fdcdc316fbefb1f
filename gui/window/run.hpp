#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "gui/backend.hpp"
#include "gui/window/window.hpp"

namespace sbc::gui {

// Opens the window, and shows what there is to show until `show` returns, which it does when the
// window was closed; a terminal that asks for the end closes it. Where no window can be opened,
// `show` is not called.
[[nodiscard]] Result<void, WindowError> run_window(const std::string& title, Look look,
                                                   const std::function<void(Window&)>& show);

// The whole wallet: opens the window, runs the backend on a thread of its own, and returns when the
// window was closed or the terminal asked for the end. Where no window can be opened, the backend
// has not been called and the refusal says what to do.
[[nodiscard]] Result<void, WindowError> run_wallet(const std::string& title, Look look,
                                                   std::unique_ptr<Backend> backend);

}  // namespace sbc::gui
