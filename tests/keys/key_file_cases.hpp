// What holds for any key file: to be included after a key_kit.hpp, in one file of a program.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <regex>
#include <set>

#include "base/hex.hpp"
#include "crypto/hash.hpp"
#include "keys/key_file_vector.hpp"
#include "kill_points.hpp"
#include "scratch_folder.hpp"

namespace kit {

using sbc::crypto::SecretText;

inline SecretText phrase(const std::string& words = "correct horse battery staple") {
    return SecretText{std::string{words}};
}
inline SigningKey key_of(std::uint8_t number) {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(number);
    return SigningKey{SigningKey::Seed{seed}};
}
inline OwnedKey owned(const std::string& label, std::uint8_t number) {
    return {label, key_of(number)};
}
inline Keys two_keys() {
    Keys keys;
    keys.push_back(owned("savings", 1));
    keys.push_back(owned("tea and お茶", 2));
    return keys;
}

// Label and public key of each, as one can compare them.
using Seen = std::vector<std::pair<std::string, sbc::crypto::PublicKey>>;
inline Seen seen(const Keys& keys) {
    Seen pairs;
    for (const OwnedKey& key : keys) pairs.emplace_back(key.label, key.key.public_key());
    return pairs;
}

// Its reason; each refusal says something that a reader can act on.
template <class T>
std::optional<KeyFileError> why_not(const sbc::Result<T, KeyFileError>& result) {
    if (result) return std::nullopt;
    INFO(result.error().text);
    CHECK(result.error().text.size() > 15);
    return result.error().reason;
}

// What somebody does who changes a key file on purpose: makes its checksum fit again.
inline std::string with_checksum(const std::string& text) {
    static const std::regex field{R"("checksum":"[0-9a-f]*",)"};
    const std::string rest = std::regex_replace(text.substr(0, text.size() - 1), field, "");
    const auto sum = sbc::crypto::hash256(sbc::as_bytes(rest));
    const std::string fits = R"("checksum":")" + sbc::to_hex(sum.bytes) + "\",";
    return std::regex_replace(text, field, fits);
}
inline std::string replaced(const std::string& text, const std::string& from,
                            const std::string& to) {
    REQUIRE(std::regex_search(text, std::regex{from}));
    return std::regex_replace(text, std::regex{from}, to);
}
inline void put_key_file(const std::string& path, const std::string& text) {
    put_content(path, text);
    std::filesystem::permissions(path, std::filesystem::perms{0600});
}

}  // namespace kit

using enum kit::KeyFileError;

TEST_CASE("keys come back from their file as they went in, each with its label", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const auto read = kit::read(path, kit::phrase());
    REQUIRE(read);
    CHECK(kit::seen(*read) == kit::seen(kit::two_keys()));
    CHECK((*read)[1].key.sign({}) == kit::key_of(2).sign({}));
    REQUIRE(kit::create(folder / "none", kit::phrase(), {}));
    CHECK(kit::read(folder / "none", kit::phrase())->empty());
}

TEST_CASE(
    "a key file is for its owner's eyes only, whatever the umask, and one that is not is refused",
    "[keys]") {
    const ScratchFolder folder;
    for (const mode_t mask : {0000U, 0777U}) {
        const std::string path = folder / std::to_string(mask);
        const mode_t before = ::umask(mask);
        const auto created = kit::create(path, kit::phrase(), kit::two_keys());
        ::umask(before);
        REQUIRE(created);
        CHECK(mode_of(path) == 0600);
        std::filesystem::permissions(path, std::filesystem::perms{0640});
        const auto read = kit::read(path, kit::phrase());
        CHECK(kit::why_not(read) == kit::for_others);
        CHECK_THAT(read.error().text, ContainsSubstring("chmod 600"));
    }
}

TEST_CASE("neither keys nor labels nor the pass phrase stand in the file", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const std::string text = content_of(path);
    std::string bytes;  // what the hex digits stand for
    for (std::size_t i = text.find("sealed") + 9; i + 1 < text.find(R"(","version)"); i += 2) {
        bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    }
    CHECK(bytes.size() > 64);
    for (const std::string& secret :
         {std::string(8, '\1'), std::string{"0101010101"}, std::string{"savings"},
          std::string{"correct"}, std::string{"horse"}}) {
        CHECK(text.find(secret) == std::string::npos);
        CHECK(bytes.find(secret) == std::string::npos);
    }
}

TEST_CASE("two files of the same keys and pass phrase have no secret in common", "[keys]") {
    const ScratchFolder folder;
    std::set<std::string> salts;
    std::set<std::string> nonces;
    std::set<std::string> sealed;
    for (const char* name : {"a", "b"}) {
        REQUIRE(kit::create(folder / name, kit::phrase(), kit::two_keys()));
        const std::string text = content_of(folder / name);
        salts.insert(text.substr(text.find(R"("salt":")"), 40));
        nonces.insert(text.substr(text.find(R"("nonce":")"), 33));
        sealed.insert(text.substr(text.find(R"("sealed":")"), 60));
    }
    CHECK(salts.size() == 2);
    CHECK(nonces.size() == 2);
    CHECK(sealed.size() == 2);
}

TEST_CASE("another pass phrase opens nothing, however near it is", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase("open sesame"), kit::two_keys()));
    for (const char* wrong : {"open sesame ", "Open sesame"}) {
        CHECK(kit::why_not(kit::read(path, kit::phrase(wrong))) == WrongPassPhrase);
    }
    CHECK(kit::read(path, kit::phrase("open sesame")));
}

TEST_CASE("a key is never stored without a pass phrase", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    const auto created = kit::create(path, kit::SecretText{}, kit::two_keys());
    CHECK(kit::why_not(created) == NoPassPhrase);
    CHECK(folder.names().empty());
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    CHECK_FALSE(kit::add(path, kit::SecretText{}, kit::owned("third", 3)));
    CHECK(kit::read(path, kit::phrase()));
}

TEST_CASE("a second key joins the first in the file, and harms neither", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    kit::Keys first;
    first.push_back(kit::owned("first", 1));
    REQUIRE(kit::create(path, kit::phrase(), first));
    REQUIRE(kit::add(path, kit::phrase(), kit::owned("second", 2)));
    const auto read = kit::read(path, kit::phrase());
    REQUIRE(read);
    first.push_back(kit::owned("second", 2));
    CHECK(kit::seen(*read) == kit::seen(first));
    CHECK(mode_of(path) == 0600);
    const std::string text = content_of(path);
    CHECK(text.find('{') == text.rfind('{'));
    const auto wrong = kit::add(path, kit::phrase("wrong"), kit::owned("third", 3));
    CHECK(kit::why_not(wrong) == WrongPassPhrase);
    CHECK(content_of(path) == text);
}

TEST_CASE("the pass phrase of a key file can be another one from now on", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase("old"), kit::two_keys()));
    const auto same_keys = [](kit::Keys&) {};
    CHECK(kit::why_not(kit::change_key_file(path, same_keys, kit::phrase("old"), {})) ==
          NoPassPhrase);
    REQUIRE(kit::change_key_file(path, same_keys, kit::phrase("old"), kit::phrase("new")));
    CHECK(kit::why_not(kit::read(path, kit::phrase("old"))) == WrongPassPhrase);
    CHECK(kit::read(path, kit::phrase("new"))->size() == 2);
}

TEST_CASE("what two programs change at once is not lost: the second one is refused", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), {}));
    const auto changed = kit::change_key_file(
        path,
        [&](kit::Keys& keys) {
            keys.push_back(kit::owned("second", 2));
            // Meanwhile, another program:
            CHECK(kit::add(path, kit::phrase(), kit::owned("first", 1)));
        },
        kit::phrase(), kit::phrase());
    CHECK(kit::why_not(changed) == kit::changed);
    CHECK(kit::read(path, kit::phrase())->at(0).label == "first");
}

TEST_CASE("a key file that exists is never overwritten by a new one", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    put_content(path, "whatever it is");
    const auto created = kit::create(path, kit::phrase(), kit::two_keys());
    CHECK(kit::why_not(created) == kit::exists);
    CHECK_THAT(created.error().text, ContainsSubstring("exists"));
    CHECK(content_of(path) == "whatever it is");
}

TEST_CASE("a key file that is not there, or has no folder, is told so", "[keys]") {
    const ScratchFolder folder;
    const auto read = [&](const std::string& name) {
        return kit::read(folder / name, kit::phrase());
    };
    CHECK(kit::why_not(read("keys")) == kit::missing);
    CHECK_THAT(read("keys").error().text, ContainsSubstring("no such file"));
    CHECK(kit::why_not(read("nowhere/keys")) == kit::no_folder);
    CHECK_THAT(read("nowhere/keys").error().text, ContainsSubstring("no folder"));
    CHECK(kit::why_not(read("")) == kit::no_access);
    const auto created = kit::create(folder / "nowhere/keys", kit::phrase(), {});
    CHECK(kit::why_not(created) == kit::no_folder);
}

TEST_CASE("a key file without its end is half written, wherever it ends", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const std::string text = content_of(path);
    for (std::size_t size = kit::told_from; size < text.size() - 1; ++size) {
        put_content(path, text.substr(0, size));
        CAPTURE(size);
        CHECK(kit::why_not(kit::read(path, kit::phrase())) == HalfWritten);
    }
}

TEST_CASE("a damaged key file is told from a wrong pass phrase, whichever byte is another",
          "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), {}));
    const std::string text = content_of(path);
    std::set<kit::KeyFileError> reasons;
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const int bit : {0x02, 0x20}) {
            std::string damaged = text;
            damaged[at] = static_cast<char>(damaged[at] ^ bit);
            put_content(path, damaged);
            const auto why = kit::why_not(kit::read(path, kit::phrase()));
            CAPTURE(at, bit, damaged);
            REQUIRE(why);
            reasons.insert(*why);
        }
    }
    // Its first and last bytes, and the digit of its version, have more to say.
    CHECK(reasons == std::set{NotOurs, HalfWritten, Damaged, NewerVersion});
}

TEST_CASE("who changes a key file and makes its checksum fit still opens nothing", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const std::string text = content_of(path);
    REQUIRE(kit::with_checksum(text) == text);
    const std::vector<std::pair<std::string, std::string>> changes{
        {R"("salt":"..)", R"("salt":"00)"},
        {R"("nonce":"..)", R"("nonce":"00)"},
        {R"("sealed":"..)", R"("sealed":"00)"},
        {R"(..","version)", R"(","version)"},
        {R"("sealed":"[0-9a-f]*")", R"("sealed":"")"}};
    for (const auto& [from, to] : changes) {
        std::string other = kit::replaced(text, from, to);
        // By chance the byte was 0 already.
        if (other == text) other = kit::replaced(text, from, kit::replaced(to, "00", "ff"));
        put_content(path, kit::with_checksum(other));
        CAPTURE(from, to);
        CHECK(kit::why_not(kit::read(path, kit::phrase())) == WrongPassPhrase);
    }
}

TEST_CASE("a key file has one spelling", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const std::string text = content_of(path);
    const std::vector<std::pair<std::string, std::string>> changes{
        {R"(,"nonce")", R"(, "nonce")"},
        {R"(,"version":1)", R"(,"version":1,"x":1)"},
        {R"(,"version":1)", R"(,"version":1,"version":1)"},
        {R"(,"version":1)", R"(,"version":0)"},
        {R"(,"version":1)", R"(,"version":1.0)"},
        {R"(,"version":1)", ""},
        {R"("salt":"..)", R"("salt":")"},
        {R"("sealed":"[0-9a-f]*")", R"("sealed":"AA")"},
        {R"("sealed":")", R"("sealed":"a)"}};
    for (const auto& [from, to] : changes) {
        put_content(path, kit::with_checksum(kit::replaced(text, from, to)));
        CAPTURE(from, to);
        CHECK(kit::why_not(kit::read(path, kit::phrase())) == Damaged);
    }
}

TEST_CASE("a key file of a later program is told so, whatever else it says", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    for (const char* text : {R"({"SimpleBitcoin":"key file","version":2})",
                             R"({"SimpleBitcoin":"key file","kdf":["argon2"],"version":9})"}) {
        kit::put_key_file(path, std::string{text} + "\n");
        CHECK(kit::why_not(kit::read(path, kit::phrase())) == NewerVersion);
    }
}

TEST_CASE("a file of something else is none of ours", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    for (const std::string text :
         {"-----BEGIN ENCRYPTED PRIVATE KEY-----\n", "{}\n", R"({"SimpleBitcoin":"ledger"})",
          "\x7f"
          "ELF",
          "\n", R"( {"SimpleBitcoin":"key file"})", "\xef\xbb\xbf{\"SimpleBitcoin\""}) {
        kit::put_key_file(path, text);
        CAPTURE(text);
        CHECK(kit::why_not(kit::read(path, kit::phrase())) == NotOurs);
    }
    std::filesystem::resize_file(path, 1'000'000);
    CHECK(kit::why_not(kit::read(path, kit::phrase())) == kit::too_large);
}

TEST_CASE("a new key file is there whole or not at all, wherever its writer is killed", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    std::set<bool> outcomes;
    const auto create = [&] { return kit::create(path, kit::phrase(), kit::two_keys()) ? 0 : 1; };
    const int calls = kill_points::kill_at_every_call(create, [&] {
        const bool there = std::filesystem::exists(path);
        outcomes.insert(there);
        if (!there) return;
        const auto read = kit::read(path, kit::phrase());
        CHECK((read && kit::seen(*read) == kit::seen(kit::two_keys())));
        std::filesystem::remove(path);
    });
    CHECK(calls >= 8);
    CHECK(outcomes.size() == 2);
}

TEST_CASE("a key file holds the old keys or the new ones, wherever its writer is killed",
          "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const std::string before = content_of(path);
    std::set<std::size_t> outcomes;
    const auto add = [&] { return kit::add(path, kit::phrase(), kit::owned("third", 3)) ? 0 : 1; };
    const int calls = kill_points::kill_at_every_call(add, [&] {
        if (content_of(path) == before) {
            outcomes.insert(2);
            return;
        }
        const auto read = kit::read(path, kit::phrase());
        REQUIRE(read);
        outcomes.insert(read->size());
        put_content(path, before);
    });
    CHECK(calls >= 10);
    CHECK(outcomes == std::set<std::size_t>{2, 3});
    // What the killed ones have left is in nobody's way.
    CHECK(add() == 0);
    CHECK(kit::read(path, kit::phrase())->size() == 3);
    CHECK(folder.names() == std::vector<std::string>{"keys"});
}
