// A full node on loopback, on a thread of its own, with a port that the system has chosen; it mines
// when it is told to. Everything in it is the real thing.
#pragma once

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <future>
#include <initializer_list>
#include <memory>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "chain/memory_store.hpp"
#include "crypto/random_bytes.hpp"
#include "driver/driver.hpp"
#include "ledger/kept_ledger.hpp"
#include "message/engraving_service.hpp"
#include "message/post_office.hpp"
#include "miner/search.hpp"
#include "node/full_node.hpp"
#include "p2p/core_node.hpp"
#include "ranking/chain_ranking.hpp"

namespace light_test {

using namespace sbc;

inline chain::Network network() {  // every second hash is a block
    chain::Network made;
    made.name = "light";
    made.easiest = chain::Bits{0x207fffff};
    made.interval = 1'000;
    return made;
}
inline ledger::Rules rules() {
    return {hash_of(genesis(network()).header), ledger::Amount{100}, 3};
}
inline crypto::SigningKey key_of(const std::string& name) {
    return crypto::SigningKey{crypto::SigningKey::Seed{crypto::hash256(as_bytes(name)).bytes}};
}

// Letters and engravings: not every node has them.
enum class Carries { PaymentsAlone, Everything };

inline constexpr chain::Bits easy_stamp{0x207fffff};  // every second hash

class RealNode {
public:
    // Mines for this key. It begins with the history of a node that has been stopped, when there is
    // one. An output of less than `least` it calls dust.
    explicit RealNode(const crypto::PublicKey& miner, const RealNode* history = nullptr,
                      Carries carries = Carries::PaymentsAlone,
                      ledger::Amount least = ledger::Amount{1})
        : node_{{with(history), ledger_.ledger(), store_, {3, 4}}, settings_for(miner, least)} {
        auto bound = board_.listen(*net::Address::parse("127.0.0.1:0"));
        REQUIRE(bound);
        address_ = *bound;
        p2p::CoreSettings settings;
        settings.hello.network = network().name;
        settings.hello.role = p2p::Role::Core;
        settings.hello.port = address_.port();
        settings.hello.id = p2p::NodeId{address_.port()};
        settings.self = address_;
        std::vector<p2p::Application*> applications{&node_, &node_.light()};
        if (carries == Carries::Everything) {
            node_.when_payment_comes([this](const crypto::Hash& id) { engravings_.came(id); });
            for (p2p::Application* each : std::initializer_list<p2p::Application*>{
                     &post_.counter(), &post_.round(), &index_, &engravings_}) {
                applications.push_back(each);
            }
        }
        core_ = std::make_unique<p2p::CoreNode>(settings, applications);
        driver_ = std::make_unique<driver::Driver<p2p::CoreNode>>(io_, board_, *core_);
        thread_ = std::thread{[this] { driver_->run_behind([](const p2p::Tell&) {}); }};
    }
    ~RealNode() { stop(); }
    RealNode(const RealNode&) = delete;
    RealNode& operator=(const RealNode&) = delete;

    void stop() {
        if (!thread_.joinable()) return;
        asio::post(io_, [this] { driver_->leave(); });
        thread_.join();
    }
    [[nodiscard]] const net::Address& address() const { return address_; }

    // So many blocks, with all that waits in the first of them.
    void mine(int blocks = 1) {
        for (int i = 0; i < blocks; ++i) {
            done([this] {
                // The tip is told to neighbours as soon as it has been found.
                const auto job = node_.job();
                if (!job) return;
                const auto header = miner::search(job->header, 1'000'000);
                if (!header) return;
                miner::Job solved = *job;
                solved.header = *header;
                node_.solved(solved);
                driver_->wake();
            });
        }
    }
    [[nodiscard]] std::uint64_t height() {
        std::uint64_t height = 0;
        done([&] { height = node_.chain().height().value(); });
        return height;
    }
    [[nodiscard]] std::size_t waiting() {
        std::size_t waiting = 0;
        done([&] { waiting = node_.mempool().size(); });
        return waiting;
    }
    [[nodiscard]] std::size_t letters() {
        std::size_t letters = 0;
        done([&] { letters = post_.mailboxes().letters(); });
        return letters;
    }
    // As its ranking has it.
    [[nodiscard]] std::string name_of(const crypto::PublicKey& who) {
        std::string name;
        done([&] {
            ranking::ChainRanking ranking{chain_, store_};
            while (ranking.deadline() != never) (void)ranking.on_time({});
            name = ranking.ranking().name_of(who);
        });
        return name;
    }
    void done(const std::function<void()>& work) {
        std::promise<void> over;
        asio::post(io_, [&] {
            work();
            over.set_value();
        });
        over.get_future().wait();
    }

private:
    chain::Chain& with(const RealNode* history) {
        if (history == nullptr) return chain_;
        const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
        for (std::uint64_t height = 1; height <= history->chain_.height().value(); ++height) {
            const auto block = history->chain_.block(history->chain_.at(chain::Height{height}));
            REQUIRE(block);
            REQUIRE(chain_.add(*block, now));
        }
        return chain_;
    }
    static node::FullNodeSettings settings_for(const crypto::PublicKey& miner,
                                               ledger::Amount least) {
        node::FullNodeSettings settings;
        settings.mempool.least_output = least;
        settings.miner = node::Miner{miner, {}};
        settings.workbench.gather = Duration{0};
        return settings;
    }

    static message::PostOfficeSettings post_settings() {
        message::PostOfficeSettings settings;
        settings.network = rules().network;
        settings.dice = crypto::random_secret<32>();
        settings.limits.stamp = easy_stamp;
        return settings;
    }

    asio::io_context io_{1};
    net::Switchboard board_{io_, {}};
    ledger::InlineChecker checker_;
    ledger::KeptLedger ledger_{rules(), {1, 2}, checker_};
    chain::MemoryStore store_;
    chain::Chain chain_{network(), ledger_, store_};
    node::FullNode node_;
    message::PostOffice post_{post_settings()};
    message::EngravingIndex index_{chain_, store_};
    message::EngravingService engravings_{chain_, store_, index_, message::waiting_in(node_)};
    net::Address address_;
    std::unique_ptr<p2p::CoreNode> core_;
    std::unique_ptr<driver::Driver<p2p::CoreNode>> driver_;
    std::thread thread_;
};

}  // namespace light_test
