#include "envelope.hpp"

namespace stage {

// #region encode
using sbc::JsonReader;
using sbc::JsonWriter;

static std::vector<std::string> texts_of(const std::vector<Address>& addresses) {
    std::vector<std::string> texts;
    texts.reserve(addresses.size());
    for (const Address& address : addresses) texts.push_back(address.to_text());
    return texts;
}

struct Writer {
    JsonWriter& json;
    void operator()(const Hello& m) {
        json.text("type", "hello").text("protocol", m.protocol).integer("version", m.version);
        json.text("network", m.network).text("role", m.role == Role::Core ? "core" : "edge");
        json.integer("port", m.port)
            .hex64("id", m.id.value())
            .texts("applications", m.applications);
    }
    void operator()(const Refused& m) {
        json.text("type", "refused").text("reason", m.reason).texts("cores", texts_of(m.cores));
    }
    // #endregion encode
    // #region encode-rest
    void operator()(const Bye&) { json.text("type", "bye"); }
    void operator()(const Ping& m) { json.text("type", "ping").hex64("nonce", m.nonce.value()); }
    void operator()(const Pong& m) { json.text("type", "pong").hex64("nonce", m.nonce.value()); }
    void operator()(const GetCores&) { json.text("type", "get_cores"); }
    void operator()(const Cores& m) {
        json.text("type", "cores").texts("cores", texts_of(m.cores));
    }
    void operator()(const Load& m) { json.text("type", "load").integer("edges", m.edges); }
    void operator()(const Twin& m) { json.text("type", "twin").hex64("token", m.token.value()); }
    void operator()(const Line& m) {
        json.text("type", "line").hex64("id", m.id.value()).text("from", m.from);
        json.text("text", m.text);
    }
    void operator()(const Ack& m) { json.text("type", "ack").hex64("id", m.id.value()); }
};

sbc::Bytes encode(const Message& message) {
    JsonWriter json;
    std::visit(Writer{json}, message);
    return sbc::to_bytes(json.to_text());
}
// #endregion encode-rest

// #region read-cores
static std::vector<Address> read_cores(JsonReader& json) {
    std::vector<Address> addresses;
    for (const std::string& text : json.texts("cores", longest_core_list, 60)) {
        const auto address = Address::parse(text);
        const bool usable = address && address->port() != 0;
        if (!usable)
            json.fault(sbc::JsonError::OutOfRange, "\"cores\" must be addresses with ports");
        if (usable) addresses.push_back(*address);
    }
    return addresses;
}
// #endregion read-cores

// #region read-hello
// Of another protocol or version we read no further: check_hello() gives the better reason.
static Message read_hello(JsonReader& json) {
    Hello hello{.protocol = json.text("protocol", 32),
                .version = json.integer("version", sbc::json_max_integer)};
    if (hello.protocol != Hello{}.protocol || hello.version != Hello{}.version) {
        json.ignore_rest();
        return hello;
    }
    hello.network = json.text("network", 64);
    const std::string role = json.text("role", 8);
    if (role == "core") hello.role = Role::Core;
    if (role != "core" && role != "edge") json.fault(sbc::JsonError::OutOfRange, "unknown role");
    hello.port = static_cast<std::uint16_t>(json.integer("port", 65535));
    if (role == "core" && hello.port == 0)
        json.fault(sbc::JsonError::OutOfRange, "a core has a port");
    hello.id = NodeId{json.hex64("id")};
    hello.applications = json.texts("applications", 16, 32);
    return hello;
}
// #endregion read-hello

// #region read-message
static Message read_message(JsonReader& json, const std::string& type) {
    if (type == "hello") return read_hello(json);
    if (type == "refused") return Refused{json.text("reason", 200), read_cores(json)};
    if (type == "bye") return Bye{};
    if (type == "ping") return Ping{Nonce{json.hex64("nonce")}};
    if (type == "pong") return Pong{Nonce{json.hex64("nonce")}};
    if (type == "get_cores") return GetCores{};
    if (type == "cores") return Cores{read_cores(json)};
    if (type == "load") return Load{json.integer("edges", 1'000'000)};
    if (type == "twin") return Twin{Nonce{json.hex64("token")}};
    if (type == "ack") return Ack{LineId{json.hex64("id")}};
    if (type == "line") {
        return Line{LineId{json.hex64("id")}, json.text("from", 64),
                    json.text("text", longest_line)};
    }
    json.fault(sbc::JsonError::OutOfRange, "a message of an unknown type");
    return Bye{};
}
// #endregion read-message

// #region decode
sbc::Result<Message, sbc::JsonError> decode(sbc::ByteView payload) {
    auto json = JsonReader::parse(sbc::as_text(payload), {});
    if (!json) return sbc::pass_on(json);
    const std::string type = json->text("type", 32);
    Message message = read_message(*json, type);
    auto complete = json->finish();
    if (!complete) return sbc::pass_on(complete);
    return message;
}
// #endregion decode

}  // namespace stage
