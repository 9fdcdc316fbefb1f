#include "p2p/envelope.hpp"

#include <set>
#include <utility>

namespace sbc::p2p {
namespace {

constexpr JsonLimits wire_limits{.max_bytes = 65'536, .max_depth = 8, .canonical = true};
constexpr std::size_t longest_type = 32;
constexpr std::size_t longest_address = 60;

std::vector<std::string> texts_of(const std::vector<Address>& addresses) {
    std::vector<std::string> texts;
    texts.reserve(addresses.size());
    for (const Address& address : addresses) texts.push_back(address.to_text());
    return texts;
}

struct Writer {
    JsonWriter& json;

    void operator()(const Hello& m) const {
        json.text("type", "hello").text("protocol", m.protocol).integer("version", m.version);
        json.text("network", m.network).text("role", m.role == Role::Core ? "core" : "edge");
        json.integer("port", m.port).hex64("id", m.id.value());
        json.texts("applications", m.applications);
    }
    void operator()(const Refused& m) const {
        json.text("type", "refused").text("reason", m.reason).texts("cores", texts_of(m.cores));
    }
    void operator()(const Bye&) const { json.text("type", "bye"); }
    void operator()(const Ping& m) const {
        json.text("type", "ping").hex64("nonce", m.nonce.value());
    }
    void operator()(const Pong& m) const {
        json.text("type", "pong").hex64("nonce", m.nonce.value());
    }
    void operator()(const GetCores&) const { json.text("type", "get_cores"); }
    void operator()(const Cores& m) const {
        json.text("type", "cores").texts("cores", texts_of(m.cores));
    }
    void operator()(const Load& m) const { json.text("type", "load").integer("edges", m.edges); }
    void operator()(const Twin& m) const {
        json.text("type", "twin").hex64("token", m.token.value());
    }
    void operator()(const Ack& m) const { json.text("type", "ack").hex64("id", m.id.value()); }
};

std::vector<Address> read_cores(JsonReader& json) {
    std::vector<Address> addresses;
    std::set<Address> seen;
    for (const std::string& text : json.texts("cores", longest_core_list, longest_address)) {
        auto address = Address::parse(text);
        if (!address || address->to_text() != text || address->port() == 0 ||
            address->is_wildcard() || !seen.insert(*address).second) {
            json.fault(JsonError::OutOfRange,
                       "\"cores\" names addresses that can be dialed, each once: 127.0.0.1:5001");
            return {};
        }
        addresses.push_back(std::move(*address));
    }
    return addresses;
}

LinkMessage read_hello(JsonReader& json) {
    Hello hello{.protocol = json.text("protocol", longest_type),
                .version = json.integer("version", json_max_integer)};
    if (hello.protocol != protocol_name || hello.version != protocol_version) {
        json.ignore_rest();
        return hello;
    }
    hello.network = json.text("network", longest_network_name);
    const std::string role = json.text("role", longest_type);
    hello.role = role == "core" ? Role::Core : Role::Edge;
    if (role != "core" && role != "edge") {
        json.fault(JsonError::OutOfRange, "the field \"role\" should be \"core\" or \"edge\"");
    }
    hello.port = static_cast<std::uint16_t>(json.integer("port", 65'535));
    hello.id = NodeId{json.hex64("id")};
    hello.applications = json.texts("applications", most_applications, longest_application_name);
    return hello;
}

LinkMessage read_message(JsonReader& json, const std::string& type) {
    if (type == "hello") return read_hello(json);
    if (type == "refused") return Refused{json.text("reason", longest_reason), read_cores(json)};
    if (type == "bye") return Bye{};
    if (type == "ping") return Ping{Nonce{json.hex64("nonce")}};
    if (type == "pong") return Pong{Nonce{json.hex64("nonce")}};
    if (type == "get_cores") return GetCores{};
    if (type == "cores") return Cores{read_cores(json)};
    if (type == "load") return Load{json.integer("edges", most_edges)};
    if (type == "twin") return Twin{Nonce{json.hex64("token")}};
    if (type == "ack") return Ack{MessageId{json.hex64("id")}};
    json.fault(JsonError::OutOfRange, "the field \"type\" names no message of this version");
    return Bye{};
}

}  // namespace

Bytes encode(const LinkMessage& message) {
    JsonWriter json;
    std::visit(Writer{json}, message);
    return to_bytes(json.to_text());
}

Result<LinkMessage, JsonError> decode_link_message(ByteView payload) {
    auto json = JsonReader::parse(as_text(payload), wire_limits);
    if (!json) return pass_on(json);
    const std::string type = json->text("type", longest_type);
    LinkMessage message = read_message(*json, type);
    auto complete = json->finish();
    if (!complete) return pass_on(complete);
    return message;
}

}  // namespace sbc::p2p
