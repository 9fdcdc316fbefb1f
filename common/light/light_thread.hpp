#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/mutex.hpp"
#include "light/snapshot.hpp"
#include "miner/job.hpp"

namespace sbc::light {

struct LightSettings {
    chain::Network network{};
    std::uint64_t subsidy = 100;  // as in ledger::Rules
    std::uint64_t maturity = 3;
    std::vector<net::Address> cores{};  // one at least; two, to compare what they say
    // Where headers are kept from one run to the next, so that only new ones are fetched. It is no
    // more than that: without it, or if it holds nonsense, they are fetched again. Empty: nowhere.
    std::string headers_file{};
    node::LightWalletLimits limits{};
    chain::Bits stamp = message::usual_stamp;  // of letters and cards, as the network has agreed
};
[[nodiscard]] ledger::Rules rules_of(const LightSettings& settings);

// Runs a light wallet, its letters, the engravings, its two edges and their driver on a thread of
// its own. Whoever is on another thread looks at snapshots, and posts what is to be done with the
// wallet. Nothing else is shared. No signal comes to this thread, and no secret key but the one of
// the address that has letters, while the keys are open: a letter that comes is opened and
// acknowledged at once. Stamps are looked for on one more thread, which sleeps most of the time.
class LightThread {
public:
    explicit LightThread(LightSettings settings);
    // Says goodbye to the cores, keeps the headers, and has ended when this returns; it takes as
    // long as a connection takes to close at most.
    ~LightThread();
    LightThread(const LightThread&) = delete;
    LightThread& operator=(const LightThread&) = delete;

    // --- from any thread but its own ---

    // The newest; never nullptr.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const SBC_EXCLUDES(mutex_);
    // To be called when there is another one, on the wallet's thread, so it only rings; at most
    // ten times a second. From the moment that this returns nobody else is called.
    void when_changed(std::function<void()> ring) SBC_EXCLUDES(mutex_);
    // Does this with the wallet, and returns when it is done and the snapshot says so. Throws what
    // it throws, and if the thread has ended.
    using Work = std::function<void(node::LightWallet&)>;
    void perform(const Work& work) SBC_EXCLUDES(mutex_);
    // The same with all that lives there.
    using WorkWithAll = std::function<void(const Residents&, p2p::Moment)>;
    void perform_with_all(const WorkWithAll& work) SBC_EXCLUDES(mutex_);
    // The same with an answer.
    template <class Ask>
    [[nodiscard]] auto ask(const Ask& ask) {
        std::optional<decltype(ask(std::declval<node::LightWallet&>()))> answer;
        perform([&](node::LightWallet& wallet) { answer.emplace(ask(wallet)); });
        return std::move(*answer);
    }

private:
    struct Machine;  // all that lives on the thread
    struct Job {
        const WorkWithAll* work = nullptr;
        bool done = false;
        std::exception_ptr thrown{};
    };
    void run();
    void run_machine();
    void do_jobs() SBC_EXCLUDES(mutex_);
    void look() SBC_EXCLUDES(mutex_);
    void look_for_stamp();
    void on_stamp(const miner::Job& solved);
    void publish() SBC_EXCLUDES(mutex_);
    void end(const std::string& why) SBC_EXCLUDES(mutex_);

    const LightSettings settings_;
    mutable Mutex mutex_;
    std::condition_variable_any changed_;
    std::shared_ptr<const Snapshot> snapshot_ SBC_GUARDED_BY(mutex_);
    std::deque<Job*> jobs_ SBC_GUARDED_BY(mutex_);
    bool leaving_ SBC_GUARDED_BY(mutex_) = false;
    bool ended_ SBC_GUARDED_BY(mutex_) = false;
    std::string why_ended_ SBC_GUARDED_BY(mutex_);
    Mutex ring_mutex_;  // held while it rings
    std::function<void()> ring_ SBC_GUARDED_BY(ring_mutex_);
    std::unique_ptr<Machine> machine_;  // made and destroyed by the constructor's thread
    std::thread thread_;
};

}  // namespace sbc::light
