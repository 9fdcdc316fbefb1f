#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/json.hpp"

namespace sbc {

// Finds out in one pass, and without building anything, whether text is canonical JSON: what
// JsonReader takes with `canonical` set. Twenty times quicker than to parse it and to spell it
// again, which is what a node would otherwise do with each block that passes through it.

// How many bytes the object has with which this text begins; nothing, if it begins with none, or
// one that nests deeper than so many levels (at most JsonLimits{}.max_depth).
[[nodiscard]] std::optional<std::size_t> canonical_object(
    std::string_view text, std::size_t max_depth = JsonLimits{}.max_depth);

// Whether the whole text is one.
[[nodiscard]] inline bool is_canonical_object(std::string_view text,
                                              std::size_t max_depth = JsonLimits{}.max_depth) {
    return canonical_object(text, max_depth) == text.size();
}

}  // namespace sbc
