#pragma once

#include <optional>
#include <string>

#include "gui/panels/awaited.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"
#include "gui/window/qr_picture.hpp"

namespace sbc::gui {

// One's own address, to be copied, read out or photographed.
class ReceivePanel {
public:
    void draw(const WalletView& view, Pen& pen);
    // What Ctrl+C copies: the address that is shown.
    [[nodiscard]] std::optional<CopyText> copied(const WalletView& view) const;

private:
    void choice(const WalletView& view, const Pen& pen, float width);
    void new_address(const WalletView& view, Pen& pen, float width);

    std::string shown_;  // the address, or empty: the first
    std::string new_label_;
    std::string sent_label_;  // what waits for the backend's answer
    Awaited awaited_;
    QrPicture code_;
};

}  // namespace sbc::gui
