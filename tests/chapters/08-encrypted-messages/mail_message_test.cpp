#include "../../common/message/mail_vectors.hpp"
#include "letter_kit.hpp"

using namespace kit;

TEST_CASE("the stage reads and writes what docs/protocol.md shows", "[08]") {
    int understood = 0;
    for (const std::string& text : vectors::mail) {
        const auto read = decode(text);
        if (!read) continue;  // the questions of cores to each other, which come with common/
        CHECK(encode(*read) == text);
        ++understood;
    }
    CHECK(understood == 11);
}

TEST_CASE("a message that is spelled otherwise is none", "[08]") {
    const std::string held = encode(Held{hash_of_text("x")});
    CHECK(decode(held));
    for (const std::string& text :
         {std::string{}, std::string{"{}"}, std::string{"[]"}, ' ' + held, held + held,
          held.substr(0, held.size() - 1) + R"(,"more":1})", std::string{R"({"kind":"held"})"},
          std::string{R"({"item":")" + std::string(64, 'A') + R"(","kind":"held"})"},
          std::string{R"({"kind":"listen"})"}}) {
        CAPTURE(text);
        CHECK(reason(decode(text)) == MailError::Malformed);
    }
    std::string find = encode(Find{address_of("ben")});
    CHECK(decode(find));
    for (char& letter : find) {
        if (letter == 's' && &letter - find.data() < 15) letter = 'S';
    }
    CHECK_FALSE(decode(find));
}

TEST_CASE("a letter of no size class is none, nor one for no card", "[08]") {
    Letter letter = letter_to("ben");
    CHECK(decode(encode(MailMessage{letter})));
    letter.sealed.push_back(0);
    CHECK_FALSE(decode(encode(MailMessage{letter})));
    letter = letter_to("ben");
    letter.card = Sequence{0};
    CHECK_FALSE(decode(encode(MailMessage{letter})));
}
