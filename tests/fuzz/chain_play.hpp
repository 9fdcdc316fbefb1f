// A play of bytes with a chain: they say which blocks are made on which, which of them the ledger
// refuses, and in which order, whole, torn or as headers, they come to a chain. After each step the
// chain must be what it says it is; in the end, when all have come, it must follow the most work
// that holds. To be included after a chain_kit.hpp, and after kit::Trouble: what else may happen to
// that chain.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "script.hpp"

namespace kit {

using fuzz::must;

class ChainPlay {
public:
    explicit ChainPlay(std::span<const std::uint8_t> bytes) : script_{bytes} {}

    void run() {
        while (!script_.empty()) {
            const std::uint8_t what = next() % 8;
            if (what < 3) make();
            if (what >= 3 && what < 6) offer(next());
            if (what == 6) offer_torn(next(), next());
            if (what == 7) trouble(next(), next());
            check();
        }
        for (std::size_t i = 0; i < made_.size(); ++i) {
            trouble_.settle(book_);
            offer(i);
            check();
        }
        trouble_.settle(book_);
        check();
        must(book_.chain().tip().work == most_work());
    }

private:
    static constexpr std::size_t most_blocks = 24;

    static Network network() {
        Network network;
        network.name = "fuzz";
        network.easiest = Bits{0x207fffff};  // every second hash is a block
        return network;
    }
    std::uint8_t next() { return script_.next(); }
    [[nodiscard]] const Block& made(std::size_t which) const { return made_[which % made_.size()]; }
    static Block mined(Block block) {
        while (!check_header(block.header)) {
            block.header.nonce = Nonce{block.header.nonce.value() + 1};
        }
        return block;
    }

    void make() {
        const std::uint8_t which = next();
        const std::uint8_t how = next();
        if (made_.size() == most_blocks) return;
        const std::size_t on = which % (made_.size() + 1);
        const Place& parent =
            on == made_.size() ? all_.root() : *all_.find(hash_of(made_[on].header));
        Block block;
        block.header.previous = parent.hash;
        block.header.time = std::max(header_of(parent).time + std::chrono::seconds{3 + how % 8},
                                     Tree::median_time(parent) + std::chrono::seconds{1});
        block.header.bits = all_.next_bits(parent);
        for (int i = 0; i < how / 8 % 4; ++i) {
            block.transactions.push_back(std::to_string(++payments_) + std::string(70, '.'));
        }
        block.header.merkle_root = merkle_root(leaves_of(block.transactions));
        block = mined(block);
        const Hash hash = hash_of(block.header);
        if (how >= 224 && !contents_.contains(hash)) book_.ledger.refuses.insert(hash);
        must(all_.add(block, wall_).has_value());
        contents_[hash] = block.transactions;
        made_.push_back(std::move(block));
    }

    void offer(std::size_t which) {
        if (made_.empty()) return;
        const Block& block = made(which);
        const Hash before = book_.chain().tip().hash;
        const auto added = book_.add(block, wall_);
        if (!added) {
            must(book_.chain().tip().hash == before && !added.error().text.empty());
            return;
        }
        const auto& connect = added->connect;
        must((connect.empty() ? before : connect.back()->hash) == book_.chain().tip().hash);
        must(connect.empty() || connect.front()->parent != nullptr);
    }

    // Whatever is not exactly the block is refused, and changes nothing.
    void offer_torn(std::size_t which, std::uint8_t how) {
        if (made_.empty()) return;
        Block block = made(which);
        const Hash before = book_.chain().tip().hash;
        auto& texts = block.transactions;
        if (how % 4 == 0) texts.emplace_back(70, 'x');
        if (how % 4 == 1 && !texts.empty()) texts.pop_back();
        if (how % 4 == 2 && !texts.empty()) texts.push_back(texts.back());
        if (how % 4 == 3 && !texts.empty()) texts[how / 4 % texts.size()][how % 64] ^= 1;
        if (texts == made(which).transactions) return;
        must(!book_.add(block, wall_));
        must(book_.chain().tip().hash == before);
    }

    void trouble(std::uint8_t what, std::uint8_t how) {
        if (!made_.empty()) trouble_.happen(book_, made(what).header, how, wall_);
    }

    void check() {
        const auto& chain = book_.chain();
        must(!chain.tip().bad && chain.tip().work >= work_);
        must(trouble_.pending(book_) || &chain.tip() == &chain.tree().best());
        work_ = chain.tip().work;
        std::vector<std::string> expected;
        for (Height height{1}; height <= chain.height(); height = above(height)) {
            const Hash& hash = chain.at(height).hash;
            must(chain.at(height).height == height && chain.has(height, hash));
            must(chain.at(height).parent == &chain.at(Height{height.value() - 1}));
            must(!book_.ledger.refuses.contains(hash));
            const auto& texts = contents_.at(hash);
            expected.insert(expected.end(), texts.begin(), texts.end());
        }
        must(expected == book_.ledger.happened);
    }

    [[nodiscard]] sbc::U256 most_work() const {
        sbc::U256 most;
        std::set<Hash> bad = book_.ledger.refuses;
        for (const Block& block : made_) {
            const Hash hash = hash_of(block.header);
            if (bad.contains(block.header.previous)) bad.insert(hash);
            if (!bad.contains(hash)) most = std::max(most, all_.find(hash)->work);
        }
        return most;
    }

    fuzz::Script script_;
    const std::chrono::sys_seconds wall_ = network().begins + std::chrono::hours{24};
    Tree all_{network()};
    Book book_{network()};
    Trouble trouble_;
    std::vector<Block> made_;  // parents first
    std::map<Hash, std::vector<std::string>> contents_;
    sbc::U256 work_;
    std::uint64_t payments_ = 0;
};

}  // namespace kit
