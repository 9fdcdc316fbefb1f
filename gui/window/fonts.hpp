#pragma once

#include <filesystem>
#include <string>
#include <vector>

struct ImFont;
struct ImFontAtlas;

namespace sbc::gui {

// The fonts of the window. Only `body` has Japanese, of which one size alone fills a quarter of an
// atlas: a text with a letter that another font lacks is drawn in `body` (paint.hpp).
struct FontSet {
    ImFont* body = nullptr;
    ImFont* strong = nullptr;  // headings of columns, buttons that matter
    ImFont* small = nullptr;   // labels above fields, hints
    ImFont* title = nullptr;
    ImFont* hero = nullptr;  // the balance; digits and little else
    ImFont* mono = nullptr;  // addresses
    // What others are to type who see it from afar; ASCII alone.
    ImFont* mono_title = nullptr;
    ImFont* mono_hero = nullptr;
};

// Which files the fonts come from; empty where none was found.
struct FontFiles {
    std::filesystem::path text, strong, mono, japanese;
};

// Where fonts lie on the systems we know.
[[nodiscard]] std::vector<std::filesystem::path> font_folders();

// The best of what is installed, by our taste: Inter, JetBrains Mono and BIZ UDPGothic first, then
// what most systems have.
[[nodiscard]] FontFiles find_fonts(const std::vector<std::filesystem::path>& folders);

// What the user misses with these files, as a sentence, or nothing.
[[nodiscard]] std::string fonts_missing(const FontFiles& files);

// Fills the atlas anew for a body text of that many pixels, with what is missing drawn by the font
// that ImGui brings along. All digits are made equally wide, so that amounts align in a column.
[[nodiscard]] FontSet build_fonts(ImFontAtlas& atlas, const FontFiles& files, float pixels);

}  // namespace sbc::gui
