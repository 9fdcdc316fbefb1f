#include "miner.hpp"

#include "search.hpp"

namespace stage {

// #region batch-size
// Some tenths of a millisecond; and 2^32 nonces make whole batches, so that none needs two times.
constexpr std::uint32_t batch_size = 2'048;
// #endregion batch-size

// #region miner-life
Miner::Miner(unsigned threads, Found found) : found_{std::move(found)} {
    while (threads_.size() < threads) threads_.emplace_back([this] { run(); });
}

Miner::~Miner() {
    {
        const std::scoped_lock lock{mutex_};
        leaving_ = true;
    }
    changed_.notify_all();
}
// #endregion miner-life

// #region work-on
void Miner::work_on(const Job& job) {
    Search search;
    search.job = job;
    {
        const std::scoped_lock lock{mutex_};
        search_ = search;
        ++round_;
    }
    changed_.notify_all();
}

void Miner::rest() {
    const std::scoped_lock lock{mutex_};
    search_.reset();
    ++round_;
}

std::uint64_t Miner::hashes() const {
    const std::scoped_lock lock{mutex_};
    return hashes_;
}
// #endregion work-on

// #region miner-thread
// The lock is open while a batch is searched, and only then: who calls waits for nothing else.
void Miner::run() {
    std::unique_lock lock{mutex_};
    while (true) {
        changed_.wait(lock, [this] { return leaving_ || (search_ && !search_->solved_batch); });
        if (leaving_) return;
        const std::uint64_t round = round_;
        const std::uint64_t batch = search_->next_batch++;
        const Header start = further(search_->job.header, batch * batch_size);
        ++search_->searchers;

        lock.unlock();
        const auto solution = search(start, batch_size);
        lock.lock();
        hashes_ += solution ? solution->nonce.value() - start.nonce.value() + 1 : batch_size;
        if (round == round_) take_in(batch, solution);  // or else there is other work by now
    }
}
// #endregion miner-thread

// #region take-in
// Who is on an earlier batch may find something too: the last of the threads reports.
void Miner::take_in(std::uint64_t batch, const std::optional<Header>& solution) {
    --search_->searchers;
    if (solution && (!search_->solved_batch || batch < *search_->solved_batch)) {
        search_->solved_batch = batch;
        search_->solution = *solution;
    }
    if (!search_->solved_batch || search_->searchers > 0) return;
    found_({search_->job.id, search_->solution});
    search_.reset();
}
// #endregion take-in

}  // namespace stage
