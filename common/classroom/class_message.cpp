#include "classroom/class_message.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "crypto/address.hpp"
#include "crypto/signed_bytes.hpp"
#include "p2p/carried.hpp"
#include "ranking/row.hpp"

namespace sbc::classroom {
namespace {

constexpr std::uint64_t most_seconds = 0xffff'ffff;
constexpr std::uint64_t highest = 1'000'000'000;
constexpr std::uint64_t most_wallets = 10'000;

// Blanks, and what takes no room: Unicode's Zs, and of its Default_Ignorable_Code_Point those that
// clean_name() leaves as they are.
constexpr std::array<std::string_view, 32> unseen{
    " ",      "\u00A0", "\u00AD", "\u034F", "\u115F", "\u1160", "\u1680", "\u17B4",
    "\u17B5", "\u180E", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
    "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u200B", "\u200C", "\u200D",
    "\u202F", "\u205F", "\u2060", "\u2061", "\u3000", "\u3164", "\uFEFF", "\uFFA0"};

constexpr std::string_view given = "given";
constexpr std::string_view later = "later";
constexpr std::string_view refused = "refused";

std::string_view text_of(Gift::State state) {
    if (state == Gift::State::Given) return given;
    return state == Gift::State::Later ? later : refused;
}

// --- writing ---

JsonWriter writer(std::string_view kind) {
    JsonWriter json;
    json.text("kind", kind);
    return json;
}

// All but the seal: what is signed.
JsonWriter said(const Order& order) {
    JsonWriter json = writer("order");
    json.texts("apart", order.apart).integer("number", order.number);
    json.integer("until", static_cast<std::uint64_t>(order.until.time_since_epoch().count()));
    return json;
}
JsonWriter said(const Gift& gift) {
    JsonWriter json = writer("gift");
    json.text("address", crypto::to_address(gift.address)).integer("amount", gift.amount);
    json.text("name", gift.name).text("state", text_of(gift.state)).text("word", gift.word);
    return json;
}

std::string sealed(JsonWriter json, const HostSeal& seal) {
    json.bytes("key", seal.key.bytes).bytes("signature", seal.signature.bytes);
    return json.to_text();
}

std::string text_of(const Order& order) { return sealed(said(order), order.seal); }
std::string text_of(const Gift& gift) { return sealed(said(gift), gift.seal); }
std::string text_of(const Here& here) {
    JsonWriter json = writer("here");
    json.text("name", here.name).integer("host", here.host ? 1 : 0);
    if (here.order) json.object("order", text_of(*here.order));
    return json.to_text();
}
std::string text_of(const Presence& presence) {
    Bytes headers;
    for (const chain::Header& header : presence.headers) {
        const chain::HeaderBytes bytes = chain::encode(header);
        headers.insert(headers.end(), bytes.begin(), bytes.end());
    }
    JsonWriter json = writer("presence");
    json.text("name", presence.name).integer("host", presence.host ? 1 : 0);
    json.integer("mines", presence.mines ? 1 : 0).integer("wallets", presence.wallets);
    json.texts("links", presence.links).integer("height", presence.height.value());
    json.integer("count", presence.headers.size()).bytes("headers", headers);
    return json.to_text();
}
std::string text_of(const Ask& ask) {
    JsonWriter json = writer("ask");
    return json.text("name", ask.name).text("address", crypto::to_address(ask.address)).to_text();
}

// --- reading ---

std::string read_nick(JsonReader& json, std::string_view field = "name") {
    std::string name = json.text(field, longest_nick);
    if (!is_nick(name)) json.fault(JsonError::OutOfRange, "this is no name");
    return name;
}
bool read_flag(JsonReader& json, std::string_view field) { return json.integer(field, 1) == 1; }

// Names in order, each once.
std::vector<std::string> read_nicks(JsonReader& json, std::string_view field, std::size_t most) {
    std::vector<std::string> names = json.texts(field, most, longest_nick);
    const bool in_order =
        std::adjacent_find(names.begin(), names.end(), std::greater_equal<>{}) == names.end();
    if (!in_order || !std::all_of(names.begin(), names.end(), is_nick)) {
        json.fault(JsonError::OutOfRange, "these are no names in order");
    }
    return names;
}

crypto::PublicKey read_address(JsonReader& json) {
    const std::string text = json.text("address", crypto::address_size);
    const auto key = crypto::from_address(text);
    if (key && crypto::to_address(*key) == text) return *key;
    json.fault(JsonError::OutOfRange, "this is no address");
    return {};
}

HostSeal read_seal(JsonReader& json) {
    HostSeal seal;
    const Bytes key = json.bytes("key", seal.key.bytes.size());
    const Bytes signature = json.bytes("signature", seal.signature.bytes.size());
    std::copy(key.begin(), key.end(), seal.key.bytes.begin());
    std::copy(signature.begin(), signature.end(), seal.signature.bytes.begin());
    return seal;
}

Order read_order(JsonReader& json) {
    Order order;
    order.number = json.integer("number", json_max_integer);
    order.until = std::chrono::sys_seconds{
        std::chrono::seconds{static_cast<std::int64_t>(json.integer("until", most_seconds))}};
    order.apart = read_nicks(json, "apart", most_apart);
    order.seal = read_seal(json);
    return order;
}

Gift read_gift(JsonReader& json) {
    Gift gift;
    gift.name = read_nick(json);
    gift.address = read_address(json);
    gift.amount = json.integer("amount", json_max_integer);
    gift.word = json.text("word", longest_word);
    const std::string state = json.text("state", refused.size());
    if (state == later) gift.state = Gift::State::Later;
    if (state == refused) gift.state = Gift::State::Refused;
    if (state != text_of(gift.state)) json.fault(JsonError::OutOfRange, "this is no state");
    if (gift.state != Gift::State::Given && gift.amount != 0) {
        json.fault(JsonError::OutOfRange, "nothing is given, and it has points");
    }
    gift.seal = read_seal(json);
    return gift;
}

Here read_here(JsonReader& json) {
    Here here;
    here.name = read_nick(json);
    here.host = read_flag(json, "host");
    if (json.has("order")) {
        json.inside("order", [&](JsonReader& inside) {
            if (inside.text("kind", 5) != "order") {
                inside.fault(JsonError::OutOfRange, "this is no order");
            }
            here.order = read_order(inside);
        });
    }
    return here;
}

Presence read_presence(JsonReader& json) {
    Presence presence;
    presence.name = read_nick(json);
    presence.host = read_flag(json, "host");
    presence.mines = read_flag(json, "mines");
    presence.wallets = json.integer("wallets", most_wallets);
    presence.links = read_nicks(json, "links", most_links);
    presence.height = chain::Height{json.integer("height", highest)};
    const std::uint64_t count = json.integer("count", most_headers);
    if (count == 0) json.fault(JsonError::OutOfRange, "every history has a block");
    const Bytes bytes = json.bytes("headers", count * chain::header_size);
    for (std::size_t at = 0; at + chain::header_size <= bytes.size(); at += chain::header_size) {
        chain::HeaderBytes header{};
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), header.size(), header.begin());
        presence.headers.push_back(chain::decode_header(header));
    }
    return presence;
}

Ask read_ask(JsonReader& json) {
    Ask ask;
    ask.name = read_nick(json);
    ask.address = read_address(json);
    return ask;
}

ClassMessage read_message(JsonReader& json) {
    const std::string kind = json.text("kind", 8);
    if (kind == "here") return read_here(json);
    if (kind == "order") return read_order(json);
    if (kind == "presence") return read_presence(json);
    if (kind == "ask") return read_ask(json);
    if (kind != "gift") json.fault(JsonError::OutOfRange, "this is no kind of message of a class");
    return read_gift(json);
}

// --- the host's word ---

template <class Word>
Bytes what_is_signed(const Word& word, std::string_view kind, const crypto::Hash& network) {
    return crypto::signed_bytes(kind, network, said(word).to_text());
}
constexpr std::string_view order_kind = "class-order";
constexpr std::string_view gift_kind = "class-gift";

template <class Word>
bool sealed_by_host(const Word& word, std::string_view kind, const ClassCode& code,
                    const crypto::Hash& network) {
    return is_host(code, word.seal.key) &&
           crypto::verify(word.seal.key, what_is_signed(word, kind, network), word.seal.signature);
}

}  // namespace

bool is_nick(const std::string& name) {
    return !name.empty() && name.size() <= longest_nick && ranking::clean_name(name) == name &&
           std::none_of(unseen.begin(), unseen.end(),
                        [&](std::string_view one) { return name.find(one) != std::string::npos; });
}

std::string encode(const ClassMessage& message) {
    return std::visit([](const auto& one) { return text_of(one); }, message);
}

Result<ClassMessage, MessageError> decode(const std::string& body) {
    JsonLimits limits;
    limits.max_bytes = p2p::longest_spread;
    limits.canonical = true;
    auto json = JsonReader::parse(body, limits);
    if (!json) return refuse(MessageError::Malformed, json.error().text);
    ClassMessage message = read_message(*json);
    if (auto read = json->finish(); !read) {
        return refuse(MessageError::Malformed, read.error().text);
    }
    return message;
}

void sign(Order& order, const crypto::Hash& network, const crypto::SigningKey& host) {
    order.seal = {host.public_key(), host.sign(what_is_signed(order, order_kind, network))};
}
void sign(Gift& gift, const crypto::Hash& network, const crypto::SigningKey& host) {
    gift.seal = {host.public_key(), host.sign(what_is_signed(gift, gift_kind, network))};
}

bool holds(const Order& order, const ClassCode& code, const crypto::Hash& network) {
    return sealed_by_host(order, order_kind, code, network);
}
bool holds(const Gift& gift, const ClassCode& code, const crypto::Hash& network) {
    return sealed_by_host(gift, gift_kind, code, network);
}

}  // namespace sbc::classroom
