#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/console.hpp"
#include "lab/village.hpp"
#include "show.hpp"

namespace lab {

// A network falls apart, each half goes on with a history of its own, and when the line is mended
// all follow the one with more work; who paid in the other one waits again.
class Fork {
public:
    explicit Fork(std::uint64_t seed) : village_{seed} {}

    // Whether all have the same history in the end, with every payment in it once.
    bool play() {
        settle_in();
        fall_apart();
        heal();
        return include_all();
    }

private:
    using Tone = sbc::Tone;
    using Hosts = std::vector<HostId>;
    static constexpr unsigned half = 4;

    // #region acts
    void settle_in() {
        for (unsigned i = 0; i < 2 * half; ++i) {
            const Hosts before = village_.cores;
            village_.core(before, Village::enough_power / (2 * half));
            (i < half ? west_ : east_).push_back(village_.cores.back());
        }
        village_.network.run_for(std::chrono::minutes{2});
        wait_for_agreement(village_.cores);
        say_tip("eight cores mine", village_.cores);
    }
    void fall_apart() {
        say(Tone::Warn, "the line between west (cores 1 to 4) and east (cores 5 to 8) breaks");
        village_.network.partition({west_});
        for (unsigned i = 0; i < half - 1; ++i) {
            pay(west_[i], "bob " + std::to_string(i + 1) + " for the bread");
            pay(east_[i], "carol " + std::to_string(i + 1) + " for the milk");
            village_.network.run_for(std::chrono::seconds{45});
        }
        wait_for_agreement(west_);
        wait_for_agreement(east_);
        say_tip("west", west_);
        say_tip("east", east_);
    }
    // Each core tells of what it does; what it says of payments is the same for all of a half.
    void heal() {
        say(Tone::Warn, "the line is mended");
        std::set<std::string> known;
        village_.network.on_told = [&](HostId host, const std::string& line) {
            const bool again = line.starts_with("waits again") && known.insert(line).second;
            if (!again && !line.starts_with("reorganisation")) return;
            say(Tone::Plain, "core " + std::to_string(host.value() + 1) + ": " + line);
        };
        village_.network.heal();
        wait_for_agreement(village_.cores);
        village_.network.on_told = nullptr;
        say_tip("all eight", village_.cores);
    }
    bool include_all() {
        const auto all = [this] {
            return village_.agree(village_.cores) &&
                   village_.included(village_.cores.front()).size() >= paid_;
        };
        const auto ended = village_.network.run_until(
            all, {.time = std::chrono::minutes{10}, .look = std::chrono::seconds{1}});
        const auto payments = village_.included(village_.cores.front());
        const std::set<std::string> once{payments.begin(), payments.end()};
        const bool good =
            ended == sbc::sim::Ended::Satisfied && once.size() == paid_ && payments.size() == paid_;
        say_tip("a little later", village_.cores);
        say(good ? Tone::Good : Tone::Bad,
            "of " + std::to_string(paid_) + " payments in west and east, " +
                std::to_string(once.size()) + " are in this one history, each once");
        return good;
    }
    // #endregion acts

    // #region steps
    void pay(HostId by, const std::string& what) {
        village_.network.type(by, "pay " + what);
        ++paid_;
    }
    void wait_for_agreement(const Hosts& hosts) {
        [[maybe_unused]] const auto ended = village_.network.run_until(
            [&] { return village_.agree(hosts); },
            {.time = std::chrono::minutes{10}, .look = std::chrono::seconds{1}});
    }
    void say(Tone tone, const std::string& text) {
        using std::chrono::seconds;
        const auto time = village_.network.now() - begin_;
        const auto now = std::chrono::duration_cast<seconds>(time).count();
        const std::string second = std::to_string(now % 60);
        sbc::say(tone,
                 std::to_string(now / 60) + (now % 60 < 10 ? ":0" : ":") + second + "  " + text);
    }
    void say_tip(const std::string& who, const Hosts& hosts) {
        const stage::Place& tip = village_.tip(hosts.front());
        const bool agree = village_.agree(hosts);
        say(agree ? Tone::Plain : Tone::Bad,
            who + ": " +
                (agree ? "the last block of each is number " + std::to_string(tip.height.value()) +
                             ", " + stage::short_text(tip.hash)
                       : "they do not have the same last block"));
    }
    // #endregion steps

    Village village_;
    sbc::Instant begin_ = village_.network.now();
    Hosts west_;
    Hosts east_;
    std::size_t paid_ = 0;
};

}  // namespace lab
