// For the few tests whose subject is that a piece of work is not done the long way round: its time
// beside that of a measure, taken in the same run.
#pragma once

#include <algorithm>
#include <ctime>

struct ComparedTime {
    double measure_ms = 0;
    double work_ms = 0;
    bool within = false;  // the work took less than `times` as long as the measure
};

// The time that a program uses, and not that of day: what else runs takes nothing of it. Still a
// busy machine slows everything down now and then, so both are done several times and the shortest
// counts, until it is plain that the work is within, or far beyond.
template <class Measure, class Work>
ComparedTime compare_time(double times, const Measure& measure, const Work& work) {
    const auto milliseconds_of = [](const auto& what) {
        const std::clock_t begin = std::clock();
        what();
        return static_cast<double>(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
    };
    ComparedTime best{milliseconds_of(measure), milliseconds_of(work), false};
    for (int round = 2; round <= 8; ++round) {
        best.measure_ms = std::min(best.measure_ms, milliseconds_of(measure));
        best.work_ms = std::min(best.work_ms, milliseconds_of(work));
        best.within = best.work_ms < times * best.measure_ms;
        if (best.within || best.work_ms > 3 * times * best.measure_ms) break;
    }
    return best;
}
