#include "chain/orphans.hpp"

namespace sbc::chain {
namespace {

std::size_t bytes_of(const Block& block) {
    std::size_t bytes = 0;
    for (const std::string& transaction : block.transactions) bytes += transaction.size();
    return bytes;
}

}  // namespace

void Orphans::hold(const CheckedHeader& header, Block block) {
    const auto [first, last] = by_parent_.equal_range(header.header().previous);
    for (auto sibling = first; sibling != last; ++sibling) {
        if (sibling->second->header.hash() == header.hash()) return;
    }
    bytes_ += bytes_of(block);
    waiting_.push_back({header, std::move(block)});
    by_parent_.emplace(header.header().previous, std::prev(waiting_.end()));
    while (waiting_.size() > limits_.count || bytes_ > limits_.bytes) remove(waiting_.begin());
}

std::vector<Orphans::Orphan> Orphans::take_children(const Hash& parent) {
    std::vector<Orphan> children;
    const auto [first, last] = by_parent_.equal_range(parent);
    for (auto child = first; child != last; ++child) {
        bytes_ -= bytes_of(child->second->block);
        children.push_back(std::move(*child->second));
        waiting_.erase(child->second);
    }
    by_parent_.erase(first, last);
    return children;
}

void Orphans::remove(Waiting::iterator orphan) {
    auto at = by_parent_.find(orphan->header.header().previous);
    while (at->second != orphan) ++at;
    by_parent_.erase(at);
    bytes_ -= bytes_of(orphan->block);
    waiting_.erase(orphan);
}

}  // namespace sbc::chain
