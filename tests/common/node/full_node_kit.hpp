// Full nodes with all that they stand on, wired to each other or to a test that says what it likes.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../chain/failing_store.hpp"
#include "catch.hpp"
#include "ledger/kept_ledger.hpp"
#include "node/full_node.hpp"

template <>
struct Catch::StringMaker<sbc::crypto::Hash> {
    static std::string convert(const sbc::crypto::Hash& hash) { return sbc::crypto::to_text(hash); }
};

namespace kit {

using namespace sbc::node;
using namespace std::chrono_literals;
using sbc::Instant;
using sbc::chain::Chain;
using sbc::chain::Place;
using sbc::crypto::SigningKey;
using sbc::ledger::Amount;
using sbc::ledger::Outpoint;
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::Moment;

inline SigningKey key_of(std::string_view name) {
    return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
}
inline const SigningKey& alice() {
    static const SigningKey key = key_of("alice");
    return key;
}
inline sbc::chain::Network easy() {  // every second hash is a block
    return {.name = "easy", .easiest = sbc::chain::Bits{0x207fffff}, .interval = 1'000'000};
}
inline const sbc::ledger::Rules& rules() {
    static const sbc::ledger::Rules made{.network = hash_of(genesis(easy()).header)};
    return made;
}
inline Header mined(Header header) {
    while (!check_header(header)) header.nonce = sbc::chain::Nonce{header.nonce.value() + 1};
    return header;
}
// Alice pays herself, out of one coin. Signed by somebody else it is a forgery.
inline std::string pay(const Outpoint& coin, std::uint64_t amount, const SigningKey& by = alice()) {
    sbc::ledger::Transaction made;
    made.inputs = {{coin, {}}};
    made.outputs = {{alice().public_key(), Amount{amount}}};
    made.inputs[0].signature =
        by.sign(sbc::ledger::signed_bytes(rules().network, encode_unsigned(made)));
    return encode(made);
}
inline Hash id(const std::string& payment) {
    return sbc::ledger::check_transaction(payment).value().id();
}

// What a node has said, link by link, and done.
struct Heard {
    std::map<LinkId, std::vector<NodeMessage>> said;
    std::map<LinkId, std::vector<std::string>> to_wallets;
    std::map<LinkId, unsigned> closed;  // and the penalty
    std::string told;
    bool quit = false;

    void add(const Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                note(send->link, send->message);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                for (const LinkId link : all->links) note(link, all->message);
            } else if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                closed[close->link] = close->penalty;
            } else if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                told += tell->text + "\n";
            } else if (std::holds_alternative<sbc::p2p::Quit>(action)) {
                quit = true;
            }
        }
    }
    // All of one kind that this link has been told.
    template <class Message>
    [[nodiscard]] std::vector<Message> of(LinkId link) const {
        std::vector<Message> found;
        const auto messages = said.find(link);
        if (messages == said.end()) return found;
        for (const NodeMessage& message : messages->second) {
            if (const auto* one = std::get_if<Message>(&message)) found.push_back(*one);
        }
        return found;
    }

private:
    void note(LinkId link, const sbc::p2p::Message& message) {
        const auto& direct = std::get<sbc::p2p::Direct>(message);
        if (direct.application == "light") to_wallets[link].push_back(direct.body);
        if (direct.application != "node") return;
        auto read = decode_node_message(direct.body);
        REQUIRE(read);
        said[link].push_back(std::move(*read));
    }
};

// A node that mines for alice. What it has heard to the last event is in `heard`.
class Home {
public:
    explicit Home(FullNodeSettings settings = {.miner = Miner{alice().public_key(), {}}})
        : settings_{std::move(settings)} {
        start();
    }

    FailingStore store;
    Heard heard;
    Instant now{1h};

    [[nodiscard]] FullNode& node() { return *parts_->node; }
    [[nodiscard]] Chain& chain() { return parts_->chain; }
    [[nodiscard]] Moment moment() const {
        return {now,
                easy().begins + 24h + std::chrono::floor<std::chrono::seconds>(now - Instant{}), 7};
    }
    // Again, with what is on the disk.
    void start() {
        parts_ = std::make_unique<Parts>(store);
        REQUIRE(parts_->chain.restore());
        parts_->node = std::make_unique<FullNode>(
            FullNode::Parts{parts_->chain, parts_->ledger.ledger(), store, {1, 2}}, settings_);
        REQUIRE(node().restore(now));
    }

    void joined(LinkId link) { heard.add(node().joined(link, moment())); }
    void left(LinkId link) {
        heard.add(node().left(link));
        wait(0ms);
    }
    void hears(LinkId from, const NodeMessage& message) {
        heard.add(node().direct(from, encode(message), moment()));
    }
    // From a neighbour that knows of nothing else.
    void hears_of(const Block& block) {
        const LinkId neighbour{77};
        joined(neighbour);
        hears(neighbour, OneBlock{block});
        left(neighbour);
    }
    // Time passes, and with it whatever is due.
    void wait(sbc::Duration time) {
        const Instant until = now + time;
        for (int rounds = 0; node().deadline() <= until; ++rounds) {
            REQUIRE(rounds < 10'000);
            now = std::max(now, node().deadline());
            heard.add(node().on_time(moment()));
        }
        now = until;
    }
    void mine(int blocks = 1) {
        for (int i = 0; i < blocks; ++i) {
            heard.add(node().on_time(moment()));
            REQUIRE(node().job());
            auto job = *node().job();
            job.header = mined(job.header);
            node().solved(job);
            wait(0ms);
        }
    }
    // Refused: why.
    std::string submit(const std::string& payment) {
        const auto answer = node().submit(payment, moment());
        heard.add(answer.actions);
        return answer.refused.value_or("");
    }
    // The coin of this block's miner.
    [[nodiscard]] Outpoint coin(std::uint64_t height) {
        const auto block = chain().block(chain().at(Height{height})).value();
        return {id(block.transactions.front()), 0};
    }
    [[nodiscard]] Block block(std::uint64_t height) {
        return chain().block(chain().at(Height{height})).value();
    }
    [[nodiscard]] std::uint64_t height() { return chain().height().value(); }
    [[nodiscard]] Tip tip() { return {chain().tip().hash, chain().height(), chain().tip().work}; }

private:
    struct Parts {
        explicit Parts(FailingStore& store) : chain{easy(), ledger, store} {}
        sbc::ledger::InlineChecker checker;
        sbc::ledger::KeptLedger ledger{rules(), {1, 2}, checker};
        Chain chain;
        std::unique_ptr<FullNode> node;
    };
    FullNodeSettings settings_;
    std::unique_ptr<Parts> parts_;
};

}  // namespace kit
