#include "base/json.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

#include "base/hex.hpp"
#include "base/utf8.hpp"

namespace sbc {
namespace {

using nlohmann::json;

// Thrown out of the parser, so that it stops at the first thing we do not accept.
struct Stop {
    JsonError reason;
    std::string text;
};

constexpr const char* bad_number = "numbers are integers of at most 2^53 - 1";

// The library's sentence without the "[json.exception.parse_error.101] " in front.
std::string explanation(const json::exception& error) {
    const std::string_view text = error.what();
    const std::size_t prefix = text.find("] ");
    return printable(prefix == std::string_view::npos ? text : text.substr(prefix + 2), 160);
}

// Builds what is parsed, and stops at what the library would let pass: deep nesting, a key twice,
// fractions, integers that lose digits. The library's own builder asks a function about each step,
// but whenever an object ends it looks at all that stands around it. A message has room for 20,000
// objects in one list, and then that takes seconds.
class Builder {
public:
    explicit Builder(std::size_t max_depth) : max_depth_{max_depth} {}

    [[nodiscard]] json take() { return std::move(whole_); }

    // What the parser calls, by these names. True: go on.
    bool null() { return put(nullptr); }
    bool boolean(bool value) { return put(value); }
    // Integers come as unsigned where they can; "-0" is the exception, and refused.
    bool number_integer(std::int64_t value) {
        constexpr auto least = -static_cast<std::int64_t>(json_max_integer);
        return put(exact(value, value < 0 && value >= least));
    }
    bool number_unsigned(std::uint64_t value) {
        return put(exact(value, value <= json_max_integer));
    }
    bool number_float(double value, const std::string&) { return put(exact(value, false)); }
    bool string(std::string& text) { return put(std::move(text)); }
    bool binary(json::binary_t&) { return false; }  // JSON has none
    bool start_object(std::size_t) { return open(json::object()); }
    bool start_array(std::size_t) { return open(json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        auto& fields = open_.back()->get_ref<json::object_t&>();
        const auto [field, fresh] = fields.try_emplace(std::move(name));
        if (fresh) {
            field_ = &field->second;
            return true;
        }
        throw Stop{JsonError::DuplicateKey,
                   "the key \"" + printable(field->first, 40) + "\" comes twice"};
    }
    bool parse_error(std::size_t, const std::string&, const json::exception& error) {
        // 1e400, which not even a double holds
        const bool number = dynamic_cast<const json::out_of_range*>(&error) != nullptr;
        if (number) throw Stop{JsonError::BadNumber, bad_number};
        throw Stop{JsonError::NotJson, explanation(error)};
    }

private:
    template <class Number>
    static Number exact(Number value, bool is_exact) {
        if (!is_exact) throw Stop{JsonError::BadNumber, bad_number};
        return value;
    }
    bool put(json value) {
        (void)place(std::move(value));
        return true;
    }
    bool open(json empty) {
        if (open_.size() == max_depth_) {
            throw Stop{JsonError::TooDeep,
                       "nested deeper than " + std::to_string(max_depth_) + " levels"};
        }
        open_.push_back(place(std::move(empty)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    // Where it lies from now on: as long as what is around it is open, nothing comes after it.
    json* place(json value) {
        if (!open_.empty() && open_.back()->is_array()) {
            return &open_.back()->get_ref<json::array_t&>().emplace_back(std::move(value));
        }
        json& here = open_.empty() ? whole_ : *field_;
        here = std::move(value);
        return &here;
    }

    std::size_t max_depth_;
    json whole_;
    std::vector<json*> open_;  // objects and arrays, the innermost last
    json* field_ = nullptr;    // of the innermost object, whose value comes next
};

std::optional<Stop> refusal_before_parsing(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.max_bytes) {
        return Stop{JsonError::TooLarge, std::to_string(text.size()) + " bytes, at most " +
                                             std::to_string(limits.max_bytes) + " are read"};
    }
    // The library skips a byte-order mark and takes a zero byte for the end of the text.
    if (text.starts_with("\xEF\xBB\xBF") || text.find('\0') != std::string_view::npos) {
        return Stop{JsonError::NotJson, "starts with a byte-order mark or contains a zero byte"};
    }
    return std::nullopt;
}

std::string the_field(std::string_view field) {
    return "the field \"" + std::string{field} + "\" ";
}

}  // namespace

struct JsonReader::Parsed {
    json whole;                    // empty in the reader of an object inside
    const json* object = nullptr;  // what is read: the whole, or a part of another reader's
    std::set<std::string, std::less<>> read;
    std::optional<Refusal<JsonError>> first_fault;
    bool rest_ignored = false;

    void fault(JsonError reason, std::string text) {
        if (!first_fault) first_fault = Refusal<JsonError>{reason, std::move(text)};
    }

    // The field, or nothing when it is missing. Marks it as asked for.
    const json* find(std::string_view field) {
        read.emplace(field);
        const auto found = object->find(std::string{field});
        if (found != object->end()) return &*found;
        fault(JsonError::MissingField, the_field(field) + "is missing");
        return nullptr;
    }

    std::optional<std::string> text_of(const json& value, std::string_view field,
                                       std::size_t max_bytes) {
        if (!value.is_string()) {
            fault(JsonError::WrongType, the_field(field) + "should be text");
            return std::nullopt;
        }
        return within(value.get_ref<const std::string&>(), field, max_bytes);
    }

    std::optional<std::string> object_of(const json& value, std::string_view field,
                                         std::size_t max_bytes) {
        if (!value.is_object()) {
            fault(JsonError::WrongType, the_field(field) + "should be an object");
            return std::nullopt;
        }
        return within(value.dump(), field, max_bytes);
    }

    // A list of at most max_items, or nothing.
    const json* list(std::string_view field, std::size_t max_items, const char* kind) {
        const json* value = find(field);
        if (value == nullptr) return nullptr;
        if (!value->is_array()) {
            fault(JsonError::WrongType, the_field(field) + "should be a list of " + kind);
            return nullptr;
        }
        if (value->size() <= max_items) return value;
        fault(JsonError::OutOfRange, the_field(field) + "has " + std::to_string(value->size()) +
                                         " items, at most " + std::to_string(max_items) +
                                         " are allowed");
        return nullptr;
    }

    // The items of a list, each as `read_item` gives it; all of them or none.
    template <class ReadItem>
    std::vector<std::string> list_of(std::string_view field, std::size_t max_items,
                                     const char* kind, ReadItem read_item) {
        const json* value = list(field, max_items, kind);
        if (value == nullptr) return {};
        std::vector<std::string> items;
        for (const json& element : *value) {
            std::optional<std::string> item = read_item(element);
            if (!item) return {};
            items.push_back(std::move(*item));
        }
        return items;
    }

    void read_inside(const json& value, std::string_view field, const ReadInside& read_fields) {
        if (!value.is_object()) {
            return fault(JsonError::WrongType, the_field(field) + "should be an object");
        }
        JsonReader inside{std::make_unique<Parsed>()};
        inside.parsed_->object = &value;
        read_fields(inside);
        const auto complete = inside.finish();
        if (!complete) fault(complete.error().reason, complete.error().text);
    }

private:
    std::optional<std::string> within(std::string text, std::string_view field,
                                      std::size_t max_bytes) {
        if (text.size() <= max_bytes) return text;
        fault(JsonError::OutOfRange, the_field(field) + "has " + std::to_string(text.size()) +
                                         " bytes, at most " + std::to_string(max_bytes) +
                                         " are allowed");
        return std::nullopt;
    }
};

JsonReader::JsonReader(std::unique_ptr<Parsed> parsed) : parsed_{std::move(parsed)} {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

Result<JsonReader, JsonError> JsonReader::parse(std::string_view text, const JsonLimits& limits) {
    if (auto stop = refusal_before_parsing(text, limits)) {
        return refuse(stop->reason, std::move(stop->text));
    }
    auto parsed = std::make_unique<Parsed>();
    try {
        Builder builder{limits.max_depth};
        if (!json::sax_parse(text.begin(), text.end(), &builder)) {
            return refuse(JsonError::NotJson, "this is no JSON");
        }
        parsed->whole = builder.take();
    } catch (const Stop& stop) {
        return refuse(stop.reason, stop.text);
    }
    parsed->object = &parsed->whole;
    if (!parsed->whole.is_object()) {
        return refuse(JsonError::NotJson, "expected a JSON object: {\"type\": …}");
    }
    if (limits.canonical && parsed->whole.dump() != text) {
        return refuse(JsonError::NotCanonical,
                      "keys must be sorted, without spaces and needless escapes");
    }
    return JsonReader{std::move(parsed)};
}

std::string JsonReader::text(std::string_view field, std::size_t max_bytes) {
    const json* value = parsed_->find(field);
    if (value == nullptr) return {};
    return parsed_->text_of(*value, field, max_bytes).value_or("");
}

std::uint64_t JsonReader::integer(std::string_view field, std::uint64_t max) {
    const json* value = parsed_->find(field);
    if (value == nullptr) return 0;
    if (!value->is_number_unsigned()) {
        fault(JsonError::WrongType, the_field(field) + "should be an integer, zero or more");
        return 0;
    }
    const auto number = value->get<std::uint64_t>();
    if (number <= max) return number;
    fault(JsonError::OutOfRange, the_field(field) + "is " + std::to_string(number) + ", at most " +
                                     std::to_string(max) + " is allowed");
    return 0;
}

std::uint64_t JsonReader::hex64(std::string_view field) {
    const auto digits = text(field, 16);
    const auto number = from_hex64(digits);
    if (!number)
        fault(JsonError::OutOfRange, the_field(field) + "should be 16 hex digits (0-9, a-f)");
    return number.value_or(0);
}

Bytes JsonReader::bytes(std::string_view field, std::size_t size) {
    const std::string digits = text(field, 2 * size);
    auto read = from_hex(digits);
    if (read && read->size() == size && to_hex(*read) == digits) return std::move(*read);
    fault(JsonError::OutOfRange,
          the_field(field) + "should be " + std::to_string(2 * size) + " hex digits (0-9, a-f)");
    return Bytes(size);
}

std::vector<std::string> JsonReader::texts(std::string_view field, std::size_t max_items,
                                           std::size_t max_bytes) {
    return parsed_->list_of(field, max_items, "texts", [&](const json& item) {
        return parsed_->text_of(item, field, max_bytes);
    });
}

std::string JsonReader::object(std::string_view field, std::size_t max_bytes) {
    const json* value = parsed_->find(field);
    if (value == nullptr) return {};
    return parsed_->object_of(*value, field, max_bytes).value_or("");
}

std::vector<std::string> JsonReader::objects(std::string_view field, std::size_t max_items,
                                             std::size_t max_bytes) {
    return parsed_->list_of(field, max_items, "objects", [&](const json& item) {
        return parsed_->object_of(item, field, max_bytes);
    });
}

bool JsonReader::has(std::string_view field) const {
    return parsed_->object->contains(std::string{field});
}

void JsonReader::inside(std::string_view field, const ReadInside& read) {
    if (const json* value = parsed_->find(field)) parsed_->read_inside(*value, field, read);
}

void JsonReader::each_inside(std::string_view field, std::size_t max_items,
                             const ReadInside& read) {
    const json* list = parsed_->list(field, max_items, "objects");
    if (list == nullptr) return;
    for (const json& item : *list) parsed_->read_inside(item, field, read);
}

void JsonReader::fault(JsonError reason, std::string text) {
    parsed_->fault(reason, std::move(text));
}

void JsonReader::ignore_rest() { parsed_->rest_ignored = true; }

Result<void, JsonError> JsonReader::finish() const {
    if (parsed_->first_fault) return tl::unexpected(*parsed_->first_fault);
    if (parsed_->rest_ignored) return {};
    for (const auto& [field, value] : parsed_->object->items()) {
        if (!parsed_->read.contains(field)) {
            return refuse(JsonError::UnknownField,
                          the_field(printable(field, 40)) + "is not known here");
        }
    }
    return {};
}

std::string JsonReader::to_text() const { return parsed_->object->dump(); }

}  // namespace sbc
