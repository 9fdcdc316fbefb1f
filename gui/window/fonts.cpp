#include "gui/window/fonts.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <system_error>

#include "base/file.hpp"

namespace sbc::gui {
namespace {

namespace fs = std::filesystem;

// Latin, the dashes, quotes and arrows of our texts; in pairs, with a zero at the end. ImGui keeps
// the pointer.
constexpr std::array<ImWchar, 11> latin{0x20,   0x17f,  0x2010, 0x2027, 0x2032, 0x203a,
                                        0x2190, 0x2193, 0x2212, 0x2212, 0};
constexpr std::array<ImWchar, 3> ascii{0x20, 0x7e, 0};
constexpr std::array<ImWchar, 9> figures{'0', '9', ' ', ' ', '+', '.', 0x2212, 0x2212, 0};

// Each font file of these folders under its name; the first one wins.
std::map<std::string, fs::path> all_fonts(const std::vector<fs::path>& folders) {
    std::map<std::string, fs::path> found;
    for (const auto& folder : folders) {
        std::error_code error;
        using Walk = fs::recursive_directory_iterator;
        for (Walk at{folder, fs::directory_options::skip_permission_denied, error};
             !error && at != Walk{}; at.increment(error)) {
            const auto ending = at->path().extension();
            if (ending == ".otf" || ending == ".ttf" || ending == ".ttc") {
                found.emplace(at->path().filename().string(), at->path());
            }
        }
    }
    return found;
}

fs::path first_of(const std::map<std::string, fs::path>& fonts,
                  std::initializer_list<const char*> names) {
    for (const auto* name : names) {
        if (const auto found = fonts.find(name); found != fonts.end()) {
            return found->second;
        }
    }
    return {};
}

// The file's bytes, or nothing where it cannot be read or is no font: of such a one ImGui would
// only say so by ending the program.
std::string font_in(const fs::path& file) {
    constexpr std::size_t largest = 64U << 20U;
    auto bytes = file.empty() ? std::string{} : read_file(file.string(), largest).value_or("");
    const std::string_view begins = std::string_view{bytes}.substr(0, 4);
    const bool is_font = begins == std::string_view{"\0\1\0\0", 4} || begins == "OTTO" ||
                         begins == "ttcf" || begins == "true";
    return is_font ? bytes : std::string{};
}

ImFont* add(ImFontAtlas& atlas, const fs::path& file, float pixels, const ImWchar* ranges,
            bool merge = false) {
    ImFontConfig config;
    config.SizePixels = std::round(pixels);
    config.MergeMode = merge;
    // Twice as wide inside the atlas: letters sit where they belong, not on whole pixels.
    config.OversampleH = merge ? 1 : 2;
    const auto bytes = font_in(file);
    if (bytes.empty()) {
        return merge ? nullptr : atlas.AddFontDefault(&config);
    }
    void* const owned = ImGui::MemAlloc(bytes.size());  // the atlas gives it back
    std::memcpy(owned, bytes.data(), bytes.size());
    return atlas.AddFontFromMemoryTTF(owned, static_cast<int>(bytes.size()), config.SizePixels,
                                      &config, ranges);
}

// Gives all digits the width of the widest. Most fonts have such figures, but behind a switch that
// ImGui's rasteriser does not know.
void make_digits_tabular(ImFont& font) {
    float widest = 0;
    for (ImWchar digit = '0'; digit <= '9'; ++digit) {
        widest = std::max(widest, font.GetCharAdvance(digit));
    }
    for (auto& glyph : font.Glyphs) {
        if (glyph.Codepoint >= '0' && glyph.Codepoint <= '9') {
            const float shift = (widest - glyph.AdvanceX) / 2;
            glyph.X0 += shift;
            glyph.X1 += shift;
            glyph.AdvanceX = widest;
            font.IndexAdvanceX[static_cast<int>(glyph.Codepoint)] = widest;
        }
    }
}

}  // namespace

std::vector<fs::path> font_folders() {
    std::vector<fs::path> folders{"/usr/share/fonts", "/usr/local/share/fonts",
                                  "/opt/homebrew/share/fonts", "/System/Library/Fonts",
                                  "/Library/Fonts"};
    if (const auto* home = std::getenv("HOME")) {
        folders.insert(folders.begin(), fs::path{home} / ".local/share/fonts");
        folders.push_back(fs::path{home} / "Library/Fonts");
    }
    return folders;
}

FontFiles find_fonts(const std::vector<fs::path>& folders) {
    const auto fonts = all_fonts(folders);
    return {
        .text = first_of(fonts, {"Inter-Regular.otf", "Inter-Regular.ttf", "NotoSans-Regular.ttf",
                                 "OpenSans-Regular.ttf", "Lato-Regular.ttf", "Roboto-Regular.ttf",
                                 "LiberationSans-Regular.ttf", "DejaVuSans.ttf", "Helvetica.ttc"}),
        .strong =
            first_of(fonts, {"Inter-SemiBold.otf", "Inter-SemiBold.ttf", "NotoSans-SemiBold.ttf",
                             "NotoSans-Bold.ttf", "OpenSans-Semibold.ttf", "Lato-Bold.ttf",
                             "Roboto-Medium.ttf", "LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf",
                             "Helvetica.ttc"}),
        .mono = first_of(
            fonts, {"JetBrainsMono-Regular.ttf", "NotoSansMono-Regular.ttf", "NotoMono-Regular.ttf",
                    "LiberationMono-Regular.ttf", "DejaVuSansMono.ttf", "Menlo.ttc"}),
        .japanese = first_of(
            fonts, {"BIZUDPGothic-Regular.ttf", "NotoSansCJK-Regular.ttc", "NotoSansJP-Regular.otf",
                    "NotoSansCJKjp-Regular.otf", "ipaexg.ttf", "ipag.ttf", "VL-PGothic-Regular.ttf",
                    "TakaoPGothic.ttf", "DroidSansFallbackFull.ttf"}),
    };
}

std::string fonts_missing(const FontFiles& files) {
    if (files.text.empty()) {
        return "No font was found; the letters are ImGui's own. On Debian: "
               "sudo apt-get install fonts-inter fonts-jetbrains-mono fonts-morisawa-bizud-gothic";
    }
    if (files.japanese.empty()) {
        return "No font with Japanese was found; such notes show as question marks. On Debian: "
               "sudo apt-get install fonts-morisawa-bizud-gothic";
    }
    return {};
}

namespace {

FontSet add_all(ImFontAtlas& atlas, const FontFiles& files, float pixels) {
    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    FontSet fonts;
    fonts.body = add(atlas, files.text, pixels, latin.data());
    if (!files.japanese.empty() && !files.text.empty()) {
        // A little smaller, for they fill their square and look larger than Latin letters do.
        add(atlas, files.japanese, pixels * 0.94F, atlas.GetGlyphRangesJapanese(), true);
    }
    fonts.strong = add(atlas, files.strong, pixels, latin.data());
    fonts.small = add(atlas, files.text, pixels * 0.84F, latin.data());
    fonts.title = add(atlas, files.strong, pixels * 1.4F, latin.data());
    fonts.hero = add(atlas, files.strong, pixels * 2.7F, figures.data());
    fonts.mono = add(atlas, files.mono, pixels * 0.95F, latin.data());
    fonts.mono_title = add(atlas, files.mono, pixels * 1.3F, ascii.data());
    fonts.mono_hero = add(atlas, files.mono, pixels * 2.0F, ascii.data());
    return fonts;
}

}  // namespace

FontSet build_fonts(ImFontAtlas& atlas, const FontFiles& files, float pixels) {
    auto fonts = add_all(atlas, files, pixels);
    if (!atlas.Build()) {
        fonts = add_all(atlas, {}, pixels);
        atlas.Build();
    }
    for (auto* font : {fonts.body, fonts.strong, fonts.small, fonts.title, fonts.hero}) {
        make_digits_tabular(*font);
    }
    return fonts;
}

}  // namespace sbc::gui
