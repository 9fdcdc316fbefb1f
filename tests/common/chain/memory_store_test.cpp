// The store in memory keeps what every store must.
#include "chain/memory_store.hpp"

namespace kit {

using namespace sbc::chain;

// For it a restart is nothing: it is asked again.
class Shelf {
public:
    [[nodiscard]] MemoryStore& store() { return store_; }
    void restart() {}

private:
    MemoryStore store_;
};

}  // namespace kit

#include "stores/store_cases.hpp"
