// What edges and cores say to each other about mail: one spelling, and bounds.
#include "message/mail_message.hpp"

#include <set>

#include "base/utf8.hpp"
#include "letter_scene.hpp"
#include "mail_vectors.hpp"
#include "p2p/carried.hpp"

using namespace letters;

namespace {

std::string refusal_of(const std::string& text) {
    const auto message = decode(text);
    INFO(text.substr(0, 500));
    REQUIRE_FALSE(message);
    CHECK(message.error().reason == MailError::Malformed);
    CHECK_FALSE(message.error().text.empty());
    CHECK(sbc::is_utf8(sbc::as_bytes(message.error().text)));
    return message.error().text;
}
bool readable(const MailMessage& message) {
    const auto read = decode(encode(message));
    if (read) CHECK(*read == message);
    return read.has_value();
}

std::string address_of(const std::string& name) {
    return sbc::crypto::to_address(key_of(name).public_key());
}
// So many addresses or ids, in order.
std::vector<std::string> places(Shelf shelf, std::size_t count) {
    std::set<std::string> sorted;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = std::to_string(i);
        sorted.insert(shelf == Shelf::Cards ? address_of(name)
                                            : sbc::crypto::to_text(Hash{bytes_of(name)}));
    }
    return {sorted.begin(), sorted.end()};
}
std::vector<std::string> with_sequence(std::vector<std::string> addresses,
                                       const std::string& sequence) {
    for (std::string& one : addresses) one += "/" + sequence;
    return addresses;
}
const std::string largest_sequence = "9007199254740991";

const std::string card_text = vectors::mail[0];
const std::string letter_text = vectors::mail[1];
const std::string receipt_text = vectors::mail[2];

}  // namespace

TEST_CASE("each message of the mail is read and spelled as the protocol shows it", "[message]") {
    std::set<std::size_t> kinds;
    for (const std::string& text : vectors::mail) {
        CAPTURE(text);
        const auto message = decode(text);
        REQUIRE(message);
        CHECK(encode(*message) == text);
        kinds.insert(message->index());
    }
    CHECK(kinds.size() == std::variant_size_v<MailMessage>);
}

TEST_CASE("what the protocol shows as refused is refused", "[message]") {
    for (const std::string& text : vectors::no_mail) CHECK_FALSE(refusal_of(text).empty());
}

TEST_CASE("the protocol's card, letter and receipt hold in the classroom, and it says how",
          "[message]") {
    const Hash classroom = sbc::crypto::hash_from_text(
                               "81d86439c12072eb0e0fa71a27f548ebb9b71477"
                               "0e3ec4a32798069de3e0690f")
                               .value();
    const auto card = std::get<Card>(decode(card_text).value());
    const auto letter = std::get<Letter>(decode(letter_text).value());
    const auto receipt = std::get<Receipt>(decode(receipt_text).value());
    const auto bytes_in = [](const std::string& line) {
        std::array<std::uint8_t, 32> bytes{};
        const Bytes read = sbc::from_hex(line.substr(0, 64)).value();
        std::copy(read.begin(), read.end(), bytes.begin());
        return bytes;
    };
    const AgreementSecret bobs{bytes_in(vectors::keys[0])};
    const AgreementSecret fresh{bytes_in(vectors::keys[1])};

    CHECK(why_not(check(card, classroom)).empty());
    CHECK(sbc::to_hex(card.key.bytes) == vectors::keys[0].substr(65));
    CHECK(sbc::to_hex(letter.key.bytes) == vectors::keys[1].substr(65));
    CHECK(why_not(check(receipt, classroom)).empty());
    CHECK(receipt.letter == id_of(letter, classroom));
    CHECK(sbc::crypto::to_text(id_of(card, classroom)) == vectors::ids[0]);
    CHECK(sbc::crypto::to_text(id_of(letter, classroom)) == vectors::ids[1]);
    CHECK(is_paid(card.stamp, id_of(card, classroom), classroom, usual_stamp));
    CHECK(is_paid(letter.stamp, id_of(letter, classroom), classroom, usual_stamp));

    const auto opened = open(letter, bobs, card.key, classroom);
    REQUIRE(opened);
    CHECK(sbc::crypto::to_text(sbc::crypto::hash256(signed_part(letter, *opened, classroom))) ==
          vectors::steps[0].substr(7));
    CHECK(sbc::to_hex(letter_key(fresh, card.key, card.key, letter, classroom)->reveal()) ==
          vectors::steps[6].substr(4));
    CHECK_THAT(vectors::inside[0], ContainsSubstring(sbc::crypto::to_address(opened->from)) &&
                                       ContainsSubstring(sbc::to_hex(opened->signature.bytes)));
    // Whoever has alice's seed of section 16 makes the same letter.
    const SigningKey alice{SigningKey::Seed{
        bytes_in("2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90")}};
    const Draft draft{.text = opened->text, .sent = opened->sent, .until = letter.until};
    auto again = seal(draft, card, alice, fresh, classroom);
    REQUIRE(again);
    again->stamp = letter.stamp;
    CHECK(encode(*again) == letter_text);
}

TEST_CASE("a message of the mail has no field but its own, and each of them once", "[message]") {
    for (const std::string& text : vectors::mail) {
        CHECK_FALSE(decode(replaced(text, R"("kind")", R"("extra":1,"kind")")));
        CHECK_FALSE(decode(replaced(text, R"("kind")", R"("kine")")));
        CHECK_FALSE(decode(replaced(text, "{", "{ ")));
        CHECK_FALSE(decode(" " + text));
        CHECK_FALSE(decode(text + "\n"));
        CHECK_FALSE(decode(text + text));
        for (std::size_t cut = 0; cut < text.size(); cut += 13) {
            CHECK_FALSE(decode(text.substr(0, cut)));
        }
    }
}

TEST_CASE("what is no message of the mail is refused", "[message]") {
    for (const std::string& text :
         {std::string{}, std::string{"{}"}, std::string{"[]"}, std::string{"mail"},
          std::string{R"({"kind":7})"}, std::string{R"({"kind":"parcel"})"},
          std::string{R"({"kind":"card"})"}, std::string{"\xff\xfe"}, std::string(100'000, '{'),
          R"({"kind":")" + std::string(100'000, 'a') + R"("})"}) {
        CHECK_FALSE(refusal_of(text).empty());
    }
    CHECK_THAT(refusal_of(R"({"kind":"parcel"})"), ContainsSubstring("no kind of message"));
}

TEST_CASE("numbers of cards, letters and stamps keep their bounds", "[message]") {
    for (const auto& [text, good, bad] : std::vector<std::array<std::string, 3>>{
             {R"("sequence":7)", R"("sequence":9007199254740991)", R"("sequence":0)"},
             {R"("nonce":345650)", R"("nonce":4294967295)", R"("nonce":4294967296)"},
             {R"("time":1800000000)", R"("time":4294967295)", R"("time":4294967296)"},
             {R"("from":1800000000)", R"("from":0)", R"("from":-1)"},
             {R"("until":1802592000)", R"("until":4294967295)", R"("until":4294967296)"}}) {
        CHECK(decode(replaced(card_text, text, good)));
        CHECK_FALSE(decode(replaced(card_text, text, bad)));
    }
    CHECK(decode(replaced(letter_text, R"("card":7)", R"("card":1)")));
    CHECK_FALSE(decode(replaced(letter_text, R"("card":7)", R"("card":0)")));
    CHECK(decode(replaced(receipt_text, R"("opened":1)", R"("opened":0)")));
    CHECK_FALSE(decode(replaced(receipt_text, R"("opened":1)", R"("opened":2)")));
    const PublicKey bob = key_of("bob").public_key();
    CHECK(readable(Welcome{bob, 1'000'000}));
    CHECK_FALSE(readable(Welcome{bob, 1'000'001}));
}

TEST_CASE("what is sealed has the length of a class and a tag", "[message]") {
    Letter letter = letter_to("bob");
    for (const std::size_t size : size_classes) {
        letter.sealed.assign(size + sbc::crypto::aead_tag_size, 0xab);
        CHECK(readable(letter));
        letter.sealed.pop_back();
        CHECK_FALSE(readable(letter));
    }
    letter.sealed.clear();
    CHECK_FALSE(readable(letter));
    letter.sealed.assign(8'192 + sbc::crypto::aead_tag_size, 0xab);
    CHECK_FALSE(readable(letter));
    letter.sealed.assign(528, 0xab);
    const std::string text = encode(letter);
    CHECK_FALSE(decode(replaced(text, "abab", "ABAB")));
    CHECK_FALSE(decode(replaced(text, "abab", "abag")));
}

TEST_CASE("a refusal names one of the reasons of the protocol", "[message]") {
    const Hash item{bytes_of("item")};
    std::set<std::string_view> words;
    for (int i = 0; i <= static_cast<int>(MailError::MayHaveCome); ++i) {
        const auto why = static_cast<MailError>(i);
        words.insert(name_of(why));
        CAPTURE(name_of(why));
        CHECK(readable(Refused{item, why}) == (why <= MailError::NoRoom));
        CHECK(explain(why).size() > 30);
        CHECK(refused(why).value().text == explain(why));
    }
    CHECK(words.size() == static_cast<std::size_t>(MailError::MayHaveCome) + 1);
    CHECK(name_of(MailError::MailboxFull) == "full");
    CHECK(name_of(MailError::NotYet) == "early");
}

TEST_CASE("a page of a shelf is in order, has each once, and 32 at most", "[message]") {
    for (const Shelf shelf : {Shelf::Cards, Shelf::Letters}) {
        const auto items = [&](std::size_t count) {
            return shelf == Shelf::Cards ? with_sequence(places(shelf, count), largest_sequence)
                                         : places(shelf, count);
        };
        CHECK(readable(Lies{shelf, items(most_listed), false}));
        CHECK_FALSE(readable(Lies{shelf, items(most_listed + 1), false}));
        CHECK(readable(Lies{shelf, {}, true}));
        CHECK_FALSE(readable(Lies{shelf, {}, false}));
        auto twice = items(2);
        CHECK(readable(Lies{shelf, twice, true}));
        CHECK_FALSE(readable(Lies{shelf, {twice[1], twice[0]}, true}));
        CHECK_FALSE(readable(Lies{shelf, {twice[1], twice[1]}, true}));
        const Shelf other = shelf == Shelf::Cards ? Shelf::Letters : Shelf::Cards;
        CHECK_FALSE(readable(Lies{other, twice, true}));
    }
    const std::string bob = address_of("bob");
    CHECK(readable(Lies{Shelf::Cards, {bob + "/1"}, true}));
    CHECK_FALSE(readable(Lies{Shelf::Cards, {bob + "/1", bob + "/2"}, true}));
    for (const char* rest : {"", "/", "/0", "/01", "/-1", "/1 ", "/x", "1", "/9007199254740992",
                             "/10000000000000000"}) {
        CHECK_FALSE(readable(Lies{Shelf::Cards, {bob + rest}, true}));
    }
}

TEST_CASE("what one asks of a shelf are places on it", "[message]") {
    for (const Shelf shelf : {Shelf::Cards, Shelf::Letters}) {
        const Shelf other = shelf == Shelf::Cards ? Shelf::Letters : Shelf::Cards;
        const auto one = places(shelf, 1);
        CHECK(readable(List{shelf, ""}));
        CHECK(readable(List{shelf, one[0]}));
        CHECK_FALSE(readable(List{other, one[0]}));
        CHECK_FALSE(readable(List{shelf, one[0] + "/1"}));
        CHECK(readable(Want{shelf, places(shelf, most_listed)}));
        CHECK_FALSE(readable(Want{shelf, places(shelf, most_listed + 1)}));
        CHECK_FALSE(readable(Want{shelf, {}}));
        CHECK_FALSE(readable(Want{other, one}));
        const auto two = places(shelf, 2);
        CHECK_FALSE(readable(Want{shelf, {two[1], two[0]}}));
        CHECK_FALSE(readable(Want{shelf, {two[0], two[0]}}));
    }
    CHECK_FALSE(readable(Want{Shelf::Cards, with_sequence(places(Shelf::Cards, 1), "1")}));
}

TEST_CASE("the largest of each message fits into what neighbours carry", "[message]") {
    Letter letter = letter_to("bob", draft_of(std::string(longest_text, 'x')));
    letter.card = Sequence{(std::uint64_t{1} << 53) - 1};
    letter.until = sbc::chain::last_time;
    letter.stamp = {sbc::chain::last_time, sbc::chain::Nonce{0xffff'ffff}};
    const Lies lies{Shelf::Cards,
                    with_sequence(places(Shelf::Cards, most_listed), largest_sequence), false};
    for (const MailMessage& message : std::vector<MailMessage>{letter, lies}) {
        const std::string body = encode(message);
        REQUIRE(decode(body));
        CHECK_FALSE(sbc::p2p::unsendable(sbc::p2p::Direct{"mail", body}));
        CHECK_FALSE(
            sbc::p2p::unsendable(sbc::p2p::Spread{"post", sbc::p2p::MessageId{1}, 0, body}));
    }
}
