// A store's file of which any byte may be another one: whatever is read from it is right, or
// refused with a reason. For the tests and the fuzz target.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "../../scratch_folder.hpp"
#include "store/sqlite_store.hpp"

namespace kit {

using namespace sbc::chain;
using sbc::store::SqliteStore;
using sbc::store::StoreOptions;

}  // namespace kit

#include "../../stores/pages.hpp"

namespace kit {

// Two files as they lie on the disk.
struct Files {
    std::string chain;
    std::string journal;  // empty: there is none

    [[nodiscard]] std::size_t size() const { return chain.size() + journal.size(); }
    [[nodiscard]] char& at(std::size_t place) {
        place %= size();
        return place < chain.size() ? chain[place] : journal[place - chain.size()];
    }
    void cut(std::size_t place) {
        place %= size();
        if (place < chain.size()) {
            chain.resize(place);
        } else {
            journal.resize(place - chain.size());
        }
    }
    void put(const std::string& path) const {
        put_content(path, chain);
        std::filesystem::remove(path + "-wal");
        if (!journal.empty()) put_content(path + "-wal", journal);
    }
    [[nodiscard]] static Files at_path(const std::string& path) {
        return {content_of(path), content_of(path + "-wal")};
    }
};

// Some blocks that were moved one by one; what of it may be found afterwards, and the files.
class Original {
public:
    Original() {
        const ScratchFolder folder;
        const std::string path = folder / "chain";
        auto store = SqliteStore::open(path, root).value();
        const auto ours = pages_on(genesis_page(), 8);
        const auto aside = pages_on(ours[2], 3, 50);
        know(ours);
        know(aside);
        for (const Page& page : aside)
            must(store->keep(page.hash, page.height, page.block).has_value());
        for (const Page& page : ours) {
            must(store->keep(page.hash, page.height, page.block).has_value());
            Changes changes;
            for (int i = 0; i < 40; ++i) {
                const std::string key = (i % 2 == 0 ? "c" : "a") + std::to_string(1'000 + i) +
                                        std::string(static_cast<std::size_t>(i), 'k');
                changes.push_back(
                    {key, std::to_string(page.height.value()) + std::string(90, 'v')});
                values_[key].insert(*changes.back().value);
            }
            must(store->move(connecting({page}, changes)).has_value());
            histories_.push_back(hashes_of({page}));
            if (histories_.size() > 1) {
                auto& before = histories_[histories_.size() - 2];
                histories_.back().insert(histories_.back().begin(), before.begin(), before.end());
            }
        }
        open_ = Files::at_path(path);  // as a kill leaves it
        store.reset();
        closed_ = Files::at_path(path);
    }
    [[nodiscard]] const Files& closed() const { return closed_; }
    [[nodiscard]] const Files& open() const { return open_; }

    // Throws, if an answer is neither right nor refused. False: the store could not even be opened.
    // A journal that has lost its end is one that was shorter: `shorter`: so may be the history.
    [[nodiscard]] bool look_at(const std::string& path, StoreOptions options, bool shorter) const {
        const auto store = SqliteStore::open(path, root, options);
        if (!store) {
            must(!store.error().text.empty());
            return false;
        }
        const bool emptied = options.reindex;
        const auto tip = look_at_blocks(**store, emptied, shorter);
        look_at_values(**store, emptied);
        for (const auto& [hash, page] : pages_) {
            const auto body = (*store)->body(hash);
            must(!body || (body->header == page.block.header &&
                           body->transactions == page.block.transactions));
            const auto undo = (*store)->undo(hash);
            must(!undo || (*undo == undo_of(page) && !emptied));
        }
        if (tip) write_on(*tip, **store);
        return true;
    }

private:
    static void must(bool holds) {
        if (!holds) throw std::logic_error{"an answer is neither right nor refused"};
    }
    void know(const std::vector<Page>& pages) {
        for (const Page& page : pages) pages_.emplace(page.hash, page);
    }
    // The last block of our history, if it could be read.
    [[nodiscard]] std::optional<Page> look_at_blocks(const BlockStore& store, bool emptied,
                                                     bool shorter) const {
        std::vector<Hash> ours;
        std::set<Hash> others;
        const auto looked = store.each_block([&](const BlockStore::Kept& kept) {
            const auto page = pages_.find(kept.hash);
            must(page != pages_.end() && kept.header == page->second.block.header &&
                 kept.height == page->second.height);
            if (kept.ours) ours.push_back(kept.hash);
            if (!kept.ours) must(others.insert(kept.hash).second);
        });
        if (!looked) {
            must(!looked.error().text.empty());
            return {};
        }
        const auto known = std::find(histories_.begin(), histories_.end(), ours);
        if (emptied) must(ours.empty());
        if (!emptied && !shorter) must(ours == histories_.back());
        must(ours.empty() ? emptied || shorter : known != histories_.end());
        for (const Hash& hash : ours) must(!others.contains(hash));
        return ours.empty() ? genesis_page() : pages_.at(ours.back());
    }
    void look_at_values(const BlockStore& store, bool emptied) const {
        std::string before;
        const auto looked =
            store.each_value({}, {}, [&](std::string_view key, std::string_view value) {
                const auto found = values_.find(std::string{key});
                must(!emptied && found != values_.end() && before < key);
                must(found->second.contains(std::string{value}));
                before = key;
                return true;
            });
        if (!looked) must(looked.error().reason != StoreError::Missing);
    }
    // It may be refused; where it is not, it is there.
    static void write_on(const Page& tip, BlockStore& store) {
        const Page more = page_on(tip, 1'000);
        if (!store.keep(more.hash, more.height, more.block)) return;
        const bool moved = store.move(connecting({more}, {{"c", "more"}})).has_value();
        const auto body = store.body(more.hash);
        if (moved && body) must(body->transactions == more.block.transactions);
        store.forget(more.hash);
    }

    std::map<Hash, Page> pages_;
    std::vector<std::vector<Hash>> histories_;
    std::map<std::string, std::set<std::string>> values_;
    Files closed_;
    Files open_;
};

}  // namespace kit
