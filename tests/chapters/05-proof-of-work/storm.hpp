#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "../../sim/scenarios.hpp"
#include "lab/village.hpp"
#include "show.hpp"

// What a village of miners is judged by.
namespace storm {

using namespace std::chrono_literals;
using lab::HostId;
using lab::Village;

// Questions for blocks that hosts have asked: by whom, of whom.
class Questions {
public:
    explicit Questions(Village& village) {
        village.network.on_message = [this](const sbc::sim::Passing& passing) {
            const auto text = sbc::as_text(passing.bytes);
            if (text.find("\"kind\":\"get_block") == std::string_view::npos) return;
            ++asked_[passing.from][passing.to];
        };
    }
    [[nodiscard]] std::uint64_t asked(HostId by) const {
        std::uint64_t count = 0;
        if (const auto found = asked_.find(by); found != asked_.end()) {
            for (const auto& [of, times] : found->second) count += times;
        }
        return count;
    }
    [[nodiscard]] std::uint64_t asked(HostId by, HostId of) const {
        const auto found = asked_.find(by);
        if (found == asked_.end() || !found->second.contains(of)) return 0;
        return found->second.at(of);
    }

private:
    std::map<HostId, std::map<HostId, std::uint64_t>> asked_;
};

// The payments that must not get lost: all that somebody knows who is up.
class Payments {
public:
    explicit Payments(Village& village) : village_{village} {}
    void look() {
        for (const auto& one : known()) must_.insert(one);
    }
    // Some hosts have crashed: what they alone knew is gone.
    void forget_those_nobody_knows() {
        const auto still = known();
        std::erase_if(must_, [&](const auto& one) { return !still.contains(one); });
    }
    [[nodiscard]] std::size_t count() const { return must_.size(); }

    // Who lacks one in its history, or has one twice.
    [[nodiscard]] std::string wrong() {
        std::ostringstream text;
        for (const HostId host : village_.everybody()) {
            const auto included = village_.included(host);
            const std::set<std::string> once{included.begin(), included.end()};
            if (once.size() != included.size()) text << "host " << host.value() << ": twice\n";
            const auto lost = std::count_if(must_.begin(), must_.end(),
                                            [&](const auto& one) { return !once.contains(one); });
            if (lost > 0) text << "host " << host.value() << " lacks " << lost << " payments\n";
        }
        return text.str();
    }

private:
    [[nodiscard]] std::set<std::string> known() {
        std::set<std::string> all;
        for (const HostId host : village_.everybody()) {
            if (!village_.network.up(host)) continue;
            const auto& waiting = village_.app(host).pool().waiting();
            all.insert(waiting.begin(), waiting.end());
            const auto included = village_.included(host);
            all.insert(included.begin(), included.end());
        }
        return all;
    }

    Village& village_;
    std::set<std::string> must_;
};

// Each core calls three that were there before it, and is called by about as many.
inline void settle_in(Village& village, std::size_t cores, std::size_t edges, double power) {
    for (std::size_t i = 0; i < cores; ++i) {
        village.core(village.some_cores(3), power / static_cast<double>(cores), 4);
        village.network.run_for(20ms);
    }
    for (std::size_t i = 0; i < edges; ++i) {
        village.edge("edge " + std::to_string(i), village.some_cores(3));
    }
    village.network.run_for(1min);
}

// The blocks that anybody has, of all histories.
inline std::size_t blocks_of_all(Village& village) {
    std::set<stage::Hash> all;
    for (const HostId host : village.everybody()) {
        for (const auto& [hash, place] : village.app(host).chain().tree().places()) {
            all.insert(hash);
        }
    }
    return all.size();
}

// Whether all have the same last block and every payment once; in words if not.
inline std::string wrong_in(Village& village, Payments& payments) {
    if (village.agree(village.everybody())) return payments.wrong();
    std::ostringstream text;
    text << "they do not have the same last block:\n";
    for (const HostId host : village.everybody()) {
        const stage::Place& tip = village.tip(host);
        text << "  host " << host.value() << ": " << tip.height.value() << ' '
             << stage::short_text(tip.hash) << ", work " << tip.work.to_double() << '\n';
    }
    return text.str();
}

// They mine, then all is quiet and they agree, unless two histories have the same work: then once
// more. What they agree on stays.
inline std::string comes_to_rest(Village& village, Payments& payments) {
    const std::vector<double> power{village.power.begin(), village.power.end()};
    const auto agreed = [&] { return wrong_in(village, payments).empty(); };
    for (int round = 0; round < 10; ++round) {
        std::copy(power.begin(), power.end(), village.power.begin());
        village.network.run_for(30s);
        std::fill(village.power.begin(), village.power.end(), 0.0);
        const auto ended = village.network.run_until(agreed, {.time = 5min, .look = 1s});
        if (ended == sbc::sim::Ended::TooManyEvents) return "the nodes do not come to rest\n";
        if (ended == sbc::sim::Ended::Satisfied) break;
    }
    village.network.run_for(1min);
    return wrong_in(village, payments);
}

// Who has asked more often than there were blocks to ask for: twice for each, since an answer may
// get lost, and a little more, to catch up. Questions to the liar, if there is one, do not count;
// but whoever waits for a history that it has promised asks every neighbour again at each of its
// announcements, one in twenty seconds: it cannot place the block that comes.
inline std::string too_many_questions(Village& village, const Questions& questions,
                                      HostId liar = HostId{UINT32_MAX}) {
    const std::size_t blocks = blocks_of_all(village);
    std::string wrong;
    for (const HostId host : village.everybody()) {
        const auto asked = questions.asked(host) - questions.asked(host, liar);
        if (asked <= 2 * blocks + (liar == HostId{UINT32_MAX} ? 20 : 200)) continue;
        wrong += "host " + std::to_string(host.value()) + " has asked for blocks " +
                 std::to_string(asked) + " times, of " + std::to_string(blocks) + "\n";
    }
    return wrong;
}

}  // namespace storm
