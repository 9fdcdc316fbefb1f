// canonical_object() beside JsonReader: they take the same texts.
#include <cstdlib>

#include "base/bytes.hpp"
#include "base/canonical.hpp"

// The first byte says how deep it may be.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text = sbc::as_text({data + 1, size - 1});
    const std::size_t depth = 1 + std::size_t{data[0]} % 8;
    const sbc::JsonLimits limits{.max_bytes = size, .max_depth = depth, .canonical = true};
    const bool parsed = sbc::JsonReader::parse(text, limits).has_value();
    if (sbc::is_canonical_object(text, depth) != parsed) std::abort();
    const auto first = sbc::canonical_object(text, depth);
    if (first && !sbc::JsonReader::parse(text.substr(0, *first), limits)) std::abort();
    return 0;
}
