#include "explorer/station.hpp"

#include <asio/post.hpp>
#include <utility>

#include "base/random.hpp"
#include "net/prompt.hpp"

namespace sbc::explorer {
namespace {

using classroom::Classroom;
using classroom::Faucet;

constexpr std::size_t cores_of_a_student = 6;
constexpr std::size_t edges_of_a_class = 200;
constexpr std::size_t links_of_a_class = 512;

ledger::Rules rules_of(const ExplorerSettings& settings) {
    return {hash_of(genesis(settings.network).header), ledger::Amount{settings.subsidy},
            settings.maturity};
}

// A whole class may come from one address: nobody is counted or banned by it.
net::SwitchboardLimits limits_for(const ExplorerSettings& settings) {
    net::SwitchboardLimits limits;
    if (settings.seat) limits.admission.max_connections = links_of_a_class;
    return limits;
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
    if (!settings.seat) return core;
    if (!settings.seat->host_key) core.want_cores = cores_of_a_student;  // they see by presences
    core.max_cores = links_of_a_class / 2;
    core.max_edges = edges_of_a_class;
    return core;
}

node::FullNodeSettings node_settings(const ExplorerSettings& settings) {
    node::FullNodeSettings node;
    if (settings.miner) node.miner = node::Miner{*settings.miner, {}};
    return node;
}

classroom::ClassroomSettings class_settings(const ExplorerSettings& settings) {
    classroom::ClassroomSettings in_class;
    in_class.code = settings.seat->code;
    in_class.name = settings.seat->name;
    in_class.mines = settings.miner.has_value();
    in_class.host_key = settings.seat->host_key.get();
    in_class.address = settings.seat->address;
    return in_class;
}

}  // namespace

// In the order in which each needs those before it.
struct Station::Node {
    Node(Station& station, const ExplorerSettings& settings)
        : full{{station.chain_, station.ledger_.ledger(), station.store_, station.seed_},
               node_settings(settings)},
          restored{full.restore(driver::Driver<p2p::CoreNode>::moment().now)},
          ranking{station.chain_, station.store_},
          engravings{station.chain_, station.store_},
          engraved{station.chain_, station.store_, engravings, message::waiting_in(full)},
          observer{station.chain_},
          faucet{faucet_for(station, settings)},
          in_class{class_for(station, settings)},
          gate{gate_for()},
          core{core_settings(settings, station.address_), applications()},
          driver{station.io_, station.network_, core},
          viewer{Scene{full, ranking, observer, core, settings.called, settings.known,
                       in_class.get(), station.join_word(), &engraved}} {
        full.when_payment_comes([this](const chain::Hash& id) { engraved.came(id); });
        engravings.call_authors(
            [this](const crypto::PublicKey& who) { return ranking.ranking().name_of(who); });
    }

    std::unique_ptr<Faucet> faucet_for(Station& station, const ExplorerSettings& settings) {
        if (!settings.seat || !settings.seat->host_key) return nullptr;
        const ClassSeat& seat = *settings.seat;
        return std::make_unique<Faucet>(full, station.ledger_.ledger(), *seat.host_key, seat.faucet,
                                        seat.students);
    }
    std::unique_ptr<Classroom> class_for(Station& station, const ExplorerSettings& settings) const {
        if (!settings.seat) return nullptr;
        return std::make_unique<Classroom>(class_settings(settings), station.chain_, faucet.get());
    }
    std::unique_ptr<classroom::Gate> gate_for() {
        return in_class ? std::make_unique<classroom::Gate>(full, *in_class) : nullptr;
    }
    std::vector<p2p::Application*> applications() {
        std::vector<p2p::Application*> all{&full.light(), &ranking, &engravings, &engraved,
                                           &observer};
        if (gate) {
            all.insert(all.end(), {gate.get(), in_class.get()});
        } else {
            all.push_back(&full);
        }
        return all;
    }

    node::FullNode full;
    Result<void, chain::StoreError> restored;
    ranking::ChainRanking ranking;
    message::EngravingIndex engravings;
    message::EngravingService engraved;
    Observer observer;
    std::unique_ptr<Faucet> faucet;  // the host's
    std::unique_ptr<Classroom> in_class;
    std::unique_ptr<classroom::Gate> gate;
    p2p::CoreNode core;
    driver::Driver<p2p::CoreNode> driver;
    Viewer viewer;
};

Station::Station(const ExplorerSettings& settings, chain::BlockStore* kept_in)
    : settings_{settings},
      network_{io_, limits_for(settings)},
      seed_{random64(), random64()},
      signatures_{checker::hardware_threads()},
      checker_{signatures_, seed_},
      store_{kept_in == nullptr ? memory_ : *kept_in},
      ledger_{rules_of(settings), seed_, checker_},
      chain_{settings.network, ledger_, store_} {}

Station::~Station() = default;

Result<std::unique_ptr<Station>, ExplorerError> Station::open(const ExplorerSettings& settings) {
    std::unique_ptr<Station> station{new Station{settings, settings.store.get()}};
    if (auto begun = station->begin(); !begun) return pass_on(begun);
    return station;
}

Result<void, ExplorerError> Station::begin() {
    auto self = network_.listen(settings_.listen);
    if (!self) return refuse(ExplorerError::CannotListen, self.error().text);
    address_ = *self;
    if (auto restored = chain_.restore(); !restored) {
        return refuse(ExplorerError::CannotRestore, restored.error().text);
    }
    node_ = std::make_unique<Node>(*this, settings_);
    if (!node_->restored) {
        return refuse(ExplorerError::CannotRestore, node_->restored.error().text);
    }
    if (settings_.seat) kept_students_ = settings_.seat->students;
    node_->driver.after_each([this] { look(); });
    if (!settings_.miner) return {};
    miner_ = std::make_unique<miner::Miner>(settings_.threads, [this](const miner::Job& solved) {
        asio::post(io_, [this, solved] {
            node_->full.solved(solved);
            node_->driver.wake();
        });
    });
    return {};
}

std::string Station::join_word() const {
    if (!settings_.seat) return {};
    const net::Address& host =
        settings_.seat->host_key || settings_.cores.empty() ? address_ : settings_.cores.front();
    return to_text(classroom::JoinWord{host, settings_.seat->code});
}

Viewer& Station::viewer() { return node_->viewer; }

void Station::leave() { node_->driver.leave(); }

void Station::run() {
    node_->driver.tell_to([this](const p2p::Tell& tell) { this->tell(tell); });
    node_->driver.run();
}

void Station::run_behind() {
    std::optional<net::Prompt> prompt;
    if (settings_.terminal) {
        prompt.emplace(
            io_, [this](const std::string& line) { node_->driver.type(line); }, [] {});
    }
    node_->driver.run_behind([this](const p2p::Tell& tell) { this->tell(tell); });
}

bool Station::is_alone() const {
    return settings_.seat && !settings_.seat->host_key && node_->core.cores() == 0;
}

// Whoever has mistyped the class is in another network, and would call this one for ever.
void Station::find_host() {
    joined_ = joined_ || !is_alone();
    if (joined_ || !turned_away_.empty() || node_->core.refused().empty()) return;
    turned_away_ = "the host does not let this node in: " + node_->core.refused();
    tell({Tone::Bad, turned_away_});
    node_->driver.leave();
}

// What is passed on for others is nobody's news; why nobody answers is, to who is alone.
void Station::tell(const p2p::Tell& tell) {
    const bool asked = tell.text == p2p::unknown_command;
    if (tell.tone == Tone::Faint && !asked && !is_alone()) return;
    if (settings_.terminal) say(tell.tone, tell.text);
    node_->viewer.tell(tell.text);
}

void Station::look() {
    (void)store_.gather(
        node_->full.catching_up());  // if it fails, the node is told by what follows
    if (node_->in_class) node_->in_class->note_wallets(node_->core.edges());
    if (node_->gate) node_->core.do_without(node_->gate->hidden());
    if (node_->faucet) keep_students();
    if (miner_) mine();
    look_();
    if (settings_.seat && !settings_.seat->host_key) find_host();
}

// Where a disk is full, again with each block.
void Station::keep_students() {
    const auto& students = node_->faucet->students();
    const chain::Hash& tip = chain_.tip().hash;
    if (students == kept_students_ || not_kept_at_ == tip || !settings_.seat->keep) return;
    not_kept_at_ = tip;
    if (!settings_.seat->keep(students)) return;
    kept_students_ = students;
    not_kept_at_.reset();
}

void Station::mine() {
    const auto job = is_alone() ? std::nullopt : node_->full.job();
    const miner::JobId wanted = job ? job->id : miner::JobId{0};
    if (std::exchange(at_work_, wanted) == wanted) return;
    if (job) miner_->work_on(*job);
    if (!job) miner_->rest();
}

// --- what its owner wants ------------------------------------------------------------------------

void Station::perform(const gui::ExplorerCommand& command) {
    std::visit([this](const auto& one) { this->perform_one(one); }, command);
    node_->driver.wake();  // what was done wants to be sent, and to be seen
}

void Station::perform_one(const gui::LookAtBlock& wanted) {
    const auto looked = node_->observer.look_at(chain::Height{wanted.height});
    if (!looked) node_->viewer.tell(looked.error().text);
}

void Station::perform_one(const gui::StopLooking&) { node_->observer.stop_looking(); }

void Station::perform_one(const gui::PutBack&) { node_->observer.put_back(); }

void Station::perform_one(const gui::ChangeByte& wanted) {
    node_->observer.change({wanted.part, wanted.offset}, wanted.value);
}

void Station::perform_one(const gui::ShowToNeighbours&) {
    std::vector<p2p::LinkId> nodes;
    for (const auto& [link, peer] : node_->core.peers().all()) {
        if (node_->full.tip_of(link)) nodes.push_back(link);
    }
    node_->viewer.will_ask(nodes);
    node_->observer.show_to(nodes, driver::Driver<p2p::CoreNode>::moment().now);
}

void Station::perform_one(const gui::PartClass&) {
    if (!node_->in_class) return;
    const auto done = node_->in_class->part({});
    if (!done) node_->viewer.tell(done.error().text);
}

void Station::perform_one(const gui::HealClass&) {
    if (!node_->in_class) return;
    const auto done = node_->in_class->heal();
    if (!done) node_->viewer.tell(done.error().text);
}

void Station::perform_one(const gui::TypeLine& wanted) { node_->driver.type(wanted.line); }

}  // namespace sbc::explorer
