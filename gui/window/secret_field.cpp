#include "gui/window/secret_field.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <span>

#include "gui/desk_fields.hpp"
#include "gui/window/paint.hpp"

namespace sbc::gui {
namespace {

void wipe_memory(void* begin, std::size_t bytes) {
    if (begin != nullptr) {
        crypto::wipe(std::span{static_cast<std::uint8_t*>(begin), bytes});
    }
}

template <class T>
void wipe_vector(ImVector<T>& vector) {
    wipe_memory(vector.Data, static_cast<std::size_t>(vector.Capacity) * sizeof(T));
}

// ImGui keeps the text of the field that was edited last, and how it was at first, until another
// field is edited; what these are called differs from version to version.
template <class State>
void wipe_edited_text(State& state) {
    if constexpr (requires { state.TextW; }) {
        wipe_vector(state.TextW);
    }
    if constexpr (requires { state.TextA; }) {
        wipe_vector(state.TextA);
    }
    if constexpr (requires { state.InitialTextA; }) {
        wipe_vector(state.InitialTextA);
    }
    if constexpr (requires { state.TextToRevertTo; }) {
        wipe_vector(state.TextToRevertTo);
    }
    if constexpr (requires { state.Stb.undostate; }) {
        wipe_memory(&state.Stb.undostate, sizeof(state.Stb.undostate));
    }
    state.ID = 0;  // so that the next field begins afresh
    state.ClearFreeMemory();
}

void forget_what_was_typed() {
    auto* context = ImGui::GetCurrentContext();
    if (context == nullptr) {
        return;
    }
    if (context->ActiveId != 0 && context->ActiveId == context->InputTextState.ID) {
        ImGui::ClearActiveID();
    }
    wipe_edited_text(context->InputTextState);
    wipe_vector(context->IO.InputQueueCharacters);
}

}  // namespace

bool SecretField::draw(const Pen& pen, const char* name, const char* hint, float width) {
    // What is typed within one frame waits there, and shall not grow out of memory that others get.
    ImGui::GetIO().InputQueueCharacters.reserve(static_cast<int>(typed_.size()));
    ImGui::BeginGroup();
    label(pen, name);
    if (focus_) {
        ImGui::SetKeyboardFocusHere();
        focus_ = false;
    }
    ImGui::SetNextItemWidth(width);
    ImGui::PushID(name);
    const bool enter =
        ImGui::InputTextWithHint("##secret", hint, typed_.data(), typed_.size(),
                                 ImGuiInputTextFlags_Password | ImGuiInputTextFlags_NoUndoRedo |
                                     ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::PopID();
    ImGui::EndGroup();
    return enter;
}

bool SecretField::same_as(const SecretField& other) const {
    return crypto::same_bytes(as_bytes({typed_.data(), typed_.size()}),
                              as_bytes({other.typed_.data(), other.typed_.size()}));
}

crypto::SecretText SecretField::take() {
    crypto::SecretText secret{std::string{typed_.data()}};
    clear();
    return secret;
}

crypto::SecretText SecretField::copy() const {
    return crypto::SecretText{std::string{typed_.data()}};
}

const char* SecretField::trouble() const {
    return has_lost_character(typed_.data())
               ? "This window cannot read one of its characters. Take it away: it shows as a dot "
                 "like all others, so best begin again."
               : "";
}

void SecretField::clear() {
    wipe_memory(typed_.data(), typed_.size());
    forget_what_was_typed();
}

}  // namespace sbc::gui
