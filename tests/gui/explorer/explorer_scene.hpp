// The explorer's whole window with the sample network behind it, on a screen that nobody sees.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "gui/explorer/explorer_window.hpp"
#include "sample_explorer.hpp"
#include "screen.hpp"

namespace scene {

class Explorer {
public:
    explicit Explorer(float font = 18, sample::SampleSize size = {})
        : Explorer{font, size, font * 62, font * 41} {}
    Explorer(float font, sample::SampleSize size, float width, float height)
        : screen{width, height, font}, network{size}, window{{}, {}} {
        screen.draw = [this](const sbc::gui::FontSet& fonts) {
            auto view = *network.view();
            if (change) change(view);
            const auto drawn = window.draw(view, fonts);
            again = drawn.again;
            closed = closed || drawn.close;
            for (const auto& command : drawn.commands) {
                asked.push_back(command);
                network.perform(command);
            }
        };
        screen.frame(3);
    }
    void show(sbc::gui::ExplorerPage page) {
        window.go_to(page);
        screen.frame(3);
    }
    // The last that was asked for, if it was of this kind.
    template <class Wanted>
    [[nodiscard]] std::optional<Wanted> last() const {
        if (asked.empty()) return std::nullopt;
        const auto* wanted = std::get_if<Wanted>(&asked.back());
        return wanted == nullptr ? std::nullopt : std::optional{*wanted};
    }

    screen::Screen screen;
    sample::Explorer network;
    sbc::gui::ExplorerWindow window;
    std::function<void(sbc::gui::ExplorerView&)> change;  // what the view says otherwise
    std::vector<sbc::gui::ExplorerCommand> asked;
    std::optional<double> again;
    bool closed = false;
};

}  // namespace scene
