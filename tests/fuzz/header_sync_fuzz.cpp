// Bytes say what three neighbours announce and show, when they are silent, and when the blocks of
// what is kept come. Whatever they do: questions go to neighbours only, one at a time; nothing is
// kept but what holds; what is held beside that is bounded; and who has nothing to do has no
// deadline.
#include <map>
#include <set>
#include <span>

#include "chain/memory_store.hpp"
#include "node/download.hpp"
#include "node/header_sync.hpp"
#include "node/locator.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::node;
using namespace sbc::chain;
using namespace std::chrono_literals;
using sbc::Instant;
using sbc::net::LinkId;

Network network() {
    Network network;
    network.name = "fuzz";
    network.easiest = Bits{0x207fffff};  // every second hash is a block
    return network;
}

// The same for all inputs: a trunk with branches, some longer than a message.
class Quarry {
public:
    Quarry() {
        const Place* trunk = grow(tree_.root(), 300);
        ends_.push_back(trunk);
        ends_.push_back(grow(ancestor(*trunk, Height{10}), 280));
        ends_.push_back(grow(ancestor(*trunk, Height{299}), 600));
        ends_.push_back(grow(tree_.root(), 700));
        ends_.push_back(grow(ancestor(*trunk, Height{300}), 3));
    }
    [[nodiscard]] const BlockTree& tree() const { return tree_; }
    [[nodiscard]] const Place& end(std::size_t which) const { return *ends_[which % ends_.size()]; }
    [[nodiscard]] Block block(const Hash& hash) const {
        const Place* place = tree_.find(hash);
        return {header_of(*place), {}};
    }

private:
    const Place* grow(const Place& on, std::size_t length) {
        const Place* at = &on;
        while (length-- > 0) {
            Header header;
            header.previous = at->hash;
            header.time = at->time() + std::chrono::seconds{5 + ends_.size()};
            header.bits = tree_.next_bits(*at);
            while (!check_header(header)) header.nonce = Nonce{header.nonce.value() + 1};
            at = *tree_.accept(*check_header(header), header.time);
            tree_.body_arrived(*at);
        }
        return at;
    }
    BlockTree tree_{network(), 100'000};
    std::vector<const Place*> ends_;
};

class NoLedger : public Ledger {
public:
    [[nodiscard]] sbc::Result<void, BlockError> check(std::string_view) const override {
        return {};
    }
    [[nodiscard]] sbc::Result<Undo, BlockError> apply(const Block&, Height) override {
        return Undo{};
    }
    void undo(const Block&, const Undo&) override {}
};

class Play {
public:
    Play(const Quarry& quarry, std::span<const std::uint8_t> bytes)
        : quarry_{quarry}, script_{bytes} {}

    void run() {
        while (!script_.empty()) {
            const LinkId link{next() % 3U};
            switch (next() % 8) {
                case 0: announce(link, next(), next()); break;
                case 1:
                case 2: show(link, next(), next()); break;
                case 3: coming(link, next(), next()); break;
                case 4: bring(link, next()); break;
                case 5: leave(link); break;
                case 6: wait(std::chrono::milliseconds{100 * next()}); break;
                default: refuse(link); break;
            }
            check();
        }
    }

private:
    std::uint8_t next() { return script_.next(); }
    void announce(LinkId link, std::uint8_t which, std::uint8_t how) {
        const Place& end = quarry_.end(which);
        Tip tip{end.hash, end.height, end.work};
        if (how % 4 == 1) tip.work = sbc::U256::max();
        if (how % 4 == 2) tip.tip.bytes[3] ^= how;
        if (how % 4 == 3) tip.work = tip.work + sbc::U256{how};
        here_.insert(link);
        perform(headers_.tip(link, tip, now_));
    }
    // What follows the question in one of the histories; cut, turned round or begun elsewhere.
    void show(LinkId link, std::uint8_t which, std::uint8_t how) {
        const Place& end = quarry_.end(which);
        Height from{0};
        for (const Hash& hash : questions_[link]) {
            const Place* place = quarry_.tree().find(hash);
            if (place == nullptr || place->height > end.height) continue;
            if (&ancestor(end, place->height) != place) continue;
            from = place->height;
            break;
        }
        if (how % 8 == 1) from = Height{how};
        std::vector<Header> headers;
        for (Height at = above(from); at <= end.height && headers.size() < most_headers;
             at = above(at)) {
            headers.push_back(header_of(ancestor(end, at)));
        }
        if (how % 8 == 2) headers.resize(headers.size() * how / 256);
        if (how % 8 == 3 && headers.size() > how) headers[how].nonce = Nonce{how};
        if (how % 8 == 4 && headers.size() > 1) std::swap(headers[0], headers[1]);
        questions_.erase(link);
        perform(headers_.headers(link, headers, wall(how), now_));
    }
    void coming(LinkId link, std::uint8_t which, std::uint8_t how) {
        if (!here_.contains(link)) return;
        const Place& end = quarry_.end(which);
        const Place& at = ancestor(end, Height{std::min<std::uint64_t>(how, end.height.value())});
        Header header = header_of(at);
        if (how % 16 == 1) header.nonce = Nonce{how};
        perform(headers_.coming(link, header, wall(how), now_));
    }
    void bring(LinkId link, std::uint8_t how) {
        auto& asked = asked_[link];
        for (std::size_t i = 0; i <= how && !asked.empty() && here_.contains(link); ++i) {
            const Hash hash = *asked.begin();
            asked.erase(asked.begin());
            if (quarry_.tree().find(hash) == nullptr) {  // another nonce that holds by chance
                perform(download_.no_block(link, hash, now_));
                continue;
            }
            const auto added = chain_.add(quarry_.block(hash), wall(0));
            perform(download_.arrived(link, hash, 100, now_));
            if (added && !added->connect.empty()) perform(headers_.moved(now_));
        }
    }
    void refuse(LinkId link) {
        auto& asked = asked_[link];
        if (asked.empty()) return;
        const Hash hash = *asked.begin();
        asked.erase(asked.begin());
        (void)download_.promise(LinkId{7}, hash, now_);
        perform(download_.no_block(link, hash, now_));
    }
    void leave(LinkId link) {
        here_.erase(link);
        questions_.erase(link);
        asked_.erase(link);
        perform(headers_.left(link, now_));
        perform(download_.left(link, now_));
    }
    void wait(std::chrono::milliseconds time) {
        now_ += time;
        perform(headers_.on_time(now_));
        perform(download_.on_time(now_));
    }

    void perform(const HeaderSync::Steps& steps) {
        for (const auto& ask : steps.asks) {
            must(here_.contains(ask.of) && !ask.locator.empty());
            must(ask.locator.size() <= most_in_locator);
            questions_[ask.of] = ask.locator;
        }
        for (const auto& known : steps.known) {
            must(here_.contains(known.link) && chain_.tree().find(known.hash) != nullptr);
            perform(download_.has(known, now_));
        }
        for (const Drop& drop : steps.drops) leave(drop.link);
    }
    void perform(const Download::Steps& steps) {
        for (const auto& ask : steps.asks) {
            must(here_.contains(ask.of) && ask.hashes.size() <= most_blocks_asked);
            for (const Hash& hash : ask.hashes) {
                must(!chain_.tree().find(hash)->has_body);
                asked_[ask.of].insert(hash);
            }
        }
        for (const Drop& drop : steps.drops) leave(drop.link);
    }
    void check() {
        must(headers_.held_bytes() <= 64 * sizeof(Hash));
        must(headers_.busy() == (headers_.deadline() != sbc::never));
        must(chain_.tree().size() <= 2'000);
        must(download_.in_flight() <= 3 * DownloadLimits{}.in_flight);
        if (here_.empty()) must(!headers_.busy() && download_.in_flight() == 0);
        if (here_.empty()) must(download_.deadline() == sbc::never);
    }
    [[nodiscard]] static std::chrono::sys_seconds wall(std::uint8_t how) {
        return how % 32 == 9 ? network().begins - 3h : network().begins + 24h;
    }

    const Quarry& quarry_;
    fuzz::Script script_;
    NoLedger ledger_;
    MemoryStore store_;
    Chain chain_{network(), ledger_, store_};
    HeaderSync headers_{chain_.tree(), keep_in(chain_), {.most_ahead = 500, .longest_run = 2'000}};
    Download download_{chain_.tree()};
    Instant now_{1h};
    std::set<LinkId> here_;
    std::map<LinkId, std::vector<Hash>> questions_;
    std::map<LinkId, std::set<Hash>> asked_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Quarry quarry;
    if (size <= 600) Play{quarry, {data, size}}.run();
    return 0;
}
