#pragma once

namespace sbc::gui {

// From now on ImGui wipes what it gives back: a text that was pasted into a field passes through
// its memory. To be called before its context is made.
void wipe_what_imgui_gives_back();

}  // namespace sbc::gui
