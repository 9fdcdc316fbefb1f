#include "gui/window/late_releases.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <vector>

namespace sbc::gui {
namespace {

struct Key {
    int key, scancode, mods;
};

// There is one window, and GLFW's callbacks know only functions.
struct State {
    GLFWkeyfun next = nullptr;
    std::vector<int> pressed;  // since the last frame
    std::vector<Key> held;
};

State& state() {
    static State only;
    return only;
}

void on_key(GLFWwindow* window, int key, int scancode, int action, int mods) {
    auto& all = state();
    if (action == GLFW_RELEASE &&
        std::find(all.pressed.begin(), all.pressed.end(), key) != all.pressed.end()) {
        all.held.push_back({key, scancode, mods});
        return;
    }
    if (action == GLFW_PRESS) {
        all.pressed.push_back(key);
    }
    all.next(window, key, scancode, action, mods);
}

}  // namespace

void hold_back_quick_releases(GLFWwindow* window) {
    state() = State{};
    state().next = glfwSetKeyCallback(window, on_key);
}

void deliver_held_releases(GLFWwindow* window) {
    auto& all = state();
    all.pressed.clear();
    for (const auto& [key, scancode, mods] : all.held) {
        all.next(window, key, scancode, GLFW_RELEASE, mods);
    }
    all.held.clear();
}

bool releases_are_held() { return !state().held.empty(); }

}  // namespace sbc::gui
