// A node that knows blocks only, in the world of sync_world.hpp.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "chain/memory_store.hpp"
#include "node/download.hpp"
#include "node/header_sync.hpp"
#include "node/locator.hpp"
#include "sync_world.hpp"

namespace sync_kit {

// A full node, as far as blocks go: what common/node/full_node does with them, and nothing else.
class SyncNode : public Actor {
public:
    explicit SyncNode(const Network& network = easy(), HeaderSyncLimits header_limits = {},
                      DownloadLimits limits = {})
        : chain_{network, ledger, store},
          headers_{chain_.tree(), keep_in(chain_), header_limits},
          download_{chain_.tree(), limits} {}

    [[nodiscard]] const Chain& chain() const { return chain_; }
    [[nodiscard]] const HeaderSync& headers() const { return headers_; }
    [[nodiscard]] const Download& download() const { return download_; }
    [[nodiscard]] Tip tip() const {
        return {chain_.tip().hash, chain_.height(), chain_.tip().work};
    }
    // It has these from the beginning.
    void has(const std::vector<Block>& blocks) {
        for (const Block& block : blocks) {
            const auto added = chain_.add(block, block.header.time);
            REQUIRE(added);
        }
    }
    // It has found this one itself.
    void found(const Block& block) {
        const auto added = chain_.add(block, world->wall());
        REQUIRE(added);
        for (const LinkId to : world->links_of(self)) say(to, Coming{block.header});
        announce({});
        do_what(headers_.moved(world->now()));
        do_what(download_.moved(world->now()));
        world->arm(*this);
    }

    void joined(LinkId other) override { say(other, tip()); }
    void left(LinkId other) override {
        do_what(headers_.left(other, world->now()));
        do_what(download_.left(other, world->now()));
    }
    void received(LinkId from, const NodeMessage& message) override {
        std::visit([&](const auto& one) { this->on(from, one); }, message);
    }
    void on_time() override {
        do_what(headers_.on_time(world->now()));
        do_what(download_.on_time(world->now()));
    }
    [[nodiscard]] Instant deadline() const override {
        return std::min(headers_.deadline(), download_.deadline());
    }
    virtual void say(LinkId to, const NodeMessage& message) { world->send(self, to, message); }

    AnyLedger ledger;
    MemoryStore store;
    std::vector<Drop> drops;
    std::map<Hash, Instant> arrivals;
    std::size_t most_ahead = 0;  // headers in the tree beyond our height

protected:
    void on(LinkId from, const Tip& m) { do_what(headers_.tip(from, m, world->now())); }
    void on(LinkId from, const GetHeaders& m) {
        say(from, Headers{headers_after(chain_, m.locator, most_headers)});
    }
    void on(LinkId from, const Headers& m) {
        do_what(headers_.headers(from, m.headers, world->wall(), world->now()));
    }
    void on(LinkId from, const Coming& m) {
        const auto steps = headers_.coming(from, m.header, world->wall(), world->now());
        if (steps.pass_on) {
            for (const LinkId to : world->links_of(self)) {
                if (to != from) say(to, m);
            }
        }
        do_what(steps);
    }
    void on(LinkId from, const GetBlocks& m) {
        for (const Hash& hash : m.hashes) {
            const Place* place = chain_.tree().find(hash);
            if (place != nullptr && place->has_body && !place->bad) {
                say(from, OneBlock{chain_.block(*place).value()});
            } else if (!download_.promise(from, hash, world->now())) {
                say(from, NoBlock{hash});
            }
        }
    }
    void on(LinkId from, const OneBlock& m) {
        const Hash hash = hash_of(m.block.header);
        arrivals.try_emplace(hash, world->now());
        const auto added = chain_.add(m.block, world->wall());
        std::size_t bytes = 0;
        for (const auto& text : m.block.transactions) bytes += text.size();
        const auto steps = download_.arrived(from, hash, bytes, world->now());
        for (const LinkId to : steps.owed) say(to, m);
        do_what(steps);
        if (!added) {
            if (stage_of(added.error().reason) != Stage::Keep &&
                added.error().reason != BlockError::UnknownParent) {
                drop({from, 100, added.error().text});
            }
            return;
        }
        if (!added->connect.empty()) {
            announce(from);
            do_what(headers_.moved(world->now()));
        }
    }
    void on(LinkId from, const NoBlock& m) {
        do_what(download_.no_block(from, m.hash, world->now()));
    }
    void on(LinkId, const Have&) {}
    void on(LinkId, const GetPayments&) {}
    void on(LinkId, const Payments&) {}

    void announce(std::optional<LinkId> except) {
        for (const LinkId to : world->links_of(self)) {
            if (to != except) say(to, tip());
        }
    }
    void do_what(const HeaderSync::Steps& steps) {
        for (const auto& ask : steps.asks) say(ask.of, GetHeaders{ask.locator});
        for (const Drop& one : steps.drops) drop(one);
        for (const auto& known : steps.known) do_what(download_.has(known, world->now()));
        most_ahead = std::max(most_ahead, chain_.tree().size() - 1 -
                                              static_cast<std::size_t>(chain_.height().value()));
    }
    void do_what(const Download::Steps& steps) {
        for (const auto& ask : steps.asks) say(ask.of, GetBlocks{ask.hashes});
        for (const auto& denied : steps.denied) say(denied.link, NoBlock{denied.hash});
        for (const Drop& one : steps.drops) drop(one);
    }
    void drop(const Drop& one) {
        drops.push_back(one);
        world->cut(self, one.link);
    }

    Chain chain_;
    HeaderSync headers_;
    Download download_;
};

}  // namespace sync_kit
