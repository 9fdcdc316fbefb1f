#pragma once

struct GLFWwindow;

namespace sbc::gui {

// ImGui before 1.87 looks at the keys once a frame: one that is pressed and released between two
// frames, by a quick hand on a slow machine, would never have been. This holds such a release back
// until the frame after.
void hold_back_quick_releases(GLFWwindow* window);  // after ImGui has installed its own callbacks
void deliver_held_releases(GLFWwindow* window);     // after each frame; tells of them to ImGui
[[nodiscard]] bool releases_are_held();             // another frame is wanted at once

}  // namespace sbc::gui
