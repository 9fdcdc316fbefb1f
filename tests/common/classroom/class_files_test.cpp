// What the host keeps in its folder: the key of the class, and who has been given points.
#include "classroom/class_files.hpp"

#include <cctype>
#include <filesystem>

#include "../../scratch_folder.hpp"
#include "base/hex.hpp"
#include "catch.hpp"
#include "crypto/address.hpp"

using namespace sbc::classroom;
using sbc::crypto::SigningKey;

namespace {

const std::string key_name{key_file};
const std::string students_name{students_file};

SigningKey key_of(const std::string& name) {
    return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
}
Faucet::Student student(const std::string& name) { return {name, key_of(name).public_key()}; }
std::string address_of(const std::string& name) {
    return sbc::crypto::to_address(key_of(name).public_key());
}
std::string entry(const std::string& address, const std::string& name) {
    return R"({"address":")" + address + R"(","name":")" + name + R"("})";
}
std::string file_of(const std::string& entries) { return R"({"students":[)" + entries + "]}\n"; }

}  // namespace

TEST_CASE("the class key is made when there is none, and found again", "[classroom][files]") {
    const ScratchFolder folder;
    const auto made = find_or_make_key(folder.path());
    REQUIRE(made);
    CHECK(folder.names() == std::vector<std::string>{key_name});
    CHECK(content_of(folder / key_name) == sbc::to_hex(made->seed().reveal()) + "\n");
    const auto found = find_or_make_key(folder.path());
    REQUIRE(found);
    CHECK(found->public_key() == made->public_key());
    const ScratchFolder other;
    CHECK(find_or_make_key(other.path())->public_key() != made->public_key());
}

TEST_CASE("the class key is for the host's eyes only", "[classroom][files]") {
    const ScratchFolder folder;
    REQUIRE(find_or_make_key(folder.path()));
    CHECK(mode_of(folder / key_name) == 0600);
    std::filesystem::permissions(folder / key_name, std::filesystem::perms{0644});
    const auto found = find_or_make_key(folder.path());
    REQUIRE_FALSE(found);
    CHECK(found.error().reason == FilesError::ForOthers);
}

TEST_CASE("a damaged class key is refused and stays as it is", "[classroom][files]") {
    const ScratchFolder folder;
    REQUIRE(find_or_make_key(folder.path()));
    const std::string good = content_of(folder / key_name);
    const std::string seed = good.substr(0, 64);
    for (const std::string& bad :
         {std::string{}, std::string{"\n"}, seed, seed + "\r", good + "\n", good + good,
          good.substr(1), seed.substr(0, 63) + "g\n", std::string(64, 'F') + "\n",
          seed.substr(0, 62) + " 0\n", std::string(64, '\0') + "\n", std::string(100'000, 'a')}) {
        put_content(folder / key_name, bad);
        const auto found = find_or_make_key(folder.path());
        INFO(bad.size() << " bytes: " << bad.substr(0, 80));
        REQUIRE_FALSE(found);
        CHECK(found.error().reason == FilesError::Damaged);
        CHECK_THAT(found.error().text, ContainsSubstring("64 hex digits"));
        CHECK_THAT(found.error().text, !ContainsSubstring(seed.substr(0, 8)));
        CHECK(content_of(folder / key_name) == bad);
    }
}

TEST_CASE("without a folder there are no class files", "[classroom][files]") {
    const ScratchFolder folder;
    const std::string nowhere = folder / "nowhere";
    CHECK(find_or_make_key(nowhere).error().reason == FilesError::NoFolder);
    CHECK(read_students(nowhere).error().reason == FilesError::NoFolder);
    CHECK(keep_students(nowhere, {}).error().reason == FilesError::NoFolder);
    CHECK_FALSE(std::filesystem::exists(nowhere));
}

TEST_CASE("what is no file is no class file", "[classroom][files]") {
    const ScratchFolder folder;
    std::filesystem::create_directory(folder / key_name);
    std::filesystem::create_directory(folder / students_name);
    CHECK_FALSE(find_or_make_key(folder.path()));
    CHECK_FALSE(read_students(folder.path()));
    CHECK_FALSE(keep_students(folder.path(), {student("alice")}));
}

TEST_CASE("students are read as they were kept", "[classroom][files]") {
    const ScratchFolder folder;
    REQUIRE(read_students(folder.path()));
    CHECK(read_students(folder.path())->empty());
    std::vector<Faucet::Student> students;
    for (const std::string name : {"zoe", "alice", "Zoë", "a\\b", "小明"}) {
        students.push_back(student(name));
        REQUIRE(keep_students(folder.path(), students));
        CHECK(read_students(folder.path()) == students);
    }
    REQUIRE(keep_students(folder.path(), students));
    CHECK(read_students(folder.path()) == students);
    CHECK(folder.names() == std::vector<std::string>{students_name});
    REQUIRE(keep_students(folder.path(), {}));
    CHECK(content_of(folder / students_name) == file_of(""));
}

TEST_CASE("a file of students is canonical JSON in one line", "[classroom][files]") {
    const ScratchFolder folder;
    REQUIRE(keep_students(folder.path(), {student("bob"), student("alice")}));
    CHECK(content_of(folder / students_name) ==
          file_of(entry(address_of("bob"), "bob") + "," + entry(address_of("alice"), "alice")));
}

TEST_CASE("as many students as a class can have find room in the file", "[classroom][files]") {
    const ScratchFolder folder;
    std::vector<Faucet::Student> students;
    for (std::size_t i = 0; i < most_students; ++i) {
        const std::string number = std::to_string(i);
        students.push_back(student(std::string(longest_nick - number.size(), '\\') + number));
    }
    REQUIRE(keep_students(folder.path(), students));
    CHECK(read_students(folder.path()) == students);
    students.push_back(student("one-too-many"));
    CHECK(keep_students(folder.path(), students).error().reason == FilesError::TooMany);
    CHECK(read_students(folder.path())->size() == most_students);
}

TEST_CASE("a damaged file of students is refused, and told what to do", "[classroom][files]") {
    const ScratchFolder folder;
    const std::string alice = entry(address_of("alice"), "alice");
    const std::string good = file_of(alice);
    std::string twice = alice;
    twice.append(",").append(alice);
    put_content(folder / students_name, good);
    REQUIRE(read_students(folder.path()));
    std::string upper = address_of("alice");
    for (char& c : upper) c = static_cast<char>(std::toupper(c));
    const std::string deep = R"({"students":)" + std::string(10'000, '[') + "\n";
    for (const std::string& bad : {std::string{},
                                   std::string{"\n"},
                                   std::string{"[]\n"},
                                   std::string{"{}\n"},
                                   good + "\n",
                                   good.substr(0, good.size() - 1),
                                   good.substr(0, good.size() / 2),
                                   " " + good,
                                   file_of(twice),
                                   file_of(alice + "," + entry(address_of("bob"), "alice")),
                                   file_of(alice + "," + entry(address_of("alice"), "bob")),
                                   file_of("1"),
                                   file_of(R"({"name":"alice"})"),
                                   file_of(entry("sb1qqq", "alice")),
                                   file_of(entry(upper, "alice")),
                                   file_of(entry(address_of("alice"), "")),
                                   file_of(entry(address_of("alice"), "two\\nlines")),
                                   file_of(entry(address_of("alice"), std::string(41, 'a'))),
                                   file_of(entry(address_of("alice"), "\xff")),
                                   std::string{R"({"students":[],"teachers":[]})"} + "\n",
                                   deep,
                                   std::string(5'000'000, 'a')}) {
        put_content(folder / students_name, bad);
        const auto read = read_students(folder.path());
        INFO(bad.substr(0, 300));
        REQUIRE_FALSE(read);
        CHECK(read.error().reason == FilesError::Damaged);
        CHECK_THAT(read.error().text, ContainsSubstring("students.json is damaged"));
        CHECK(content_of(folder / students_name) == bad);
    }
}
