// Hosts that do not keep the rules: to their neighbours they are full nodes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chain/merkle.hpp"
#include "household.hpp"
#include "ledger/transaction.hpp"
#include "miner/search.hpp"
#include "node/header_sync.hpp"
#include "node/locator.hpp"
#include "node/message.hpp"
#include "p2p/core_node.hpp"

namespace homes {

enum class Malice {
    BadBlocks,     // with all the work there must be, and what no ledger takes
    Withholding,   // announces blocks, and delivers none
    Flooding,      // asks, and announces payments, as quickly as it can
    CheapHeaders,  // shows an endless history of the easiest target, and says that it is the
                   // longest
};

// The application "node" of somebody who knows the headers of the others.
class MaliceApp : public p2p::Application {
public:
    MaliceApp(const chain::Network& network, Malice malice, std::uint64_t seed)
        : tree_{network}, sync_{tree_, node::keep_in(tree_)}, malice_{malice}, dice_{seed} {}

    [[nodiscard]] std::string name() const override { return "node"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, Moment) override {
        return {};
    }
    p2p::Actions joined(net::LinkId link, Moment moment) override {
        links_.push_back(link);
        if (malice_ == Malice::CheapHeaders) boast(link);
        at_ = std::min(at_, moment.now);
        return out_.take();
    }
    p2p::Actions left(net::LinkId link) override {
        std::erase(links_, link);
        perform(sync_.left(link, now_));
        return out_.take();
    }
    p2p::Actions direct(net::LinkId from, const std::string& body, Moment moment) override {
        now_ = moment.now;
        const auto message = node::decode_node_message(body);
        if (!message) return {};
        if (const auto* tip = std::get_if<node::Tip>(&*message)) {
            perform(sync_.tip(from, *tip, moment.now));
        } else if (const auto* headers = std::get_if<node::Headers>(&*message)) {
            perform(sync_.headers(from, headers->headers, moment.wall, moment.now));
        } else if (const auto* coming = std::get_if<node::Coming>(&*message)) {
            perform(sync_.coming(from, coming->header, moment.wall, moment.now));
        } else if (const auto* question = std::get_if<node::GetHeaders>(&*message)) {
            if (malice_ == Malice::CheapHeaders) questions_.emplace_back(from, *question);
        } else if (const auto* blocks = std::get_if<node::GetBlocks>(&*message)) {
            if (malice_ == Malice::BadBlocks) deliver(from, *blocks);
        }
        return out_.take();
    }
    p2p::Actions on_time(Moment moment) override {
        now_ = moment.now;
        perform(sync_.on_time(moment.now));
        if (moment.now >= at_) {
            at_ = moment.now + std::chrono::seconds{1};
            for (const auto& [link, question] : std::exchange(questions_, {})) {
                show_more(link, question);
            }
            const bool found = dice_.chance(0.05);  // its share of the work
            if (found && malice_ == Malice::BadBlocks) make_a_bad_one(moment);
            if (found && malice_ == Malice::Withholding) announce(header_on_top(moment, {}));
            if (malice_ == Malice::Flooding) flood();
        }
        return out_.take();
    }
    [[nodiscard]] Instant deadline() const override { return std::min(at_, sync_.deadline()); }

private:
    void say(net::LinkId link, const node::NodeMessage& message) {
        out_.send(link, p2p::Direct{name(), encode(message)});
    }
    void perform(const node::HeaderSync::Steps& steps) {
        for (const auto& ask : steps.asks) say(ask.of, node::GetHeaders{ask.locator});
    }
    // As good as any, for whoever sees no transactions.
    chain::Header header_on_top(Moment moment, const std::vector<std::string>& transactions) {
        const chain::Place& tip = tree_.best_header();
        chain::Header header;
        header.previous = tip.hash;
        header.merkle_root = transactions.empty()
                                 ? crypto::hash256(as_bytes(std::to_string(dice_.roll())))
                                 : chain::merkle_root(chain::leaves_of(transactions));
        header.time =
            std::max(moment.wall, chain::BlockTree::median_time(tip) + std::chrono::seconds{1});
        header.bits = tree_.next_bits(tip);
        return miner::search(header, UINT32_MAX).value_or(header);
    }
    void announce(const chain::Header& header) {
        for (const net::LinkId link : links_) say(link, node::Coming{header});
    }
    void make_a_bad_one(Moment moment) {
        ledger::Transaction mined;
        const auto network = hash_of(chain::genesis(tree_.network()).header);
        mined.coinbase = ledger::Coinbase{chain::above(tree_.best_header().height), network};
        const auto points = ledger::Amount{1'000'000 + dice_.below(1'000)};
        mined.outputs = {{key_of("mallory").public_key(), points}};
        bad_ = chain::Block{{}, {encode(mined)}};
        bad_->header = header_on_top(moment, bad_->transactions);
        announce(bad_->header);
        if (dice_.chance(0.3)) {
            for (const net::LinkId link : links_) say(link, node::OneBlock{*bad_});
        }
    }
    void deliver(net::LinkId to, const node::GetBlocks& question) {
        for (const auto& hash : question.hashes) {
            if (bad_ && hash_of(bad_->header) == hash) say(to, node::OneBlock{*bad_});
        }
    }
    void flood() {
        const auto any = [this] { return crypto::hash256(as_bytes(std::to_string(dice_.roll()))); };
        for (const net::LinkId link : links_) {
            for (int i = 0; i < 5; ++i) {
                say(link, node::GetHeaders{{tree_.root().hash}});
                std::vector<node::Hash> ids;
                for (std::size_t k = 0; k < node::most_ids; ++k) ids.push_back(any());
                say(link, node::Have{ids});
                ids.resize(node::most_blocks_asked);
                if (tree_.best().height > chain::Height{0}) ids[0] = tree_.best().hash;
                say(link, node::GetBlocks{ids});
                say(link, node::GetPayments{ids});
            }
        }
    }
    void boast(net::LinkId link) {
        node::Tip tip;
        tip.tip = crypto::hash256(as_bytes("there is no such block"));
        tip.height = chain::Height{900'000'000};
        tip.work = U256{~0ULL};
        say(link, tip);
    }
    // Headers on whatever it was asked from, each as good as the first ones of the network were.
    void show_more(net::LinkId to, const node::GetHeaders& question) {
        const auto& first = question.locator.front();
        if (made_.empty() || hash_of(made_.back()) != first) {
            made_.clear();
            forged_.emplace(tree_.network());
        }
        std::vector<chain::Header> batch;
        for (std::size_t i = 0; i < node::most_headers; ++i) batch.push_back(next_forged());
        made_ = batch;
        say(to, node::Headers{batch});
    }
    chain::Header next_forged() {
        const chain::Place& tip = forged_->best();
        chain::Header header;
        header.previous = tip.hash;
        header.merkle_root = crypto::hash256(as_bytes(std::to_string(dice_.roll())));
        header.time = tip.time() + std::chrono::minutes{10};  // so slowly that it stays easy
        header.bits = forged_->next_bits(tip);
        header = miner::search(header, UINT32_MAX).value_or(header);
        const auto checked = chain::check_header(header);
        if (checked) {
            const auto placed = forged_->accept(*checked, header.time);
            if (placed) forged_->body_arrived(**placed);
            forged_->follow(forged_->best());
        }
        return header;
    }

    chain::BlockTree tree_;
    node::HeaderSync sync_;
    Malice malice_;
    sim::Dice dice_;
    std::vector<net::LinkId> links_;
    std::optional<chain::Block> bad_;
    std::optional<chain::BlockTree> forged_;
    std::vector<chain::Header> made_;
    std::vector<std::pair<net::LinkId, node::GetHeaders>> questions_;  // answered once a second
    Instant at_ = never;
    Instant now_{};
    p2p::Outbox out_;
};

class Attacker : private std::unique_ptr<MaliceApp>, public p2p::CoreNode {
public:
    Attacker(const chain::Network& network, const p2p::CoreSettings& settings, Malice malice,
             std::uint64_t seed)
        : std::unique_ptr<MaliceApp>{std::make_unique<MaliceApp>(network, malice, seed)},
          p2p::CoreNode{settings, {this->std::unique_ptr<MaliceApp>::get()}} {}
};

}  // namespace homes
