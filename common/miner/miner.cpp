#include "miner/miner.hpp"

#include <exception>
#include <string>
#include <system_error>
#include <utility>

#include "base/console.hpp"
#include "miner/search.hpp"

namespace sbc::miner {
namespace {

// Some tenths of a millisecond; and 2^32 nonces make whole batches, so that none needs two times.
constexpr std::uint32_t batch_size = 2'048;

}  // namespace

Miner::Miner(unsigned threads, Found found, unsigned most) : found_{std::move(found)} {
    const unsigned wanted = std::clamp(threads, 1U, std::max(most, 1U));
    threads_.reserve(wanted);
    try {
        while (threads_.size() < wanted) threads_.emplace_back([this] { run(); });
    } catch (const std::system_error& error) {
        if (threads_.empty()) throw;
        log_warning("the miner has " + std::to_string(threads_.size()) + " threads and not " +
                    std::to_string(wanted) + ": " + error.what());
    }
}

Miner::~Miner() {
    {
        const Lock lock{mutex_};
        leaving_ = true;
    }
    changed_.notify_all();
}

void Miner::work_on(const Job& job) {
    Search search;
    search.job = job;
    search.batches = tries_of(job) / batch_size;
    {
        const Lock lock{mutex_};
        search_ = search;
        ++round_;
    }
    changed_.notify_all();
}

void Miner::rest() {
    const Lock lock{mutex_};
    search_.reset();
    ++round_;
}

std::uint64_t Miner::hashes() const {
    const Lock lock{mutex_};
    return hashes_;
}

bool Miner::has_batch() const {
    return search_ && !search_->solved_batch && search_->next_batch < search_->batches;
}

// The lock is open while a batch is searched, and only then: who calls waits for nothing else.
void Miner::run() {
    Lock lock{mutex_};
    while (true) {
        while (!leaving_ && !has_batch()) lock.wait(changed_);
        if (leaving_) return;
        const std::uint64_t round = round_;
        const std::uint64_t batch = search_->next_batch++;
        const chain::Header start = further(search_->job.header, batch * batch_size);
        ++search_->searchers;

        lock.unlock();
        const auto solution = search(start, batch_size);
        lock.lock();
        hashes_ += solution ? solution->nonce.value() - start.nonce.value() + 1 : batch_size;
        if (round == round_) take_in(batch, solution);  // or else there is other work by now
    }
}

// Who is on an earlier batch may find something too: the last of the threads reports.
void Miner::take_in(std::uint64_t batch, const std::optional<chain::Header>& solution) {
    --search_->searchers;
    if (solution && (!search_->solved_batch || batch < *search_->solved_batch)) {
        search_->solved_batch = batch;
        search_->solution = *solution;
    }
    if (!search_->solved_batch || search_->searchers > 0) return;
    Job solved = search_->job;
    solved.header = search_->solution;
    search_.reset();
    report(solved);
}

void Miner::report(const Job& solved) const noexcept {
    try {
        found_(solved);
    } catch (const std::exception& error) {
        log_error("the miner could not hand on what it found: " + std::string{error.what()});
    } catch (...) {
        log_error("the miner could not hand on what it found");
    }
}

}  // namespace sbc::miner
