#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gui/explorer/alter_page.hpp"
#include "gui/explorer/block_strip.hpp"
#include "gui/explorer/class_page.hpp"
#include "gui/explorer/wishes.hpp"
#include "gui/look.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// What came out of a frame.
struct ExplorerDrawn {
    std::vector<ExplorerCommand> commands{};
    std::optional<double> again{};  // seconds until it wants to be drawn although nothing happens
    bool close = false;
};

// What a network does, on the projector of a classroom: all pages with the tabs and keys that lead
// to them. A class network has one page more than others, before those. Needs ImGui's context and
// fonts, but no screen.
class ExplorerWindow {
public:
    ExplorerWindow(Look look, std::string fonts_missing);

    [[nodiscard]] ExplorerDrawn draw(const ExplorerView& view, const FontSet& fonts);
    [[nodiscard]] Look look() const { return look_; }
    void go_to(ExplorerPage page);

private:
    void look_keys();
    // The chosen one, or the first as long as none is chosen or that one is not there any more.
    [[nodiscard]] ExplorerPage page_of(const ExplorerView& view) const;
    void page(ExplorerPage page, const ExplorerView& view, const Pen& pen, Wishes& wishes);
    void overview(const ExplorerView& view, const Pen& pen, Wishes& wishes);
    void blocks(const ExplorerView& view, const Pen& pen, Wishes& wishes);

    Look look_;
    std::string fonts_missing_;
    std::optional<ExplorerPage> chosen_;
    BlockStrip strip_;
    AlterPage alter_;
    ClassPage class_;
};

}  // namespace sbc::gui
