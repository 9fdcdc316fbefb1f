// Ends a process at its k-th system call that has to do with files, or lets that call fail: for
// every k.
//
// The functions at the end take the place of the C library's own in this program, so only one of
// its files may include this. What is not under way they pass on to the system. Linux only.
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <optional>

#include "catch.hpp"

namespace kill_points {

// What happens to one call of the process.
struct Plan {
    int call = -1;  // which one, from 0 on; -1: none
    int error = 0;  // 0: the process is killed there; else the call fails with this number
    // Only calls of write() are counted, and the first half of what that one writes reaches the
    // file.
    bool half = false;
};
inline Plan plan;

// Whether this call is the one that fails; or does not return.
inline bool fails_now(bool is_write = false) {
    if (plan.call < 0 || (plan.half && !is_write) || plan.call-- > 0) return false;
    if (plan.error == 0) ::kill(::getpid(), SIGKILL);
    errno = plan.error;
    return true;
}

// How `work` ended in a process of its own: its exit code, or nothing if it was killed.
template <class Work>
std::optional<int> run(const Plan& with, Work work) {
    const pid_t pid = ::fork();
    REQUIRE(pid >= 0);
    if (pid == 0) {
        ::alarm(30);  // whatever happens, the child ends
        plan = with;
        const int code = work();
        plan = {};
        ::_exit(code);
    }
    int status = -1;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return std::nullopt;
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

// Kills the work at its first call, at its second and so on, until there is none left; then again
// in the middle of each thing that it writes. After each kill, and after the end that is left to
// the work itself, `look` is called. Returns how many calls there were.
template <class Work, class Look>
int kill_at_every_call(Work work, Look look) {
    int calls = 0;
    for (const bool half : {true, false}) {
        bool killed = true;
        for (int call = 0; killed; ++call) {
            CAPTURE(call, half);
            const auto code = run({.call = call, .half = half}, work);
            look();
            killed = !code;
            if (code) CHECK(*code == 0);
            calls = call;
        }
    }
    return calls;
}

}  // namespace kill_points

#ifndef __THROW
#define __THROW  // NOLINT(bugprone-reserved-identifier): other C libraries do not have it
#endif

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

int openat(int folder, const char* path, int flags, ...) {
    mode_t mode = 0;
    if ((flags & O_CREAT) != 0) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    if (kill_points::fails_now()) return -1;
    return static_cast<int>(::syscall(SYS_openat, folder, path, flags, mode));
}
ssize_t write(int file, const void* bytes, size_t size) {
    if (kill_points::plan.half && kill_points::plan.call == 0) {
        ::syscall(SYS_write, file, bytes, size / 2);
    }
    return kill_points::fails_now(true) ? -1 : ::syscall(SYS_write, file, bytes, size);
}
int fsync(int file) {
    return kill_points::fails_now() ? -1 : static_cast<int>(::syscall(SYS_fsync, file));
}
int fdatasync(int file) {
    return kill_points::fails_now() ? -1 : static_cast<int>(::syscall(SYS_fdatasync, file));
}
int close(int file) {
    return kill_points::fails_now() ? -1 : static_cast<int>(::syscall(SYS_close, file));
}
int fchmod(int file, mode_t mode) __THROW {
    return kill_points::fails_now() ? -1 : static_cast<int>(::syscall(SYS_fchmod, file, mode));
}
int flock(int file, int how) __THROW {
    return kill_points::fails_now() ? -1 : static_cast<int>(::syscall(SYS_flock, file, how));
}
int ftruncate(int file, off_t size) __THROW {
    return kill_points::fails_now() ? -1 : static_cast<int>(::syscall(SYS_ftruncate, file, size));
}
int linkat(int from, const char* old, int to, const char* fresh, int flags) __THROW {
    if (kill_points::fails_now()) return -1;
    return static_cast<int>(::syscall(SYS_linkat, from, old, to, fresh, flags));
}
int renameat(int from, const char* old, int to, const char* fresh) __THROW {
    if (kill_points::fails_now()) return -1;
    return static_cast<int>(::syscall(SYS_renameat2, from, old, to, fresh, 0));
}
int unlinkat(int folder, const char* path, int flags) __THROW {
    if (kill_points::fails_now()) return -1;
    return static_cast<int>(::syscall(SYS_unlinkat, folder, path, flags));
}

}  // extern "C"
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
