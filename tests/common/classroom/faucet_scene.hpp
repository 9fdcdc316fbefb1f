// A host's full node with its faucet, and the other side of a partition.
#pragma once

#include "../node/full_node_kit.hpp"
#include "classroom/faucet.hpp"

namespace faucets {

using namespace sbc::classroom;
using namespace std::chrono_literals;
using kit::Home;
using kit::key_of;
using sbc::Instant;
using sbc::chain::Block;
using sbc::crypto::PublicKey;
using sbc::ledger::Amount;
using State = Gift::State;

inline const sbc::crypto::SigningKey& host_key() {
    static const auto key = key_of("host");
    return key;
}
inline PublicKey address(const std::string& name) { return key_of(name).public_key(); }
inline Ask ask_of(const std::string& name) { return {name, address(name)}; }

inline sbc::node::FullNodeSettings node_settings() {
    sbc::node::FullNodeSettings settings{
        .miner = sbc::node::Miner{host_key().public_key(), {}},
        .mempool = {.expiry = 3'600'000ms},
    };
    settings.workbench.gather = 0ms;  // what waits is in the next block
    return settings;
}

// A node that mines for the host, and his faucet; both are told what time it is.
class Host {
public:
    explicit Host(FaucetSettings settings = {}) : settings_{settings} { start({}); }

    FailingStore store;
    Instant now{1h};
    std::vector<Gift> gifts;  // that on_time() has told of
    std::size_t announced = 0;

    // Again, with what is on the disk.
    void start(std::vector<Faucet::Student> known) {
        parts_ = std::make_unique<Parts>(store);
        REQUIRE(parts_->chain.restore());
        parts_->node.emplace(
            sbc::node::FullNode::Parts{parts_->chain, parts_->ledger.ledger(), store, {1, 2}},
            node_settings());
        REQUIRE(node().restore(now));
        parts_->faucet.emplace(node(), parts_->ledger.ledger(), host_key(), settings_,
                               std::move(known));
    }
    [[nodiscard]] sbc::node::FullNode& node() { return *parts_->node; }
    [[nodiscard]] Faucet& faucet() { return *parts_->faucet; }
    [[nodiscard]] sbc::chain::Chain& chain() { return parts_->chain; }
    [[nodiscard]] const sbc::ledger::Ledger& ledger() { return parts_->ledger.ledger(); }

    Gift ask(const std::string& name) { return ask(ask_of(name)); }
    Gift ask(const Ask& ask) { return faucet().ask(ask, now); }
    // Time passes, and with it whatever is due.
    void wait(sbc::Duration time) {
        const Instant until = now + time;
        for (int rounds = 0; deadline() <= until; ++rounds) {
            REQUIRE(rounds < 10'000);
            now = std::max(now, deadline());
            if (node().deadline() <= now) hear(node().on_time(moment()));
            if (faucet().deadline() > now) continue;
            for (Gift& gift : faucet().on_time(moment())) gifts.push_back(std::move(gift));
            hear(faucet().take_actions());
        }
        now = until;
    }
    void mine(int blocks = 1) {
        for (int i = 0; i < blocks; ++i) {
            hear(node().on_time(moment()));
            REQUIRE(node().job());
            auto job = *node().job();
            job.header = kit::mined(job.header);
            node().solved(job);
            wait(0ms);
        }
    }
    void joined(sbc::p2p::LinkId link) { hear(node().joined(link, moment())); }
    void hears(sbc::p2p::LinkId from, const sbc::node::NodeMessage& message) {
        hear(node().direct(from, encode(message), moment()));
    }
    void hears_of(const Block& block) {
        const sbc::p2p::LinkId neighbour{77};
        joined(neighbour);
        hears(neighbour, sbc::node::OneBlock{block});
        hear(node().left(neighbour));
        wait(0ms);
    }
    [[nodiscard]] std::string submit(const std::string& payment) {
        return node().submit(payment, moment()).refused.value_or("");
    }

    [[nodiscard]] std::uint64_t height() { return chain().height().value(); }
    [[nodiscard]] Block block(std::uint64_t height) {
        return chain().block(chain().at(sbc::chain::Height{height})).value();
    }
    // What waits, the oldest first.
    [[nodiscard]] std::vector<sbc::ledger::CheckedTransaction> pool() {
        std::vector<sbc::ledger::CheckedTransaction> all;
        for (const auto* one : node().mempool().payments().oldest()) {
            all.push_back(sbc::ledger::check_transaction(one->text).value());
        }
        return all;
    }
    // How often each has been paid by somebody else, in the blocks and in what waits.
    [[nodiscard]] std::map<PublicKey, std::size_t> paid() {
        std::map<PublicKey, std::size_t> counts;
        const auto look = [&](const sbc::ledger::Transaction& transaction) {
            if (transaction.coinbase) return;
            for (const auto& output : transaction.outputs) ++counts[output.to];
        };
        for (std::uint64_t at = 1; at <= height(); ++at) {
            for (const std::string& text : block(at).transactions) {
                look(sbc::ledger::check_transaction(text).value().parts());
            }
        }
        for (const auto& payment : pool()) look(payment.parts());
        return counts;
    }
    [[nodiscard]] std::size_t payments_to(const std::string& name) { return paid()[address(name)]; }
    [[nodiscard]] std::vector<std::string> told() const {
        std::vector<std::string> names;
        for (const Gift& gift : gifts) names.push_back(gift.name);
        return names;
    }

private:
    struct Parts {
        explicit Parts(FailingStore& store) : chain{kit::easy(), ledger, store} {}
        sbc::ledger::InlineChecker checker;
        sbc::ledger::KeptLedger ledger{kit::rules(), {1, 2}, checker};
        sbc::chain::Chain chain;
        std::optional<sbc::node::FullNode> node;
        std::optional<Faucet> faucet;
    };
    [[nodiscard]] sbc::p2p::Moment moment() const {
        return {
            now,
            kit::easy().begins + 24h + std::chrono::floor<std::chrono::seconds>(now - Instant{}),
            7};
    }
    [[nodiscard]] Instant deadline() { return std::min(node().deadline(), faucet().deadline()); }
    void hear(const sbc::p2p::Actions& actions) {
        kit::Heard heard;
        heard.add(actions);
        for (const auto& [link, messages] : heard.said) {
            announced += heard.of<sbc::node::Have>(link).size();
        }
    }
    FaucetSettings settings_;
    std::unique_ptr<Parts> parts_;
};

// The other side of a partition: a node that mines for alice.
struct Rival : Home {
    Rival() : Home{settings()} {}
    static sbc::node::FullNodeSettings settings() {
        auto settings = node_settings();
        settings.miner = sbc::node::Miner{kit::alice().public_key(), {}};
        return settings;
    }
    void learn(Host& host) {
        for (std::uint64_t at = 1; at <= host.height(); ++at) {
            const auto block = host.block(at);
            if (chain().tree().find(hash_of(block.header)) == nullptr) hears_of(block);
        }
    }
    void tell(Host& host) {
        for (std::uint64_t at = 1; at <= height(); ++at) {
            const auto one = block(at);
            const auto* place = host.chain().tree().find(hash_of(one.header));
            if (place == nullptr || !place->has_body) host.hears_of(one);
        }
    }
};

inline std::vector<std::string> names(std::size_t count, const std::string& prefix = "student-") {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(prefix + std::to_string(i));
    return all;
}
inline std::vector<std::string> names_of(const std::vector<Faucet::Student>& students) {
    std::vector<std::string> all;
    all.reserve(students.size());
    for (const auto& student : students) all.push_back(student.name);
    return all;
}

}  // namespace faucets
