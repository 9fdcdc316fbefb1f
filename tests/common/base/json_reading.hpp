// How the tests of base/json.hpp read.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"
#include "catch.hpp"

namespace json_tests {

using sbc::JsonError;
using sbc::JsonLimits;
using sbc::JsonReader;

// Why a text is refused as a whole; nothing when it is read.
inline std::optional<JsonError> refusal_of(std::string_view text, const JsonLimits& limits = {}) {
    const auto reader = JsonReader::parse(text, limits);
    if (reader) return std::nullopt;
    CHECK_FALSE(reader.error().text.empty());
    CHECK(sbc::is_utf8(sbc::as_bytes(reader.error().text)));
    return reader.error().reason;
}

inline JsonReader read(std::string_view text) {
    auto reader = JsonReader::parse(text, {});
    INFO(text);
    REQUIRE(reader);
    return std::move(*reader);
}

inline std::optional<JsonError> fault_of(const JsonReader& reader) {
    const auto finished = reader.finish();
    if (finished) return std::nullopt;
    return finished.error().reason;
}

}  // namespace json_tests
