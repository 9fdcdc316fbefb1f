#include "node/workbench.hpp"

#include "full_node_kit.hpp"

using namespace kit;

namespace {

const Miner miner{alice().public_key(), {}};

// Only what a workbench is asked about: the chain and the mempool are those of a node that mines
// on its own.
struct Bench : Home {
    explicit Bench(std::optional<Miner> paid = miner, WorkbenchLimits limits = {})
        : workbench{std::move(paid), limits} {
        Home::mine(4);
    }
    Workbench workbench;

    void plan(bool ready = true) {
        workbench.plan(chain(), node().mempool(), rules(), ready, moment());
    }
    [[nodiscard]] sbc::miner::JobId job_id() const { return workbench.job().value().id; }
};

}  // namespace

TEST_CASE("who is not paid does not mine", "[node][workbench]") {
    Bench bench{std::nullopt};
    bench.plan();
    CHECK_FALSE(bench.workbench.job());
    CHECK(bench.workbench.deadline() == sbc::never);
}

TEST_CASE("a job is the header of the next block, and begins where nobody else does",
          "[node][workbench]") {
    Bench bench;
    bench.plan();
    const auto job = bench.workbench.job().value();
    CHECK(job.header.previous == bench.tip().tip);
    CHECK(job.header.nonce == sbc::chain::Nonce{7});  // what the moment had that was fresh
    CHECK(job.header.time >= bench.moment().wall);
    bench.plan();
    CHECK(bench.job_id() == job.id);  // nothing has happened
}

TEST_CASE("a job on an old tip is given up at once", "[node][workbench]") {
    Bench bench;
    bench.plan();
    const auto old = bench.workbench.job().value();
    bench.mine();
    bench.plan();
    CHECK(bench.job_id() != old.id);
    CHECK(bench.workbench.job()->header.previous == bench.tip().tip);
    CHECK_FALSE(bench.workbench.finish(old));
    CHECK(bench.workbench.job());  // and the new one is still to be mined
}

TEST_CASE("nothing is mined while better history is coming", "[node][workbench]") {
    Bench bench;
    bench.plan();
    bench.plan(false);
    CHECK_FALSE(bench.workbench.job());
    bench.plan(true);
    CHECK(bench.workbench.job());
}

TEST_CASE("better payments make a new job, but not for each of them", "[node][workbench]") {
    Bench bench{miner, {.empty_blocks = true, .gather = 2s}};
    bench.plan();
    const auto first = bench.job_id();
    REQUIRE(bench.submit(pay(bench.coin(1), 90)) == "");
    bench.workbench.payments_came();
    CHECK(bench.workbench.deadline() == bench.now + 2s);
    bench.plan();
    CHECK(bench.job_id() == first);
    bench.now += 2s;
    bench.plan();
    CHECK(bench.job_id() != first);
    CHECK(bench.workbench.deadline() == sbc::never);
    const auto block = bench.workbench.finish(bench.workbench.job().value());
    REQUIRE(block);
    CHECK(block->transactions.size() == 2);
    CHECK_FALSE(bench.workbench.job());
}

TEST_CASE("where empty blocks are not wanted, a payment is waited for", "[node][workbench]") {
    Bench bench{miner, {.empty_blocks = false, .gather = 2s}};
    bench.plan();
    CHECK_FALSE(bench.workbench.job());
    REQUIRE(bench.submit(pay(bench.coin(1), 90)) == "");
    bench.workbench.payments_came();
    bench.plan();
    CHECK(bench.workbench.job());
    bench.mine(2);  // by the node itself, with the payment in the second one
    bench.plan();
    CHECK_FALSE(bench.workbench.job());
}

TEST_CASE("a clock that is behind does not make a block that nobody takes", "[node][workbench]") {
    Bench bench;
    bench.workbench.plan(bench.chain(), bench.node().mempool(), rules(), true,
                         {bench.now, easy().begins - 24h, 7});
    auto header = bench.workbench.job()->header;
    CHECK(header.time == sbc::chain::BlockTree::median_time(bench.chain().tip()) + 1s);
}
