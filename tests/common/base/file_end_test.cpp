// Files whose writer ends in the middle: killed, without room, without rights.
#include <sys/resource.h>

#include <filesystem>
#include <set>

#include "base/file.hpp"
#include "common/net/child.hpp"
#include "kill_points.hpp"
#include "scratch_folder.hpp"

using namespace sbc;

namespace {

// Enough for several pages of a file.
const std::string old_text = std::string(20'000, 'o') + "\n";
const std::string new_text = std::string(30'000, 'n') + "\n";

}  // namespace

TEST_CASE("a new file is there whole or not at all, wherever its writer is killed", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    std::set<bool> seen;
    const auto write = [&] { return create_file(path, new_text, Readers::OwnerOnly) ? 0 : 1; };
    const int calls = kill_points::kill_at_every_call(write, [&] {
        const bool there = std::filesystem::exists(path);
        seen.insert(there);
        if (there) CHECK(content_of(path) == new_text);
        if (there) CHECK(mode_of(path) == 0600);
        // The next write works, and leaves nothing of the one before.
        if (there) CHECK(replace_file(path, {.was = new_text, .becomes = old_text}));
        if (!there) CHECK(create_file(path, old_text));
        CHECK(folder.names() == std::vector<std::string>{"file"});
        CHECK(content_of(path) == old_text);
        std::filesystem::remove(path);
    });
    CHECK(calls >= 8);
    CHECK(seen.size() == 2);
}

TEST_CASE("a replaced file says the old or the new, wherever its writer is killed", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path, old_text);
    std::set<std::string> seen;
    const auto write = [&] {
        return replace_file(path, {.was = old_text, .becomes = new_text}) ? 0 : 1;
    };
    const int calls = kill_points::kill_at_every_call(write, [&] {
        const std::string says = content_of(path);
        seen.insert(says);
        CHECK(replace_file(path, {.was = says, .becomes = old_text}));
        CHECK(content_of(path) == old_text);
        CHECK(folder.names() == std::vector<std::string>{"file"});
    });
    CHECK(calls >= 8);
    CHECK(seen == std::set<std::string>{old_text, new_text});
}

TEST_CASE("a journal keeps its lines, wherever its writer is killed", "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    std::set<std::string> seen;
    put_content(path, "one\n");
    const auto write = [&] { return append_line(path, "two") ? 0 : 1; };
    const int calls = kill_points::kill_at_every_call(write, [&] {
        const std::string says = content_of(path);
        seen.insert(says);
        const std::string whole = says.substr(0, says.rfind('\n') + 1);
        CHECK(append_line(path, "three").has_value() == (says == whole));
        put_content(path, "one\n");
    });
    CHECK(calls >= 4);
    CHECK(seen == std::set<std::string>{"one\n", "one\ntw", "one\ntwo\n"});
}

TEST_CASE("whatever the system refuses, a file says the old or the new, and success is the new",
          "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    const auto replace = [&] {
        return replace_file(path, {.was = old_text, .becomes = new_text}) ? 0 : 1;
    };
    const auto append = [&] { return append_line(path, "more") ? 0 : 1; };
    int refusals = 0;
    for (int call = 0; call < 20; ++call) {
        for (const bool half : {false, true}) {
            CAPTURE(call, half);
            const kill_points::Plan plan{.call = call, .error = ENOSPC, .half = half};
            put_content(path, old_text);
            const auto replaced = kill_points::run(plan, replace);
            const std::string says = content_of(path);
            CHECK((says == new_text || (says == old_text && replaced == 1)));
            put_content(path, old_text);
            const auto appended = kill_points::run(plan, append);
            CHECK(content_of(path) == old_text + (appended == 0 ? "more\n" : ""));
            refusals += *replaced + *appended;
            const std::string now = content_of(path);
            CHECK(replace_file(path, {.was = now, .becomes = old_text}));
            CHECK(folder.names() == std::vector<std::string>{"file"});
        }
    }
    CHECK(refusals > 10);
}

TEST_CASE("a disk without room is its own reason, and what was there stays", "[base]") {
    const ScratchFolder folder;
    put_content(folder / "old", old_text);
    const auto child = child::run([&] {
        ::signal(SIGXFSZ, SIG_IGN);  // then the limit is told like a full disk
        const rlimit limit{25'000, 25'000};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
        const auto is_full = [](const Result<void, FileError>& written) {
            return !written && written.error().reason == FileError::DiskFull;
        };
        if (!is_full(create_file(folder / "new", new_text))) return 2;
        if (!is_full(replace_file(folder / "old", {.was = old_text, .becomes = new_text})))
            return 3;
        if (!is_full(append_line(folder / "old", new_text.substr(1, 29'000)))) return 4;
        return 0;
    });
    CHECK(child.exit_code == 0);
    CHECK(folder.names() == std::vector<std::string>{"old"});
    CHECK(content_of(folder / "old") == old_text);
}

TEST_CASE("an account that may not is told so", "[base]") {
    const ScratchFolder folder;
    put_content(folder / "closed", "x\n");
    std::filesystem::permissions(folder / "closed", std::filesystem::perms::none);
    put_content(folder / "read-only", "x\n");
    std::filesystem::permissions(folder / "read-only", std::filesystem::perms{0444});
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0555});
    // In a child process, which can give its rights away.
    const auto child = child::run([&] {
        if (::geteuid() == 0 && ::setuid(65'534) != 0) return 20;
        const auto may_not = [](const auto& done) {
            return !done && done.error().reason == FileError::NotAllowed;
        };
        if (!may_not(read_file(folder / "closed", 10))) return 1;
        if (!may_not(append_line(folder / "read-only", "x"))) return 2;
        if (!may_not(replace_file(folder / "read-only", {.was = "x\n", .becomes = ""}))) return 3;
        if (!may_not(create_file(folder / "new", "x"))) return 4;
        return 0;
    });
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
    if (child.exit_code == 20) {
        WARN("not tested: root cannot give its rights away here");
        return;
    }
    CHECK(child.exit_code == 0);
}

TEST_CASE("what a killed program has left closed to everybody is removed by the next write",
          "[base]") {
    const ScratchFolder folder;
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0777});
    // In a child process, which can give its rights away: root may open everything.
    const auto child = child::run([&] {
        if (::geteuid() == 0 && ::setuid(65'534) != 0) return 20;
        ::umask(0777);  // its writer was killed before it gave the file its own mode
        for (const mode_t mode : {0000U, 0400U, 0200U}) {
            const std::string name = folder / "file" + std::to_string(mode);
            const int left = ::open((name + ".unfinished").c_str(), O_WRONLY | O_CREAT, 0600);
            if (left < 0 || ::fchmod(left, mode) != 0) return 1;
            ::close(left);
            if (!create_file(name, "x", Readers::OwnerOnly)) return 2;
        }
        return 0;
    });
    if (child.exit_code == 20) {
        WARN("not tested: root cannot give its rights away here");
        return;
    }
    CHECK(child.exit_code == 0);
    CHECK(folder.names().size() == 3);
}

TEST_CASE("of many programs that replace one file at once, each wins once, and none is lost",
          "[base]") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    put_content(path, "");
    constexpr int programs = 4;
    constexpr int rounds = 25;
    const auto work = [&](char name) {
        for (int round = 0; round < rounds;) {
            const auto says = read_file(path, 1'000);
            if (!says) return 1;
            const auto done = replace_file(path, {.was = *says, .becomes = *says + name});
            if (done) ++round;
            if (!done && done.error().reason != FileError::Changed) return 2;
        }
        return 0;
    };
    std::vector<pid_t> children;
    for (int i = 0; i < programs; ++i) {
        const pid_t pid = ::fork();
        REQUIRE(pid >= 0);
        if (pid == 0) {
            ::alarm(60);
            ::_exit(work(static_cast<char>('a' + i)));
        }
        children.push_back(pid);
    }
    for (const pid_t pid : children) {
        int status = -1;
        REQUIRE(::waitpid(pid, &status, 0) == pid);
        CHECK(status == 0);
    }
    std::string says = content_of(path);
    std::sort(says.begin(), says.end());
    std::string expected;
    for (int i = 0; i < programs; ++i) expected += std::string(rounds, static_cast<char>('a' + i));
    CHECK(says == expected);
}
