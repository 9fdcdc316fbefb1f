#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gui/view.hpp"
#include "gui/window/pen.hpp"

struct ImFont;

// What all panels are made of: words, buttons, fields, cards. Each draws at ImGui's cursor and
// moves it on.
namespace sbc::gui {

void label(const Pen& pen, std::string_view text);  // small and faint, above what it names
void words(const Pen& pen, std::string_view text);  // may be a user's: any language
void faint(const Pen& pen, std::string_view text);
// Goes on in the next line where it is wider than `width`; 0: than the window.
void wrapped(const Pen& pen, Colour colour, std::string_view text, float width = 0);
void title(const Pen& pen, std::string_view text);
// In this font, where it has all the letters; else in the body's, which has the most. So do
// width_of() and shortened() measure.
void write(ImFont* font, Colour colour, std::string_view text);
// The same, and as large where it is in the body's: for what shall be read from afar.
void write_as_large(ImFont* font, Colour colour, std::string_view text);
// Ends at `right`, counted from the window's left edge; the cursor's line stays.
void write_right(ImFont* font, Colour colour, std::string_view text, float right);
[[nodiscard]] float width_of(ImFont* font, std::string_view text);
// So many parts of the text, shortened with an ellipsis where it is wider.
[[nodiscard]] std::string shortened(ImFont* font, std::string_view text, float width);

// A part of the window that may scroll for itself, to be ended with ImGui::EndChild(). The arrows
// lead into it and out of it as if it were none; `flags` are ImGuiWindowFlags.
void begin_part(const char* name, float width, float height, int flags);

void gap(const Pen& pen, float ems);
void rule(const Pen& pen, float width);

// The one thing that a panel is for; everything else is a quiet button. `width` 0: as its words
// want.
[[nodiscard]] bool primary_button(const Pen& pen, const char* words, bool enabled = true,
                                  float width = 0);
[[nodiscard]] bool button(const Pen& pen, const char* words, bool enabled = true, float width = 0);
// A quiet one beside a primary one: as high as that.
[[nodiscard]] bool large_button(const Pen& pen, const char* words, bool enabled = true,
                                float width = 0);

// A label and a field under it, `width` wide. True when the text changed; entered() then says
// whether Enter was pressed in the field that came last.
[[nodiscard]] bool text_field(const Pen& pen, const char* name, std::string& text, const char* hint,
                              float width);
[[nodiscard]] bool entered();
// A button beside the field that came last, on its line.
[[nodiscard]] bool button_beside_field(const Pen& pen, const char* words, bool enabled = true);

// What the check found out, under its field; keeps the line free when there is nothing to say.
void field_message(const Pen& pen, const FieldCheck& check, bool show, float width);

// An address in groups of four, as many to the line as fit; the character at `wrong` stands out.
void address_in_groups(const Pen& pen, std::string_view address, float width,
                       std::optional<std::size_t> wrong = std::nullopt);

// A line with its name on the left and its value on the right.
void name_and_value(const Pen& pen, std::string_view name, std::string_view value, float width,
                    bool strong = false);

// A ground with rounded corners under what is drawn while it lives, `width` wide and as high as
// that wants.
class Card {
public:
    Card(const Pen& pen, float width, float padding_ems = 1.1F);
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
    [[nodiscard]] float inner_width() const { return inner_; }

private:
    struct Layers;
    const Pen& pen_;
    float width_;
    float inner_ = 0;
    float padding_;
    std::unique_ptr<Layers> layers_;
};

// A question in the middle of the window while all else waits; Escape leaves it. `open` is cleared
// then. Draws `inside` while it is open.
void dialog(const Pen& pen, const char* name, bool& open, float width_ems,
            const std::function<void(float width)>& inside);
// Enter, in a dialog or panel, while no field wants it.
[[nodiscard]] bool enter_pressed();

}  // namespace sbc::gui
