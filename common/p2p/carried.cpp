#include "p2p/carried.hpp"

#include <utility>

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

}  // namespace

Bytes encode(const Message& message) { return std::visit(Writer{}, message); }

Result<Message, JsonError> decode(ByteView payload) {
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
