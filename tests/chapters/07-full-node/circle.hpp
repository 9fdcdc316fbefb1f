#pragma once

#include <algorithm>
#include <deque>
#include <map>

#include "chain_app.hpp"
#include "node_kit.hpp"

// Several nodes that are wired to each other in memory: what one says the other hears, in order,
// and nothing is lost. Time passes only when it is told to.
namespace kit {

using sbc::p2p::Actions;
using stage::ChainApp;
using stage::ChainMessage;
using stage::LinkId;

class Circle {
public:
    struct Node {
        sbc::ledger::InlineChecker checker;
        sbc::chain::MemoryStore store;
        std::unique_ptr<ChainApp> app;
        std::string told;
        std::vector<unsigned> penalties;  // that it has given
    };

    explicit Circle(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            nodes_.push_back(std::make_unique<Node>());
            start_app(i);
        }
    }
    // Again, with what its store has kept.
    void restart(std::size_t number) {
        while (true) {
            const auto end = std::find_if(ends_.begin(), ends_.end(), [&](const auto& one) {
                return one.second.owner == number;
            });
            if (end == ends_.end()) break;
            close(end->first);
        }
        start_app(number);
        REQUIRE(app(number).restore());
    }

    ChainApp& app(std::size_t number) { return *nodes_[number]->app; }
    Node& node(std::size_t number) { return *nodes_[number]; }
    [[nodiscard]] std::uint64_t height(std::size_t number) {
        return app(number).chain().height().value();
    }
    [[nodiscard]] Hash tip(std::size_t number) { return app(number).chain().tip().hash; }
    [[nodiscard]] std::vector<Hash> waiting(std::size_t number) {
        const auto all = app(number).pool().all();
        std::vector<Hash> ids(all.size());
        std::transform(all.begin(), all.end(), ids.begin(),
                       [](const auto* one) { return one->payment.id(); });
        return ids;
    }

    void join(std::size_t a, std::size_t b) {
        const auto to_b = LinkId{++links_}, to_a = LinkId{++links_};
        ends_[to_b] = {a, b, to_a};
        ends_[to_a] = {b, a, to_b};
        carry_out(a, app(a).joined(to_b, moment()));
        carry_out(b, app(b).joined(to_a, moment()));
        settle();
    }
    void part(std::size_t a, std::size_t b) {
        const auto end = std::find_if(ends_.begin(), ends_.end(), [&](const auto& one) {
            return one.second.owner == a && one.second.other == b;
        });
        if (end != ends_.end()) close(end->first);
        settle();
    }
    [[nodiscard]] bool joined(std::size_t a, std::size_t b) const {
        return std::any_of(ends_.begin(), ends_.end(), [&](const auto& end) {
            return end.second.owner == a && end.second.other == b;
        });
    }
    // As if `by` had said it to `to`, whatever its own application thinks of it.
    void says(std::size_t by, std::size_t to, const std::string& body) {
        for (const auto& [link, end] : ends_) {
            if (end.owner != by || end.other != to) continue;
            letters_.push_back({end.theirs, body});
            break;
        }
        settle();
    }
    void type(std::size_t at, const std::string& line) {
        carry_out(at, app(at).typed(line, moment()));
        settle();
    }
    // Whatever its job is, it is solved now.
    void mine(std::size_t by, std::size_t blocks = 1) {
        for (; blocks > 0; --blocks) {
            carry_out(by, app(by).on_time(moment()));
            auto job = app(by).job().value();
            job.header = mined(job.header);
            app(by).solved(job);
            carry_out(by, app(by).on_time(moment()));
            settle();
        }
    }
    void pass(std::chrono::seconds time) {
        for (const auto end = now_ + time; now_ < end;) {
            now_ += 1s;
            for (std::size_t i = 0; i < nodes_.size(); ++i) {
                if (now_ >= app(i).deadline()) carry_out(i, app(i).on_time(moment()));
            }
            settle();
        }
    }
    // From now on it hears all and says nothing.
    void silence(std::size_t number) { silent_ = number; }
    [[nodiscard]] std::size_t said(const std::string& kind) { return kinds_[kind]; }
    // Who has said how many of these.
    [[nodiscard]] std::size_t said_by(std::size_t number, const std::string& kind) {
        return said_by_[{number, kind}];
    }

private:
    struct End {
        std::size_t owner = 0, other = 0;
        LinkId theirs{};
    };
    struct Letter {
        LinkId to;
        std::string body;
    };
    [[nodiscard]] sbc::p2p::Moment moment() const {
        return {now_, wall + std::chrono::floor<std::chrono::seconds>(now_ - start),
                std::uint64_t{1'000} * links_};
    }
    void start_app(std::size_t number) {
        stage::ChainSettings settings{
            .network = easy(),
            .miner = key_of("miner " + std::to_string(number)).public_key(),
            .block_every = sbc::Duration{0},
            .empty_blocks = true};
        Node& one = *nodes_[number];
        one.app = std::make_unique<ChainApp>(settings, one.store, one.checker);
    }
    void carry_out(std::size_t by, const Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                nodes_[by]->told += tell->text + "\n";
            } else if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                post(by, send->link, std::get<sbc::p2p::Direct>(send->message).body);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                for (const LinkId link : all->links) {
                    post(by, link, std::get<sbc::p2p::Direct>(all->message).body);
                }
            } else if (const auto* left = std::get_if<sbc::p2p::Close>(&action)) {
                nodes_[by]->penalties.push_back(left->penalty);
                close(left->link);
            }
        }
    }
    void post(std::size_t by, LinkId link, const std::string& body) {
        const auto end = ends_.find(link);
        if (end == ends_.end() || by == silent_) return;
        const auto kind = sbc::JsonReader::parse(body, {})->text("kind", 16);
        ++kinds_[kind];
        ++said_by_[{by, kind}];
        letters_.push_back({end->second.theirs, body});
    }
    void close(LinkId link) {
        const auto end = ends_.find(link);
        if (end == ends_.end()) return;
        const End mine = end->second;
        ends_.erase(end);
        ends_.erase(mine.theirs);
        carry_out(mine.owner, app(mine.owner).left(link));
        carry_out(mine.other, app(mine.other).left(mine.theirs));
    }
    void settle() {
        for (std::size_t steps = 0; !letters_.empty(); ++steps) {
            REQUIRE(steps < 100'000);  // otherwise it never comes to rest
            const Letter letter = letters_.front();
            letters_.pop_front();
            const auto end = ends_.find(letter.to);
            if (end == ends_.end()) continue;
            const std::size_t owner = end->second.owner;
            carry_out(owner, app(owner).direct(letter.to, letter.body, moment()));
        }
    }

    std::vector<std::unique_ptr<Node>> nodes_;
    std::map<LinkId, End> ends_;
    std::deque<Letter> letters_;
    std::uint32_t links_ = 0;
    sbc::Instant now_ = start;
    std::optional<std::size_t> silent_;
    std::map<std::string, std::size_t> kinds_;
    std::map<std::pair<std::size_t, std::string>, std::size_t> said_by_;
};

}  // namespace kit
