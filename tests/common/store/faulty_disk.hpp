// A disk on which the n-th thing that is written fails, or ends the process; and which counts how
// often something was brought to it for sure.
//
// The functions at the end take the place of the C library's own in this program, SQLite's calls of
// them included; so only one of its files may include this. Linux only.
#pragma once

#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace faulty_disk {

// What happens to one call of this process, or to each from then on.
struct Plan {
    int call = -1;  // which one, from 0 on; -1: none
    int error = 0;  // 0: the process is killed there; else the call fails with this number
    bool for_good = false;
};
inline Plan plan;
inline bool happened = false;
inline int synced = 0;

inline void make(Plan made) {
    plan = made;
    happened = false;
}
inline void heal() { plan = {}; }

inline bool fails_now() {
    if (plan.call < 0) return false;
    if (plan.call > 0) return --plan.call, false;
    if (plan.error == 0) ::kill(::getpid(), SIGKILL);
    if (!plan.for_good) plan.call = -1;
    happened = true;
    errno = plan.error;
    return true;
}
// Nothing is really brought anywhere: no power fails here, and it takes most of a test's time.
inline int sync_call() {
    ++synced;
    return fails_now() ? -1 : 0;
}
// Half of it may reach the file before it fails.
inline ssize_t write_call(int file, const void* bytes, size_t size, off_t at) {
    const bool fails = plan.call == 0;
    if (fails) ::syscall(SYS_pwrite64, file, bytes, size / 2, at);
    return fails_now() ? -1 : ::syscall(SYS_pwrite64, file, bytes, size, at);
}
inline int cut_call(int file, off_t size) {
    return fails_now() ? -1 : static_cast<int>(::syscall(SYS_ftruncate, file, size));
}

}  // namespace faulty_disk

#ifndef __THROW
#define __THROW  // NOLINT(bugprone-reserved-identifier): other C libraries do not have it
#endif

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

ssize_t pwrite64(int file, const void* bytes, size_t size, off_t at) {
    return faulty_disk::write_call(file, bytes, size, at);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    return faulty_disk::write_call(file, bytes, size, at);
}
int ftruncate64(int file, off_t size) __THROW { return faulty_disk::cut_call(file, size); }
int ftruncate(int file, off_t size) __THROW { return faulty_disk::cut_call(file, size); }
int fsync(int) { return faulty_disk::sync_call(); }
int fdatasync(int) { return faulty_disk::sync_call(); }

}  // extern "C"
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
