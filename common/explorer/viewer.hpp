#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "classroom/classroom.hpp"
#include "explorer/observer.hpp"
#include "gui/explorer/view.hpp"
#include "message/engraving_service.hpp"
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
    // And the owners of these keys; a name that somebody claims for himself comes after that, and
    // stands in quotation marks.
    const std::map<crypto::PublicKey, std::string>& known;
    const classroom::Classroom* classroom = nullptr;      // if the network is a class's
    std::string join{};                                   // what is typed to join it
    const message::EngravingService* engraved = nullptr;  // if it shows them to anybody
};

// Makes the views of one node, one after the other: what stays the same is shared with the view
// before it. Whatever a stranger has written is printable in it. Lives on the node's thread.
class Viewer {
public:
    explicit Viewer(Scene scene) : scene_{std::move(scene)} {}
    // What has happened, in a sentence: with the next view, among the last twenty.
    void tell(std::string happening);
    // Before they are shown a block: who hangs up is in no table any more, but had a name.
    void will_ask(const std::vector<p2p::LinkId>& neighbours);
    // The one before again, if it would look the same.
    [[nodiscard]] std::shared_ptr<const gui::ExplorerView> view();

private:
    // The names of a view, each once; "" is nobody's.
    struct People {
        std::vector<std::string> names{""};
        std::map<crypto::PublicKey, std::uint32_t> places{};
        friend bool operator==(const People&, const People&) = default;
    };
    // Somebody whom an altered block was shown, and who may have left since.
    struct Acquaintance {
        std::string name;
        std::string address;
    };

    // viewer.cpp
    void look_at_blocks();
    void look_at_ranking();
    [[nodiscard]] static std::array<char, gui::id_letters> id_of(const chain::Hash& hash);
    [[nodiscard]] double difficulty_of(chain::Bits bits) const;
    [[nodiscard]] gui::BlockMark mark_of(const chain::Place& place);
    [[nodiscard]] std::optional<Observer::Facts> facts_of(const chain::Place& place);
    [[nodiscard]] std::vector<gui::BranchMark> branches();
    [[nodiscard]] gui::BranchMark branch_from(const chain::Place& first);
    [[nodiscard]] const std::string* given_name_of(const crypto::PublicKey& who) const;
    [[nodiscard]] std::string name_of(const crypto::PublicKey& who) const;
    [[nodiscard]] std::vector<gui::RankMark> marks_of(const std::vector<ranking::Row>& rows) const;
    void add_waiting(gui::ExplorerView& view) const;
    // viewer_engravings.cpp
    void look_at_engravings();
    [[nodiscard]] gui::EngravingMark mark_of(const message::Engraved& engraved) const;
    void add_engravings(gui::ExplorerView& view) const;
    // viewer_class.cpp
    void look_at_class();
    [[nodiscard]] std::string about_faucet();
    void add_others(gui::ExplorerView& view) const;
    using Forks = std::map<chain::Hash, std::optional<std::uint64_t>>;
    void look_at_told();
    [[nodiscard]] std::optional<std::uint64_t> fork_below(chain::Hash hash, Forks& known,
                                                          std::set<chain::Hash>& inner) const;
    [[nodiscard]] const chain::Place& last_of_ours(const chain::Place& from) const;
    [[nodiscard]] gui::BranchMark branch_to(const chain::Hash& tip);
    [[nodiscard]] gui::BlockMark mark_of(const chain::Header& header, std::uint64_t height) const;
    void add_told_branches(std::vector<gui::BranchMark>& all) const;
    [[nodiscard]] std::string name_of(p2p::LinkId link, const p2p::Peer& peer) const;
    // viewer_neighbours.cpp
    void add_neighbours(gui::ExplorerView& view) const;
    void add_those_who_hung_up(gui::ExplorerView& view) const;
    void look_at_specimen();
    void hear_answers();
    [[nodiscard]] gui::BlockLook::Answer answer_of(p2p::LinkId link, bool over) const;

    Scene scene_;
    std::shared_ptr<const gui::ExplorerView> shown_;
    // Of which blocks and names the history was made.
    chain::Hash tip_;
    chain::Hash read_;
    chain::Hash ranked_;
    std::shared_ptr<const gui::BlockMarks> history_;
    People people_;
    std::shared_ptr<const std::vector<std::string>> names_;
    std::map<chain::Hash, Observer::Facts> aside_;  // of blocks that are not of our history
    std::vector<gui::RankMark> ranking_;
    std::vector<gui::RankMark> of_day_;
    std::string day_;
    std::uint64_t carved_ = 0;  // the version of the engravings that were looked at
    std::vector<gui::EngravingMark> engravings_;
    std::uint64_t looked_at_ = 0;  // the specimen's version
    chain::Hash judged_at_;        // the tip, when it was judged
    std::shared_ptr<const gui::BlockLook> look_;
    std::map<p2p::LinkId, Acquaintance> asked_;
    std::vector<gui::BlockLook::Answer> answers_;
    bool answered_ = false;  // nobody has anything more to say about it
    std::shared_ptr<const gui::ClassLook> class_;
    // Of histories that are not here: what the headers say that others have told of.
    struct Told {
        std::uint64_t roll = 0;   // as of this version of it,
        chain::Hash tip;          // this end of our history,
        std::size_t headers = 0;  // and so many in the tree
        std::vector<gui::BranchMark> branches;
        std::set<chain::Hash> left;  // ends of histories that have left ours
    };
    Told told_;
    chain::Hash points_at_;  // the tip, when they were counted
    std::uint64_t points_left_ = 0;
    std::vector<std::string> happenings_;
};

}  // namespace sbc::explorer
