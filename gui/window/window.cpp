#include "gui/window/window.hpp"

#include <imgui.h>

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#define GLFW_INCLUDE_NONE
#include <GL/gl.h>
#include <GLFW/glfw3.h>
#include <stb/stb_image_write.h>

#include <atomic>
#include <cmath>
#include <vector>

#include "gui/window/key_queue.hpp"
#include "gui/window/theme.hpp"
#include "gui/window/wiping_memory.hpp"

namespace sbc::gui {
namespace {

std::string last_glfw_error() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text == nullptr ? "no reason was given" : text;
}

GLFWwindow* make_window(const std::string& title, int font_size) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 2);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    int screen_width = 1280;
    int screen_height = 800;
    if (auto* monitor = glfwGetPrimaryMonitor()) {
        glfwGetMonitorWorkarea(monitor, nullptr, nullptr, &screen_width, &screen_height);
    }
    // Large enough for the text that it shall show, and not larger than the screen.
    const int width = std::min(font_size * 62, screen_width);
    const int height = std::min(font_size * 41, screen_height);
    return glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
}

// Whether anything has happened. GLFW does not tell whether it has handled an event, so our own
// callbacks do; ImGui's, which come later, call them. Keys are counted by their queue.
std::atomic<bool>& news() {
    static std::atomic<bool> only{true};
    return only;
}

void watch(GLFWwindow* window) {
    glfwSetMouseButtonCallback(window, [](GLFWwindow*, int, int, int) { news() = true; });
    glfwSetScrollCallback(window, [](GLFWwindow*, double, double) { news() = true; });
    glfwSetCursorPosCallback(window, [](GLFWwindow*, double, double) { news() = true; });
    glfwSetCursorEnterCallback(window, [](GLFWwindow*, int) { news() = true; });
    glfwSetWindowFocusCallback(window, [](GLFWwindow*, int) { news() = true; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow*) { news() = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow*, int, int) { news() = true; });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow*, float, float) { news() = true; });
}

}  // namespace

Result<std::unique_ptr<Window>, WindowError> Window::open(const std::string& title, Look look) {
    if (glfwInit() == GLFW_FALSE) {
        return refuse(
            WindowError::NoDisplay,
            "No window can be opened here: there is no display (" + last_glfw_error() + ").");
    }
    auto* handle = make_window(title, font_size_within_limits(look.font_size));
    if (handle == nullptr) {
        const auto why = last_glfw_error();
        glfwTerminate();
        return refuse(WindowError::NoOpenGl,
                      "No window can be opened here: OpenGL 3.2 is missing (" + why +
                          "). The Debian package libgl1-mesa-dri brings it.");
    }
    return std::unique_ptr<Window>(new Window(handle, look));
}

Window::Window(GLFWwindow* handle, Look look) : handle_{handle}, look_{look} {
    glfwMakeContextCurrent(handle_);
    glfwSwapInterval(1);
    wipe_what_imgui_gives_back();
    ImGui::CreateContext();
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTextCursorBlink =
        false;  // a cursor that blinks would draw twice a second for ever
    watch(handle_);
    ImGui_ImplGlfw_InitForOpenGL(handle_, true);
    ImGui_ImplOpenGL3_Init("#version 150");
    queue_keys(handle_);
    font_files_ = find_fonts(font_folders());
    fonts_missing_ = gui::fonts_missing(font_files_);
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(handle_);
    glfwTerminate();
}

void Window::run(const Draw& draw) {
    std::optional<double> again;
    int owed = frames_after_event;
    while (glfwWindowShouldClose(handle_) == GLFW_FALSE) {
        if (owed > 0 || keys_are_waiting()) {
            glfwPollEvents();
        } else {
            wait(again);
        }
        // What happens while the last frames are drawn has a right to as many of its own.
        const bool happened = news().exchange(false) || keys_are_waiting();
        owed = happened ? frames_after_event - 1 : std::max(0, owed - 1);
        again = render(draw);
        show();
    }
}

void Window::wait(std::optional<double> again) {
    if (again) {
        glfwWaitEventsTimeout(std::max(*again, 0.001));
    } else {
        glfwWaitEvents();
    }
}

std::optional<double> Window::render(const Draw& draw) {
    rebuild_when_needed();
    deliver_keys(handle_);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    const auto again = draw(fonts_);
    ImGui::Render();

    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(handle_, &width, &height);
    glViewport(0, 0, width, height);
    const auto ground = ImGui::ColorConvertU32ToFloat4(palette_of(look_.theme).ground);
    glClearColor(ground.x, ground.y, ground.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    return again;
}

void Window::show() { glfwSwapBuffers(handle_); }

// The font is made for the pixels of the screen: on one with a scale of two it is twice as large,
// and where the system counts in larger units than pixels (macOS) it is drawn at half of that.
void Window::rebuild_when_needed() {
    float scale = 1;
    glfwGetWindowContentScale(handle_, &scale, nullptr);
    int units = 0;
    int pixels = 0;
    glfwGetWindowSize(handle_, &units, nullptr);
    glfwGetFramebufferSize(handle_, &pixels, nullptr);
    const float pixels_per_unit =
        units > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(units) : 1;
    const float wanted =
        std::round(static_cast<float>(font_size_within_limits(look_.font_size)) * scale);
    if (wanted != built_for_) {
        auto& io = ImGui::GetIO();
        fonts_ = build_fonts(*io.Fonts, font_files_, wanted);
        io.FontDefault = fonts_.body;
        io.FontGlobalScale = 1 / pixels_per_unit;
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
        built_for_ = wanted;
    }
    apply_theme(palette_of(look_.theme), wanted / pixels_per_unit);
}

void Window::set_look(Look look) { look_ = look; }

Result<void, WindowError> Window::save_picture(const std::filesystem::path& file,
                                               const Draw& draw) {
    (void)render(draw);
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(handle_, &width, &height);
    constexpr int channels = 3;
    std::vector<unsigned char> pixels(static_cast<std::size_t>(width) *
                                      static_cast<std::size_t>(height) * channels);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, pixels.data());
    show();
    stbi_flip_vertically_on_write(1);  // OpenGL counts rows from below
    if (stbi_write_png(file.c_str(), width, height, channels, pixels.data(), width * channels) ==
        0) {
        return refuse(WindowError::Screenshot,
                      "The picture could not be written to " + file.string() +
                          ": does the folder exist, and may you write there?");
    }
    return {};
}

void Window::close() {
    glfwSetWindowShouldClose(handle_, GLFW_TRUE);
    wake();
}

void Window::wake() {
    news() = true;
    glfwPostEmptyEvent();
}

}  // namespace sbc::gui
