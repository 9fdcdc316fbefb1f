#include "gui/window/run.hpp"

#include <utility>

#include "base/mutex.hpp"
#include "gui/window/end_signals.hpp"
#include "gui/window/wallet_window.hpp"
#include "gui/worker.hpp"

namespace sbc::gui {
namespace {

// Ends a window from another thread, also one that is not open yet.
class Ending {
public:
    void ask() SBC_EXCLUDES(mutex_) {
        const Lock lock{mutex_};
        asked_ = true;
        if (window_ != nullptr) {
            window_->close();
        }
    }
    // While it lives, the end is that of this window.
    class Of {
    public:
        Of(Ending& ending, Window& window) : ending_{ending} { ending_.of(&window); }
        ~Of() { ending_.of(nullptr); }
        Of(const Of&) = delete;
        Of& operator=(const Of&) = delete;

    private:
        Ending& ending_;
    };

private:
    void of(Window* window) SBC_EXCLUDES(mutex_) {
        const Lock lock{mutex_};
        window_ = window;
        if (asked_ && window_ != nullptr) {
            window_->close();
        }
    }

    Mutex mutex_;
    bool asked_ SBC_GUARDED_BY(mutex_) = false;
    Window* window_ SBC_GUARDED_BY(mutex_) = nullptr;
};

void show_wallet(Window& window, Look look, std::unique_ptr<Backend> backend) {
    Worker worker{std::move(backend), [&window] { window.wake(); }};
    WalletWindow wallet{look, window.fonts_missing()};
    window.run([&](const FontSet& fonts) {
        auto drawn = wallet.draw(worker.glimpse(), fonts);
        for (auto& command : drawn.commands) {
            worker.submit(std::move(command));
        }
        window.set_look(wallet.look());
        if (drawn.close) {
            window.close();
        }
        return drawn.again;
    });
}

}  // namespace

Result<void, WindowError> run_window(const std::string& title, Look look,
                                     const std::function<void(Window&)>& show) {
    Ending ending;
    const EndSignals end_signals{
        [&ending] { ending.ask(); }};  // before OpenGL starts threads of its own
    auto window = Window::open(title, look);
    if (!window) {
        return pass_on(window);
    }
    const Ending::Of of{ending, **window};  // also when what is shown throws
    show(**window);
    return {};
}

Result<void, WindowError> run_wallet(const std::string& title, Look look,
                                     std::unique_ptr<Backend> backend) {
    auto shown = run_window(title, look,
                            [&](Window& window) { show_wallet(window, look, std::move(backend)); });
    if (shown) return shown;
    return refuse(
        shown.error().reason,
        shown.error().text + " wallet-cli does the same in a terminal and needs no window.");
}

}  // namespace sbc::gui
