#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/panels/engraved.hpp"
#include "gui/panels/history.hpp"
#include "gui/panels/keys.hpp"
#include "gui/panels/letters.hpp"
#include "gui/panels/network.hpp"
#include "gui/panels/notices.hpp"
#include "gui/panels/overview.hpp"
#include "gui/panels/receive.hpp"
#include "gui/panels/send.hpp"
#include "gui/panels/settings.hpp"
#include "gui/panels/unlock.hpp"
#include "gui/worker.hpp"

namespace sbc::gui {

// What came out of a frame.
struct Drawn {
    std::vector<Command> commands{};
    std::optional<double> again{};  // seconds until it wants to be drawn although nothing happens
    bool close = false;
};

// All panels together, with the navigation and the keys that lead from one to another. Needs
// ImGui's context and fonts, but no screen.
class WalletWindow {
public:
    WalletWindow(Look look, std::string fonts_missing);

    [[nodiscard]] Drawn draw(const Glimpse& glimpse, const FontSet& fonts);
    [[nodiscard]] Look look() const { return look_; }
    void go_to(PanelName panel);

private:
    void navigation(const WalletView& view, Pen& pen, float width);
    void lines(const WalletView& view, Pen& pen);
    void foot(const WalletView& view, Pen& pen, float width);
    void current_panel(const WalletView& view, Pen& pen);
    void hear(const Glimpse& glimpse, double now);
    void panel(const WalletView& view, Pen& pen);
    void keys(const WalletView& view, Pen& pen, Drawn& drawn);
    void look_keys();
    void carry_out_copies(Pen& pen, double now);

    Look look_;
    Look told_;  // the look that the backend knows
    std::string fonts_missing_;
    bool fonts_told_ = false;
    bool focus_panel_ = false;         // it changed: the keyboard goes there
    std::uint64_t troubles_told_ = 0;  // of the worker's
    PanelName shown_ = PanelName::Overview;
    OverviewPanel overview_;
    ReceivePanel receive_;
    SendPanel send_;
    HistoryPanel history_;
    KeysPanel keys_;
    SettingsPanel settings_;
    UnlockPanel unlock_;
    Notices notices_;
    NetworkPanel network_;
    LettersPanel letters_;
    EngravedPanel engraved_;
};

}  // namespace sbc::gui
