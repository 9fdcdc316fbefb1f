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
    const auto search = std::make_shared<Search>();
    search->job = job;
    {
        const std::scoped_lock lock{mutex_};
        search_ = search;
    }
    changed_.notify_all();
}

void Miner::rest() {
    const std::scoped_lock lock{mutex_};
    search_ = nullptr;
}

std::uint64_t Miner::hashes() const {
    const std::scoped_lock lock{mutex_};
    return hashes_;
}
// #endregion work-on

// #region miner-thread
// The lock is open while a batch is searched, and only then: a call waits for nothing else.
void Miner::run() {
    std::unique_lock lock{mutex_};
    while (true) {
        changed_.wait(lock, [this] { return leaving_ || (search_ && !search_->solved_batch); });
        if (leaving_) return;
        const std::shared_ptr<Search> search = search_;  // another may take its place meanwhile
        const std::uint64_t batch = search->next_batch++;
        ++search->searchers;
        const Header start = further(search->job.header, batch * batch_size);

        lock.unlock();
        const auto solution = stage::search(start, batch_size);
        lock.lock();
        hashes_ += solution ? solution->nonce.value() - start.nonce.value() + 1 : batch_size;
        take_in(*search, batch, solution);
    }
}
// #endregion miner-thread

// #region take-in
// Another thread may be on an earlier batch and find something too: who comes last reports.
void Miner::take_in(Search& search, std::uint64_t batch, const std::optional<Header>& solution) {
    --search.searchers;
    if (solution && (!search.solved_batch || batch < *search.solved_batch)) {
        search.solved_batch = batch;
        search.solution = *solution;
    }
    const bool replaced = &search != search_.get();
    if (replaced || !search.solved_batch || search.searchers > 0) return;
    found_({search.job.id, search.solution});
    search_ = nullptr;
}
// #endregion take-in

}  // namespace stage
