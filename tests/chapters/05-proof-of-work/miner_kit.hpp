#pragma once

#include "miner.hpp"
#include "search.hpp"
#include "target.hpp"

// The search and the miner that tests/miners is about, here: those of stage 05.
namespace scene {

using namespace stage;

inline Job job(std::uint64_t id, const Header& header) { return {JobId{id}, header}; }

}  // namespace scene
