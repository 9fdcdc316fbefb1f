// For the few tests whose subject is that a piece of work is not done the long way round: its time
// beside that of a measure, taken in the same run.
#pragma once

#include <algorithm>
#include <chrono>

struct ComparedTime {
    double measure_ms = 0;
    double work_ms = 0;
    bool within = false;  // the work took less than `times` as long as the measure
};

// A busy machine slows everything down now and then, so both are done at least four times and the
// shortest counts; twice are enough to see that the work is far beyond. Not by the processor's
// time: a busy virtual machine may tell it in whole ticks, and a shortest one of 0 ms stays.
template <class Measure, class Work>
ComparedTime compare_time(double times, const Measure& measure, const Work& work) {
    const auto milliseconds_of = [](const auto& what) {
        const auto begin = std::chrono::steady_clock::now();
        what();
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begin;
        return took.count();
    };
    ComparedTime best{milliseconds_of(measure), milliseconds_of(work), false};
    for (int round = 2; round <= 8; ++round) {
        best.measure_ms = std::min(best.measure_ms, milliseconds_of(measure));
        best.work_ms = std::min(best.work_ms, milliseconds_of(work));
        best.within = best.work_ms < times * best.measure_ms;
        const bool far_beyond = best.work_ms > 3 * times * best.measure_ms;
        if (far_beyond || (best.within && round >= 4)) break;
    }
    return best;
}
