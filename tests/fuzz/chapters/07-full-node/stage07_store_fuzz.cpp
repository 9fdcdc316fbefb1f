// The file of stage 07's store: a real one of which some bytes are others, or the end is missing.
// It is refused in words, or what a chain restores from it is a history that there was.
#include <set>

#include "../../../scratch_folder.hpp"
#include "../../script.hpp"
#include "chain/chain.hpp"
#include "chain/merkle.hpp"
#include "ledger/kept_ledger.hpp"
#include "ledger/transaction.hpp"
#include "store.hpp"

namespace {

using fuzz::must;
using namespace sbc;

chain::Network easy() {
    return {.name = "fuzz", .easiest = chain::Bits{0x207fffff}, .interval = 1'000'000};
}
const crypto::Hash first = hash_of(chain::genesis(easy()).header);
constexpr ledger::HashSeed seed{1, 2};

// A chain on a store, with all that it needs.
struct Book {
    ledger::InlineChecker checker;
    ledger::KeptLedger ledger{ledger::Rules{.network = first}, seed, checker};
    chain::Chain chain;
    explicit Book(stage::Store& store) : chain{easy(), ledger, store} {}

    void mine() {
        ledger::Transaction mined;
        const crypto::SigningKey key{{}};
        mined.coinbase = ledger::Coinbase{above(chain.height()), first};
        mined.outputs = {{key.public_key(), ledger::Amount{100}}};
        chain::Block block;
        block.transactions = {encode(mined)};
        block.header.previous = chain.tip().hash;
        block.header.bits = easy().easiest;
        block.header.time = chain.tip().time() + std::chrono::seconds{5};
        block.header.merkle_root = chain::merkle_root(chain::leaves_of(block.transactions));
        while (!chain::check_header(block.header)) {
            block.header.nonce = chain::Nonce{block.header.nonce.value() + 1};
        }
        // A page that nobody has needed before may be damaged.
        const auto added = chain.add(block, block.header.time);
        must(added || added.error().reason == chain::BlockError::StoreFailed);
    }
};

// As its files lie on the disk after a few blocks, and what its history has been.
struct Original {
    std::string file;
    std::string journal;
    std::set<crypto::Hash> tips{first};

    Original() {
        const ScratchFolder folder;
        const std::string path = folder / "chain";
        {
            auto store = stage::Store::open(path, first).value();
            Book book{*store};
            for (int i = 0; i < 12; ++i) {
                book.mine();
                tips.insert(book.chain.tip().hash);
            }
            must(tips.size() == 13);
            journal = content_of(path + "-wal");
        }
        file = content_of(path);
    }
};

void look_at(const std::string& path, const Original& original, bool reindex) {
    const auto store = stage::Store::open(path, first);
    if (!store) return must(store.error().text.starts_with(path + ": "));
    if (reindex && !(*store)->forget_history()) return;
    Book book{**store};
    const auto restored = book.chain.restore();
    if (!restored) return must(!restored.error().text.empty());
    must(original.tips.contains(book.chain.tip().hash));
    for (chain::Height at; at <= book.chain.height(); at = above(at)) {
        const auto block = book.chain.block(book.chain.at(at));
        must(!block || hash_of(block->header) == book.chain.at(at).hash);
    }
    book.mine();
}

}  // namespace

// The first byte: whether the journal lies beside the file, whether all blocks are judged anew,
// whether the file is cut. Then three bytes say where, and one what stands there now.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Original original;
    static const ScratchFolder folder;
    if (size == 0) return 0;
    std::string file = original.file;
    std::string journal = (data[0] & 1) != 0 ? original.journal : "";
    for (ByteView rest{data + 1, size - 1}; rest.size() >= 4; rest = rest.subspan(4)) {
        const std::size_t place = std::size_t{rest[0]} << 16 | std::size_t{rest[1]} << 8 | rest[2];
        std::string& into = !journal.empty() && (rest[0] & 128) != 0 ? journal : file;
        if (!into.empty()) into[place % into.size()] = static_cast<char>(rest[3]);
    }
    if ((data[0] & 4) != 0 && size > 2) file.resize(file.size() * data[1] / 256);
    const std::string path = folder / "chain";
    put_content(path, file);
    std::filesystem::remove(path + "-wal");
    if (!journal.empty()) put_content(path + "-wal", journal);
    look_at(path, original, (data[0] & 2) != 0);
    return 0;
}
