#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace sbc {

// Why a JSON text was refused.
enum class JsonError {
    TooLarge,      // more bytes than the limit; nothing was parsed
    NotJson,       // not one JSON object in UTF-8
    TooDeep,       // arrays and objects nested beyond the limit
    DuplicateKey,  // JSON libraries disagree about which one counts
    BadNumber,     // a fraction, or an integer beyond 2^53 - 1
    NotCanonical,  // where asked for: not the one spelling that to_text() gives
    MissingField,
    WrongType,
    OutOfRange,  // a number, text or list beyond its bounds, or text of the wrong form
    UnknownField,
};

struct JsonLimits {
    std::size_t max_bytes = 65'536;
    std::size_t max_depth = 8;
    bool canonical = false;
};

// The largest integer that every language's JSON reads exactly.
inline constexpr std::uint64_t json_max_integer = (std::uint64_t{1} << 53) - 1;

// Reads the fields of one JSON object that came from elsewhere. A getter that finds its field
// missing or wrong returns an empty value and the object remembers the first fault; finish()
// reports it, or a field that nobody asked for. So a decoder reads straight on and checks once.
// Wraps nlohmann/json.
class JsonReader {
public:
    [[nodiscard]] static Result<JsonReader, JsonError> parse(std::string_view text,
                                                             const JsonLimits& limits);
    ~JsonReader();
    JsonReader(JsonReader&&) noexcept;
    JsonReader& operator=(JsonReader&&) noexcept;

    // Text of at most max_bytes bytes of UTF-8 (max_bytes is far below 2^63).
    [[nodiscard]] std::string text(std::string_view field, std::size_t max_bytes);
    [[nodiscard]] std::uint64_t integer(std::string_view field, std::uint64_t max);
    // 16 lower-case hex digits: 64-bit ids do not fit JSON's numbers.
    [[nodiscard]] std::uint64_t hex64(std::string_view field);
    // Exactly so many bytes, as lower-case hex digits, two for each; all of them 0 after a fault.
    [[nodiscard]] Bytes bytes(std::string_view field, std::size_t size);
    // A list of at most max_items texts.
    [[nodiscard]] std::vector<std::string> texts(std::string_view field, std::size_t max_items,
                                                 std::size_t max_bytes);
    // An object inside, as its canonical text of at most max_bytes bytes: for whoever can read it,
    // or for handing it on unread.
    [[nodiscard]] std::string object(std::string_view field, std::size_t max_bytes);
    // A list of at most max_items of them, max_bytes for each.
    [[nodiscard]] std::vector<std::string> objects(std::string_view field, std::size_t max_items,
                                                   std::size_t max_bytes);

    [[nodiscard]] bool has(std::string_view field) const;  // for what may be left out
    // An object inside, or each of a list of at most max_items, is handed to `read` as a reader of
    // its own. What is wrong in it, and a field of it that `read` has not asked for, is the fault
    // of the whole. Shorter to write, and quicker, than parsing the texts that objects() gives.
    using ReadInside = std::function<void(JsonReader& inside)>;
    void inside(std::string_view field, const ReadInside& read);
    void each_inside(std::string_view field, std::size_t max_items, const ReadInside& read);

    // For a check of the decoder's own; keeps the first fault like any getter.
    void fault(JsonError reason, std::string text);
    // Fields that nobody asked for are all right after this: another version's message.
    void ignore_rest();
    // Success when every getter found what it wanted and no field is left over.
    [[nodiscard]] Result<void, JsonError> finish() const;
    // The whole object in its canonical spelling, whether its fields were asked for or not.
    [[nodiscard]] std::string to_text() const;

private:
    struct Parsed;
    explicit JsonReader(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

// Builds one JSON object in its canonical spelling: keys sorted, no spaces, integers only. Text
// must be UTF-8; what is not is replaced, since it can only be our own mistake.
class JsonWriter {
public:
    JsonWriter& text(std::string_view field, std::string_view value);
    // At most json_max_integer; a larger number goes out as hex64.
    JsonWriter& integer(std::string_view field, std::uint64_t value);
    JsonWriter& hex64(std::string_view field, std::uint64_t value);
    JsonWriter& bytes(std::string_view field, ByteView value);
    JsonWriter& texts(std::string_view field, const std::vector<std::string>& values);
    // The canonical text of one object, as another writer or JsonReader::object() gives it. Another
    // spelling is made canonical. Anything else, or what would make the whole nest deeper than
    // JsonLimits allow, is our own mistake too and goes out as {}: no text can end the object
    // around it or add a field to it.
    JsonWriter& object(std::string_view field, std::string_view canonical_text);
    JsonWriter& objects(std::string_view field, const std::vector<std::string>& canonical_texts);
    [[nodiscard]] std::string to_text() const;

private:
    JsonWriter& put(std::string_view field, std::string value);
    std::map<std::string, std::string> fields_;  // each value as it is spelled
};

}  // namespace sbc
