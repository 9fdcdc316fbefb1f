// The letters' panel of the sample wallet, on the screen that nobody sees.
#pragma once

#include "scene.hpp"

namespace scene {

class Letters : public Scene {
public:
    // With this contact of the sample's first.
    explicit Letters(std::size_t first, float width = 1116, float height = 738,
                     sample::Post post = sample::Post::Open)
        : Scene{{.weather = sample::Weather::UpToDate, .post = post, .amounts = {.first = first}},
                width,
                height} {
        screen.press_with_control('9');
    }
};

// Which of the sample's contacts they are.
inline constexpr std::size_t bob = 0, carol = 1, tanaka = 2, dave = 3;

}  // namespace scene
