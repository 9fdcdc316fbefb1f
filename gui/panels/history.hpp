#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// All that came and went. Only the rows that are seen are drawn, and the search is repeated only
// when its words or the history change: ten thousand rows cost as much as ten.
class HistoryPanel {
public:
    void draw(const WalletView& view, Pen& pen);
    void focus() { focus_ = true; }
    // The address that "Pay again" was pressed for, once.
    [[nodiscard]] std::string take_pay_again() { return std::exchange(pay_again_, {}); }

private:
    void search(const WalletView& view, const Pen& pen, float width);
    void filter(const WalletView& view);
    void rows(const WalletView& view, const Pen& pen, float width, float height);
    void counterpart(const Entry& entry, Pen& pen, float width);
    void details(const WalletView& view, const Entry& entry, Pen& pen, float width);
    [[nodiscard]] const Entry* selected(const WalletView& view);

    std::string words_;
    int kind_ = 0;  // 0: all, else one more than EntryKind
    bool focus_ = false;
    std::shared_ptr<const History> filtered_from_;
    std::string filtered_for_;
    int filtered_kind_ = 0;
    std::vector<std::size_t> found_;
    std::string selected_;  // the id; with its kind, since a payment to oneself is one transaction
    EntryKind selected_kind_{};
    std::size_t selected_index_ = 0;  // where it was in the last frame
    float details_height_ = 0;
    std::string name_;  // being given to the counterpart
    std::string pay_again_;
};

}  // namespace sbc::gui
