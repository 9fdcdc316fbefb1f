#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "explorer/observer.hpp"
#include "gui/explorer/view.hpp"
#include "ledger/ledger.hpp"
#include "node/full_node.hpp"
#include "p2p/core_node.hpp"
#include "ranking/chain_ranking.hpp"

namespace sbc::explorer {

// What there is to look at: all of it belongs to one node and lives on its thread.
struct Scene {
    const node::FullNode& node;
    const ranking::ChainRanking& ranking;
    const Observer& observer;
    const p2p::CoreNode& core;
    // What people call the nodes that listen at these addresses ("127.0.0.1:5001").
    const std::map<std::string, std::string>& called;
    // And the owners of these keys; a name that somebody claims for himself comes after that.
    const std::map<crypto::PublicKey, std::string>& known;
};

// Makes the views of one node, one after the other: what stays the same is shared with the view
// before it. Lives on the node's thread.
class Viewer {
public:
    explicit Viewer(const Scene& scene) : scene_{scene} {}
    // What has happened, in a sentence: with the next view, among the last twenty.
    void tell(std::string happening);
    [[nodiscard]] std::shared_ptr<const gui::ExplorerView> view(p2p::Moment moment);

private:
    struct People;
    void look_at_blocks();
    void look_at_ranking();
    void look_at_specimen();
    [[nodiscard]] gui::BlockMark mark_of(const chain::Place& place, People& people) const;
    [[nodiscard]] std::vector<gui::BranchMark> branches(People& people) const;
    void add_neighbours(gui::ExplorerView& view) const;
    void add_waiting(gui::ExplorerView& view) const;
    [[nodiscard]] std::string name_of(const crypto::PublicKey& who) const;
    [[nodiscard]] std::vector<gui::RankMark> marks_of(const std::vector<ranking::Row>& rows) const;
    [[nodiscard]] std::string name_of(const p2p::Peer& peer) const;
    [[nodiscard]] gui::BlockLook::Answer answer_of(p2p::LinkId link) const;
    void note_neighbours();

    Scene scene_;
    // Of which blocks and facts the following was made.
    chain::Hash tip_;
    std::size_t places_ = 0;
    chain::Height facts_{};
    crypto::Hash ranked_;
    bool made_ = false;
    std::shared_ptr<const gui::BlockMarks> history_;
    std::vector<gui::BranchMark> branches_;
    std::shared_ptr<const std::vector<std::string>> people_;
    std::vector<gui::RankMark> ranking_;
    std::vector<gui::RankMark> today_;
    std::string today_is_;
    std::shared_ptr<const gui::BlockLook> look_;
    std::map<p2p::LinkId, std::string> names_;  // of those that it was shown, who may have left
    std::vector<std::string> happenings_;
};

}  // namespace sbc::explorer
