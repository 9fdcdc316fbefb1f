#pragma once

#include <memory>

#include "scratch_folder.hpp"
#include "store/sqlite_store.hpp"

// The store that tests/stores is about, here: that of common/store.
namespace kit {

using namespace sbc::chain;
using sbc::store::OpenError;
using sbc::store::SqliteStore;
using sbc::store::StoreOptions;

}  // namespace kit

#include "stores/scene.hpp"

namespace kit {

inline auto open(const std::string& path, StoreOptions options = {}) {
    return SqliteStore::open(path, root, options);
}
// As when nothing is wrong.
inline std::unique_ptr<SqliteStore> opened(const std::string& path, StoreOptions options = {}) {
    auto store = open(path, options);
    INFO((store ? "" : store.error().text));
    REQUIRE(store);
    return std::move(*store);
}

class Shelf {
public:
    [[nodiscard]] SqliteStore& store() { return *store_; }
    void restart() {
        store_.reset();
        store_ = opened(path());
        const auto whole = store_->check();
        INFO((whole ? "" : whole.error().text));
        CHECK(whole);
    }
    // The program ends here, and others may look at the file.
    void close() { store_.reset(); }
    [[nodiscard]] std::string path() const { return folder_ / "chain"; }
    [[nodiscard]] const ScratchFolder& folder() const { return folder_; }

private:
    ScratchFolder folder_;
    std::unique_ptr<SqliteStore> store_ = opened(path());
};

}  // namespace kit
