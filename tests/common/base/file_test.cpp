#include "base/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "catch.hpp"
#include "scratch_folder.hpp"

using namespace sbc;
using enum FileError;

namespace {

constexpr std::size_t most = 1'000;

// The reason, where there is one; each says something, and names the file.
template <class T>
std::optional<FileError> why_not(const Result<T, FileError>& result, const std::string& path) {
    if (result) return std::nullopt;
    INFO(result.error().text);
    CHECK(result.error().text.starts_with(path));
    CHECK(result.error().text.size() > path.size() + 20);
    return result.error().reason;
}

class Umask {
public:
    explicit Umask(mode_t mask) : before_{::umask(mask)} {}
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;
    ~Umask() { ::umask(before_); }

private:
    mode_t before_;
};

}  // namespace

TEST_CASE("a file is created with its content, and read", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    for (const std::string& content :
         {std::string{}, std::string{"text\n"}, std::string(most, '\0')}) {
        REQUIRE(create_file(path, content));
        CHECK(content_of(path) == content);
        CHECK(read_file(path, most) == content);
        CHECK(folder.names() == std::vector<std::string>{"file"});
        std::filesystem::remove(path);
    }
}

TEST_CASE("a file that exists is never overwritten by a new one", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path, "first");
    CHECK(why_not(create_file(path, "second"), path) == Exists);
    CHECK(content_of(path) == "first");
    SECTION("nor is a folder") {
        CHECK(why_not(create_file(folder.path(), "x"), folder.path()) == Exists);
    }
    SECTION("nor a link that leads nowhere, nor what it would lead to") {
        std::filesystem::create_symlink(folder / "elsewhere", folder / "link");
        CHECK(why_not(create_file(folder / "link", "x"), folder / "link") == Exists);
        CHECK(folder.names() == std::vector<std::string>{"file", "link"});
    }
}

TEST_CASE("a file for its owner only has exactly these rights, whatever the umask", "[base]") {
    const ScratchFolder folder;
    for (const mode_t mask : {0000U, 0022U, 0077U, 0277U, 0777U}) {
        const Umask umask{mask};
        const std::string path = folder / std::to_string(mask);
        REQUIRE(create_file(path, "secret", Readers::OwnerOnly));
        CHECK(mode_of(path) == 0600);
        REQUIRE(replace_file(path, {.was = "secret", .becomes = "other"}));
        CHECK(mode_of(path) == 0600);
        CHECK(read_file(path, most, Readers::OwnerOnly) == "other");
    }
}

TEST_CASE("a file for anybody has the rights that the umask leaves", "[base]") {
    const ScratchFolder folder;
    const Umask umask{0027};
    REQUIRE(create_file(folder / "file", "x"));
    CHECK(mode_of(folder / "file") == 0640);
}

TEST_CASE("a file for its owner only is not read when others may, and the text tells the cure",
          "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path, "secret");
    for (const unsigned mode : {0644U, 0640U, 0604U, 0620U, 0602U, 0601U}) {
        CAPTURE(mode);
        std::filesystem::permissions(path, std::filesystem::perms{mode});
        const auto read = read_file(path, most, Readers::OwnerOnly);
        CHECK(why_not(read, path) == ForOthers);
        CHECK_THAT(read.error().text, ContainsSubstring("chmod 600"));
        CHECK(read_file(path, most) == "secret");
    }
    std::filesystem::permissions(path, std::filesystem::perms{0400});
    CHECK(read_file(path, most, Readers::OwnerOnly) == "secret");
}

TEST_CASE("what cannot be read is refused with its own reason", "[base]") {
    const ScratchFolder folder;
    const auto why = [&](const std::string& path) { return why_not(read_file(path, most), path); };
    put_content(folder / "file", "x");
    CHECK(why(folder / "nowhere") == Missing);
    CHECK(why(folder / "nowhere/file") == NoFolder);
    CHECK(why(folder / "file/file") == NoFolder);
    CHECK(why(folder.path()) == IsAFolder);
    CHECK(why(folder / "") == IsAFolder);
    CHECK(why("") == Missing);
    CHECK(why("/dev/null") == NotAFile);
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(why(folder / "pipe") == NotAFile);
    put_content(folder / "large", std::string(most + 1, 'x'));
    CHECK(why(folder / "large") == TooLarge);
    // Larger than any memory: the size is looked at first.
    REQUIRE(::truncate((folder / "large").c_str(), off_t{1} << 40) == 0);
    CHECK(why(folder / "large") == TooLarge);
    CHECK(why(folder / std::string(300, 'x')) == Failed);
}

TEST_CASE("a link is followed for reading, and never for writing", "[base]") {
    const ScratchFolder folder;
    const std::string link = folder / "link";
    put_content(folder / "file", "text\n");
    std::filesystem::create_symlink(folder / "file", link);
    CHECK(read_file(link, most) == "text\n");
    CHECK(why_not(replace_file(link, {.was = "text\n", .becomes = "x"}), link) == IsALink);
    CHECK(why_not(append_line(link, "x"), link) == IsALink);
    CHECK(content_of(folder / "file") == "text\n");
}

TEST_CASE("what cannot be written is refused with its own reason", "[base]") {
    const ScratchFolder folder;
    for (const std::string& path : {folder / "nowhere/file", folder / "a/b/c"}) {
        CHECK(why_not(create_file(path, "x"), path) == NoFolder);
        CHECK(why_not(replace_file(path, {}), path) == NoFolder);
        CHECK(why_not(append_line(path, "x"), path) == NoFolder);
    }
    const std::string path = folder / "file";
    CHECK(why_not(replace_file(path, {}), path) == Missing);
    CHECK(why_not(append_line(path, "x"), path) == Missing);
    CHECK(why_not(create_file(folder / "", "x"), folder / "") == IsAFolder);
    std::filesystem::create_directory(path);
    CHECK(why_not(replace_file(path, {}), path) == IsAFolder);
    CHECK(why_not(append_line(path, "x"), path) == IsAFolder);
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(why_not(append_line(folder / "pipe", "x"), folder / "pipe") == NotAFile);
    CHECK(why_not(create_file("/dev/full/x", "x"), "/dev/full/x") == NoFolder);
}

TEST_CASE("a file is replaced if it says what it said when it was read", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path, "old");
    REQUIRE(replace_file(path, {.was = "old", .becomes = "new, and longer"}));
    CHECK(content_of(path) == "new, and longer");
    for (const std::string_view was :
         {"old", "", "new, and longe", "new, and longer!", "xxx, and longer"}) {
        CHECK(why_not(replace_file(path, {.was = was, .becomes = "x"}), path) == Changed);
    }
    CHECK(content_of(path) == "new, and longer");
    CHECK(folder.names() == std::vector<std::string>{"file"});
}

TEST_CASE("a file that is replaced keeps its rights", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path, "old");
    std::filesystem::permissions(path, std::filesystem::perms{0754});
    REQUIRE(replace_file(path, {.was = "old", .becomes = "new"}));
    CHECK(mode_of(path) == 0754);
}

TEST_CASE("what a killed program has left is removed by the next write", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path + ".unfinished", "half of what");
    SECTION("a new file") { REQUIRE(create_file(path, "new")); }
    SECTION("another content") {
        put_content(path, "old");
        REQUIRE(replace_file(path, {.was = "old", .becomes = "new"}));
    }
    SECTION("a file that was complete, but for the removal") {
        std::filesystem::create_hard_link(path + ".unfinished", path);
        REQUIRE(replace_file(path, {.was = "half of what", .becomes = "new"}));
    }
    CHECK(content_of(path) == "new");
    CHECK(folder.names() == std::vector<std::string>{"file"});
}

TEST_CASE("what stands in the way of an unfinished file is not written through", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(folder / "other", "other");
    SECTION("a link") {
        std::filesystem::create_symlink(folder / "other", path + ".unfinished");
        CHECK(why_not(create_file(path, "x"), path) == IsALink);
    }
    SECTION("a folder") {
        std::filesystem::create_directory(path + ".unfinished");
        CHECK(why_not(create_file(path, "x"), path) == IsAFolder);
    }
    SECTION("another name of a file") {
        std::filesystem::create_hard_link(folder / "other", path + ".unfinished");
        CHECK(create_file(path, "x"));
    }
    CHECK(content_of(folder / "other") == "other");
}

TEST_CASE("while another program writes a file, it is busy; not for ever", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path, "old\n");
    const auto hold = [](const std::string& name) {
        const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        REQUIRE(::flock(file, LOCK_EX) == 0);
        return file;
    };
    const int held = hold(path);
    CHECK(why_not(replace_file(path, {.was = "old\n", .becomes = "new\n"}), path) == Busy);
    CHECK(read_file(path, most) == "old\n");
    const int unfinished = hold(folder / "another.unfinished");
    CHECK(why_not(create_file(folder / "another", "x"), folder / "another") == Busy);
    ::close(held);
    ::close(unfinished);
    CHECK(append_line(path, "new"));
    CHECK(create_file(folder / "another", "x"));
}

TEST_CASE("a line is appended to a journal, whole", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    REQUIRE(create_file(path, ""));
    REQUIRE(append_line(path, "one"));
    REQUIRE(append_line(path, "", 4));
    REQUIRE(append_line(path, "two"));
    CHECK(content_of(path) == "one\n\ntwo\n");
}

TEST_CASE("nothing is appended to a journal that somebody else has made longer", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    put_content(path, "one\n");
    CHECK(why_not(append_line(path, "x", 3), path) == Changed);
    CHECK(why_not(append_line(path, "x", 0), path) == Changed);
    REQUIRE(append_line(path, "two", 4));
    CHECK(why_not(append_line(path, "x", 4), path) == Changed);
    CHECK(content_of(path) == "one\ntwo\n");
}

TEST_CASE("nothing is appended to a line that was never finished", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    put_content(path, "one\ntw");
    CHECK(why_not(append_line(path, "three"), path) == Torn);
    REQUIRE(replace_file(path, {.was = "one\ntw", .becomes = "one\n"}));
    REQUIRE(append_line(path, "three"));
    CHECK(content_of(path) == "one\nthree\n");
}
