#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

namespace sbc::gui {

// What happened: the newest notices for some seconds at the edge of the window, all of them in a
// list.
class Notices {
public:
    // Takes in what the view tells; `now` in seconds from any beginning.
    void hear(const WalletView& view, double now);
    // Something that the window itself has to say.
    void tell(Tone tone, std::string text, std::string advice, double now);

    void draw_list(const Pen& pen);
    // In the lower right corner, over everything. After how many seconds one of them goes, if any
    // does.
    [[nodiscard]] std::optional<double> draw_newest(const Pen& pen, double now);

private:
    struct Shown {
        Notice notice;
        double until = 0;
    };
    std::vector<Shown> newest_;
    std::vector<Notice> all_;  // the oldest first
    std::uint64_t heard_ = 0;
};

}  // namespace sbc::gui
