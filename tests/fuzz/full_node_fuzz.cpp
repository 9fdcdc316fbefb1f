// node::FullNode with neighbours that say what they like: true and false blocks, headers, tips and
// payments in any order, or nothing but bytes. Whatever comes, what the node says can be read and
// goes to links that are there, no point is made but by a block, and what it holds stays bounded.
#include <set>

#include "../full_nodes/household.hpp"
#include "chain/memory_store.hpp"
#include "chain/merkle.hpp"
#include "node/message.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc;
using homes::key_of;
using net::LinkId;

const chain::Network network = homes::easy_network();
const ledger::Rules rules = homes::rules_of(network);

// A block and how much work there is up to it.
struct Mined {
    chain::Block block;
    chain::Height height;
    U256 work;
};

class Play {
public:
    explicit Play(ByteView script) : script_{script} {
        const chain::Place& root = chain_.tree().root();
        known_.push_back({chain::genesis(network), chain::Height{0}, root.work});
        must(node_.restore(now_).has_value());
    }
    void run() {
        while (!script_.empty()) {
            const unsigned what = next() % 14;
            const LinkId link{1 + next() % 3U};
            if (what == 0) join(link);
            if (what == 1) leave(link);
            if (what == 2) wait(std::chrono::milliseconds{20 * next()});
            if (what == 3) hear(link, text());
            if (what == 4) make();
            if (what == 5) say(link, node::OneBlock{some().block});
            if (what == 6) say(link, node::Coming{some().block.header});
            if (what == 7) say(link, headers());
            if (what == 8) say(link, tip());
            if (what == 9) say(link, node::GetHeaders{{name(), name()}});
            if (what == 10) say(link, node::GetBlocks{{name(), name()}});
            if (what == 11) pay(link);
            if (what == 12) solve();
            if (what == 13) say(link, node::NoBlock{name()});
            look();
        }
        for (std::uint64_t link = 1; link <= 3; ++link) leave(LinkId{link});
        wait(std::chrono::seconds{30});
        look();
    }

private:
    std::uint8_t next() { return script_.next(); }
    std::string text() { return script_.text(); }
    [[nodiscard]] p2p::Moment moment() const {
        return {now_, network.begins + std::chrono::hours{1}, 7};
    }

    // --- what neighbours know ---
    const Mined& some() { return known_[next() % known_.size()]; }
    chain::Hash name() {
        const std::uint8_t which = next();
        if (which == 255) return {};
        return hash_of(known_[which % known_.size()].block.header);
    }
    // On any block that there is; of each eighth the miner takes too much, or the body is false.
    void make() {
        if (known_.size() > 60) return;
        const Mined below = some();
        const std::uint8_t how = next();
        ledger::Transaction mined;
        mined.coinbase = ledger::Coinbase{above(below.height), rules.network};
        mined.outputs = {{key_of("a").public_key(), ledger::Amount{how % 8U == 1 ? 500U : 100U}}};
        mined.note = ledger::Note{"memo", std::to_string(known_.size())};
        chain::Block block;
        block.transactions = {encode(mined)};
        block.header.previous = hash_of(below.block.header);
        block.header.time = below.block.header.time + network.spacing;
        block.header.bits = network.easiest;
        block.header.merkle_root = chain::merkle_root(chain::leaves_of(block.transactions));
        block.header = miner::search(block.header, 1'000).value_or(block.header);
        if (how % 8U == 2) block.transactions.push_back(block.transactions.front());
        coins_.push_back({ledger::check_transaction(encode(mined)).value().id(), 0});
        const U256 work = below.work + chain::work_of(network.easiest);
        known_.push_back({std::move(block), above(below.height), work});
    }
    node::Headers headers() {
        node::Headers headers;
        const std::size_t first = next() % known_.size();
        const std::size_t count = next() % 8U;
        for (std::size_t i = first; i < std::min(first + count, known_.size()); ++i) {
            headers.headers.push_back(known_[i].block.header);
        }
        return headers;
    }
    node::Tip tip() {
        const Mined& mined = some();
        const std::uint8_t lie = next();
        const U256 work = lie % 4 == 1 ? mined.work + U256{lie} : mined.work;
        return {hash_of(mined.block.header), mined.height, work};
    }
    void pay(LinkId link) {
        if (coins_.empty()) return;
        ledger::Transaction payment;
        payment.inputs = {{coins_[next() % coins_.size()], {}}};
        payment.outputs = {{key_of("b").public_key(), ledger::Amount{1U + next() % 110U}}};
        const auto text = ledger::encode_unsigned(payment);
        payment.inputs[0].signature =
            key_of(next() % 8 == 1 ? "c" : "a").sign(ledger::signed_bytes(rules.network, text));
        const std::string whole = encode(payment);
        const auto id = ledger::check_transaction(whole).value().id();
        const unsigned how = next() % 4;
        if (how == 0) check(node_.submit(whole, moment()).actions);
        if (how == 1) say(link, node::Have{{id}});
        if (how >= 2) say(link, node::Payments{{whole}});
        if (how == 3) say(link, node::GetPayments{{id}});
    }
    void solve() {
        if (!node_.job()) return;
        const auto found = miner::search(node_.job()->header, 1'000);
        if (found) node_.solved({node_.job()->id, *found});
    }

    // --- what happens ---
    void join(LinkId link) {
        if (open_.insert(link).second) check(node_.joined(link, moment()));
    }
    void leave(LinkId link) {
        if (open_.erase(link) != 0) check(node_.left(link));
    }
    void say(LinkId link, const node::NodeMessage& message) { hear(link, encode(message)); }
    void hear(LinkId link, const std::string& body) {
        if (open_.contains(link)) check(node_.direct(link, body, moment()));
    }
    void wait(Duration time) {
        const Instant end = now_ + time;
        for (int in_vain = 0; node_.deadline() <= end; ++in_vain) {
            must(in_vain < 20'000);
            now_ = std::max(now_, node_.deadline());
            check(node_.on_time(moment()));
        }
        now_ = end;
    }
    void check(const p2p::Actions& actions) {
        std::set<LinkId> closed;
        for (const auto& action : actions) {
            if (const auto* close = std::get_if<p2p::Close>(&action)) closed.insert(close->link);
            if (const auto* send = std::get_if<p2p::Send>(&action)) {
                check({send->link}, send->message);
            }
            if (const auto* all = std::get_if<p2p::Broadcast>(&action)) {
                check(all->links, all->message);
            }
        }
        for (const LinkId link : closed) leave(link);
    }
    void check(const std::vector<LinkId>& links, const p2p::Message& message) {
        must(!p2p::unsendable(message));
        must(node::decode_node_message(std::get<p2p::Direct>(message).body).has_value());
        for (const LinkId link : links) must(open_.contains(link));
    }
    void look() {
        std::uint64_t points = 0;
        ledger_.ledger().coins().each(
            [&](const auto&, const ledger::Coin& coin) { points += coin.output.amount.value(); });
        must(points == 100 * chain_.height().value());
        must(node_.held_bytes() <= 1'000'000 && chain_.tree().size() <= 500);
    }

    fuzz::Script script_;
    chain::MemoryStore store_;
    ledger::InlineChecker inline_;
    ledger::RememberingChecker checker_{inline_, homes::any_seed};
    ledger::KeptLedger ledger_{rules, homes::any_seed, checker_};
    chain::Chain chain_{network, ledger_, store_};
    node::FullNode node_{{chain_, ledger_.ledger(), store_, homes::any_seed},
                         {.miner = node::Miner{key_of("m").public_key(), {}}}};
    std::vector<Mined> known_;
    std::vector<ledger::Outpoint> coins_;
    std::set<LinkId> open_;
    Instant now_{std::chrono::hours{1}};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Play{{data, size}}.run();
    return 0;
}
