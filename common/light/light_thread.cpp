#include "light/light_thread.hpp"

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <stdexcept>
#include <utility>

#include "base/random.hpp"
#include "driver/driver.hpp"
#include "driver/signals_blocked.hpp"
#include "light/kept_headers.hpp"
#include "miner/miner.hpp"

namespace sbc::light {
namespace {

constexpr Duration between_snapshots{100};

p2p::EdgePairSettings pair_settings(const LightSettings& settings) {
    p2p::EdgePairSettings pair;
    pair.edge.hello.network = settings.network.name;
    pair.edge.hello.id = p2p::NodeId{random64()};
    pair.edge.cores = settings.cores;
    return pair;
}

}  // namespace

ledger::Rules rules_of(const LightSettings& settings) {
    return {hash_of(genesis(settings.network).header), ledger::Amount{settings.subsidy},
            settings.maturity};
}

struct LightThread::Machine {
    explicit Machine(const LightSettings& settings)
        : wallet{settings.network, rules_of(settings), settings.limits},
          letters{{rules_of(settings).network, settings.stamp}},
          engravings{wallet.headers()},
          cores{pair_settings(settings), {&wallet, &letters, &engravings}} {
        const auto name_of = [this](p2p::LinkId link) {
            const auto address = cores.address_of(link);
            return address ? address->to_text() : std::string{};
        };
        wallet.call_cores(name_of);
        engravings.call_cores(name_of);
    }
    [[nodiscard]] Residents residents() { return {wallet, letters, engravings}; }

    asio::io_context io{1};
    net::Switchboard network{io, {}};
    node::LightWallet wallet;
    Letters letters;
    Engravings engravings;
    WatchedPair cores;
    driver::Driver<WatchedPair> driver{io, network, cores};
    asio::steady_timer pause{io};  // until the next snapshot
    bool pausing = false;
    bool news = false;  // something happened since the last snapshot
    std::string kept;   // the headers, as the file has them
    // What is being stamped. Nobody looks for anything before there is a first one.
    std::optional<crypto::Hash> item{};
    miner::JobId job{0};
    std::optional<miner::Miner> stamper{};  // the last member: its thread posts to what is above
};

LightThread::LightThread(LightSettings settings)
    : settings_{std::move(settings)}, machine_{std::make_unique<Machine>(settings_)} {
    machine_->kept = read_headers(settings_.headers_file);
    using namespace std::chrono;
    (void)machine_->wallet.take_headers(machine_->kept, floor<seconds>(system_clock::now()));
    machine_->driver.after_each([this] { look(); });
    publish();
    const driver::SignalsBlocked none_for_it;
    thread_ = std::thread{[this] { run(); }};
}

LightThread::~LightThread() {
    when_changed({});
    {
        const Lock lock{mutex_};
        leaving_ = true;
    }
    asio::post(machine_->io, [this] {
        machine_->pause.cancel();
        machine_->driver.leave();
    });
    thread_.join();
}

std::shared_ptr<const Snapshot> LightThread::snapshot() const {
    const Lock lock{mutex_};
    return snapshot_;
}

void LightThread::when_changed(std::function<void()> ring) {
    const Lock lock{ring_mutex_};
    ring_ = std::move(ring);
}

void LightThread::perform(const Work& work) {
    perform_with_all([&](const Residents& here, p2p::Moment) { work(here.wallet); });
}

void LightThread::perform_with_all(const WorkWithAll& work) {
    Job job{&work};
    {
        const Lock lock{mutex_};
        jobs_.push_back(&job);
    }
    asio::post(machine_->io, [this] { do_jobs(); });
    Lock lock{mutex_};
    while (!job.done && !ended_) lock.wait(changed_);
    if (!job.done) {
        std::erase(jobs_, &job);
        throw std::runtime_error{"the wallet's connection to the network has ended: " + why_ended_};
    }
    if (job.thrown) std::rethrow_exception(job.thrown);
}

// --- on the thread -------------------------------------------------------------------------------

void LightThread::run() {
    try {
        run_machine();
        end("it was told to");
    } catch (const std::exception& broken) {  // a machine without memory
        end(broken.what());
    }
}

void LightThread::run_machine() {
    machine_->driver.run_behind([](const p2p::Tell&) {});  // the snapshot says it
    if (settings_.headers_file.empty()) return;
    keep_headers(settings_.headers_file, machine_->kept, machine_->wallet.kept_headers());
}

void LightThread::end(const std::string& why) {
    {
        const Lock lock{mutex_};
        ended_ = true;
        why_ended_ = why;
    }
    changed_.notify_all();
}

void LightThread::do_jobs() {
    std::deque<Job*> jobs;
    {
        const Lock lock{mutex_};
        jobs.swap(jobs_);
    }
    for (Job* job : jobs) {
        try {
            (*job->work)(machine_->residents(), driver::Driver<WatchedPair>::moment());
        } catch (...) {
            job->thrown = std::current_exception();
        }
    }
    machine_->driver.wake();  // what was done wants to be sent
    publish();
    {
        const Lock lock{mutex_};
        for (Job* job : jobs) job->done = true;
    }
    changed_.notify_all();
}

// The miner has the stamp that is wanted now, or rests.
void LightThread::look_for_stamp() {
    Machine& machine = *machine_;
    const auto wanted = machine.letters.job();
    if (!wanted) {
        if (machine.item) machine.stamper->rest();
        machine.item.reset();
        return;
    }
    if (machine.item == wanted->item) return;
    if (!machine.stamper) {
        machine.stamper.emplace(1U, [this](const miner::Job& solved) {
            asio::post(machine_->io, [this, solved] { on_stamp(solved); });
        });
    }
    machine.item = wanted->item;
    machine.job = miner::JobId{machine.job.value() + 1};
    machine.stamper->work_on({machine.job, wanted->header});
}

void LightThread::on_stamp(const miner::Job& solved) {
    Machine& machine = *machine_;
    if (solved.id != machine.job || !machine.item) return;
    const crypto::Hash item = *std::exchange(machine.item, std::nullopt);
    machine.letters.stamped(item, solved.header, driver::Driver<WatchedPair>::moment());
    machine.driver.wake();
}

// A great many things may happen in a tenth of a second; nobody sees each of them.
void LightThread::look() {
    look_for_stamp();
    Machine& machine = *machine_;
    if (machine.pausing) {
        machine.news = true;
        return;
    }
    publish();
    {
        const Lock lock{mutex_};
        if (leaving_) return;
    }
    machine.pausing = true;
    machine.pause.expires_after(between_snapshots);
    machine.pause.async_wait([this](const std::error_code& error) {
        machine_->pausing = false;
        if (!error && std::exchange(machine_->news, false)) look();
    });
}

void LightThread::publish() {
    const auto before = snapshot();
    auto fresh = std::make_shared<const Snapshot>(
        snapshot_of(machine_->residents(), machine_->cores, settings_.network, before.get()));
    if (before && same(*before, *fresh)) return;
    {
        const Lock lock{mutex_};
        snapshot_ = std::move(fresh);
    }
    const Lock lock{ring_mutex_};
    if (ring_) ring_();
}

}  // namespace sbc::light
