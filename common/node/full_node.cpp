#include "node/full_node.hpp"

#include <algorithm>
#include <utility>

#include "node/locator.hpp"

namespace sbc::node {
namespace {

constexpr unsigned for_nonsense = 10;
constexpr unsigned for_greed = 10;

}  // namespace

FullNode::FullNode(Parts parts, FullNodeSettings settings)
    : chain_{parts.chain},
      ledger_{parts.ledger},
      store_{parts.store},
      settings_{std::move(settings)},
      mempool_{parts.ledger, parts.chain.height(), settings_.mempool},
      relay_{parts.seed, settings_.relay},
      submitted_{parts.store},
      headers_{parts.chain.tree(), keep_in(parts.chain), settings_.headers},
      download_{parts.chain.tree(), settings_.download},
      workbench_{settings_.miner, settings_.workbench},
      light_{parts.chain, parts.store,
             LightDesk{[this](const PublicKey& key) { return mempool_.pending().concerning(key); },
                       [this](const Hash& id) { return shown(id); },
                       [this](const std::string& payment, p2p::Moment moment) {
                           return submit(payment, moment);
                       }},
             parts.seed, settings_.light},
      announced_{parts.chain.tip().hash},
      told_{parts.chain.height()} {}

// --- events --------------------------------------------------------------------------------------

p2p::Actions FullNode::direct(LinkId from, const std::string& body, p2p::Moment moment) {
    moment_ = moment;
    if (!neighbours_.contains(from)) return {};  // we have sent it away
    const auto message = decode_node_message(body);
    if (message) {
        std::visit([&](const auto& one) { this->on(from, one); }, *message);
    } else {
        send_away(from, for_nonsense, message.error().text);
    }
    return finish();
}

p2p::Actions FullNode::joined(LinkId neighbour, p2p::Moment moment) {
    moment_ = moment;
    neighbours_.try_emplace(neighbour, Neighbour{settings_.credit});
    relay_.joined(neighbour);
    say_tip(neighbour);
    return finish();
}

// What time it is we are not told, so the rest comes with on_time(), which is due at once.
p2p::Actions FullNode::left(LinkId neighbour) {
    neighbours_.erase(neighbour);
    gone_.push_back(neighbour);
    return {};
}

p2p::Actions FullNode::on_time(p2p::Moment moment) {
    moment_ = moment;
    for (const LinkId gone : std::exchange(gone_, {})) {
        relay_.left(gone);
        perform(headers_.left(gone, moment.now));
        perform(download_.left(gone, moment.now));
    }
    take_solution();
    retry_store();
    perform(headers_.on_time(moment.now));
    perform(download_.on_time(moment.now));
    note(mempool_.on_time(moment.now));
    if (moment.now >= repeat_at_) {
        repeat_at_ = moment.now + settings_.repeat;
        say_tip();
        do_what(light_.repeat());
    }
    return finish();
}

Instant FullNode::deadline() const {
    if (solved_ || !gone_.empty()) return Instant::min();
    const Instant gives_up = catching_up() ? progress_at_ + settings_.no_progress : never;
    return std::min({headers_.deadline(), download_.deadline(), mempool_.deadline(),
                     relay_.deadline(), workbench_.deadline(), repeat_at_, retry_at_, gives_up});
}

p2p::Actions FullNode::typed(const std::string& line, p2p::Moment moment) {
    moment_ = moment;
    if (line == "tip") {
        out_.tell(Tone::Plain, "block " + std::to_string(chain_.height().value()) + " " +
                                   to_text(chain_.tip().hash));
    } else if (line == "pool") {
        out_.tell(Tone::Plain, "payments that wait: " + std::to_string(mempool_.size()));
    }
    return out_.take();
}

// --- messages ------------------------------------------------------------------------------------

void FullNode::on(LinkId from, const Tip& message) {
    neighbours_.at(from).tip = message.tip;
    if (message.work < chain_.tip().work) say_tip(from);
    perform(headers_.tip(from, message, moment_.now));
    // It has all blocks up to there now, whatever it lacked when we asked it.
    perform(download_.has({from, message.tip}, moment_.now));
}

void FullNode::on(LinkId from, const GetHeaders& message) {
    if (!neighbours_.at(from).headers.take(settings_.per_headers, moment_.now)) {
        return send_away(from, for_greed, "it asks for headers faster than anybody reads them");
    }
    say(from, Headers{headers_after(chain_, message.locator, most_headers)});
}

void FullNode::on(LinkId from, const Headers& message) {
    perform(headers_.headers(from, message.headers, moment_.wall, moment_.now));
}

void FullNode::on(LinkId from, const Coming& message) {
    neighbours_.at(from).tip = chain::hash_of(message.header);
    const auto steps = headers_.coming(from, message.header, moment_.wall, moment_.now);
    if (steps.pass_on) {
        coming_ = chain::hash_of(message.header);
        say_to_all(message, from);
    }
    perform(steps);
}

void FullNode::on(LinkId from, const GetBlocks& message) {
    Neighbour& neighbour = neighbours_.at(from);
    for (const Hash& hash : message.hashes) {
        if (!neighbour.blocks.take(settings_.per_block, moment_.now)) {
            return send_away(from, for_greed, "it asks for blocks faster than anybody reads them");
        }
        if (const auto block = find(hash)) {
            say(from, OneBlock{*block});
        } else if (!download_.promise(from, hash, moment_.now)) {
            say_lacking(from, hash);
        }
    }
}

std::optional<Block> FullNode::find(const Hash& hash) const {
    const chain::Place* place = chain_.tree().find(hash);
    if (place == nullptr || !place->has_body || place->bad) return std::nullopt;
    auto block = chain_.block(*place);
    if (!block) return std::nullopt;
    return std::move(*block);
}

void FullNode::on(LinkId from, const OneBlock& message) {
    const Hash hash = chain::hash_of(message.block.header);
    const bool wanted = download_.expects(hash);
    if (!wanted && !worth_keeping(chain_.tree(), message.block.header)) {
        const chain::Place* place = chain_.tree().find(hash);  // it was slower than somebody else
        const bool have_it = place != nullptr && place->has_body;
        if (have_it) perform(download_.arrived(from, hash, 0, moment_.now));
        return;
    }
    std::size_t bytes = 0;
    for (const std::string& transaction : message.block.transactions) bytes += transaction.size();
    take(message.block, from);
    auto steps = download_.arrived(from, hash, bytes, moment_.now);
    std::erase_if(steps.owed, [this](LinkId link) { return !neighbours_.contains(link); });
    if (!steps.owed.empty()) {
        out_.send(steps.owed, p2p::Direct{name(), encode(NodeMessage{message})});
    }
    perform(steps);
}

void FullNode::on(LinkId from, const NoBlock& message) {
    perform(download_.no_block(from, message.hash, moment_.now));
}

// --- what is said --------------------------------------------------------------------------------

void FullNode::say(LinkId to, const NodeMessage& message) {
    if (!neighbours_.contains(to)) return;  // it has left; who works for it will be told
    out_.send(to, p2p::Direct{name(), encode(message)});
}

void FullNode::say_to_all(const NodeMessage& message, std::optional<LinkId> except) {
    std::vector<LinkId> all;
    for (const auto& [link, neighbour] : neighbours_) {
        if (link != except) all.push_back(link);
    }
    if (!all.empty()) out_.send(std::move(all), p2p::Direct{name(), encode(message)});
}

void FullNode::say_tip(std::optional<LinkId> to) {
    if (!store_.settle()) return;
    to ? say(*to, tip()) : say_to_all(tip());
}

// Who has heard that it comes, and then that it is not here, is told again.
void FullNode::say_lacking(LinkId to, const Hash& hash) {
    if (coming_ == hash) coming_.reset();
    say(to, NoBlock{hash});
}

void FullNode::send_away(LinkId neighbour, unsigned penalty, const std::string& why) {
    if (neighbours_.erase(neighbour) == 0) return;
    out_.tell(Tone::Warn, "a neighbour is sent away: " + why);
    out_.add(p2p::Close{neighbour, penalty});
}

void FullNode::do_what(p2p::Actions actions) {
    for (p2p::Action& action : actions) out_.add(std::move(action));
}

std::optional<Hash> FullNode::tip_of(LinkId neighbour) const {
    const auto found = neighbours_.find(neighbour);
    return found == neighbours_.end() ? std::nullopt : found->second.tip;
}

Tip FullNode::tip() const { return {chain_.tip().hash, chain_.height(), chain_.tip().work}; }

bool FullNode::behind() const {
    return chain_.tree().best_header().height.value() > chain_.height().value() + 1;
}

bool FullNode::catching_up() const {
    return behind() && moment_.now < progress_at_ + settings_.no_progress;
}

p2p::Actions FullNode::finish() {
    if (chain_.pending() && retry_at_ == never) retry_at_ = moment_.now + settings_.retry;
    talk_of_payments();
    workbench_.plan(chain_, mempool_, ledger_.rules(), !catching_up() && !chain_.pending(),
                    moment_);
    return out_.take();
}

}  // namespace sbc::node
