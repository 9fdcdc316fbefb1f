// What a store must be asked for, and what a restart finds in it.
// For any store of this shape: to be included after a store_kit.hpp, which says what a Shelf is.
#pragma once

#include <string>
#include <vector>

#include "catch.hpp"
#include "pages.hpp"

namespace kit {

inline void keep_all(BlockStore& store, const std::vector<Page>& pages) {
    for (const Page& page : pages) REQUIRE(store.keep(page.hash, page.height, page.block));
}

// What a restart finds, as one value.
struct Found {
    std::vector<Hash> ours;
    std::vector<Hash> others;
    Values values;
    friend bool operator==(const Found&, const Found&) = default;
};
inline Values values_in(const BlockStore& store, std::string_view prefix = {},
                        std::string_view from = {}) {
    Values values;
    REQUIRE(store.each_value(prefix, from, [&](std::string_view key, std::string_view value) {
        values.emplace_back(key, value);
        return true;
    }));
    return values;
}
inline Found found_in(const BlockStore& store) {
    Found found;
    REQUIRE(store.each_block([&](const BlockStore::Kept& kept) {
        (kept.ours ? found.ours : found.others).push_back(kept.hash);
    }));
    found.values = values_in(store);
    return found;
}
}  // namespace kit

template <>
struct Catch::StringMaker<sbc::crypto::Hash> {
    static std::string convert(const sbc::crypto::Hash& hash) { return sbc::crypto::to_text(hash); }
};
