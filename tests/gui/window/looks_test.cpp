#include <imgui.h>

#include "catch.hpp"
#include "gui/qr/qr.hpp"
#include "gui/window/fonts.hpp"
#include "gui/window/theme.hpp"
#include "sample_wallet.hpp"
#include "scratch_folder.hpp"

using namespace sbc::gui;

TEST_CASE("words stand out from their ground in both themes", "[gui]") {
    for (const auto theme : {ThemeName::Light, ThemeName::Dark}) {
        const auto& p = palette_of(theme);
        for (const auto ground : {p.ground, p.card, p.field, p.side}) {
            CHECK(contrast(p.text, ground) > 12);
            CHECK(contrast(p.faint, ground) > 4.5);
            CHECK(contrast(p.accent, ground) > 4.5);
            CHECK(contrast(p.bad, ground) > 4.5);
            CHECK(contrast(p.good, ground) > 4.5);
            CHECK(contrast(p.waiting, ground) > 4.5);
        }
        CHECK(contrast(p.on_accent, p.accent) > 4.5);
        CHECK(contrast(p.accent, p.accent_soft) > 4.5);
    }
}

TEST_CASE("a system without fonts has a window all the same, and says what to install", "[gui]") {
    const auto none = find_fonts({"/no/such/folder"});
    CHECK(none.text.empty());
    CHECK_THAT(fonts_missing(none), ContainsSubstring("fonts-inter"));
    ImFontAtlas atlas;
    const auto fonts = build_fonts(atlas, none, 18);
    CHECK(fonts.body != nullptr);
    CHECK(fonts.hero->FontSize > fonts.body->FontSize);
}

TEST_CASE("a system without a Japanese font says so", "[gui]") {
    FontFiles files;
    files.text = "/some/font.ttf";
    CHECK_THAT(fonts_missing(files), ContainsSubstring("Japanese"));
    files.japanese = "/another/font.ttf";
    CHECK(fonts_missing(files).empty());
}

TEST_CASE("a font that cannot be used is replaced", "[gui]") {
    const ScratchFolder folder;
    const std::string broken = folder / "broken.ttf";
    put_content(broken, "this is no font");
    FontFiles files = find_fonts(font_folders());
    SECTION("a file that is no font") { files.text = files.japanese = broken; }
    SECTION("a file that is gone") { files.strong = files.mono = folder / "gone.ttf"; }
    ImFontAtlas atlas;
    const auto fonts = build_fonts(atlas, files, 18);
    for (const auto* font : {fonts.body, fonts.strong, fonts.small, fonts.mono}) {
        REQUIRE(font != nullptr);
        CHECK(font->FindGlyphNoFallback('a') != nullptr);
    }
}

TEST_CASE("all digits of a font are equally wide", "[gui]") {
    ImFontAtlas atlas;
    const auto fonts = build_fonts(atlas, find_fonts(font_folders()), 22);
    for (const auto* font : {fonts.body, fonts.strong, fonts.small, fonts.title, fonts.hero}) {
        for (ImWchar digit = '1'; digit <= '9'; ++digit) {
            CHECK(font->GetCharAdvance(digit) == font->GetCharAdvance('0'));
        }
    }
}

TEST_CASE("a QR code has its three corner marks", "[gui]") {
    const auto code = QrCode::of(sample::address(1));
    if (!code) {
        WARN("built without libqrencode");
        return;
    }
    const auto last = code->width() - 1;
    for (const auto& [column, row] :
         {std::pair<std::size_t, std::size_t>{0, 0}, {last - 6, 0}, {0, last - 6}}) {
        for (std::size_t at = 0; at < 7; ++at) {
            CHECK(code->dark(column + at, row));
            CHECK(code->dark(column, row + at));
            CHECK(code->dark(column + at, row + 6));
        }
        CHECK_FALSE(code->dark(column + 1, row + 1));
        CHECK(code->dark(column + 3, row + 3));
    }
}

TEST_CASE("an address in capitals makes a smaller QR code", "[gui]") {
    std::string capitals = sample::address(1);
    for (auto& letter : capitals) {
        letter = letter >= 'a' ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    CHECK_FALSE(QrCode::of("").has_value());
    if (!QrCode::of(capitals)) {
        WARN("built without libqrencode");
        return;
    }
    CHECK(QrCode::of(capitals)->width() < QrCode::of(sample::address(1))->width());
}
