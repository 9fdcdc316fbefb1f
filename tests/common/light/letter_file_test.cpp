#include "light/letter_file.hpp"

#include <filesystem>

#include "base/file.hpp"
#include "catch.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace sbc::light;
using light_test::key_of;
using light_test::reason_of;

namespace {

const crypto::Hash ours = crypto::hash256(as_bytes("our network"));

message::LetterBook book_with(const std::string& text) {
    message::LetterBook book;
    message::LetterRecord record;
    record.number = book.numbers = 1;
    record.with = key_of("bob").public_key();
    record.text = text;
    record.sent = message::Time{std::chrono::hours{1}};
    record.until = message::Time{std::chrono::hours{2}};
    record.id = crypto::hash256(as_bytes(text));
    book.letters.push_back(record);
    return book;
}

std::string text_of(const std::string& path) {
    auto text = read_file(path, 1'000'000);
    REQUIRE(text);
    return *text;
}

}  // namespace

TEST_CASE("a letter book is read as it was written, and by its owner alone", "[light]") {
    const ScratchFolder folder;
    const std::string path = folder / "letters";
    const auto alice = key_of("alice");
    LetterFile file{path, ours, alice};
    REQUIRE(file.read());
    CHECK(file.read()->letters.empty());  // there is no such file yet
    REQUIRE(file.write(book_with("A secret")));
    LetterFile again{path, ours, alice};
    const auto read = again.read();
    REQUIRE(read);
    REQUIRE(read->letters.size() == 1);
    CHECK(read->letters.front().text == "A secret");
    SECTION("nothing of it is to be seen in the file") {
        const std::string bytes = text_of(path);
        CHECK(bytes.starts_with(R"({"SimpleBitcoin":"letter book","network":")"));
        CHECK(bytes.find("A secret") == std::string::npos);
        CHECK(bytes.find("letters") == std::string::npos);
    }
    SECTION("the same book is other bytes each time") {
        const std::string before = text_of(path);
        REQUIRE(again.write(book_with("A secret")));
        const std::string after = text_of(path);
        CHECK(before.size() == after.size());
        const std::size_t sealed = before.find('\n') + 1;
        CHECK(before.substr(sealed, 32) != after.substr(sealed, 32));
    }
    SECTION("another key opens nothing") {
        const auto bob = key_of("bob");
        LetterFile of_bob{path, ours, bob};
        CHECK(reason_of(of_bob.read()) == LetterFileError::Damaged);
    }
    SECTION("another network's letters stay closed") {
        LetterFile elsewhere{path, crypto::hash256(as_bytes("another")), alice};
        CHECK(reason_of(elsewhere.read()) == LetterFileError::NotOurs);
    }
    SECTION("others of this machine may not read it") {
        namespace fs = std::filesystem;
        CHECK((fs::status(path).permissions() & fs::perms::others_all) == fs::perms::none);
        fs::permissions(path, fs::perms::others_read, fs::perm_options::add);
        CHECK(reason_of(again.read()) == LetterFileError::Cannot);
    }
}

TEST_CASE("a letter book that was altered anywhere is refused", "[light]") {
    const ScratchFolder folder;
    const std::string path = folder / "letters";
    const auto alice = key_of("alice");
    LetterFile file{path, ours, alice};
    REQUIRE(file.write(book_with("A secret")));
    const std::string good = text_of(path);
    const auto with = [&](const std::string& text) {
        REQUIRE(replace_file(path, {text_of(path), text}));
        LetterFile reader{path, ours, alice};
        return reason_of(reader.read());
    };
    std::string bent = good;
    bent.back() = static_cast<char>(bent.back() ^ 1);
    CHECK(with(bent) == LetterFileError::Damaged);
    CHECK(with(good.substr(0, good.size() - 1)) == LetterFileError::Damaged);
    CHECK(with(good.substr(0, good.find('\n') + 1)) == LetterFileError::Damaged);
    CHECK(with(good.substr(0, 20)) == LetterFileError::NotOurs);
    CHECK(with("") == LetterFileError::NotOurs);
    CHECK(with("{}\n") == LetterFileError::NotOurs);
    std::string later = good;
    later.replace(later.find("\"version\":1"), 11, "\"version\":2");
    CHECK(with(later) == LetterFileError::NewerVersion);
    CHECK(text_of(path) == later);  // and nothing was written over it
}

TEST_CASE("what another program has written meanwhile is not overwritten", "[light]") {
    const ScratchFolder folder;
    const std::string path = folder / "letters";
    const auto alice = key_of("alice");
    LetterFile window{path, ours, alice};
    LetterFile terminal{path, ours, alice};
    REQUIRE(window.read());
    REQUIRE(terminal.read());
    REQUIRE(window.keep(book_with("First")));
    CHECK_FALSE(terminal.keep(book_with("Second")));
    CHECK(reason_of(terminal.kept()) == LetterFileError::Changed);
    REQUIRE(terminal.read());
    CHECK(terminal.read()->letters.front().text == "First");
    REQUIRE(terminal.keep(book_with("Second")));
    CHECK(reason_of(window.write(book_with("Third"))) == LetterFileError::Changed);
}
