#include "gui/panels/key_dialogs.hpp"

#include <imgui.h>

#include "gui/window/paint.hpp"

namespace sbc::gui {

void KeyDialogs::open(Which which) {
    which_ = which;
    open_ = true;
    if (which == Which::PassPhrase) {
        first_.focus();
    }
}

void KeyDialogs::close() {
    which_ = Which::None;
    open_ = false;
    path_.clear();
    first_.clear();
    second_.clear();
    third_.clear();
    awaited_.forget();
}

void KeyDialogs::trouble(const Pen& pen, const SecretField& one, const SecretField& again,
                         float width) const {
    if (*one.trouble() != '\0') {
        wrapped(pen, pen.colours.bad, one.trouble(), width);
    } else if (!again.empty() && !one.same_as(again)) {
        label(pen, "The two are different.");
    } else if (!awaited_.trouble().empty()) {
        wrapped(pen, pen.colours.bad, awaited_.trouble(), width);
    } else {
        label(pen, awaited_.waits() ? "working \u2026" : " ");
    }
}

void KeyDialogs::file_dialog(const WalletView& view, Pen& pen, float width) {
    const bool exports = which_ == Which::Export;
    title(pen, exports ? "Export your keys" : "Import keys");
    wrapped(pen, pen.colours.faint,
            exports ? "Writes a new file with all your keys. An existing file is never overwritten."
                    : "Adds the keys of another key file to yours.");
    if (ImGui::IsWindowAppearing()) {
        ImGui::SetKeyboardFocusHere();
    }
    (void)text_field(pen, "File", path_, "/media/stick/keys", width);
    bool enter = first_.draw(
        pen, exports ? "Pass phrase for that file" : "Pass phrase of that file", "", width);
    bool may = !path_.empty() && !first_.empty() && !awaited_.waits();
    if (exports) {
        enter |= second_.draw(pen, "The same once more", "", width);
        may = may && first_.same_as(second_) && *first_.trouble() == '\0';
    }
    trouble(pen, first_, second_, width);
    gap(pen, 0.3F);
    const bool yes = primary_button(pen, exports ? "Export" : "Import", may) || (enter && may);
    ImGui::SameLine();
    open_ = !large_button(pen, "Back") && open_;
    if (!yes) {
        return;
    }
    exports ? pen.want(ExportKeys{path_, first_.copy()})
            : pen.want(ImportKeys{path_, first_.copy()});
    awaited_.begin(view);
}

void KeyDialogs::pass_phrase_dialog(const WalletView& view, Pen& pen, float width) {
    title(pen, "Change the pass phrase");
    (void)first_.draw(pen, "The old one", "", width);
    (void)second_.draw(pen, "The new one", "several words are better than a few signs", width);
    const bool enter = third_.draw(pen, "The new one once more", "", width);
    trouble(pen, second_, third_, width);
    const bool may = !first_.empty() && !second_.empty() && second_.same_as(third_) &&
                     *second_.trouble() == '\0' && !awaited_.waits();
    const bool yes = primary_button(pen, "Change it", may) || (enter && may);
    ImGui::SameLine();
    open_ = !large_button(pen, "Back") && open_;
    if (yes) {
        pen.want(ChangePassPhrase{first_.copy(), second_.copy()});
        awaited_.begin(view);
    }
}

void KeyDialogs::draw(const WalletView& view, Pen& pen) {
    if (which_ == Which::None) {
        return;
    }
    if (awaited_.answer(view, pen) == Awaited::Answer::Done) {
        open_ = false;
    }
    if (which_ == Which::PassPhrase) {
        dialog(pen, "Change pass phrase", open_, 26,
               [&](float width) { pass_phrase_dialog(view, pen, width); });
    } else {
        dialog(pen, which_ == Which::Export ? "Export keys" : "Import keys", open_, 28,
               [&](float width) { file_dialog(view, pen, width); });
    }
    if (!open_) {
        close();
    }
}

}  // namespace sbc::gui
