#pragma once

#include <optional>
#include <string>

#include "gui/qr/qr.hpp"
#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// One's own address, to be copied, read out or photographed.
class ReceivePanel {
public:
    void draw(const WalletView& view, Pen& pen);
    // What Ctrl+C copies: the address that is shown.
    [[nodiscard]] std::optional<CopyText> copied(const WalletView& view) const;

private:
    void choice(const WalletView& view, const Pen& pen, float width);
    void code(const OwnAddress& address, const Pen& pen, float side);

    std::string shown_;  // the address, or empty: the first
    std::string new_label_;
    std::optional<QrCode> code_;
    std::string code_of_;
};

}  // namespace sbc::gui
