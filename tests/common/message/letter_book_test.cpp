// What a correspondent finds again after a restart.
#include "message/letter_book.hpp"

#include "letter_scene.hpp"

using namespace letters;

namespace {

LetterRecord record(std::uint64_t number, LetterState state) {
    const bool ours = state != LetterState::Received;
    return {.id = Hash{bytes_of(std::to_string(number))},
            .number = number,
            .with = key_of("bob").public_key(),
            .ours = ours,
            .state = state,
            .sent = now,
            .until = now + 48h,
            .text = "お前すげー \"\\\n",
            .trouble = ours ? "why it waits" : ""};
}

LetterBook full_book() {
    LetterBook book;
    book.own.push_back({.card = card_of("alice"), .secret = secret_of("alice"), .replaced = now});
    Card newer = card_of("alice", 2);
    newer.key = public_half(secret_of("newer"));
    book.own.push_back({.card = newer, .secret = secret_of("newer")});
    for (const auto* name : {"bob", "carol"}) {
        book.contacts[key_of(name).public_key()] = {.card = card_of(name)};
    }
    book.contacts.begin()->second.compared = true;
    book.contacts.rbegin()->second.changed = true;
    using enum LetterState;
    for (const auto state : {Received, Waiting, OnItsWay, Delivered, Expired}) {
        book.letters.push_back(record(++book.numbers, state));
    }
    book.letters[2].sealed = letter_to("bob");
    book.seen = {{Hash{bytes_of("a")}, now}, {Hash{bytes_of("b")}, now + 1s}};
    book.forgotten = now - 1s;
    return book;
}
std::string text_of(const LetterBook& book) { return std::string{encode(book).reveal()}; }
std::string why_not_read(const std::string& text) { return why_not(decode_letter_book(text)); }

}  // namespace

TEST_CASE("a letter book is read back as it was, and has one spelling", "[message]") {
    for (const bool empty : {true, false}) {
        const LetterBook book = empty ? LetterBook{} : full_book();
        const auto read = decode_letter_book(text_of(book));
        REQUIRE(read);
        CHECK(text_of(*read) == text_of(book));
        CHECK(read->contacts == book.contacts);
        CHECK(read->letters == book.letters);
        CHECK(read->seen == book.seen);
        CHECK(read->forgotten == book.forgotten);
        CHECK(read->numbers == book.numbers);
        REQUIRE(read->own.size() == book.own.size());
        for (std::size_t i = 0; i < book.own.size(); ++i) {
            CHECK(read->own[i].card == book.own[i].card);
            CHECK(read->own[i].replaced == book.own[i].replaced);
            CHECK(
                sbc::crypto::same_bytes(read->own[i].secret.reveal(), book.own[i].secret.reveal()));
        }
        CHECK(text_of(book.copy()) == text_of(book));
    }
}

TEST_CASE("a letter book that is cut off, altered or of another version is refused", "[message]") {
    const std::string text = text_of(full_book());
    CHECK(why_not_read(text).empty());
    for (std::size_t size = 0; size < text.size(); size += 13) {
        CHECK_FALSE(decode_letter_book(text.substr(0, size)));
    }
    const auto altered = [&](const std::string& part, const std::string& instead) {
        return why_not_read(replaced(text, part, instead));
    };
    CHECK(altered(R"("version":1)", R"("version":2)") == "malformed");
    CHECK(altered(R"("version":1)", R"("version":0)") == "malformed");
    CHECK(altered(R"("version":1)", R"("version":1,"x":1)") == "malformed");
    CHECK(altered(R"("numbers":5)", R"("numbers":4)") == "malformed");
    CHECK(altered(R"("state":"expired")", R"("state":"lost")") == "malformed");
    CHECK(altered(R"("state":"expired")", R"("state":"received")") == "malformed");
    CHECK(altered(R"("number":5)", R"("number":4)") == "malformed");
    CHECK(altered(R"({"contacts")", R"( {"contacts")") == "malformed");
}

TEST_CASE("a book that no correspondent has is refused", "[message]") {
    LetterBook book = full_book();
    SECTION("a secret that belongs to another card") { book.own[1].secret = secret_of("other"); }
    SECTION("cards that are not in order") { std::swap(book.own[0], book.own[1]); }
    SECTION("another one's card among ours") {
        book.own[1].card = card_of("bob", 2);
        book.own[1].secret = secret_of("bob");
    }
    SECTION("a text that is too long") { book.letters[0].text = std::string(3'001, 'a'); }
    SECTION("too many letters") {
        book.letters.clear();
        for (std::uint64_t number = 1; number <= most_letters + 1; ++number) {
            book.letters.push_back(record(number, LetterState::Received));
        }
        book.numbers = most_letters + 1;
        book.letters[0].text.clear();
    }
    CHECK(why_not_read(text_of(book)) == "malformed");
}

TEST_CASE("the oldest letter that is settled makes room for one more", "[message]") {
    LetterBook book;
    for (std::uint64_t number = 1; number <= most_letters; ++number) {
        using enum LetterState;
        book.letters.push_back(record(number, number <= 2 ? Waiting : Delivered));
    }
    make_room_for_letter(book);
    REQUIRE(book.letters.size() == most_letters - 1);
    CHECK(book.letters[1].number == 2);
    CHECK(book.letters[2].number == 4);
    make_room_for_letter(book);
    CHECK(book.letters.size() == most_letters - 1);
}

TEST_CASE("a stranger's letters make room before those of a contact", "[message]") {
    LetterBook book;
    for (std::uint64_t number = 1; number <= most_letters; ++number) {
        book.letters.push_back(record(number, LetterState::Received));
        book.letters.back().with = key_of(number <= 2 ? "carol" : "mallory").public_key();
    }
    book.contacts[key_of("carol").public_key()] = {};
    make_room_for_letter(book);
    REQUIRE(book.letters.size() == most_letters - 1);
    CHECK(book.letters[1].number == 2);
    CHECK(book.letters[2].number == 4);
}

TEST_CASE(
    "of too many letters that have come the one that ends first is forgotten, and its end kept",
    "[message]") {
    LetterBook book;
    const auto number = [](std::size_t each) { return Hash{bytes_of(std::to_string(each))}; };
    for (std::size_t each = 0; each < most_seen; ++each) {
        remember_letter(book, number(each), now + std::chrono::seconds{each});
    }
    CHECK(book.seen.size() == most_seen);
    CHECK(book.forgotten == Time{});
    remember_letter(book, number(most_seen), now + 1h);
    CHECK(book.seen.size() == most_seen);
    CHECK_FALSE(book.seen.contains(number(0)));
    CHECK(book.forgotten == now);
    SECTION("even if it has just come") {
        remember_letter(book, number(most_seen + 1), now - 1h);
        CHECK_FALSE(book.seen.contains(number(most_seen + 1)));
        CHECK(book.forgotten == now);  // what has been forgotten before stays so
    }
}

TEST_CASE(
    "an old secret goes when its grace is over, whenever its card seems to have been replaced",
    "[message]") {
    LetterBook book;
    for (const std::uint64_t sequence : {1U, 2U}) {
        Card card = card_of("alice", sequence);
        card.from = now + std::chrono::seconds{sequence};
        add_card(book, {.card = card, .secret = secret_of("alice")});
    }
    REQUIRE(book.own.front().replaced == now + 2s);
    REQUIRE_FALSE(book.own.back().replaced);
    SECTION("to the second") {
        tidy_old_secrets(book, now + 1h + 1s, 1h);
        CHECK(book.own.size() == 2);
        tidy_old_secrets(book, now + 1h + 2s, 1h);
    }
    SECTION("also if that clock was ahead") {
        tidy_old_secrets(book, now - 24h, 1h);
        CHECK(book.own.size() == 2);
        tidy_old_secrets(book, now - 23h, 1h);
    }
    CHECK(book.own.size() == 1);
    tidy_old_secrets(book, now + 24h * 1'000, 1h);
    CHECK(book.own.size() == 1);  // never the newest one
}
