// A ledger in a file: what is in it has happened, and nothing else.
#include "book.hpp"

#include "base/file.hpp"

#include "wallet_scene.hpp"

using namespace scene;

namespace {

std::string text_of(const ScratchFolder& folder) {
    return *sbc::read_file(folder / "ledger", 1'000'000);
}

// A book in which ann can spend 100 points, and ben has keys.
struct Village {
    ScratchFolder folder{};
    Village() {
        Wallet ann = wallet_of(folder, "ann");
        write_blocks(ann, 4);
    }
    void rewrite(const std::string& text) const {
        REQUIRE(sbc::replace_file(folder / "ledger", {.was = text_of(folder), .becomes = text}));
    }
    [[nodiscard]] std::optional<BookError> why_not() const {
        const auto book = Book::open(folder / "ledger");
        return book ? std::nullopt : std::optional{book.error().reason};
    }
};

}  // namespace

TEST_CASE("a book begins with its network, and is read back as it was written", "[06]") {
    const Village village;
    CHECK(text_of(village.folder).starts_with("{\"network\":\"classroom\"}\n{\"block\":["));
    const Book book = book_in(village.folder);
    CHECK(book.height() == 4);
    CHECK(book.next() == Height{5});
    CHECK(book.network() == "classroom");
    CHECK(book.ahead().coins().size() == 4);
    CHECK(book.waiting().empty());
}

TEST_CASE("where there is no book one begins, and one that is there is not begun again", "[06]") {
    const ScratchFolder folder;
    CHECK(book_in(folder).height() == 0);
    CHECK(text_of(folder) == "{\"network\":\"classroom\"}\n");
    const Village village;
    const std::string before = text_of(village.folder);
    CHECK(book_in(village.folder).height() == 4);
    CHECK(text_of(village.folder) == before);
}

TEST_CASE("where there can be no book it is said", "[06]") {
    const ScratchFolder folder;
    for (const std::string& name : {std::string{"no folder/ledger"}, std::string(300, 'b')}) {
        const auto book = Book::open(folder / name);
        REQUIRE(!book);
        CHECK(book.error().reason == BookError::CannotOpen);
    }
}

TEST_CASE("a file of something else is no book, and nothing in it is changed", "[06]") {
    const ScratchFolder folder;
    (void)wallet_of(folder, "ben");  // writes a key file
    const std::string keys = *sbc::read_file(folder / "ben", 1'000'000);
    for (const std::string& text :
         {std::string{"Dear ben,\n"}, std::string{"Dear ben,\nuntil tomorrow"},
          std::string{"no line has an end"}, std::string{}, keys, std::string{"{}\n"},
          std::string{"{\"more\":1,\"network\":\"classroom\"}\n{\"blo"},
          std::string{"{\"network\":\"classroom\"}\nDear ben,\nuntil tomorrow"}}) {
        const ScratchFolder other;
        INFO(text);
        REQUIRE(sbc::create_file(other / "letter", text));
        const auto book = Book::open(other / "letter");
        REQUIRE(!book);
        CHECK(book.error().reason == BookError::NotABook);
        CHECK(*sbc::read_file(other / "letter", 1'000'000) == text);
    }
}

TEST_CASE("a payment's line says nothing but the payment", "[06]") {
    const Village village;
    Wallet ann = wallet_of(village.folder, "ann");
    REQUIRE(ann.pay(payment(address_of(ann), 60)));
    std::string text = text_of(village.folder);
    text.insert(text.find("{\"payment\"") + 1, "\"more\":1,");
    village.rewrite(text);
    CHECK(village.why_not() == BookError::NotABook);
}

TEST_CASE("what waits is remembered, and its coins cannot be spent again", "[06]") {
    const Village village;
    const PublicKey ben = address_of(wallet_of(village.folder, "ben"));
    Wallet ann = wallet_of(village.folder, "ann");
    REQUIRE(ann.pay(payment(ben, 60)));
    Book book = book_in(village.folder);
    REQUIRE(book.waiting().size() == 1);
    const auto twice = book.pay(book.waiting()[0]);
    REQUIRE(!twice);
    CHECK(twice.error().reason == BookError::Refused);
    CHECK(book.waiting().size() == 1);
    REQUIRE(book.close_block(ben));
    CHECK(book.waiting().empty());
    CHECK(book_in(village.folder).blocks()[4].size() == 2);
}

TEST_CASE("whoever changes a line is found out, with its number", "[06]") {
    const Village village;
    std::string text = text_of(village.folder);
    const auto amount = text.rfind("\"amount\":100");
    text.replace(amount, 12, "\"amount\":999");
    village.rewrite(text);
    const auto book = Book::open(village.folder / "ledger");
    REQUIRE(!book);
    CHECK(book.error().reason == BookError::Refused);
    CHECK_THAT(book.error().text, ContainsSubstring("line 5: a miner may take 100 here"));
}

TEST_CASE("a line that says nothing a book knows is refused", "[06]") {
    for (const char* line : {"{}", R"({"blocks":[]})", R"({"payment":{}})", R"({"block":[{}]})",
                             R"({"block":[],"more":1})", "[]", "nonsense"}) {
        const Village village;
        INFO(line);
        village.rewrite(text_of(village.folder) + line + "\n");
        CHECK(village.why_not());
    }
}

TEST_CASE("a line without its end never happened", "[06]") {
    const Village village;
    const std::string whole = text_of(village.folder);
    village.rewrite(whole + "{\"block\":[{\"coinb");
    CHECK(book_in(village.folder).height() == 4);
    CHECK(text_of(village.folder) == whole);  // it is cut off, so that one can go on
    Wallet ann = wallet_of(village.folder, "ann");
    CHECK(ann.close_block());
}

TEST_CASE("two programs on one book do not write past each other", "[06]") {
    const Village village;
    Book one = book_in(village.folder);
    Book other = book_in(village.folder);
    const PublicKey ann = address_of(wallet_of(village.folder, "ann"));
    REQUIRE(one.close_block(ann));
    const auto late = other.close_block(ann);
    REQUIRE(!late);
    CHECK(late.error().reason == BookError::Changed);
    CHECK(book_in(village.folder).height() == 5);
    CHECK(other.height() == 5);  // it has read what the first one wrote
    REQUIRE(other.close_block(ann));
    CHECK(book_in(village.folder).height() == 6);
}

TEST_CASE("what another program has spoiled meanwhile is not believed", "[06]") {
    const Village village;
    Book book = book_in(village.folder);
    const PublicKey ann = address_of(wallet_of(village.folder, "ann"));
    village.rewrite(text_of(village.folder) + "nonsense\n");
    const auto refused = book.close_block(ann);
    REQUIRE(!refused);
    CHECK(refused.error().reason == BookError::NotABook);
    CHECK(book.height() == 4);
}
