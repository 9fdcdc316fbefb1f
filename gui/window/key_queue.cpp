#include "gui/window/key_queue.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <deque>
#include <variant>
#include <vector>

namespace sbc::gui {
namespace {

struct Key {
    int key, scancode, action, mods;
};
struct Letter {
    unsigned codepoint;
};

// The window's keyboard: there is one window, and GLFW's callbacks know only functions.
struct Keyboard {
    GLFWkeyfun to_keys = nullptr;  // ImGui's
    GLFWcharfun to_letters = nullptr;
    GLFWmousebuttonfun to_buttons = nullptr;
    std::deque<std::variant<Key, Letter>> waiting;
    int frames_until_letters = 0;
};

Keyboard& keyboard() {
    static Keyboard only;
    return only;
}

// After a click, or a key such as Tab or Ctrl+3, the letters that follow are meant for another
// field, which has the keyboard some frames later.
constexpr int frames_to_change_field = 4;
bool may_change_field(const Key& key) {
    return key.action == GLFW_PRESS &&
           (key.key >= GLFW_KEY_ESCAPE || (key.mods & GLFW_MOD_CONTROL) != 0) &&
           key.key < GLFW_KEY_LEFT_SHIFT;
}

bool is_modifier(int key) { return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER; }

}  // namespace

void queue_keys(GLFWwindow* window) {
    keyboard() = Keyboard{};
    keyboard().to_keys = glfwSetKeyCallback(
        window, [](GLFWwindow* /*window*/, int key, int scancode, int action, int mods) {
            keyboard().waiting.emplace_back(Key{key, scancode, action, mods});
        });
    keyboard().to_letters =
        glfwSetCharCallback(window, [](GLFWwindow* /*window*/, unsigned codepoint) {
            keyboard().waiting.emplace_back(Letter{codepoint});
        });
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
        if (const auto* letter = std::get_if<Letter>(&all.waiting.front())) {
            if (all.frames_until_letters > 0) {
                return;
            }
            all.to_letters(window, letter->codepoint);
        } else {
            const auto key = std::get<Key>(all.waiting.front());
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
        all.waiting.pop_front();
    }
}

bool keys_are_waiting() { return !keyboard().waiting.empty(); }

}  // namespace sbc::gui
