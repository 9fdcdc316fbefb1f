#include "node/submitted.hpp"

#include <algorithm>

namespace sbc::node {
namespace {

std::string key_of(const crypto::Hash& id) {
    return std::string{chain::not_from_blocks}.append(as_text(id.bytes));
}

}  // namespace

Result<Submitted::Texts, chain::StoreError> Submitted::read() {
    Texts texts;
    const auto look = [&](std::string_view key, std::string_view value) {
        crypto::Hash id;
        if (key.size() == 1 + id.bytes.size()) {
            const ByteView bytes = as_bytes(key.substr(1));
            std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
            kept_.try_emplace(id);
            texts.emplace(id, value);
        }
        return true;
    };
    if (auto all = store_.each_value(chain::not_from_blocks, chain::not_from_blocks, look); !all)
        return pass_on(all);
    return texts;
}

Result<void, chain::StoreError> Submitted::keep(const crypto::Hash& id, const std::string& text) {
    if (kept_.contains(id)) return {};
    if (kept_.size() >= most) {
        return refuse(chain::StoreError::Failed,
                      "too many payments wait that were handed in here; try again after a block");
    }
    chain::Move move;
    move.changes = {{key_of(id), text}};
    auto moved = store_.move(move);
    if (moved) kept_.try_emplace(id);
    return moved;
}

void Submitted::leave(std::span<const crypto::Hash> ids, chain::Height tip) {
    for (const crypto::Hash& id : ids) {
        const auto found = kept_.find(id);
        if (found == kept_.end() || found->second) continue;
        found->second = tip;
        leaving_.emplace(tip, id);
    }
}

void Submitted::come_back(std::span<const crypto::Hash> ids) {
    for (const crypto::Hash& id : ids) {
        const auto found = kept_.find(id);
        if (found == kept_.end() || !found->second) continue;
        const auto [first, last] = leaving_.equal_range(*found->second);
        leaving_.erase(
            std::find_if(first, last, [&](const auto& one) { return one.second == id; }));
        found->second.reset();
    }
}

void Submitted::moved(chain::Height tip) {
    chain::Move move;
    while (!leaving_.empty() && leaving_.begin()->first.value() + deep <= tip.value()) {
        const crypto::Hash id = leaving_.begin()->second;
        leaving_.erase(leaving_.begin());
        kept_.erase(id);
        move.changes.push_back({key_of(id), std::nullopt});
    }
    if (!move.changes.empty()) (void)store_.move(move);
}

}  // namespace sbc::node
