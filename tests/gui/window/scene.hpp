// The whole window with the sample wallet behind it, on a screen that nobody sees. The backend
// answers between two frames; what the window asked for is written down.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
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
    // The draft of the last payment that was asked for.
    [[nodiscard]] const std::optional<sbc::gui::Draft>& last_payment() const { return paid_; }
    [[nodiscard]] const std::optional<sbc::gui::Rename>& last_rename() const { return renamed_; }

    // What was asked for last of this kind, of those that are kept in `last_`.
    template <class Wanted>
    [[nodiscard]] const std::optional<Wanted>& last() const {
        return std::get<std::optional<Wanted>>(last_);
    }

    screen::Screen screen;

private:
    template <class Wanted>
    void keep(const sbc::gui::Command& command) {
        if (const auto* wanted = std::get_if<Wanted>(&command)) {
            std::get<std::optional<Wanted>>(last_) = *wanted;
        }
    }
    template <class... Wanted>
    void keep_each(const sbc::gui::Command& command, std::tuple<std::optional<Wanted>...>& /*of*/) {
        (keep<Wanted>(command), ...);
    }

    void draw(const sbc::gui::FontSet& fonts) {
        auto drawn = window.draw({view_, busy, trouble, trouble.empty() ? 0U : 1U}, fonts);
        again = drawn.again;
        closed = closed || drawn.close;
        for (auto& command : drawn.commands) {
            asked_.push_back(command.index());
            if (const auto* pay = std::get_if<sbc::gui::Pay>(&command)) paid_ = pay->draft;
            if (const auto* name = std::get_if<sbc::gui::Rename>(&command)) renamed_ = *name;
            keep_each(command, last_);
            if (answers) {
                wallet_.perform(std::move(command));
            }
        }
        view_ = wallet_.view();
        if (change) {
            auto changed = std::make_shared<sbc::gui::WalletView>(*view_);
            change(*changed);
            view_ = std::move(changed);
        }
    }

    sample::Wallet wallet_;
    std::shared_ptr<const sbc::gui::WalletView> view_;
    std::vector<std::size_t> asked_;
    std::optional<sbc::gui::Draft> paid_;
    std::optional<sbc::gui::Rename> renamed_;
    std::tuple<std::optional<sbc::gui::WriteLetter>, std::optional<sbc::gui::FindCard>,
               std::optional<sbc::gui::CompareCard>, std::optional<sbc::gui::ReadLetters>,
               std::optional<sbc::gui::ForgetContact>, std::optional<sbc::gui::Engrave>>
        last_;

public:
    sbc::gui::WalletWindow window;
    bool answers = true;                                // does the backend answer at once?
    std::function<void(sbc::gui::WalletView&)> change;  // what the backend's view says otherwise
    std::string trouble;
    bool busy = false;
    bool closed = false;
    std::optional<double> again;
};

}  // namespace scene
