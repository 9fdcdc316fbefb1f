#pragma once

#include <asio/io_context.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chain/gathering_store.hpp"
#include "chain/memory_store.hpp"
#include "checker/checker.hpp"
#include "classroom/classroom.hpp"
#include "classroom/gate.hpp"
#include "driver/driver.hpp"
#include "explorer/explorer_settings.hpp"
#include "explorer/viewer.hpp"
#include "gui/explorer/backend.hpp"
#include "ledger/kept_ledger.hpp"
#include "ledger/remembering_checker.hpp"
#include "miner/miner.hpp"
#include "net/switchboard.hpp"
#include "node/full_node.hpp"

namespace sbc::explorer {

enum class ExplorerError {
    CannotListen,   // at the address that was asked for
    CannotRestore,  // what the store has kept
};

// A whole full node on real sockets, with everything that its owner wishes: a store, a miner, the
// eyes of an explorer, a seat in a class. It puts together what others decide. Lives on one thread,
// which is that of run(); only the miner's and the checker's threads are its own.
class Station {
public:
    // It listens from now on; its neighbours it calls when it runs.
    [[nodiscard]] static Result<std::unique_ptr<Station>, ExplorerError> open(
        const ExplorerSettings& settings);
    Station(const Station&) = delete;
    Station& operator=(const Station&) = delete;
    ~Station();

    [[nodiscard]] const net::Address& address() const { return address_; }
    [[nodiscard]] chain::Height height() const { return chain_.height(); }
    // To join the class; empty: it is in none.
    [[nodiscard]] std::string join_word() const;
    [[nodiscard]] asio::io_context& io() { return io_; }
    [[nodiscard]] Viewer& viewer();

    // Called after each event. Before run().
    void after_each(std::function<void()> look) { look_ = std::move(look); }
    // In a terminal: with its keyboard, and until Ctrl+C. Or until the host of its class says that
    // it does not belong there: turned_away().
    void run();
    // Empty: that has not happened.
    [[nodiscard]] const std::string& turned_away() const { return turned_away_; }
    // Behind a window, until leave().
    void run_behind();
    void leave();
    void perform(const gui::ExplorerCommand& command);

private:
    struct Node;
    Station(const ExplorerSettings& settings, chain::BlockStore* kept_in);
    [[nodiscard]] Result<void, ExplorerError> begin();
    void tell(const p2p::Tell& tell);
    // A student who has no neighbour: there is nobody whom his blocks could reach.
    [[nodiscard]] bool is_alone() const;
    void find_host();
    void look();
    void keep_students();
    void mine();

    void perform_one(const gui::LookAtBlock& wanted);
    void perform_one(const gui::StopLooking& wanted);
    void perform_one(const gui::PutBack& wanted);
    void perform_one(const gui::ChangeByte& wanted);
    void perform_one(const gui::ShowToNeighbours& wanted);
    void perform_one(const gui::PartClass& wanted);
    void perform_one(const gui::HealClass& wanted);
    void perform_one(const gui::TypeLine& wanted);

    const ExplorerSettings settings_;
    asio::io_context io_{1};
    net::Switchboard network_;
    net::Address address_;
    const ledger::HashSeed seed_;
    checker::Checker signatures_;
    ledger::RememberingChecker checker_;
    chain::MemoryStore memory_;
    chain::GatheringStore store_;
    ledger::KeptLedger ledger_;
    chain::Chain chain_;
    std::unique_ptr<Node> node_;  // what stands on a chain that has been restored
    std::vector<classroom::Faucet::Student> kept_students_;
    std::optional<chain::Hash> not_kept_at_;  // the tip, when that failed
    bool joined_ = false;                     // the student's node has had a neighbour
    std::string turned_away_;                 // why the host did not want it
    miner::JobId at_work_{0};
    std::function<void()> look_ = [] {};
    std::unique_ptr<miner::Miner> miner_;  // the last member: its threads end before the rest
};

}  // namespace sbc::explorer
