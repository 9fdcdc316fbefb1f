#pragma once

#include "journal.hpp"
#include "p2p/core_node.hpp"
#include "p2p/edge_node.hpp"
#include "scenarios.hpp"

namespace town {

// The nodes of common/p2p with a journal.
struct P2p {
    using CoreNode = sbc::p2p::CoreNode;
    using EdgeNode = sbc::p2p::EdgeNode;
    using CoreSettings = sbc::p2p::CoreSettings;
    using EdgeSettings = sbc::p2p::EdgeSettings;
    using Actions = sbc::p2p::Actions;
    using Source = sbc::p2p::Source;
    using Moment = sbc::p2p::Moment;
    using App = Journal;

    static std::vector<MessageId> posts(const Journal& journal) {
        std::vector<MessageId> ids;
        for (const auto& [id, body] : journal.entries()) ids.push_back(id);
        return ids;
    }
};

}  // namespace town
