#include "explorer/observer.hpp"

#include <algorithm>
#include <utility>

#include "ledger/transaction.hpp"
#include "node/message.hpp"

namespace sbc::explorer {
namespace {

using chain::Height;

constexpr Duration after_a_failure{5'000};

}  // namespace

const Observer::Facts* Observer::facts_of(const chain::Place& place) const {
    const std::uint64_t height = place.height.value();
    if (height == 0 || height > read_.size()) return nullptr;
    const Read& read = read_[height - 1];
    return read.hash == place.hash ? &read.facts : nullptr;
}

// --- tamper mode ---------------------------------------------------------------------------------

Result<void, chain::StoreError> Observer::look_at(Height height) {
    stop_looking();
    if (height > chain_.height()) {
        return refuse(chain::StoreError::Missing,
                      "There is no block " + std::to_string(height.value()) + " any more.");
    }
    auto specimen = Specimen::of(chain_, height);
    if (!specimen) return pass_on(specimen);
    specimen_ = std::move(*specimen);
    return {};
}

void Observer::stop_looking() {
    specimen_.reset();
    shown_.reset();
    ++version_;
}

void Observer::change(Specimen::Place place, std::uint8_t value) {
    if (!specimen_ || !specimen_->change(place, value)) return;
    shown_.reset();
    ++version_;
}

void Observer::put_back() {
    if (!specimen_) return;
    specimen_->put_back();
    shown_.reset();
    ++version_;
}

void Observer::show_to(const std::vector<p2p::LinkId>& neighbours, Instant now) {
    if (!specimen_ || !specimen_->changed()) return;
    shown_ = Shown{neighbours, now, false};
    ++version_;
    to_send_ = true;
}

std::vector<Specimen::Verdict> Observer::verdicts() const {
    return specimen_ ? specimen_->verdicts(chain_) : std::vector<Specimen::Verdict>{};
}

// --- following the chain -------------------------------------------------------------------------

p2p::Actions Observer::on_time(p2p::Moment moment) {
    if (moment.now >= again_ && !all_read()) {
        again_ = follow() ? Instant::min() : moment.now + after_a_failure;
    }
    if (shown_ && moment.now >= shown_->at + patience) shown_->over = true;
    if (!std::exchange(to_send_, false) || !shown_ || !specimen_) return {};
    p2p::Outbox out;
    out.send(shown_->to,
             p2p::Direct{"node", encode(node::NodeMessage{node::OneBlock{specimen_->block()}})});
    return out.take();
}

Instant Observer::deadline() const {
    if (to_send_) return Instant::min();
    const Instant patient = shown_ && !shown_->over ? shown_->at + patience : never;
    return std::min(all_read() ? never : again_, patient);
}

bool Observer::all_read() const {
    return read_.empty() ? chain_.height() == Height{0} : read_.back().hash == chain_.tip().hash;
}

bool Observer::follow() {
    while (!read_.empty() && !chain_.has(Height{read_.size()}, read_.back().hash)) {
        read_.pop_back();
    }
    for (std::size_t turn = 0; turn < blocks_in_a_turn && !all_read(); ++turn) {
        const chain::Place& place = chain_.at(Height{read_.size() + 1});
        const auto facts = read_facts(place);
        if (!facts) return false;
        read_.push_back({place.hash, *facts});
    }
    return true;
}

std::optional<Observer::Facts> Observer::read_facts(const chain::Place& place) const {
    const auto block = chain_.block(place);
    if (!block) return std::nullopt;
    if (block->transactions.empty()) return Facts{};
    const auto first = ledger::check_transaction(block->transactions.front());
    if (!first) return std::nullopt;
    const auto payments = static_cast<std::uint32_t>(block->transactions.size());
    if (!first->is_coinbase()) return Facts{std::nullopt, payments};
    return Facts{first->parts().outputs.front().to, payments - 1};
}

}  // namespace sbc::explorer
