// What a village of full nodes is judged by.
#pragma once

#include <map>
#include <sstream>
#include <string>

#include "village.hpp"

namespace homes {

// So many hashes per second, of all together, find a block in about the wanted time.
constexpr double enough_power = 0.4;

inline void settle_in(Village& village, std::size_t count) {
    using namespace std::chrono_literals;
    for (std::size_t i = 0; i < count; ++i) {
        village.add(village.some(3), enough_power / static_cast<double>(count), 4);
        village.network.run_for(20ms);
    }
    village.network.run_for(1min);
}

inline bool nothing_waits(Village& village) {
    return std::all_of(village.nodes.begin(), village.nodes.end(), [&](HostId host) {
        return !village.network.up(host) || village.home(host).node().mempool().size() == 0;
    });
}

// They mine, then all is quiet and they agree, unless two histories have the same work, or a
// payment still waits: then once more.
inline bool come_to_rest(Village& village) {
    using namespace std::chrono_literals;
    const std::vector<double> power{village.power.begin(), village.power.end()};
    const auto rested = [&] { return village.agree(); };
    for (int round = 0; round < 10; ++round) {
        std::copy(power.begin(), power.end(), village.power.begin());
        village.network.run_for(1min);
        std::fill(village.power.begin(), village.power.end(), 0.0);
        const auto ended = village.network.run_until(rested, {.time = 5min, .look = 1s});
        if (ended == sim::Ended::Satisfied && nothing_waits(village)) return true;
    }
    return false;
}

// No point was made but by blocks, and none is lost: every block's miner takes the subsidy and the
// fees, whole.
inline std::string wrong_sums(Village& village) {
    std::ostringstream wrong;
    for (const HostId host : village.nodes) {
        if (!village.network.up(host)) continue;
        const std::uint64_t due =
            village.home(host).ledger().rules().subsidy.value() * village.tip(host).height.value();
        if (village.points(host) != due) {
            wrong << "host " << host.value() << " counts " << village.points(host) << " points, of "
                  << due << '\n';
        }
    }
    return wrong.str();
}

// How often each transaction stands in this node's history.
inline std::map<ledger::Hash, int> included(Village& village, HostId host) {
    std::map<ledger::Hash, int> times;
    const chain::Chain& chain = village.home(host).chain();
    for (chain::Height at{1}; at <= chain.height(); at = above(at)) {
        const chain::Block block = chain.block(chain.at(at)).value();
        for (const std::string& text : block.transactions) {
            ++times[ledger::check_transaction(text).value().id()];
        }
    }
    return times;
}

// What was accepted is in the history once; or it spent what was mined in a block that counts no
// longer, or hung on such a payment: nobody can help that.
inline std::string wrong_payments(Village& village, const People& people, HostId at) {
    std::ostringstream wrong;
    const auto times = included(village, at);
    for (const auto& [id, text] : people.paid()) {
        const auto found = times.find(id);
        if (found != times.end() && found->second == 1) continue;
        if (found != times.end()) wrong << "a payment stands in two blocks\n";
        const auto inputs = ledger::check_transaction(text).value().parts().inputs;
        const bool stands = std::all_of(inputs.begin(), inputs.end(), [&](const auto& input) {
            return times.contains(input.spends.transaction);
        });
        if (stands && found == times.end()) {
            wrong << "payment " << to_text(id).substr(0, 16) << " was accepted and is lost\n";
        }
    }
    return wrong.str();
}

// Each has counted to its tip, and says what somebody says who counts anew: whatever was taken back
// on the way. All that was mined is in it.
inline std::string wrong_rankings(Village& village) {
    std::ostringstream wrong;
    for (std::size_t i = 0; i < village.nodes.size(); ++i) {
        const HostId host = village.nodes[i];
        if (!village.network.up(host)) continue;
        const Household& home = village.home(host);
        ranking::ChainRanking anew{home.chain(), *village.disks[i]};
        while (anew.deadline() != never) (void)anew.on_time({});
        if (home.ranking().counted() != anew.counted()) {
            wrong << "host " << host.value() << " has not counted to its tip\n";
        }
        const auto rows = home.ranking().ranking().total(1'000'000);
        if (rows != anew.ranking().total(1'000'000)) {
            wrong << "host " << host.value() << " has another ranking than its history makes\n";
        }
        std::uint64_t mined = 0;
        for (const ranking::Row& row : rows) mined += row.mined;
        const std::uint64_t subsidy = home.ledger().rules().subsidy.value();
        if (mined < subsidy * home.chain().height().value()) {
            wrong << "host " << host.value() << " has not counted all that was mined\n";
        }
    }
    return wrong.str();
}

// What a node holds for others stays bounded, whatever they do.
inline std::string too_much_held(Village& village) {
    std::ostringstream wrong;
    for (const HostId host : village.nodes) {
        if (!village.network.up(host)) continue;
        const Household& home = village.home(host);
        const std::size_t ours = home.chain().height().value() + 1;
        if (home.chain().tree().size() > ours + 500) {
            wrong << "host " << host.value() << " holds " << home.chain().tree().size()
                  << " headers, " << ours << " of its history\n";
        }
        if (home.node().held_bytes() > 200'000) {
            wrong << "host " << host.value() << " holds " << home.node().held_bytes()
                  << " bytes for strangers\n";
        }
    }
    return wrong.str();
}

}  // namespace homes
