#include "gui/window/qr_picture.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

constexpr std::size_t quiet = 4;  // modules of quiet around it that readers ask for

float module_of(const QrCode& code, float most) {
    return std::floor(most / static_cast<float>(code.width() + 2 * quiet));
}

}  // namespace

void QrPicture::make(const std::string& text) {
    if (code_of_ == text) return;
    code_ = QrCode::of(text);
    code_of_ = text;
}

float QrPicture::side(const std::string& text, float most) {
    make(text);
    if (!code_) return most;
    return module_of(*code_, most) * static_cast<float>(code_->width() + 2 * quiet);
}

// Black on white in both themes.
void QrPicture::draw(const Pen& pen, const std::string& text, float most, const char* without) {
    constexpr Colour white = 0xffffffff;
    constexpr Colour black = 0xff000000;
    const float whole = side(text, most);
    const auto corner = ImGui::GetCursorScreenPos();
    auto* paper = ImGui::GetWindowDrawList();
    if (!code_) {
        const float below = ImGui::GetCursorPosY() + most;
        wrapped(pen, pen.colours.faint, without, most);
        ImGui::Dummy({most, std::max(0.0F, below - ImGui::GetCursorPosY())});
        return;
    }
    const float module = module_of(*code_, most);
    paper->AddRectFilled(corner, {corner.x + whole, corner.y + whole}, white, pen.em * 0.4F);
    for (std::size_t row = 0; row < code_->width(); ++row) {
        for (std::size_t column = 0; column < code_->width(); ++column) {
            if (!code_->dark(column, row)) continue;
            const float x = corner.x + module * static_cast<float>(column + quiet);
            const float y = corner.y + module * static_cast<float>(row + quiet);
            paper->AddRectFilled({x, y}, {x + module, y + module}, black);
        }
    }
    ImGui::Dummy({whole, whole});
}

}  // namespace sbc::gui
