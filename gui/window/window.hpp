#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "gui/look.hpp"
#include "gui/window/fonts.hpp"

struct GLFWwindow;

namespace sbc::gui {

// What is drawn after each event. A quick click is pressed in one frame and released in the next;
// the one after that shows what it did; and where something has grown by it, those that follow make
// room, find that no scrollbar is needed after all, and use its place (tests/gui/window).
inline constexpr int frames_after_event = 8;

enum class WindowError {
    NoDisplay,   // a terminal without a screen, or one that nobody may draw on
    NoOpenGl,    // a screen, but nothing that draws
    Screenshot,  // the picture could not be written
};

// A window on the screen, drawn by ImGui with OpenGL 3. It sleeps until the mouse, the keyboard,
// another thread or the time that the drawing itself asked for wakes it: idle, it costs nothing.
// One at a time, and on the main thread, but for close() and wake().
class Window {
public:
    // A refusal's text says what is missing.
    [[nodiscard]] static Result<std::unique_ptr<Window>, WindowError> open(const std::string& title,
                                                                           Look look);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Draws the whole window with these fonts; answers after how many seconds it wants to be drawn
    // again although nothing happened, if at all.
    using Draw = std::function<std::optional<double>(const FontSet& fonts)>;
    // Returns when the window was closed.
    void run(const Draw& draw);

    // Theme and font size from the next frame on.
    void set_look(Look look);
    // What could not be found for this window's fonts, as a sentence, or nothing.
    [[nodiscard]] const std::string& fonts_missing() const { return fonts_missing_; }
    // Draws once more and writes that as PNG.
    [[nodiscard]] Result<void, WindowError> save_picture(const std::filesystem::path& file,
                                                         const Draw& draw);

    // Any thread.
    void close();
    void wake();

private:
    explicit Window(GLFWwindow* handle, Look look);
    void wait(std::optional<double> again);
    [[nodiscard]] std::optional<double> render(const Draw& draw);
    void show();
    void rebuild_when_needed();

    GLFWwindow* handle_;
    Look look_;
    float built_for_ = 0;  // pixels of the body text in the font atlas
    FontFiles font_files_;
    std::string fonts_missing_;
    FontSet fonts_;
};

}  // namespace sbc::gui
