#include "explorer/explorer_node.hpp"

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <utility>

#include "base/random.hpp"
#include "chain/memory_store.hpp"
#include "checker/checker.hpp"
#include "driver/driver.hpp"
#include "driver/signals_blocked.hpp"
#include "explorer/viewer.hpp"
#include "ledger/kept_ledger.hpp"
#include "ledger/remembering_checker.hpp"

namespace sbc::explorer {
namespace {

constexpr Duration between_views{100};

ledger::Rules rules_of(const ExplorerSettings& settings) {
    return {hash_of(genesis(settings.network).header), ledger::Amount{settings.subsidy},
            settings.maturity};
}

p2p::CoreSettings core_settings(const ExplorerSettings& settings, const net::Address& self) {
    p2p::CoreSettings core;
    core.hello.network = settings.network.name;
    core.hello.role = p2p::Role::Core;
    core.hello.port = self.port();
    core.hello.id = p2p::NodeId{random64()};
    core.self = self;
    core.seeds = settings.cores;
    core.want_cores = core.max_cores;  // it wants to see everybody
    return core;
}

}  // namespace

struct ExplorerNode::Machine {
    explicit Machine(const ExplorerSettings& settings)
        : called{settings.called},
          known{settings.known},
          ledger{rules_of(settings), seed, checker},
          chain{settings.network, ledger, store} {}

    // Once it is known where it listens.
    void begin(const ExplorerSettings& settings, const net::Address& self) {
        core.emplace(core_settings(settings, self),
                     std::vector<p2p::Application*>{&node, &node.light(), &ranking, &observer});
        driver.emplace(io, network, *core);
        viewer.emplace(Scene{node, ranking, observer, *core, called, known});
    }
    void perform(const gui::LookAtBlock& wanted) {
        const auto looked = observer.look_at(chain::Height{wanted.height});
        if (!looked) viewer->tell(looked.error().text);
    }
    void perform(const gui::StopLooking&) { observer.stop_looking(); }
    void perform(const gui::PutBack&) { observer.put_back(); }
    void perform(const gui::ChangeByte& wanted) {
        observer.change({wanted.part, wanted.offset}, wanted.value);
    }
    void perform(const gui::ShowToNeighbours&) {
        std::vector<p2p::LinkId> nodes;
        for (const auto& [link, peer] : core->peers().all()) {
            if (node.tip_of(link)) nodes.push_back(link);
        }
        viewer->will_ask(nodes);
        observer.show_to(nodes, driver->moment().now);
    }

    std::map<std::string, std::string> called;
    std::map<crypto::PublicKey, std::string> known;
    asio::io_context io{1};
    net::Switchboard network{io, {}};
    const ledger::HashSeed seed{random64(), random64()};
    checker::Checker signatures{checker::hardware_threads()};
    ledger::RememberingChecker checker{signatures, seed};
    chain::MemoryStore store;
    ledger::KeptLedger ledger;
    chain::Chain chain;
    node::FullNode node{{chain, ledger.ledger(), store, seed}, {}};
    ranking::ChainRanking ranking{chain, store};
    Observer observer{chain};
    std::optional<p2p::CoreNode> core;
    std::optional<driver::Driver<p2p::CoreNode>> driver;
    std::optional<Viewer> viewer;
    asio::steady_timer pause{io};  // until the next view
    bool pausing = false;
    bool news = false;  // something happened since the last view
    bool leaving = false;
};

Result<std::unique_ptr<ExplorerNode>, ExplorerError> ExplorerNode::open(
    const ExplorerSettings& settings) {
    const driver::SignalsBlocked none_for_its_threads;  // nor for those that check signatures
    auto machine = std::make_unique<Machine>(settings);
    const auto self = machine->network.listen(settings.listen);
    if (!self) return refuse(ExplorerError::CannotListen, self.error().text);
    machine->begin(settings, *self);
    std::unique_ptr<ExplorerNode> node{new ExplorerNode{std::move(machine)}};
    node->address_ = *self;
    return node;
}

ExplorerNode::ExplorerNode(std::unique_ptr<Machine> machine) : machine_{std::move(machine)} {
    machine_->driver->after_each([this] { look(); });
    publish();
    thread_ = std::thread{[this] { run(); }};
}

ExplorerNode::~ExplorerNode() {
    when_changed({});
    asio::post(machine_->io, [this] {
        machine_->leaving = true;
        machine_->pause.cancel();
        machine_->driver->leave();
    });
    thread_.join();
}

void ExplorerNode::perform(const gui::ExplorerCommand& command) {
    asio::post(machine_->io, [this, command] {
        std::visit([this](const auto& one) { machine_->perform(one); }, command);
        machine_->driver->wake();  // what was done wants to be sent, and to be seen
    });
}

std::shared_ptr<const gui::ExplorerView> ExplorerNode::view() const {
    const Lock lock{mutex_};
    return view_;
}

void ExplorerNode::when_changed(std::function<void()> ring) {
    const Lock lock{ring_mutex_};
    ring_ = std::move(ring);
}

// --- on the thread -------------------------------------------------------------------------------

void ExplorerNode::run() {
    Viewer& viewer = *machine_->viewer;
    try {
        machine_->driver->run_behind([&viewer](const p2p::Tell& tell) {
            if (tell.tone != Tone::Faint) viewer.tell(tell.text);
        });
    } catch (const std::exception& broken) {  // a machine without memory
        viewer.tell(std::string{"This node has ended: "} + broken.what());
        publish();
    }
}

// A great many things may happen in a tenth of a second; nobody sees each of them.
void ExplorerNode::look() {
    Machine& machine = *machine_;
    if (machine.pausing) {
        machine.news = true;
        return;
    }
    publish();
    if (machine.leaving) return;
    machine.pausing = true;
    machine.pause.expires_after(between_views);
    machine.pause.async_wait([this](const std::error_code& error) {
        machine_->pausing = false;
        if (!error && std::exchange(machine_->news, false)) look();
    });
}

void ExplorerNode::publish() {
    auto fresh = machine_->viewer->view();
    {
        const Lock lock{mutex_};
        if (std::exchange(view_, fresh) == fresh) return;  // nobody need look again
    }
    const Lock lock{ring_mutex_};
    if (ring_) ring_();
}

}  // namespace sbc::explorer
