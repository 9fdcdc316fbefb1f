#include <algorithm>
#include <utility>

#include "node/header_sync.hpp"

namespace sbc::node {

// --- what it shows -------------------------------------------------------------------------------

void HeaderSync::look(const Batch& batch, std::chrono::sys_seconds wall, Instant now) {
    std::size_t first = 0;
    if (!exchange_->run) {
        const auto begins = begin_run(batch, now);
        if (!begins) return;
        first = *begins;
    } else {
        const bool stands = tree_.find(exchange_->run->start) != nullptr;  // or had to make room
        const bool follows =
            batch.empty() || batch.front().previous == exchange_->run->verifier.last_hash();
        if (!stands || !follows) return changed(now);
    }
    if (verify(batch, first, wall)) judge(batch, first, wall, now);
}

// Where the headers begin that we do not have. Nothing: there are none, or it is settled already.
std::optional<std::size_t> HeaderSync::begin_run(const Batch& batch, Instant now) {
    const LinkId with = exchange_->with;
    const Place* at = nullptr;
    std::size_t first = 0;
    for (; first < batch.size(); ++first) {
        const Place* place = tree_.find(chain::hash_of(batch[first]));
        if (place == nullptr) break;
        at = place;
    }
    if (at != nullptr) learn(with, at->hash);
    if (first < batch.size()) {
        const Place* parent = tree_.find(batch[first].previous);
        if (parent == nullptr || parent->bad) {
            drop(with, for_bad_headers, "its headers stand on none that we share, or on bad ones");
            return std::nullopt;
        }
        exchange_->run = Run{parent->hash, parent->work, {tree_.network(), *parent}};
        return first;
    }
    const bool climbs = at != nullptr && at->height > exchange_->climbed.value_or(Height{0});
    if (batch.size() == most_headers && climbs) {
        exchange_->climbed = at->height;
        ask(now);
    } else if ((at != nullptr ? at : &asked_from())->work < exchange_->goal) {
        drop(with, for_a_lie, "it has announced more work than it shows");
    } else {
        finish();
    }
    return std::nullopt;
}

// False: it has been dropped, or there is nothing to judge.
bool HeaderSync::verify(const Batch& batch, std::size_t first, std::chrono::sys_seconds wall) {
    Run& run = *exchange_->run;
    const Place& start = *tree_.find(run.start);
    for (std::size_t i = first; i < batch.size(); ++i) {
        const auto added = run.verifier.add(batch[i], wall);
        if (added) continue;
        if (added.error().reason == BlockError::TooFarAhead) {  // perhaps it is our clock
            finish();
        } else {
            drop(exchange_->with, for_bad_headers, "bad headers: " + added.error().text);
        }
        return false;
    }
    run.work = start.work + run.verifier.work();
    if (first < batch.size()) run.marks.push_back(*run.verifier.last_hash());
    return true;
}

void HeaderSync::judge(const Batch& batch, std::size_t first, std::chrono::sys_seconds wall,
                       Instant now) {
    Run& run = *exchange_->run;
    const bool more = batch.size() == most_headers;
    const bool more_than_ours = run.work > tree_.ours().work;
    const bool longest = run.verifier.count() >= limits_.longest_run;
    if (more_than_ours && (run.work >= exchange_->goal || longest)) {
        if (run.marks.size() == 1 && room_above(*tree_.find(run.start))) {
            if (keep(batch, first, wall)) go_on(more, now);
            return;
        }
        exchange_->again = true;
        ask(now);
    } else if (!more && run.work < exchange_->goal) {
        drop(exchange_->with, for_a_lie, "it has announced more work than it shows");
    } else if (!more) {
        finish();  // we have overtaken it
    } else if (longest) {
        drop(exchange_->with, for_a_lie, "its headers go on and on with too little work");
    } else {
        ask(now);
    }
}

// It shows for the second time what was seen to hold. It must be the same, or nothing of it is
// kept; since each header names the one before, it is enough to compare one hash of each message.
void HeaderSync::compare(const Batch& batch, std::chrono::sys_seconds wall, Instant now) {
    const Run& run = *exchange_->run;
    const Hash& mark = run.marks[exchange_->confirmed];
    const bool follows = !batch.empty() && batch.front().previous == asked_from().hash;
    const bool same = follows && std::any_of(batch.begin(), batch.end(), [&](const Header& one) {
                          return chain::hash_of(one) == mark;
                      });
    if (!same) return changed(now);
    if (!keep(batch, 0, wall)) return;
    ++exchange_->confirmed;
    if (exchange_->confirmed == run.marks.size()) return go_on(batch.size() == most_headers, now);
    ask(now);
}

// --- what is kept --------------------------------------------------------------------------------

bool HeaderSync::keep(const Batch& batch, std::size_t first, std::chrono::sys_seconds wall) {
    const LinkId with = exchange_->with;
    std::optional<Hash> last;
    for (std::size_t i = first; i < batch.size(); ++i) {
        const auto kept = keep_(batch[i], wall);
        if (!kept) {
            const BlockError why = kept.error().reason;
            const bool not_its_fault = why == BlockError::TooFarAhead || why == BlockError::NoRoom;
            if (last) learn(with, *last);
            if (not_its_fault) {
                finish();
            } else {
                drop(with, for_bad_headers, "bad headers: " + kept.error().text);
            }
            return false;
        }
        ++steps_.kept;
        last = (*kept)->hash;
    }
    if (last) learn(with, *last);
    learn_from_announcements();
    return true;
}

void HeaderSync::learn(LinkId link, const Hash& hash) {
    auto& known = neighbours_.at(link).known;
    if (known == hash) return;
    known = hash;
    steps_.known.push_back({link, hash});
}

// Who has announced what is kept now, or more work than that, has it as well.
void HeaderSync::learn_from_announcements() {
    const Place& best = tree_.best_header();
    for (const auto& [link, neighbour] : neighbours_) {
        if (tree_.find(neighbour.announced.tip) != nullptr) {
            learn(link, neighbour.announced.tip);
        } else if (neighbour.announced.work >= best.work && neighbour.known != best.hash) {
            steps_.known.push_back({link, best.hash});
        }
    }
}

HeaderSync::Steps HeaderSync::done() { return std::exchange(steps_, {}); }

}  // namespace sbc::node
