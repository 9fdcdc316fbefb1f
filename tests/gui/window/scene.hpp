// The whole window with the sample wallet behind it, on a screen that nobody sees. The backend
// answers between two frames; what the window asked for is written down.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "gui/window/wallet_window.hpp"
#include "sample_wallet.hpp"
#include "screen.hpp"

namespace scene {

class Scene {
public:
    explicit Scene(sample::Beginning beginning = {}, float width = 1116, float height = 738)
        : screen{width, height}, wallet_{beginning}, window{{}, {}} {
        view_ = wallet_.view();
        screen.draw = [this](const sbc::gui::FontSet& fonts) { draw(fonts); };
        screen.frame(3);
    }

    // Of one kind, as often as they were asked for.
    template <class Wanted>
    [[nodiscard]] int count() const {
        int found = 0;
        for (const auto which : asked_) {
            found += static_cast<int>(which == sbc::gui::Command{Wanted{}}.index());
        }
        return found;
    }
    [[nodiscard]] const sbc::gui::WalletView& view() const { return *view_; }

    screen::Screen screen;

private:
    void draw(const sbc::gui::FontSet& fonts) {
        auto drawn = window.draw({view_, busy}, fonts);
        again = drawn.again;
        closed = closed || drawn.close;
        for (auto& command : drawn.commands) {
            asked_.push_back(command.index());
            if (answers) {
                wallet_.perform(std::move(command));
            }
        }
        view_ = wallet_.view();
    }

    sample::Wallet wallet_;
    std::shared_ptr<const sbc::gui::WalletView> view_;
    std::vector<std::size_t> asked_;

public:
    sbc::gui::WalletWindow window;
    bool answers = true;  // does the backend answer at once?
    bool busy = false;
    bool closed = false;
    std::optional<double> again;
};

}  // namespace scene
