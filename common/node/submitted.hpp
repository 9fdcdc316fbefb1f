#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "chain/block_store.hpp"

namespace sbc::node {

// The payments that were handed in at this node and answered "accepted": they lie in the store, so
// that a restart has not lost them. One that waits no longer, because it is in a block or can be in
// none, stays there for some more blocks: these may be taken back. Under "p" and the id, 32 bytes,
// lies the text. One thread.
class Submitted {
public:
    static constexpr std::size_t most = 10'000;
    static constexpr std::uint64_t deep = 10;  // blocks

    // The store lives longer.
    explicit Submitted(chain::BlockStore& store) : store_{store} {}

    // After a restart: the texts, in no order that means anything.
    using Texts = std::map<crypto::Hash, std::string>;
    [[nodiscard]] Result<Texts, chain::StoreError> read();
    // On disk when it returns. Refused: `most` are here, or the store has failed.
    [[nodiscard]] Result<void, chain::StoreError> keep(const crypto::Hash& id,
                                                       const std::string& text);
    // They wait no longer, as of the block of this height; or they do so again.
    void leave(std::span<const crypto::Hash> ids, chain::Height tip);
    void come_back(std::span<const crypto::Hash> ids);
    // The history ends at this height: what left long before is forgotten. If the store fails, a
    // restart looks at it once more.
    void moved(chain::Height tip);
    [[nodiscard]] bool keeps(const crypto::Hash& id) const { return kept_.contains(id); }
    [[nodiscard]] std::size_t size() const { return kept_.size(); }

private:
    chain::BlockStore& store_;
    std::map<crypto::Hash, std::optional<chain::Height>> kept_;  // at which height it left
    std::multimap<chain::Height, crypto::Hash> leaving_;
};

}  // namespace sbc::node
