// What the application "class" says: one spelling, bounds, and what the host has signed.
#include "classroom/class_message.hpp"

#include "base/utf8.hpp"
#include "class_scene.hpp"
#include "crypto/address.hpp"
#include "crypto/signed_bytes.hpp"

using namespace classes;

namespace {

// The text with this part of it changed, which must be there once.
std::string with(const std::string& text, const std::string& part, const std::string& instead) {
    const std::size_t found = text.find(part);
    INFO(text << " has no " << part);
    REQUIRE(found != std::string::npos);
    return std::string{text}.replace(found, part.size(), instead);
}
// Its form is well; it is about what is in it.
std::string reason_against(const std::string& text) {
    const auto message = decode(text);
    INFO(text.substr(0, 500));
    REQUIRE_FALSE(message);
    CHECK(message.error().reason == MessageError::Malformed);
    CHECK(sbc::is_utf8(sbc::as_bytes(message.error().text)));
    return message.error().text;
}
bool readable(const ClassMessage& message) { return decode(encode(message)).has_value(); }

// So many names, sorted, each as long as a name can be, and twice as long where it is written.
std::vector<std::string> long_names(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(100 + i);
        names.push_back(number + std::string(longest_nick - number.size(), '\\'));
    }
    return names;
}
Presence presence_with(std::size_t headers) {
    Presence presence = presence_of("alice", {"bob", "carol"});
    presence.headers.clear();
    Hash previous;
    for (std::size_t i = 0; i < headers; ++i) {
        presence.headers.push_back(mined_on(previous));
        previous = hash_of(presence.headers.back());
    }
    return presence;
}
Here here_with(const Order& order) { return {"bob", true, order}; }

const std::string order_text = encode(order_of(7, {"alice", "bob"}));
const std::string gift_text = encode(gift_of("alice", Gift::State::Given, "20 points"));
const std::string ask_text = encode(Ask{"alice", address("alice")});
const std::string presence_text = encode(presence_with(2));

}  // namespace

TEST_CASE("each message of a class is read as it was written", "[classroom]") {
    Presence presence = presence_with(3);
    presence.host = true;
    presence.mines = true;
    presence.wallets = 7;
    presence.height = Height{41};
    for (const ClassMessage& message : std::vector<ClassMessage>{
             Here{"alice"}, Here{"host", true}, here_with(order_of(3, {"alice", "bob"})),
             order_of(1, {}), order_of(sbc::json_max_integer, {"alice"}), presence,
             presence_with(1), presence_with(most_headers),
             Ask{"\u30a2\u30a4\u30b3", address("aiko")},
             gift_of("alice", Gift::State::Given, "20 points are on their way"),
             gift_of("alice", Gift::State::Later, "later"),
             gift_of("alice", Gift::State::Refused, "")}) {
        const auto read = decode(encode(message));
        INFO(encode(message));
        REQUIRE(read);
        CHECK(*read == message);
    }
}

TEST_CASE("what is no message of a class is refused", "[classroom]") {
    for (const std::string& text :
         {std::string{}, std::string{"{}"}, std::string{"[]"}, std::string{"class"},
          std::string{"{\"kind\":"}, std::string{R"({"kind":7})"},
          std::string{R"({"kind":"give"})"}, std::string{R"({"kind":"here"})"},
          std::string{"\xff\xfe"}, R"({"kind":")" + std::string(100'000, 'a') + R"("})",
          std::string(100'000, '{')}) {
        CHECK_FALSE(reason_against(text).empty());
    }
    CHECK_THAT(reason_against(R"({"kind":"order "})"), ContainsSubstring("no kind of message"));
}

TEST_CASE("a message of a class has one spelling", "[classroom]") {
    REQUIRE(decode(ask_text));
    CHECK_FALSE(decode(" " + ask_text));
    CHECK_FALSE(decode(ask_text + "\n"));
    CHECK_FALSE(decode(with(ask_text, R"(,"kind")", R"(, "kind")")));
    CHECK_FALSE(decode(with(ask_text, "alice", R"(\u0061lice)")));
    CHECK_FALSE(decode(R"({"name":"alice","kind":"here","host":0})"));
    CHECK(decode(R"({"host":0,"kind":"here","name":"alice"})"));
    CHECK_FALSE(decode(R"({"host":0,"kind":"here","kind":"here","name":"alice"})"));
    CHECK_FALSE(decode(R"({"host":0,"kind":"here","name":"alice","word":"hello"})"));
    CHECK_FALSE(decode(R"({"host":2,"kind":"here","name":"alice"})"));
    CHECK_FALSE(decode(R"({"host":true,"kind":"here","name":"alice"})"));
    CHECK_FALSE(decode(R"({"host":-0,"kind":"here","name":"alice"})"));
}

TEST_CASE("in a message of a class every field is its own", "[classroom]") {
    for (const std::string& text : {order_text, gift_text, ask_text, presence_text}) {
        CHECK_FALSE(decode(with(text, R"("kind")", R"("extra":1,"kind")")));
        CHECK_FALSE(decode(with(text, R"("kind")", R"("kine")")));
    }
}

TEST_CASE("a name of a class is one that everybody can read and type", "[classroom]") {
    const std::string forty(longest_nick, 'a');
    for (const std::string& name :
         {std::string{"a"}, std::string{"alice"}, std::string{"Alice-2_(b)"}, std::string{"\\"},
          std::string{"O'Brien"}, std::string{"\u30a2\u30a4\u30b3"}, std::string{"J\u00f6rg"},
          forty,
          std::string{
              "\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2a"}}) {
        INFO(name);
        CHECK(is_nick(name));
        CHECK(readable(Here{name}));
    }
    for (const std::string& name :
         {std::string{},
          std::string{" "},
          std::string{"two words"},
          std::string{"alice "},
          std::string{"two\u00a0words"},
          std::string{"two\u3000words"},
          std::string{"ali\u200bce"},
          std::string{"\ufeffalice"},
          std::string{"ali\u00adce"},
          std::string{"\u3164"},
          std::string{"a\"b"},
          std::string{"\u201calice\u201d"},
          std::string{"\u00abalice\u00bb"},
          std::string{"a\tb"},
          std::string{"a\nb"},
          std::string("a\0b", 3),
          std::string{"a\x1b[31m"},
          std::string{"a\x7f"},
          std::string{"a\u202eb"},
          std::string{"a\u0085"},
          forty + "a",
          std::string{"\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2\u30a2"
                      "\u30a2\u30a2"},
          std::string{"\xff"},
          std::string{"\xe3\x82"}}) {
        INFO(name);
        CHECK_FALSE(is_nick(name));
        if (sbc::is_utf8(sbc::as_bytes(name))) CHECK_FALSE(readable(Here{name}));
    }
}

TEST_CASE("a message of a class keeps its bounds", "[classroom]") {
    SECTION("the neighbours of a presence") {
        Presence presence = presence_with(1);
        presence.links = long_names(most_links);
        CHECK(readable(presence));
        presence.links = long_names(most_links + 1);
        CHECK_FALSE(readable(presence));
    }
    SECTION("its headers") {
        CHECK(readable(presence_with(most_headers)));
        CHECK_FALSE(readable(presence_with(most_headers + 1)));
        CHECK_THAT(reason_against(encode(presence_with(0))), ContainsSubstring("history"));
    }
    SECTION("its height and its wallets") {
        Presence presence = presence_with(1);
        presence.height = Height{1'000'000'000};
        presence.wallets = 10'000;
        CHECK(readable(presence));
        presence.wallets = 10'001;
        CHECK_FALSE(readable(presence));
        presence.wallets = 0;
        presence.height = Height{1'000'000'001};
        CHECK_FALSE(readable(presence));
    }
    SECTION("the names of an order") {
        CHECK(readable(order_of(1, long_names(most_apart))));
        CHECK_FALSE(readable(order_of(1, long_names(most_apart + 1))));
        CHECK_FALSE(readable(here_with(order_of(1, long_names(most_apart + 1)))));
    }
    SECTION("what the host says") {
        CHECK(readable(gift_of("alice", Gift::State::Later, std::string(longest_word, 'a'))));
        CHECK_FALSE(
            readable(gift_of("alice", Gift::State::Later, std::string(longest_word + 1, 'a'))));
    }
    SECTION("the time of an order") {
        Order order = order_of(1, {});
        order.until = sbc::chain::last_time;
        CHECK(readable(order));
        order.until += 1s;
        CHECK_FALSE(readable(order));
    }
}

TEST_CASE("lists of names are sorted, and have each once", "[classroom]") {
    for (const std::vector<std::string>& names : std::vector<std::vector<std::string>>{
             {"bob", "alice"}, {"alice", "alice"}, {"alice", ""}, {"two words"}, {"a\"b"}}) {
        CHECK_FALSE(readable(order_of(1, names)));
        Presence presence = presence_with(1);
        presence.links = names;
        CHECK_FALSE(readable(presence));
    }
    CHECK(readable(order_of(1, {"Bob", "alice", "\u30a2\u30a4\u30b3"})));
}

TEST_CASE("a presence has as many headers as it says", "[classroom]") {
    REQUIRE_THAT(presence_text, ContainsSubstring(R"("count":2)"));
    for (const char* count : {"0", "1", "3", "9", "18446744073709551615", "\"2\""}) {
        CHECK_FALSE(
            decode(with(presence_text, R"("count":2)", std::string{R"("count":)"} + count)));
    }
    CHECK_FALSE(decode(with(presence_text, R"("headers":")", R"("headers":"00)")));
    CHECK_FALSE(decode(with(presence_text, R"("headers":"01)", R"("headers":"0G)")));
}

TEST_CASE("a gift has one of three states", "[classroom]") {
    REQUIRE_THAT(gift_text, ContainsSubstring(R"("state":"given")"));
    for (const char* state : {"", "Given", "taken", "refused!"}) {
        CHECK_FALSE(decode(
            with(gift_text, R"("state":"given")", std::string{R"("state":")"} + state + '"')));
    }
    const std::string later = encode(gift_of("alice", Gift::State::Later, "soon"));
    CHECK(decode(with(later, R"("state":"later")", R"("state":"refused")")));
}

TEST_CASE("a gift that is not given has no points", "[classroom]") {
    for (const auto state : {Gift::State::Later, Gift::State::Refused}) {
        Gift gift = gift_of("alice", state, "no points");
        CHECK(gift.amount == 0);
        CHECK(readable(gift));
        gift.amount = 1;
        CHECK_THAT(reason_against(encode(gift)), ContainsSubstring("nothing is given"));
    }
}

TEST_CASE("points are asked for at an address, in its one spelling", "[classroom]") {
    const std::string alice = sbc::crypto::to_address(address("alice"));
    std::string upper = alice;
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    std::string wrong = alice;
    wrong.back() = wrong.back() == 'q' ? 'p' : 'q';
    for (const std::string& other : {upper, wrong, alice.substr(1), alice + "q", std::string{}}) {
        CHECK_FALSE(decode(with(ask_text, alice, other)));
        CHECK_FALSE(decode(with(gift_text, alice, other)));
    }
}

TEST_CASE("what stands in a here is an order, and whole", "[classroom]") {
    const std::string text = encode(here_with(order_of(7, {"alice"})));
    REQUIRE(decode(text));
    CHECK_FALSE(decode(with(text, R"("kind":"order")", R"("kind":"ordex")")));
    CHECK_FALSE(decode(with(text, R"("number":7)", R"("number":7,"old":1)")));
    CHECK_FALSE(decode(with(text, R"("number":7,)", "")));
    CHECK_FALSE(decode(R"({"host":0,"kind":"here","name":"alice","order":{}})"));
    CHECK_FALSE(decode(R"({"host":0,"kind":"here","name":"alice","order":[]})"));
    CHECK_FALSE(decode(R"({"host":0,"kind":"here","name":"alice","order":null})"));
}

TEST_CASE("the largest of each message can be sent to everybody", "[classroom]") {
    Presence presence = presence_with(most_headers);
    presence.name = long_names(1).front();
    presence.links = long_names(most_links);
    presence.height = Height{1'000'000'000};
    presence.wallets = 10'000;
    Order order = order_of(sbc::json_max_integer, long_names(most_apart));
    order.until = sbc::chain::last_time;
    Gift gift = gift_of("alice", Gift::State::Given, std::string(longest_word, '\x01'));
    gift.name = long_names(1).front();
    gift.amount = sbc::json_max_integer;
    Here here = here_with(order);
    here.name = gift.name;
    for (const ClassMessage& message :
         std::vector<ClassMessage>{presence, order, gift, here, Ask{gift.name, gift.address}}) {
        const std::string body = encode(message);
        REQUIRE(decode(body));
        CHECK(body.size() <= sbc::p2p::longest_spread);
        CHECK_FALSE(sbc::p2p::unsendable(sbc::p2p::Direct{"class", body}));
        CHECK_FALSE(sbc::p2p::unsendable(sbc::p2p::Spread{"class", MessageId{1}, 0, body}));
    }
}

TEST_CASE("what the host signs is its kind, the network and what is said", "[classroom]") {
    const Order order = order_of(7, {"alice", "bob"});
    const std::string until = std::to_string(order.until.time_since_epoch().count());
    const std::string said =
        R"({"apart":["alice","bob"],"kind":"order","number":7,"until":)" + until + "}";
    CHECK(sbc::crypto::verify(host_key().public_key(),
                              sbc::crypto::signed_bytes("class-order", network_hash(), said),
                              order.seal.signature));
    const Gift gift = gift_of("alice", Gift::State::Given, "20 points");
    const std::string about = R"({"address":")" + sbc::crypto::to_address(gift.address) +
                              R"(","amount":20,"kind":"gift","name":"alice","state":"given",)" +
                              R"("word":"20 points"})";
    CHECK(sbc::crypto::verify(host_key().public_key(),
                              sbc::crypto::signed_bytes("class-gift", network_hash(), about),
                              gift.seal.signature));
}

TEST_CASE("an order holds as the host has signed it, and not otherwise", "[classroom]") {
    const Order order = order_of(7, {"alice", "bob"});
    REQUIRE(holds(order, maths(), network_hash()));
    Order other = order;
    SECTION("another number") { ++other.number; }
    SECTION("another time") { other.until += 1s; }
    SECTION("somebody more") { other.apart.emplace_back("carol"); }
    SECTION("nobody") { other.apart.clear(); }
    SECTION("a bit of the signature") { other.seal.signature.bytes[63] ^= 1; }
    SECTION("no seal") { other.seal = {}; }
    SECTION("another key") { other.seal.key = stranger().public_key(); }
    SECTION("another key, and its own good signature") { sign(other, network_hash(), stranger()); }
    SECTION("signed for another network") { sign(other, Hash{}, host_key()); }
    SECTION("a gift's seal") {
        other.seal = gift_of("alice", Gift::State::Given, "20 points").seal;
    }
    CHECK_FALSE(holds(other, maths(), network_hash()));
}

TEST_CASE("a gift holds as the host has signed it, and not otherwise", "[classroom]") {
    const Gift gift = gift_of("alice", Gift::State::Given, "20 points");
    REQUIRE(holds(gift, maths(), network_hash()));
    Gift other = gift;
    SECTION("another name") { other.name = "bob"; }
    SECTION("another address") { other.address = address("bob"); }
    SECTION("another state") { other.state = Gift::State::Refused; }
    SECTION("another amount") { ++other.amount; }
    SECTION("another word") { other.word += "!"; }
    SECTION("another key, and its own good signature") { sign(other, network_hash(), stranger()); }
    SECTION("signed for another network") { sign(other, Hash{}, host_key()); }
    SECTION("an order's seal") { other.seal = order_of(7, {"alice"}).seal; }
    CHECK_FALSE(holds(other, maths(), network_hash()));
}

TEST_CASE("what the host of one class signs holds in no other class of his", "[classroom]") {
    const ClassCode physics = new_class("physics", 5s, host_key().public_key()).value();
    CHECK_FALSE(holds(order_of(7, {"alice"}), physics, network_hash(physics)));
    CHECK_FALSE(holds(gift_of("alice", Gift::State::Given, ""), physics, network_hash(physics)));
}
