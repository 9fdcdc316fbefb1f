#pragma once

struct GLFWwindow;

namespace sbc::gui {

// ImGui before 1.87 looks at the keys once a frame. What a quick hand does between two frames of a
// slow machine (Tab pressed and released, then three letters) would be lost, or land in the wrong
// field. So keys and letters wait here, and go on in their order, in each frame as many as it can
// tell apart. Letters of shortcuts are those that are printed on the keys (key_names.hpp).
void queue_keys(GLFWwindow* window);    // after ImGui has installed its own callbacks
void deliver_keys(GLFWwindow* window);  // before each frame
[[nodiscard]] bool keys_are_waiting();  // another frame is wanted at once

}  // namespace sbc::gui
