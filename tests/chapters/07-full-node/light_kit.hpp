#pragma once

#include <deque>
#include <functional>
#include <map>

#include "chain_app.hpp"
#include "light_service.hpp"
#include "node_kit.hpp"

// Nodes that answer light wallets, wallets, and the wires between them, in memory: what one says
// the other hears, in order, unless a test changes it on the way. Time passes only when told to.
namespace kit {

namespace wire = sbc::node;
using sbc::p2p::Application;
using sbc::p2p::LinkId;

inline const sbc::p2p::Moment first_moment{start, wall + 1h, 7};

// A node of the stage, whose blocks somebody mines.
struct Core {
    sbc::ledger::InlineChecker checker;
    sbc::chain::MemoryStore store;
    stage::ChainApp app;
    stage::LightService light{app, store};

    explicit Core(const SigningKey& miner = bob())
        : app{{.network = easy(),
               .miner = miner.public_key(),
               .block_every = sbc::Duration{0},
               .empty_blocks = true},
              store,
              checker} {}

    void mine(std::size_t blocks = 1) {
        for (; blocks > 0; --blocks) {
            (void)app.on_time(first_moment);
            auto job = app.job().value();
            job.header = mined(job.header);
            app.solved(job);
            (void)app.on_time(first_moment);
        }
    }
    // The blocks of the other one, as if a neighbour had brought them.
    void learn(const Core& other) {
        const auto& chain = other.app.chain();
        for (Height height{1}; height <= chain.height(); height = above(height)) {
            const stage::OneBlock one{chain.block(chain.at(height)).value()};
            (void)app.direct(LinkId{1'000'000}, encode(stage::ChainMessage{one}), first_moment);
        }
        REQUIRE(app.chain().height() == chain.height());
    }
    // The coinbase of this block.
    [[nodiscard]] Outpoint coin(std::uint64_t height) const {
        const auto block = app.chain().block(app.chain().at(Height{height})).value();
        return {sbc::ledger::check_transaction(block.transactions.front()).value().id(), 0};
    }
    void pay(const CheckedTransaction& payment) {
        const auto paid = app.pay(text_of(payment), first_moment);
        if (!paid) FAIL(paid.error().text);
    }
};

class Wires {
public:
    // What this one says from now on goes through here.
    using Change = std::function<wire::LightMessage(wire::LightMessage)>;
    void change(const Application& of, Change change) { changes_[&of] = std::move(change); }

    LinkId join(Application& wallet, Application& core) {
        const LinkId to_core{++links_}, to_wallet{++links_};
        ends_[to_core] = {&wallet, &core, to_wallet};
        ends_[to_wallet] = {&core, &wallet, to_core};
        carry_out(wallet, wallet.joined(to_core, moment()));
        carry_out(core, core.joined(to_wallet, moment()));
        settle();
        return to_core;
    }
    void settle() {
        for (std::size_t steps = 0;; ++steps) {
            REQUIRE(steps < 100'000);  // otherwise it never comes to rest
            if (letters_.empty() && !look_at_clocks()) return;
            if (letters_.empty()) continue;
            const auto [to, body] = letters_.front();
            letters_.pop_front();
            const auto end = ends_.find(to);
            if (end == ends_.end()) continue;
            Application& owner = *end->second.owner;
            carry_out(owner, owner.direct(to, body, moment()));
        }
    }
    void pass(std::chrono::seconds time) {
        for (const auto until = now_ + time; now_ < until;) {
            now_ += 1s;
            settle();
        }
    }
    void says(LinkId from, const wire::LightMessage& message) {
        letters_.push_back({ends_.at(from).theirs, encode(message)});
        settle();
    }
    void says(LinkId from, const std::string& nonsense) {
        letters_.push_back({ends_.at(from).theirs, nonsense});
        settle();
    }
    [[nodiscard]] bool open(LinkId link) const { return ends_.contains(link); }
    [[nodiscard]] const std::string& told(const Application& by) { return told_[&by]; }
    // How often the text occurs in what it told.
    [[nodiscard]] std::size_t told(const Application& by, const std::string& text) {
        std::size_t count = 0;
        for (auto at = told_[&by].find(text); at != std::string::npos;
             at = told_[&by].find(text, at + 1)) {
            ++count;
        }
        return count;
    }
    // What it has said, in its order.
    [[nodiscard]] std::vector<wire::LightMessage>& said(const Application& by) {
        return said_[&by];
    }

private:
    struct End {
        Application* owner = nullptr;
        Application* other = nullptr;
        LinkId theirs{};
    };
    struct Letter {
        LinkId to;
        std::string body;
    };
    [[nodiscard]] sbc::p2p::Moment moment() const {
        return {now_, first_moment.wall + std::chrono::floor<std::chrono::seconds>(now_ - start),
                ++fresh_};
    }
    bool look_at_clocks() {
        bool any = false;
        std::set<Application*> all;
        for (const auto& [link, end] : ends_) all.insert(end.owner);
        for (Application* one : all) {
            if (now_ < one->deadline()) continue;
            carry_out(*one, one->on_time(moment()));
            any = true;
        }
        return any;
    }
    void carry_out(Application& by, const sbc::p2p::Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                told_[&by] += tell->text + "\n";
            } else if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                post(by, send->link, std::get<sbc::p2p::Direct>(send->message).body);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                for (const LinkId link : all->links) {
                    post(by, link, std::get<sbc::p2p::Direct>(all->message).body);
                }
            } else if (const auto* left = std::get_if<sbc::p2p::Close>(&action)) {
                close(left->link);
            }
        }
    }
    void post(Application& by, LinkId link, const std::string& body) {
        const auto end = ends_.find(link);
        if (end == ends_.end()) return;
        auto message = wire::decode_light_message(body).value();
        const auto change = changes_.find(&by);
        if (change != changes_.end()) message = change->second(std::move(message));
        letters_.push_back({end->second.theirs, encode(message)});
        said_[&by].push_back(std::move(message));
    }
    void close(LinkId link) {
        const auto end = ends_.find(link);
        if (end == ends_.end()) return;
        const End mine = end->second;
        ends_.erase(end);
        ends_.erase(mine.theirs);
        carry_out(*mine.owner, mine.owner->left(link));
        carry_out(*mine.other, mine.other->left(mine.theirs));
    }

    std::map<LinkId, End> ends_;
    std::deque<Letter> letters_;
    std::map<const Application*, Change> changes_;
    std::map<const Application*, std::string> told_;
    std::map<const Application*, std::vector<wire::LightMessage>> said_;
    std::uint32_t links_ = 0;
    mutable std::uint64_t fresh_ = 0;
    sbc::Instant now_ = start;
};

}  // namespace kit
