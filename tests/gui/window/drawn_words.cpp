#include "drawn_words.hpp"

#include <imgui.h>

#include <cmath>
#include <map>
#include <utility>

namespace screen {
namespace {

// A letter is known by its place in the font atlas.
using Place = std::pair<float, float>;

struct Letter {
    const ImFont* font;
    const ImFontGlyph* glyph;
};

std::map<Place, Letter> all_letters(const ImFontAtlas& atlas) {
    std::map<Place, Letter> letters;
    for (const auto* font : atlas.Fonts) {
        for (const auto& glyph : font->Glyphs) {
            if (glyph.Visible != 0) {
                letters.emplace(Place{glyph.U0, glyph.V0}, Letter{font, &glyph});
            }
        }
    }
    return letters;
}

void append(std::string& text, unsigned codepoint) {
    if (codepoint < 0x80) {
        text += static_cast<char>(codepoint);
    } else if (codepoint < 0x800) {
        text += static_cast<char>(0xc0U | codepoint >> 6U);
        text += static_cast<char>(0x80U | (codepoint & 0x3fU));
    } else {
        text += static_cast<char>(0xe0U | codepoint >> 12U);
        text += static_cast<char>(0x80U | (codepoint >> 6U & 0x3fU));
        text += static_cast<char>(0x80U | (codepoint & 0x3fU));
    }
}

// Puts letters together into words while each begins where the one before ended, or a space later.
class Reader {
public:
    explicit Reader(std::vector<Words>& into) : into_{into} {}

    // `corner` and `right`: where its picture begins, and where it ends.
    void letter(const Letter& letter, ImVec2 corner, float right, const ImVec4& clip) {
        const auto& glyph = *letter.glyph;
        const float scale = (right - corner.x) / (glyph.X1 - glyph.X0);
        const float x = corner.x - glyph.X0 * scale;
        const float y = corner.y - glyph.Y0 * scale;
        const float height = letter.font->FontSize * scale;
        if (x >= clip.z || x + glyph.AdvanceX * scale <= clip.x || y + height * 0.6F >= clip.w ||
            y + height * 0.4F <= clip.y) {
            if (x >= clip.z && !into_.empty() && continues(letter, x, y)) {
                into_.back().cut_off = true;
            }
            return;
        }
        if (!continues(letter, x, y)) {
            into_.push_back({{}, x, y, 0, height, false});
        } else if (x - end_ > letter.font->GetCharAdvance(' ') * 0.5F) {
            into_.back().text += ' ';
        }
        append(into_.back().text, glyph.Codepoint);
        end_ = x + glyph.AdvanceX * scale;
        font_ = letter.font;
        into_.back().width = end_ - into_.back().x;
        into_.back().cut_off = right > clip.z + 1;
    }

private:
    [[nodiscard]] bool continues(const Letter& letter, float x, float y) const {
        return !into_.empty() && letter.font == font_ && std::abs(y - into_.back().y) < 0.5F &&
               x > end_ - 2 && x - end_ < letter.font->GetCharAdvance(' ') * 2.5F;
    }

    std::vector<Words>& into_;
    float end_ = 0;
    const ImFont* font_ = nullptr;
};

}  // namespace

std::vector<Words> drawn_words() {
    std::vector<Words> words;
    Reader reader{words};
    const auto letters = all_letters(*ImGui::GetIO().Fonts);
    const auto* drawn = ImGui::GetDrawData();
    for (int list = 0; list < drawn->CmdListsCount; ++list) {
        const auto& paper = *drawn->CmdLists[list];
        for (const auto& command : paper.CmdBuffer) {
            for (unsigned at = 0; at + 6 <= command.ElemCount; at += 3) {
                const auto index = [&](unsigned of) {
                    return static_cast<int>(
                        paper.IdxBuffer[static_cast<int>(command.IdxOffset + at + of)] +
                        command.VtxOffset);
                };
                // A letter is two triangles over one rectangle: 0 1 2, 0 2 3.
                if (index(3) != index(0) || index(4) != index(2) || index(5) != index(0) + 3) {
                    continue;
                }
                const auto& corner = paper.VtxBuffer[index(0)];
                if (const auto found = letters.find({corner.uv.x, corner.uv.y});
                    found != letters.end()) {
                    const float right = paper.VtxBuffer[index(2)].pos.x;
                    reader.letter(found->second, corner.pos, right, command.ClipRect);
                    at += 3;
                }
            }
        }
    }
    return words;
}

}  // namespace screen
