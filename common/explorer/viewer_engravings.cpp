// What people have engraved, as an explorer shows it.
#include <algorithm>

#include "base/utf8.hpp"
#include "explorer/viewer.hpp"

namespace sbc::explorer {
namespace {

constexpr std::size_t most_waiting = 20;

}  // namespace

// The address always, whatever name there is: a name proves nothing.
gui::EngravingMark Viewer::mark_of(const message::Engraved& engraved) const {
    const std::string* given = given_name_of(engraved.author);
    gui::EngravingMark mark;
    mark.claimed = given == nullptr;
    mark.name = given != nullptr
                    ? *given
                    : ranking::clean_name(scene_.ranking.ranking().name_of(engraved.author));
    mark.address = ranking::short_address(engraved.author);
    mark.text = printable(engraved.text);
    mark.height = engraved.height.value();
    mark.waiting = engraved.height == chain::Height{};
    if (!mark.waiting) mark.when = message::in_digits(engraved.time);
    return mark;
}

// Before the ranking is looked at: a name may have changed with it.
void Viewer::look_at_engravings() {
    if (scene_.engraved == nullptr) return;
    const message::EngravingIndex& index = scene_.engraved->index();
    if (carved_ == index.version() && ranked_ == scene_.ranking.counted()) return;
    carved_ = index.version();
    engravings_.clear();
    for (const auto& one : index.last(gui::most_engravings_shown)) {
        engravings_.push_back(mark_of(one));
    }
}

void Viewer::add_engravings(gui::ExplorerView& view) const {
    if (scene_.engraved == nullptr) return;
    for (const auto& one : scene_.engraved->waiting(most_waiting)) {
        view.engravings.push_back(mark_of(one));
    }
    const std::size_t room = gui::most_engravings_shown - view.engravings.size();
    const auto last =
        engravings_.begin() + static_cast<std::ptrdiff_t>(std::min(room, engravings_.size()));
    view.engravings.insert(view.engravings.end(), engravings_.begin(), last);
}

}  // namespace sbc::explorer
