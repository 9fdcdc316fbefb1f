// Blocks: how they come, and what follows.
#include <algorithm>
#include <utility>

#include "node/full_node.hpp"

namespace sbc::node {
namespace {

constexpr unsigned for_a_bad_block = 100;
constexpr std::uint64_t told_apart = 500;  // blocks, while thousands come

std::string short_text(const Hash& hash) { return to_text(hash).substr(0, 16) + "…"; }

}  // namespace

void FullNode::perform(const HeaderSync::Steps& steps) {
    const bool was_behind = std::exchange(behind_, behind());
    if (behind_ && !was_behind) progress_at_ = moment_.now;
    for (const auto& ask : steps.asks) say(ask.of, GetHeaders{ask.locator});
    for (const Drop& drop : steps.drops) send_away(drop.link, drop.penalty, drop.why);
    for (const auto& known : steps.known) perform(download_.has(known, moment_.now));
}

void FullNode::perform(const Download::Steps& steps) {
    for (const auto& ask : steps.asks) say(ask.of, GetBlocks{ask.hashes});
    for (const Drop& drop : steps.drops) send_away(drop.link, drop.penalty, drop.why);
    for (const auto& denied : steps.denied) say_lacking(denied.link, denied.hash);
}

// --- a block has come ----------------------------------------------------------------------------

void FullNode::take(const Block& block, std::optional<LinkId> from) {
    const auto path = chain_.add(block, moment_.wall);
    if (!path) return refuse(block, path.error(), from);
    if (path->connect.empty()) return;  // it stands aside, or was here already
    follow(*path, &block);
}

void FullNode::refuse(const Block& block, const Refusal<BlockError>& why,
                      std::optional<LinkId> from) {
    if (why.reason == BlockError::StoreFailed) {
        if (retry_at_ != never) return;
        out_.tell(Tone::Bad, why.text);
        retry_at_ = moment_.now + settings_.retry;
        return;
    }
    const bool innocent = why.reason == BlockError::UnknownParent ||
                          why.reason == BlockError::TooFarAhead || why.reason == BlockError::NoRoom;
    if (innocent) return;
    const std::string what =
        "refused block " + short_text(chain::hash_of(block.header)) + ": " + why.text;
    out_.tell(Tone::Bad, what);
    if (from) send_away(*from, for_a_bad_block, what);
}

// Our history has become another one.
void FullNode::follow(const chain::Path& path, const Block* fresh) {
    if (auto moved = move_pool(path, fresh); !moved) {
        out_.tell(Tone::Bad, moved.error().text);
        out_.tell(Tone::Bad, "without its own blocks no node can go on: it stops");
        return out_.add(p2p::Quit{});
    }
    if (nearer_to_the_best()) progress_at_ = moment_.now;
    tell_of(path);
    relay_.forget_refusals();
    if (!left_over_.empty()) take_left_over();
    forget_submitted();
    do_what(light_.tip_changed());
    const chain::Place& tip = chain_.tip();
    if (tip.hash != announced_ && tip.hash != coming_ && !catching_up()) say_tip();
    announced_ = tip.hash;
    perform(headers_.moved(moment_.now));
}

// What stands beside the best history that we know of, such as a block of our own, does not bring
// it nearer: whoever keeps that history back must not stop us again with each block that we find.
bool FullNode::nearer_to_the_best() const {
    const chain::Place& best = chain_.tree().best_header();
    const chain::Place& tip = chain_.tip();
    return best.height >= tip.height && &ancestor(best, tip.height) == &tip;
}

// Nothing is fetched that the pool need not see.
Result<void, chain::StoreError> FullNode::move_pool(const chain::Path& path, const Block* fresh) {
    std::vector<Block> taken_back;
    std::vector<Block> connected;
    const auto fetch = [&](const std::vector<const chain::Place*>& places,
                           std::vector<Block>& into) -> Result<void, chain::StoreError> {
        for (const chain::Place* place : places) {
            if (fresh != nullptr && hash_of(fresh->header) == place->hash) {
                into.push_back(*fresh);
                continue;
            }
            auto block = chain_.block(*place);
            if (!block) return pass_on(block);
            into.push_back(std::move(*block));
        }
        return {};
    };
    if (mempool_.size() > 0 || !path.disconnect.empty()) {
        if (auto all = fetch(path.disconnect, taken_back); !all) return all;
        if (auto all = fetch(path.connect, connected); !all) return all;
    }
    note(mempool_.moved(taken_back, connected, chain_.height(), moment_.now));
    return {};
}

void FullNode::tell_of(const chain::Path& path) {
    if (!path.disconnect.empty()) {
        out_.tell(Tone::Warn, "reorganisation: back " + std::to_string(path.disconnect.size()) +
                                  ", forward " + std::to_string(path.connect.size()));
    }
    const Height height = chain_.height();
    const auto announced = headers_.highest_announced();
    const bool many = announced && announced->height.value() > height.value() + 10;
    if (many && height.value() < told_.value() + told_apart) return;
    told_ = height;
    out_.tell(Tone::Good, "block " + std::to_string(height.value()) +
                              (many ? " of " + std::to_string(announced->height.value())
                                    : " " + short_text(chain_.tip().hash)));
}

// --- what we find, and what fails ----------------------------------------------------------------

// By the same gates as everybody's: there is no other way into our chain.
void FullNode::take_solution() {
    if (!solved_) return;
    const auto block = workbench_.finish(*std::exchange(solved_, {}));
    if (!block) return;  // too late: there is a newer one
    coming_ = chain::hash_of(block->header);
    take(*block, {});
    if (chain_.tip().hash != coming_) return;
    out_.tell(Tone::Good, "mined it");
    if (store_.settle()) say_to_all(Coming{block->header});  // or later, as our tip
    perform(download_.moved(moment_.now));
}

// The history is where it was; what is missing comes again, or lies there already. That it stood
// still is no fault of the neighbour whose headers wait for room.
void FullNode::retry_store() {
    if (moment_.now < retry_at_) return;
    retry_at_ = never;
    perform(headers_.moved(moment_.now));
    if (chain_.pending()) {
        const auto path = chain_.resume();
        if (!path) return refuse({}, path.error(), {});
        out_.tell(Tone::Good, "the store takes blocks again");
        if (!path->connect.empty()) follow(*path, nullptr);
    }
    perform(download_.moved(moment_.now));
}

}  // namespace sbc::node
