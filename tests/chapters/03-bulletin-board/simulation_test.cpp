#include "../../sim/scenarios.hpp"
#include "board.hpp"
#include "catch.hpp"
#include "core_node.hpp"
#include "edge_node.hpp"

namespace {

// The chapter's own objects.
struct Stage {
    using CoreNode = stage::CoreNode;
    using EdgeNode = stage::EdgeNode;
    using CoreSettings = stage::CoreSettings;
    using EdgeSettings = stage::EdgeSettings;
    using Actions = stage::Actions;
    using Source = stage::Source;
    using Moment = stage::Moment;
    using App = stage::Board;

    static std::vector<stage::MessageId> posts(const stage::Board& board) {
        std::vector<stage::MessageId> ids;
        for (const stage::Post& post : board.posts()) ids.push_back(post.id);
        return ids;
    }
};

}  // namespace

TEST_CASE("a storm: loss, a partition that heals, crashes; and every board has every post once",
          "[simulation]") {
    CHECK(town::for_each_seed([](auto seed) { return town::posts_in_a_storm<Stage>(seed); }) == "");
}

TEST_CASE("a crowd joins: every edge finds a core, and another one when cores crash",
          "[simulation]") {
    // Room for all: where most cores are full, an edge of this chapter may find none of the others,
    // for a full core knows its neighbours only, and nobody's advice is followed twice.
    CHECK(town::for_each_seed([](auto seed) { return town::everybody_joins<Stage>(seed, 40); }) ==
          "");
}
