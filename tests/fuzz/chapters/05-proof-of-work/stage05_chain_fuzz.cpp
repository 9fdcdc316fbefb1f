// Stage 05's chain: blocks in any tree and any order, whole or torn, and a ledger that refuses
// some.
#include "../../../chapters/05-proof-of-work/chain_kit.hpp"

namespace kit {

// Nothing else can happen to it.
class Trouble {
public:
    void happen(Book&, const Header&, std::uint8_t, std::chrono::sys_seconds) {}
    void settle(Book&) {}
    [[nodiscard]] bool pending(const Book&) const { return false; }
};

}  // namespace kit

#include "../../chain_play.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kit::ChainPlay{{data, size}}.run();
    return 0;
}
