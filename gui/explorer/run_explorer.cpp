#include "gui/explorer/run_explorer.hpp"

#include "gui/explorer/explorer_window.hpp"
#include "gui/window/run.hpp"

namespace sbc::gui {
namespace {

// Nobody rings at a window that is gone, however one leaves.
class Bell {
public:
    Bell(ExplorerBackend& backend, Window& window) : backend_{backend} {
        backend_.when_changed([&window] { window.wake(); });
    }
    ~Bell() { backend_.when_changed({}); }
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;

private:
    ExplorerBackend& backend_;
};

void show(Window& window, Look look, ExplorerBackend& backend) {
    const Bell bell{backend, window};
    ExplorerWindow explorer{look, window.fonts_missing()};
    window.run([&](const FontSet& fonts) {
        const auto view = backend.view();
        const auto drawn = explorer.draw(*view, fonts);
        for (const auto& command : drawn.commands) backend.perform(command);
        window.set_look(explorer.look());
        if (drawn.close || view->over) window.close();
        return drawn.again;
    });
}

}  // namespace

Result<void, WindowError> run_explorer(const std::string& title, Look look,
                                       ExplorerBackend& backend) {
    return run_window(title, look, [&](Window& window) { show(window, look, backend); });
}

}  // namespace sbc::gui
