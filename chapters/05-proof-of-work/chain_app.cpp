#include "chain_app.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include "base/utf8.hpp"
#include "show.hpp"

namespace stage {

// #region events
using sbc::Tone;

constexpr sbc::Duration repeat_every{20'000};   // what we have, to all neighbours
constexpr sbc::Duration answer_within{10'000};  // who is asked for a history

ChainApp::ChainApp(ChainSettings settings) : settings_{std::move(settings)} {
    something_new_ = settings_.empty_blocks;
}

Actions ChainApp::published(MessageId, const std::string& body, Source, Moment moment) {
    const auto message = decode_chain_message(body);
    const auto* payment = message ? std::get_if<NewTransaction>(&*message) : nullptr;
    if (payment == nullptr) return {};  // whoever brought it need not be who wrote it
    const auto sound = ledger_.check(payment->transaction);
    const auto added = sound ? pool_.add(payment->transaction) : sbc::Result<void, PoolError>{};
    const std::string why = !sound ? sound.error().text : !added ? added.error().text : "";
    out_.tell(Tone::Faint, (why.empty() ? "waits: " : "not taken, " + why + ": ") +
                               describe(payment->transaction));
    if (why.empty()) something_new_ = true;
    plan(moment);
    return out_.take();
}
// #endregion events

// #region direct
Actions ChainApp::direct(LinkId from, const std::string& body, Moment moment) {
    const auto message = decode_chain_message(body);
    if (message) {
        std::visit([&](const auto& one) { this->on(from, one, moment); }, *message);
    } else {
        out_.tell(Tone::Warn, "a neighbour talks nonsense: " + message.error().text);
        out_.add(sbc::p2p::Close{from, 10});
    }
    announce(from);
    plan(moment);
    return out_.take();
}
// #endregion direct

// #region events-rest
Actions ChainApp::joined(LinkId neighbour, Moment) {
    neighbours_.insert(neighbour);
    say_to(neighbour, Announce{chain_.tip().hash, chain_.height(), chain_.tip().work});
    if (!pool_.waiting().empty()) say_to(neighbour, Waiting{pool_.for_a_block()});
    return out_.take();
}

Actions ChainApp::left(LinkId neighbour) {
    neighbours_.erase(neighbour);
    wanted_.left(neighbour);
    if (exchange_ && exchange_->with == neighbour) exchange_.reset();
    return {};
}

Actions ChainApp::delivered(const std::string&) {
    out_.tell(Tone::Faint, "the core has passed it on");
    return out_.take();
}

Actions ChainApp::on_time(Moment moment) {
    take_solution(moment);
    for (const auto& [to, hash] : wanted_.overdue(moment.now)) say_to(to, GetBlock{hash});
    if (exchange_ && moment.now >= exchange_->until) {
        out_.add(sbc::p2p::Close{std::exchange(exchange_, {})->with, 10});
        repeat_at_ = moment.now;  // whoever has more work than we will say so
    }
    repeat(moment);
    announce({});
    plan(moment);
    return out_.take();
}

sbc::Instant ChainApp::deadline() const {
    if (solved_) return sbc::Instant::min();
    const sbc::Instant exchanged = exchange_ ? exchange_->until : sbc::never;
    return std::min({builder_.deadline(), wanted_.deadline(), exchanged, repeat_at_});
}
// #endregion events-rest

// #region payments
// What was new to us may be new to our neighbours. What was not goes no further, so that it comes
// to rest; its name is its hash, and nobody can make it look new.
void ChainApp::on(LinkId from, const Waiting& message, Moment) {
    Waiting fresh;
    for (const std::string& transaction : message.transactions) {
        if (!ledger_.check(transaction)) {
            out_.add(sbc::p2p::Close{from, 10});
        } else if (pool_.add(transaction)) {
            fresh.transactions.push_back(transaction);
            out_.tell(Tone::Faint, "waits: " + describe(transaction));
        }
    }
    if (fresh.transactions.empty()) return;
    something_new_ = true;
    say_to_all(fresh, from);
}
// #endregion payments

// #region announced
void ChainApp::on(LinkId from, const Announce& message, Moment moment) {
    const Place& ours = chain_.tip();
    if (message.work < ours.work) {  // it has missed something
        return say_to(from, Announce{ours.hash, ours.height, ours.work});
    }
    if (message.height == Height{0} || chain_.tree().find(message.tip) != nullptr) return;
    if (message.height > above(chain_.height())) {
        ask_for_history(from, moment);  // we have missed something
    } else if (wanted_.announced(message.tip, from, moment.now)) {
        say_to(from, GetBlock{message.tip});
    }
}

void ChainApp::on(LinkId from, const GetBlock& message, Moment) {
    const Place* place = chain_.tree().find(message.hash);
    if (place != nullptr && !place->bad) say_to(from, OneBlock{place->block});
}
// #endregion announced

// #region delivered
void ChainApp::on(LinkId from, const OneBlock& message, Moment moment) {
    take(message.block, from, moment);
}

// Only what we have looked at ourselves, so whoever brings a bad block has not looked.
void ChainApp::announce(std::optional<LinkId> except) {
    const Place& tip = chain_.tip();
    if (tip.hash == std::exchange(announced_, tip.hash)) return;
    say_to_all(Announce{tip.hash, tip.height, tip.work}, except);
}
// #endregion delivered

// #region take
// False: it is not in our tree.
bool ChainApp::take(const Block& block, std::optional<LinkId> from, Moment moment) {
    const Hash hash = hash_of(block.header);
    const Place* known = chain_.tree().find(hash);
    if (known != nullptr && !known->bad) return true;
    const auto path = chain_.add(block, moment.wall);
    // What fails alone may be a false body under a true name: that block is still to come.
    if (path || path.error().reason >= BlockError::UnknownParent) wanted_.arrived(hash);
    if (!path) {
        if (from) refuse(block, path.error(), *from, moment);
        return false;
    }
    if (path->connect.empty()) {
        out_.tell(Tone::Faint, "aside: block " + short_text(hash) + " has no more work than ours");
    } else {
        follow(*path);
    }
    return true;
}
// #endregion take

// #region refuse
void ChainApp::refuse(const Block& block, const sbc::Refusal<BlockError>& why, LinkId from,
                      Moment moment) {
    if (why.reason == BlockError::UnknownParent) return ask_for_history(from, moment);
    out_.tell(Tone::Bad, "refused block " + short_text(hash_of(block.header)) + ": " + why.text);
    if (why.reason == BlockError::TooFarAhead) return;  // perhaps it is our clock
    out_.add(sbc::p2p::Close{from, 100});
}
// #endregion refuse

// #region follow
// Our history has become another one. Who paid in a block that does not count any more waits again.
void ChainApp::follow(const Path& path) {
    for (const Place* place : path.disconnect) pool_.returned(place->block.transactions);
    for (const Place* place : path.connect) pool_.included(place->block.transactions);
    if (!path.disconnect.empty()) {
        out_.tell(Tone::Warn, "reorganisation: back " + std::to_string(path.disconnect.size()) +
                                  ", forward " + std::to_string(path.connect.size()));
    }
    for (const Place* place : path.connect) {
        out_.tell(Tone::Good, "new block " + std::to_string(place->height.value()) + " " +
                                  short_text(place->hash) + ", transactions: " +
                                  std::to_string(place->block.transactions.size()));
    }
    for (const Place* place : path.disconnect) {
        for (const std::string& transaction : place->block.transactions) {
            if (pool_.waits(transaction)) {
                out_.tell(Tone::Faint, "waits again: " + describe(transaction));
            }
        }
    }
    job_.reset();  // it would stand on the old tip
    something_new_ = settings_.empty_blocks || !pool_.waiting().empty();
}
// #endregion follow

// #region history
void ChainApp::ask_for_history(LinkId neighbour, Moment moment) {
    if (exchange_) return;  // with one neighbour at a time
    exchange_ = Exchange{neighbour, moment.now + answer_within};
    say_to(neighbour, GetBlocks{chain_.height(), chain_.tip().hash});
}

void ChainApp::on(LinkId from, const GetBlocks& message, Moment) {
    if (!chain_.has(message.height, message.tip)) return say_to(from, OtherHistory{message.height});
    say_to(from, blocks_above(message.height, chain_));
}

void ChainApp::on(LinkId from, const Blocks& message, Moment moment) {
    if (!exchange_ || exchange_->with != from) return;
    const bool sound = std::all_of(message.blocks.begin(), message.blocks.end(),
                                   [&](const Block& block) { return take(block, from, moment); });
    if (!sound || message.blocks.empty()) return exchange_.reset();
    const Place* last = chain_.tree().find(hash_of(message.blocks.back().header));
    if (last->height <= exchange_->reached) return;  // we had as much: that is no answer
    exchange_->reached = last->height;
    exchange_->until = moment.now + answer_within;
    say_to(from, GetBlocks{last->height, last->hash});  // until nothing follows
}
// #endregion history

// #region whole-history
// The naive way: all of it, from the first block on, however much of it we share.
void ChainApp::on(LinkId from, const OtherHistory& message, Moment) {
    if (!exchange_ || exchange_->with != from) return;
    if (message.height == Height{0}) out_.tell(Tone::Warn, "a neighbour has another genesis block");
    if (exchange_->reached || message.height == Height{0}) return exchange_.reset();
    exchange_->reached = Height{0};
    say_to(from, GetBlocks{Height{0}, chain_.tree().root().hash});
}

void ChainApp::on(LinkId from, const GetTree&, Moment) { say_to(from, top_of(chain_)); }
// #endregion whole-history

// #region repeat
// Messages are lost, neighbours come late: what counts is said again from time to time.
void ChainApp::repeat(Moment moment) {
    if (moment.now < repeat_at_) return;
    repeat_at_ = moment.now + repeat_every;
    say_to_all(Announce{chain_.tip().hash, chain_.height(), chain_.tip().work});
    if (!pool_.waiting().empty()) say_to_all(Waiting{pool_.for_a_block()});
}
// #endregion repeat

// #region say-to
void ChainApp::say_to(LinkId to, const ChainMessage& message) {
    out_.send(to, sbc::p2p::Direct{name(), encode(message)});
}

void ChainApp::say_to_all(const ChainMessage& message, std::optional<LinkId> except) {
    std::vector<LinkId> others{neighbours_.begin(), neighbours_.end()};
    if (except) std::erase(others, *except);
    out_.send(std::move(others), sbc::p2p::Direct{name(), encode(message)});
}
// #endregion say-to

// #region plan
// A new job, when there is something new, and the time has come.
void ChainApp::plan(Moment moment) {
    if (!builder_.due(something_new_, moment.now)) return;
    something_new_ = false;
    job_block_ =
        build_block(chain_.tip(), chain_.tree().next_bits(chain_.tip()), pool_.for_a_block(),
                    moment.wall, Nonce{static_cast<std::uint32_t>(moment.fresh)});
    job_ = Job{JobId{++jobs_}, job_block_.header};
}
// #endregion plan

// #region take-solution
// By the same gates as everybody's: there is no other way into our chain.
void ChainApp::take_solution(Moment moment) {
    if (!solved_) return;
    const Job solved = *std::exchange(solved_, {});
    if (!job_ || job_->id != solved.id) return;  // too late: there is a newer one
    job_.reset();
    job_block_.header = solved.header;
    take(job_block_, {}, moment);
}
// #endregion take-solution

// #region typed
Actions ChainApp::typed(const std::string& line, Moment moment) {
    if (line == "pay" || line.starts_with("pay ")) {
        pay(line.substr(3), PaymentNonce{moment.fresh});
    } else if (line == "pool") {
        out_.tell(Tone::Title, "waiting: " + std::to_string(pool_.waiting().size()));
        for (const std::string& transaction : pool_.waiting())
            out_.tell(Tone::Plain, "  " + describe(transaction));
    } else if (line == "show") {
        const std::uint64_t height = chain_.height().value();
        Height at{height - std::min<std::uint64_t>(height, 9)};
        for (; at <= chain_.height(); at = above(at)) {
            for (std::string& shown : show_block(at, chain_.at(at).block))
                out_.tell(Tone::Plain, std::move(shown));
        }
    } else if (line == "tree") {
        const TreeTop top = top_of(chain_);
        for (auto& shown : show_tree(top.height, top.tip, top.headers))
            out_.tell(Tone::Plain, std::move(shown));
    }
    return out_.take();
}
// #endregion typed

// #region pay
void ChainApp::pay(const std::string& words, PaymentNonce nonce) {
    std::istringstream in{words};
    std::string to, number, note;
    in >> to >> number >> std::ws;
    std::getline(in, note);
    std::uint64_t points = 0;
    const char* const end = number.data() + number.size();
    const auto read = std::from_chars(number.data(), end, points);
    const bool sound = read.ec == std::errc{} && read.ptr == end &&
                       points <= sbc::json_max_integer && sbc::is_utf8(sbc::as_bytes(words));
    const std::string text =
        encode(Transaction{settings_.name, to, Points{sound ? points : 0}, note, nonce});
    if (!decode_transaction(text)) {
        const bool too_long = to.size() > longest_name || note.size() > longest_note;
        return out_.tell(Tone::Bad,
                         std::string{"not paid; say: pay bob 100 you are great"} +
                             (too_long ? " (a name has at most 64 bytes, a note 200)" : ""));
    }
    out_.add(sbc::p2p::Publish{name(), encode(NewTransaction{text})});
}
// #endregion pay

}  // namespace stage
