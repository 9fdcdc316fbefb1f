// A screen for the panels that nobody sees: ImGui without a window. It reads from the letters that
// were drawn what is written there, and types and clicks as a person would; the panels know nothing
// of it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drawn_words.hpp"
#include "gui/window/fonts.hpp"

namespace screen {

enum class Key { Tab, Enter, Escape, Backspace, Down, Space, Right, PageDown };

class Screen {
public:
    explicit Screen(float width = 1116, float height = 738, float font = 18);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    // What is drawn in each frame.
    std::function<void(const sbc::gui::FontSet&)> draw;
    void frame(int count = 1);
    void frame_unread();          // only draws
    void seconds(double passed);  // in one frame
    void font(float pixels);

    void type(std::string_view text);
    void press(Key key);
    void press_with_control(char letter);
    void press_with_control(Key key);
    void click(float x, float y);
    // In the middle of these words, which must be there (see `says`).
    void click(std::string_view words);
    // In the field under this label.
    void click_field(std::string_view label);
    // The mouse goes there, and stays.
    void point_at(std::string_view words);
    void wheel(std::string_view over, float lines);

    [[nodiscard]] const std::vector<Words>& words() const { return words_; }
    [[nodiscard]] std::optional<Words> find(std::string_view text) const;
    [[nodiscard]] bool says(std::string_view text) const { return find(text).has_value(); }
    [[nodiscard]] std::string everything() const;  // for a test that fails
    // All that was drawn in the last frame, as one number.
    [[nodiscard]] std::size_t picture() const;
    // Frames until the picture changes no more.
    int frames_until_rest();

private:
    void read();

    sbc::gui::FontFiles files_;
    sbc::gui::FontSet fonts_;
    std::vector<Words> words_;
};

}  // namespace screen
