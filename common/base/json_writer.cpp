#include <cassert>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/canonical.hpp"
#include "base/hex.hpp"
#include "base/json.hpp"

namespace sbc {
namespace {

using nlohmann::json;

std::string spelled(std::string_view text) {
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

// So many levels stand around it: what is too deep for those who read the whole is not written.
std::string spelled_object(std::string_view text, std::size_t levels_around) {
    if (is_canonical_object(text, JsonLimits{}.max_depth - levels_around)) return std::string{text};
    const JsonLimits limits{.max_bytes = std::numeric_limits<std::size_t>::max(),
                            .max_depth = JsonLimits{}.max_depth - levels_around};
    const auto object = JsonReader::parse(text, limits);
    return object ? object->to_text() : "{}";
}

template <class Spell>
std::string spelled_list(const std::vector<std::string>& values, Spell spell) {
    std::string list = "[";
    for (const std::string& value : values) {
        if (list.size() > 1) list += ',';
        list += spell(value);
    }
    return list + ']';
}

}  // namespace

JsonWriter& JsonWriter::text(std::string_view field, std::string_view value) {
    return put(field, spelled(value));
}

JsonWriter& JsonWriter::integer(std::string_view field, std::uint64_t value) {
    assert(value <= json_max_integer);
    return put(field, std::to_string(value));
}

JsonWriter& JsonWriter::bytes(std::string_view field, ByteView value) {
    return text(field, to_hex(value));
}

JsonWriter& JsonWriter::hex64(std::string_view field, std::uint64_t value) {
    return text(field, to_hex64(value));
}

JsonWriter& JsonWriter::texts(std::string_view field, const std::vector<std::string>& values) {
    return put(field, spelled_list(values, spelled));
}

JsonWriter& JsonWriter::object(std::string_view field, std::string_view canonical_text) {
    return put(field, spelled_object(canonical_text, 1));
}

JsonWriter& JsonWriter::objects(std::string_view field,
                                const std::vector<std::string>& canonical_texts) {
    return put(field, spelled_list(canonical_texts,
                                   [](std::string_view text) { return spelled_object(text, 2); }));
}

std::string JsonWriter::to_text() const {
    std::string object = "{";
    for (const auto& [field, value] : fields_) {
        if (object.size() > 1) object += ',';
        object += spelled(field) + ':' + value;
    }
    return object + '}';
}

JsonWriter& JsonWriter::put(std::string_view field, std::string value) {
    fields_.insert_or_assign(std::string{field}, std::move(value));
    return *this;
}

}  // namespace sbc
