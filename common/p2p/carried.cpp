#include "p2p/carried.hpp"

#include <utility>

#include "base/canonical.hpp"
#include "base/hex.hpp"

namespace sbc::p2p {
namespace {

constexpr std::size_t longest_type = 32;

struct Writer {
    Bytes operator()(const LinkMessage& message) const { return encode(message); }
    Bytes operator()(const Spread& m) const {
        JsonWriter json;
        json.text("type", "spread").text("application", m.application).hex64("id", m.id.value());
        json.integer("hops", m.hops).object("body", m.body);
        return to_bytes(json.to_text());
    }
    Bytes operator()(const Direct& m) const {
        JsonWriter json;
        json.text("type", "direct").text("application", m.application).object("body", m.body);
        return to_bytes(json.to_text());
    }
};

std::string read_application(JsonReader& json) {
    std::string name = json.text("application", longest_application_name);
    if (!is_application_name(name)) {
        json.fault(JsonError::OutOfRange,
                   "the name of an application is lower-case letters, digits and '-'");
    }
    return name;
}

Spread read_spread(JsonReader& json) {
    std::string application = read_application(json);
    const MessageId id{json.hex64("id")};
    const std::uint64_t hops = json.integer("hops", most_hops);
    return {std::move(application), id, hops, json.object("body", longest_spread)};
}

Direct read_direct(JsonReader& json) {
    std::string application = read_application(json);
    return {std::move(application), json.object("body", longest_direct)};
}

// --- read in passing ---
//
// Nearly all that nodes say are these two, spelled as they must be: they are read without building
// what is thrown away again. Whatever does not look like that is left to the JsonReader, which
// takes it after all, or says what is wrong with it.

bool take(std::string_view& text, std::string_view literal) {
    if (!text.starts_with(literal)) return false;
    text.remove_prefix(literal.size());
    return true;
}

std::optional<std::string_view> take_up_to(std::string_view& text, std::string_view end) {
    const std::size_t size = text.substr(0, 64).find(end);
    if (size == std::string_view::npos) return std::nullopt;
    const std::string_view taken = text.substr(0, size);
    text.remove_prefix(size + end.size());
    return taken;
}

std::optional<Message> read_spread_quickly(std::string_view rest, const std::string& application,
                                           std::string_view body) {
    std::uint64_t hops = 0;
    const auto digits = take_up_to(rest, ",\"id\":\"");
    if (!digits || digits->empty() || digits->size() > 7 || body.size() > longest_spread) return {};
    if (digits->size() > 1 && digits->front() == '0') return {};
    for (const char digit : *digits) {
        if (digit < '0' || digit > '9') return {};
        hops = 10 * hops + static_cast<std::uint64_t>(digit - '0');
    }
    const auto id = from_hex64(rest.substr(0, 16));
    if (hops > most_hops || !id) return {};
    rest.remove_prefix(16);
    if (rest != "\",\"type\":\"spread\"}") return {};
    return Message{Spread{application, MessageId{*id}, hops, std::string{body}}};
}

std::optional<Message> read_quickly(std::string_view text) {
    if (!take(text, "{\"application\":\"")) return {};
    const auto name = take_up_to(text, "\",\"body\":");
    if (!name || !is_application_name(*name)) return {};
    const auto size = canonical_object(text, JsonLimits{}.max_depth - 1);
    if (!size) return {};
    const std::string_view body = text.substr(0, *size);
    text.remove_prefix(*size);
    if (take(text, ",\"hops\":")) return read_spread_quickly(text, std::string{*name}, body);
    if (text != ",\"type\":\"direct\"}" || body.size() > longest_direct) return {};
    return Message{Direct{std::string{*name}, std::string{body}}};
}

}  // namespace

Bytes encode(const Message& message) { return std::visit(Writer{}, message); }

Result<Message, JsonError> decode(ByteView payload) {
    if (auto message = read_quickly(as_text(payload))) return std::move(*message);
    auto json = JsonReader::parse(as_text(payload), {.canonical = true});
    if (!json) return pass_on(json);
    const std::string type = json->text("type", longest_type);
    if (type != "spread" && type != "direct") {
        auto said = decode_link_message(payload);
        if (!said) return pass_on(said);
        return Message{std::move(*said)};
    }
    Message message = type == "spread" ? Message{read_spread(*json)} : Message{read_direct(*json)};
    auto complete = json->finish();
    if (!complete) return pass_on(complete);
    return message;
}

std::optional<std::string> unsendable(const Message& message) {
    const auto heard = decode(encode(message));
    if (heard) return std::nullopt;
    return heard.error().text;
}

}  // namespace sbc::p2p
