#include "store/state_table.hpp"

#include <algorithm>
#include <optional>

#include "store/record.hpp"

namespace sbc::store {

using chain::StoreError;

Result<void, StoreError> StateTable::apply(const chain::Changes& changes) {
    for (const auto& [key, value] : changes) {
        if (key.size() > most_key_bytes || (value && value->size() > most_value_bytes)) {
            return refuse(StoreError::Failed,
                          "a value of " + std::to_string(value ? value->size() : 0) +
                              " bytes under a key of " + std::to_string(key.size()) + "; at most " +
                              std::to_string(most_value_bytes) + " under " +
                              std::to_string(most_key_bytes) + " can be kept");
        }
        const bool done =
            value ? put_.run(key, *value, digest_of(key, *value)).done() : remove_.run(key).done();
        if (!done) return database_.refused();
    }
    return {};
}

Result<void, StoreError> StateTable::each(std::string_view prefix, std::string_view from,
                                          const Look& look) {
    std::optional<std::string> before;
    Run run = each_.run(std::max(prefix, from));
    while (run.row()) {
        const std::string_view key = run.bytes(0);
        const std::string_view value = run.bytes(1);
        if (digest_of(key, value) != run.integer(2) || (before && key <= *before)) {
            return database_.damaged("a value of the ledger is not what was written");
        }
        if (!key.starts_with(prefix) || !look(key, value)) return {};
        before = key;
    }
    if (run.failed()) return database_.refused();
    return {};
}

// Read, and written again: so an order that is damaged is mended, too.
bool StateTable::clear() {
    chain::Changes whole;
    {
        Run run = each_.run(chain::not_from_blocks);
        while (run.row() && run.bytes(0).starts_with(chain::not_from_blocks)) {
            const std::string_view key = run.bytes(0);
            const std::string_view value = run.bytes(1);
            if (digest_of(key, value) != run.integer(2)) continue;
            whole.push_back({std::string{key}, std::string{value}});
        }
        if (run.failed()) return false;
    }
    return database_.execute("DELETE FROM state") && apply(whole).has_value();
}

}  // namespace sbc::store
