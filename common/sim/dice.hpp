#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace sbc::sim {

// Random numbers that are the same on every machine and with every compiler: whoever knows the seed
// can roll the same again. Not for secrets. (splitmix64, by Sebastiano Vigna.)
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_{seed} {}

    // 64 bits; no number comes twice within 2^64 rolls.
    std::uint64_t roll() {
        state_ += 0x9E37'79B9'7F4A'7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58'476D'1CE4'E5B9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EBU;
        return mixed ^ (mixed >> 31);
    }
    // 0 … bound - 1; the bound is not 0. Every number is equally likely to within bound / 2^64.
    std::uint64_t below(std::uint64_t bound) { return roll() % bound; }
    // True this often: 0 is never, 1 always.
    bool chance(double probability) {
        return static_cast<double>(roll() >> 11) * 0x1.0p-53 < probability;
    }
    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t left = values.size(); left > 1; --left) {
            std::swap(values[left - 1], values[below(left)]);
        }
    }

private:
    std::uint64_t state_;
};

}  // namespace sbc::sim
