#pragma once

#include "chain/target.hpp"
#include "miner/miner.hpp"
#include "miner/search.hpp"

// The search and the miner that tests/miners is about, here: those of common/miner.
namespace scene {

using namespace sbc::chain;
using sbc::miner::further;
using sbc::miner::Job;
using sbc::miner::JobId;
using sbc::miner::search;

// As many threads as a test asks for, also on a machine with fewer.
class Miner : public sbc::miner::Miner {
public:
    Miner(unsigned threads, const Found& found) : sbc::miner::Miner{threads, found, threads} {}
};

inline Job job(std::uint64_t id, const Header& header) {
    return {JobId{id}, header, std::chrono::hours{2}};
}

}  // namespace scene
