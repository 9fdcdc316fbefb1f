// The chain of common/chain: blocks in any tree and any order, whole, torn or as headers only, a
// ledger that refuses some, a store that fails at any of its steps, and a program that stops and
// starts again.
#include "../common/chain/chain_kit.hpp"

namespace kit {

// Headers that come alone, and a store that fails for once or for a while.
class Trouble {
public:
    void happen(Book& book, const Header& header, std::uint8_t how, std::chrono::sys_seconds wall) {
        if (how % 4 == 0) book.store.fail_at(how / 8, (how & 4) != 0);
        if (how % 4 == 1) settle(book);
        if (how % 8 == 7) {
            restart(book);
        } else if (how % 4 >= 2) {
            (void)book.add_header(header, wall);
        }
        if (book.chain().tree().size() > 25) std::abort();
    }
    // If the store fails on the way, once more.
    static void restart(Book& book) {
        if (book.restart()) return;
        book.store.heal();
        if (!book.restart()) std::abort();
    }
    void settle(Book& book) {
        book.store.heal();
        if (book.chain().pending() && !book.resume()) std::abort();
    }
    [[nodiscard]] bool pending(const Book& book) const { return book.chain().pending(); }
};

}  // namespace kit

#include "chain_play.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kit::ChainPlay{{data, size}}.run();
    return 0;
}
