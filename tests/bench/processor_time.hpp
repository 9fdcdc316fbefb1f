// What benches count where the other end of a connection is not to be counted: wall clock on a busy
// machine swings too much.
#pragma once

#include <ctime>

// Of this process, the kernel's part included.
inline double processor_seconds() {
    timespec time{};
    (void)::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}
