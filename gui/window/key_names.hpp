#pragma once

namespace sbc::gui {

// GLFW numbers keys by where they are on an American keyboard. A shortcut wants the letter that is
// printed on the key: `name` is what glfwGetKeyName() says of it, which may be nothing. Only
// letters, minus and plus are renamed; on a French keyboard the digits of the upper row are typed
// with Shift, and stay digits here.
[[nodiscard]] inline int key_by_name(int key, const char* name) {
    if (name == nullptr || name[0] == '\0' || name[1] != '\0') return key;
    const char letter = name[0];
    if (letter >= 'a' && letter <= 'z') return letter - 'a' + 'A';
    if (letter >= 'A' && letter <= 'Z') return letter;
    if (letter == '-') return '-';
    if (letter == '+') return '=';  // the key that Ctrl+Plus means
    return key;
}

}  // namespace sbc::gui
