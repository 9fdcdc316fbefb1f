// JsonReader beside the library that it wraps: it never throws, what it reads is what the library
// reads, and what it lets pass holds what the limits promise.
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/bytes.hpp"
#include "base/hex.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"

namespace {

using nlohmann::json;
using sbc::JsonError;

void require(bool what) {
    if (!what) std::abort();
}

bool is_list_of_texts(const json& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(),
                                           [](const json& item) { return item.is_string(); });
}

bool is_list_of_objects(const json& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(),
                                           [](const json& item) { return item.is_object(); });
}

std::vector<std::string> spelled(const json& list) {
    std::vector<std::string> texts;
    for (const json& item : list) texts.push_back(item.dump());
    return texts;
}

// Nothing deeper than this, and no number that another language would read differently.
bool is_within(const json& value, std::size_t depth) {
    if (value.is_number()) {
        if (!value.is_number_integer()) return false;
        if (value.is_number_unsigned()) return value.get<std::uint64_t>() <= sbc::json_max_integer;
        const auto number = value.get<std::int64_t>();
        return number < 0 && number >= -static_cast<std::int64_t>(sbc::json_max_integer);
    }
    if (!value.is_structured()) return true;
    return depth > 0 && std::all_of(value.begin(), value.end(),
                                    [&](const json& item) { return is_within(item, depth - 1); });
}

// Asks for a field with each getter and compares; the one getter of its own type agrees.
void read_field(std::string_view text, const std::string& field, const json& value) {
    const auto reader_for = [&] { return std::move(*sbc::JsonReader::parse(text, {})); };
    const auto fails_with = [&](const sbc::JsonReader& reader) {
        const auto finished = reader.finish();
        return finished || finished.error().reason == JsonError::UnknownField
                   ? std::optional<JsonError>{}
                   : finished.error().reason;
    };
    auto reader = reader_for();
    if (reader.text(field, text.size()) != (value.is_string() ? value.get<std::string>() : ""))
        std::abort();
    require(value.is_string() == !fails_with(reader));

    reader = reader_for();
    const bool is_count = value.is_number_unsigned();
    require(reader.integer(field, sbc::json_max_integer) ==
            (is_count ? value.get<std::uint64_t>() : 0));
    require(is_count == !fails_with(reader));

    reader = reader_for();
    const auto id = reader.hex64(field);
    require(!fails_with(reader) == (value.is_string() && value == sbc::to_hex64(id)));

    reader = reader_for();
    const auto texts = reader.texts(field, text.size(), text.size());
    require(is_list_of_texts(value) == !fails_with(reader));
    require(texts.empty() || json(texts) == value);

    reader = reader_for();
    require(reader.object(field, text.size()) == (value.is_object() ? value.dump() : ""));
    require(value.is_object() == !fails_with(reader));

    reader = reader_for();
    const auto objects = reader.objects(field, text.size(), text.size());
    require(is_list_of_objects(value) == !fails_with(reader));
    require(objects.empty() || objects == spelled(value));
}

// Whatever is written as an object inside another: one object comes out, and it holds one field.
void check_written_inside(std::string_view text) {
    const json whole = json::parse(
        sbc::JsonWriter{}.object("o", text).objects("l", {std::string{text}}).to_text());
    require(is_within(whole, sbc::JsonLimits{}.max_depth) && whole.size() == 2);
    require(whole["o"].is_object() && is_list_of_objects(whole["l"]) && whole["l"].size() == 1);
    const bool is_object =
        sbc::JsonReader::parse(text, {.max_bytes = text.size(), .max_depth = 7}).has_value();
    require(whole["o"] == (is_object ? json::parse(text) : json::object()));
}

void check_refusal(const sbc::Refusal<JsonError>& refusal, std::string_view text) {
    require(!refusal.text.empty() && sbc::printable(refusal.text, 1'000) == refusal.text);
    if (refusal.reason != JsonError::NotJson) return;
    const bool swallowed = text.starts_with("\xEF\xBB\xBF") || text.find('\0') != text.npos;
    require(swallowed || !json::accept(text) || !json::parse(text, nullptr, false).is_object());
}

void check_accepted(std::string_view text, const sbc::JsonLimits& limits) {
    const json object = json::parse(text);
    require(object.is_object() && sbc::is_utf8(sbc::as_bytes(text)));
    require(text.size() <= limits.max_bytes && is_within(object, limits.max_depth));
    if (limits.canonical) require(object.dump() == text);
    require(sbc::JsonReader::parse(text, limits)->to_text() == object.dump());

    sbc::JsonWriter writer;
    bool writable = true;
    for (const auto& [field, value] : object.items()) {
        read_field(text, field, value);
        if (value.is_string()) {
            writer.text(field, value.get<std::string>());
        } else if (value.is_number_unsigned()) {
            writer.integer(field, value.get<std::uint64_t>());
        } else if (is_list_of_texts(value)) {
            writer.texts(field, value.get<std::vector<std::string>>());
        } else if (value.is_object()) {
            writer.object(field, value.dump());
        } else if (is_list_of_objects(value)) {
            writer.objects(field, spelled(value));
        } else {
            writable = false;
        }
    }
    if (writable) require(writer.to_text() == object.dump());
}

}  // namespace

// The first byte chooses the limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text = sbc::as_text({data + 1, size - 1});
    const sbc::JsonLimits limits{.max_bytes = 2'000,
                                 .max_depth = 1 + std::size_t{data[0]} % 8,
                                 .canonical = data[0] >= 0x80};
    const auto reader = sbc::JsonReader::parse(text, limits);
    if (text.size() > limits.max_bytes) {
        require(!reader && reader.error().reason == JsonError::TooLarge);
    } else if (!reader) {
        check_refusal(reader.error(), text);
    } else {
        require(reader->finish() || reader->finish().error().reason == JsonError::UnknownField);
        check_accepted(text, limits);
    }
    check_written_inside(text);
    return 0;
}
