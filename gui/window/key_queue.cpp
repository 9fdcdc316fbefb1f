#include "gui/window/key_queue.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <vector>

#include "gui/window/key_names.hpp"
#include "gui/window/key_ring.hpp"

namespace sbc::gui {
namespace {

// The window's keyboard: there is one window, and GLFW's callbacks know only functions.
struct Keyboard {
    GLFWkeyfun to_keys = nullptr;  // ImGui's
    GLFWcharfun to_letters = nullptr;
    GLFWmousebuttonfun to_buttons = nullptr;
    KeyRing waiting;
    int frames_until_letters = 0;
};

Keyboard& keyboard() {
    static Keyboard only;
    return only;
}

// After a click, or a key such as Tab or Ctrl+3, the letters that follow are meant for another
// field, which has the keyboard some frames later.
constexpr int frames_to_change_field = 4;
bool may_change_field(const Stroke& key) {
    return key.action == GLFW_PRESS &&
           (key.key >= GLFW_KEY_ESCAPE || (key.mods & GLFW_MOD_CONTROL) != 0) &&
           key.key < GLFW_KEY_LEFT_SHIFT;
}

bool is_modifier(int key) { return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER; }

// From version 1.87 on, ImGui's own backend asks for the name.
constexpr bool ask_for_names = IMGUI_VERSION_NUM < 18700;
int named(int key, int scancode) {
    if (!ask_for_names || key < GLFW_KEY_SPACE || key > GLFW_KEY_WORLD_2) return key;
    return key_by_name(key, glfwGetKeyName(key, scancode));
}

}  // namespace

void queue_keys(GLFWwindow* window) {
    keyboard().waiting.wipe();
    keyboard().frames_until_letters = 0;
    keyboard().to_keys = glfwSetKeyCallback(
        window, [](GLFWwindow* /*window*/, int key, int scancode, int action, int mods) {
            keyboard().waiting.put({0, named(key, scancode), scancode, action, mods});
        });
    keyboard().to_letters = glfwSetCharCallback(
        window,
        [](GLFWwindow* /*window*/, unsigned codepoint) { keyboard().waiting.put({codepoint}); });
    keyboard().to_buttons = glfwSetMouseButtonCallback(
        window, [](GLFWwindow* handle, int button, int action, int mods) {
            keyboard().frames_until_letters = frames_to_change_field;
            keyboard().to_buttons(handle, button, action, mods);
        });
}

void deliver_keys(GLFWwindow* window) {
    auto& all = keyboard();
    std::vector<int> moved;  // in this frame
    all.frames_until_letters = std::max(0, all.frames_until_letters - 1);
    while (!all.waiting.empty()) {
        const Stroke& key = all.waiting.front();
        if (key.letter != 0) {
            if (all.frames_until_letters > 0) {
                return;
            }
            all.to_letters(window, key.letter);
        } else {
            const bool twice = std::find(moved.begin(), moved.end(), key.key) != moved.end();
            const bool ends_shortcut =
                is_modifier(key.key) && !std::all_of(moved.begin(), moved.end(), is_modifier);
            if (twice || ends_shortcut) {
                return;
            }
            moved.push_back(key.key);
            if (may_change_field(key)) {
                all.frames_until_letters = frames_to_change_field;
            }
            all.to_keys(window, key.key, key.scancode, key.action, key.mods);
        }
        all.waiting.pop();
    }
}

bool keys_are_waiting() { return !keyboard().waiting.empty(); }

}  // namespace sbc::gui
