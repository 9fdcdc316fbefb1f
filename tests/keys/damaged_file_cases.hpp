// Key files that are not what was written, and what is told about each: to be included after a
// key_kit.hpp, in one file of a program.
#pragma once

#include <regex>
#include <set>

#include "base/hex.hpp"
#include "crypto/hash.hpp"
#include "keys/key_file_scene.hpp"

namespace kit {

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

}  // namespace kit

TEST_CASE("another pass phrase opens nothing, however near it is", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase("open sesame"), kit::two_keys()));
    for (const char* wrong : {"open sesame ", "Open sesame"}) {
        CHECK(kit::why_not(kit::read(path, kit::phrase(wrong))) == WrongPassPhrase);
    }
    CHECK(kit::read(path, kit::phrase("open sesame")));
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
          "\x7f\x45LF", "\n", R"( {"SimpleBitcoin":"key file"})",
          "\xef\xbb\xbf{\"SimpleBitcoin\""}) {
        kit::put_key_file(path, text);
        CAPTURE(text);
        CHECK(kit::why_not(kit::read(path, kit::phrase())) == NotOurs);
    }
    std::filesystem::resize_file(path, 1'000'000);
    CHECK(kit::why_not(kit::read(path, kit::phrase())) == kit::too_large);
}
