#include "chain/history_reader.hpp"

#include <algorithm>
#include <utility>

namespace sbc::chain {
namespace {

constexpr Duration after_a_failure{5'000};

}  // namespace

HistoryReader::HistoryReader(const Chain& chain, Turn turn)
    : chain_{chain}, turn_{turn}, read_{chain.tree().root().hash} {}

Instant HistoryReader::deadline() const { return read_ == chain_.tip().hash ? never : not_before_; }

std::optional<std::uint64_t> HistoryReader::begin(Instant now) {
    if (now < deadline()) return std::nullopt;
    left_ = turn_;
    const Place* last = chain_.tree().find(read_);
    while (last != nullptr && !chain_.has(last->height, last->hash)) last = last->parent;
    if (last == nullptr) last = &chain_.tree().root();
    read_ = last->hash;
    return std::exchange(height_, last->height).value() - last->height.value();
}

void HistoryReader::begin_anew() {
    read_ = chain_.tree().root().hash;
    height_ = Height{};
}

// Should the history turn within a turn, that is over: begin() finds what counts no longer.
const Place* HistoryReader::next() const {
    if (left_.blocks == 0 || left_.bytes == 0 || height_ >= chain_.height()) return nullptr;
    const Place& place = chain_.at(above(height_));
    return place.parent->hash == read_ ? &place : nullptr;
}

std::optional<std::string> HistoryReader::done(const Place& place,
                                               const Result<std::size_t, StoreError>& bytes,
                                               Instant now) {
    if (bytes) {
        read_ = place.hash;
        height_ = place.height;
        --left_.blocks;
        left_.bytes -= std::min(left_.bytes, *bytes);
        trouble_.clear();
        return std::nullopt;
    }
    left_ = {0, 0};
    not_before_ = now + after_a_failure;
    const std::string& why = bytes.error().text;
    if (std::exchange(trouble_, why) == why) return std::nullopt;
    return "block " + std::to_string(place.height.value()) + " cannot be read: " + why;
}

}  // namespace sbc::chain
