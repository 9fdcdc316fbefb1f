// A ledger in a file: what is in it has happened, and nothing else.
#include "book.hpp"

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

TEST_CASE("a book that is there is not begun again", "[06]") {
    const Village village;
    const std::string before = text_of(village.folder);
    const auto again = Book::begin(village.folder / "ledger");
    REQUIRE(!again);
    CHECK(again.error().reason == BookError::CannotWrite);
    CHECK(text_of(village.folder) == before);
}

TEST_CASE("where there is no book, or something else, it is said", "[06]") {
    const ScratchFolder folder;
    const auto missing = Book::open(folder / "ledger");
    REQUIRE(!missing);
    CHECK(missing.error().reason == BookError::CannotOpen);
    REQUIRE(sbc::create_file(folder / "letter", "Dear ben,\n"));
    const auto letter = Book::open(folder / "letter");
    REQUIRE(!letter);
    CHECK(letter.error().reason == BookError::NotABook);
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
    CHECK(late.error().reason == BookError::CannotWrite);
    CHECK(other.height() == 4);
    CHECK(book_in(village.folder).height() == 5);
}
