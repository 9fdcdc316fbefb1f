#pragma once

#include "block.hpp"

namespace stage {

// #region job
// A header that lacks its nonce. The id says which job a solution belongs to: there may be a newer
// one by the time it is found.
using JobId = sbc::Strong<struct JobIdTag, std::uint64_t>;
struct Job {
    JobId id;
    Header header;
};
// #endregion job

}  // namespace stage
