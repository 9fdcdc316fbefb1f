// What a frame says: put together from the letters that ImGui has drawn.
#pragma once

#include <string>
#include <vector>

namespace screen {

// Words that stand beside one another on one line, as they are seen.
struct Words {
    std::string text;
    float x = 0, y = 0, width = 0, height = 0;
    bool cut_off = false;  // the last letter is not whole
};

// Those of the frame that was rendered last, in the order in which they were drawn.
[[nodiscard]] std::vector<Words> drawn_words();

}  // namespace screen
