#include "gui/window/writing_field.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include "gui/window/paint.hpp"
#include "gui/window/typed_text.hpp"
#include "gui/words.hpp"

namespace sbc::gui {

bool writing_field(const Pen& pen, const char* name, std::string& text, float width, float height,
                   bool focus) {
    ImGui::BeginGroup();
    label(pen, name);
    if (focus) ImGui::SetKeyboardFocusHere();
    (void)typed_text(text, [&] {
        return ImGui::InputTextMultiline("##writing", &text, {width, height});
    });
    const bool done = entered() && ImGui::GetIO().KeyCtrl;
    ImGui::EndGroup();
    return done;
}

FieldCheck room_for(const std::string& text, std::size_t longest) {
    const std::string room = figures({text.size()}) + " of " + figures({longest}) + " bytes";
    if (text.size() <= longest) return {true, room, {}};
    const std::size_t over = text.size() - longest;
    return {false, figures({over}) + (over == 1 ? " byte" : " bytes") + " too many: " + room, {}};
}

}  // namespace sbc::gui
