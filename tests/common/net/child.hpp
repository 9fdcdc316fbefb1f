// Work in a child process: what it changes (limits, standard input) stays there.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <string>

#include "catch.hpp"

namespace child {

// UBSan (with ASan in the builds of the course; g++ 12 tells only of ASan) opens a pipe to see
// whether an object is one. A program without descriptors fails all its checks.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool checks_objects_with_descriptors = true;
#elif defined(__has_feature)
inline constexpr bool checks_objects_with_descriptors = __has_feature(undefined_behavior_sanitizer);
#else
inline constexpr bool checks_objects_with_descriptors = false;
#endif

struct Ended {
    int exit_code;       // -1: it did not exit by itself
    std::string output;  // standard output and standard error
};

// `work` returns the exit code. Only from a program with one thread.
template <class Work>
Ended run(Work work) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        ::alarm(30);  // whatever happens, the child ends
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::_exit(work());
    }
    ::close(ends[1]);
    Ended ended{-1, {}};
    std::array<char, 512> part{};
    for (ssize_t n = 0; (n = ::read(ends[0], part.data(), part.size())) > 0;) {
        ended.output.append(part.data(), static_cast<std::size_t>(n));
    }
    ::close(ends[0]);
    int status = -1;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    if (WIFEXITED(status)) ended.exit_code = WEXITSTATUS(status);
    return ended;
}

}  // namespace child
