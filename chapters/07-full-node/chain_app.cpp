#include "chain_app.hpp"

#include <algorithm>
#include <utility>

#include "chain/network.hpp"
#include "crypto/address.hpp"
#include "show.hpp"

namespace stage {

// #region events
using sbc::Tone;
using sbc::chain::Path;

constexpr sbc::Duration repeat_every{20'000};  // what we have, to all neighbours

ChainApp::ChainApp(ChainSettings settings, sbc::chain::BlockStore& store,
                   sbc::ledger::SignatureChecker& checker)
    : settings_{std::move(settings)},
      rules_{.network = hash_of(sbc::chain::genesis(settings_.network).header)},
      ledger_{rules_, settings_.seed, checker},
      chain_{settings_.network, ledger_, store},
      pool_{ledger_.ledger(), settings_.pool} {
    something_new_ = settings_.empty_blocks;
}

Actions ChainApp::direct(LinkId from, const std::string& body, Moment moment) {
    const auto message = decode_chain_message(body);
    if (message) {
        std::visit([&](const auto& one) { this->on(from, one, moment); }, *message);
    } else {
        out_.tell(Tone::Warn, "a neighbour talks nonsense: " + message.error().text);
        out_.add(sbc::p2p::Close{from, 10});
    }
    return end_of_event(moment, from);
}

// #endregion events

// #region end-of-event
Actions ChainApp::on_time(Moment moment) {
    take_solution(moment);
    pool_.on_time(moment.now);
    drop_who_is_overdue(moment);
    repeat(moment);
    return end_of_event(moment);
}

// Whatever has happened: what is there to say, to ask, to mine?
Actions ChainApp::end_of_event(Moment moment, std::optional<LinkId> from) {
    announce(from);
    somebody_left_ = false;
    if (const auto question = sync_.next(chain_, moment.now)) {
        say_to(question->to, question->headers);
    }
    for (const auto& [to, blocks] : download_.next(chain_, sync_.known(chain_), moment.now)) {
        say_to(to, blocks);
    }
    plan(moment);
    return out_.take();
}
// #endregion end-of-event

// #region events-rest
Actions ChainApp::joined(LinkId neighbour, Moment) {
    neighbours_.insert(neighbour);
    say_to(neighbour, own_tip());
    for (const Have& have : what_waits()) say_to(neighbour, have);
    return out_.take();
}

// In as many messages as it takes.
std::vector<Have> ChainApp::what_waits() const {
    std::vector<Have> all;
    for (const Waiting* waiting : pool_.all()) {
        if (all.empty() || all.back().ids.size() == most_ids) all.emplace_back();
        all.back().ids.push_back(waiting->payment.id());
    }
    return all;
}

Actions ChainApp::left(LinkId neighbour) {
    neighbours_.erase(neighbour);
    wanted_.left(neighbour);
    sync_.left(neighbour);
    download_.left(neighbour);
    somebody_left_ = true;
    return {};
}

sbc::Instant ChainApp::deadline() const {
    if (solved_ || somebody_left_ || !out_.empty()) return sbc::Instant::min();
    return std::min({builder_.deadline(), wanted_.deadline(), sync_.deadline(),
                     download_.deadline(), pool_.deadline(), repeat_at_});
}
// #endregion events-rest

// #region have
void ChainApp::on(LinkId from, const Have& message, Moment moment) {
    GetPayments question;
    for (const Hash& id : message.ids) {
        if (pool_.has(id) || !wanted_.announced(id, from, moment.now)) continue;
        question.ids.push_back(id);
        if (question.ids.size() == most_payments) say_to(from, std::exchange(question, {}));
    }
    if (!question.ids.empty()) say_to(from, question);
}

void ChainApp::on(LinkId from, const GetPayments& message, Moment) {
    Payments answer;
    std::size_t bytes = 0;
    for (const Hash& id : message.ids) {
        const Waiting* waiting = pool_.find(id);
        if (waiting == nullptr) continue;
        bytes += waiting->payment.size();
        if (bytes > most_payment_bytes) {
            say_to(from, std::exchange(answer, {}));
            bytes = waiting->payment.size();
        }
        answer.payments.push_back(encode(waiting->payment.parts()));
    }
    if (!answer.payments.empty()) say_to(from, answer);
}
// #endregion have

// #region payments
// Whoever passes on what nobody can have found right is sent away. Of all other reasons hardly one
// is the sender's fault: it may know a block that we do not.
void ChainApp::on(LinkId from, const Payments& message, Moment moment) {
    for (const std::string& text : message.payments) {
        const auto taken = take_payment(text, from, moment);
        if (taken || taken.error().reason != PoolError::Forged) continue;
        return out_.add(sbc::p2p::Close{from, 100});
    }
}

sbc::Result<void, PoolError> ChainApp::take_payment(const std::string& text,
                                                    std::optional<LinkId> from, Moment moment) {
    auto payment = sbc::ledger::check_transaction(text);
    if (!payment) {
        out_.tell(Tone::Warn, "this is no payment: " + payment.error().text);
        return sbc::refuse(PoolError::Forged, payment.error().text);
    }
    const Hash id = payment->id();
    wanted_.arrived(id);
    auto added = pool_.add(std::move(*payment), above(chain_.height()), moment.now);
    const std::string outcome = added ? "waits: " : "not taken, " + added.error().text + ": ";
    out_.tell(Tone::Faint, outcome + describe(text));
    something_new_ = something_new_ || added;
    if (added) say_to_all(Have{{id}}, from);
    return added;
}
// #endregion payments

// #region announced
Announce ChainApp::own_tip() const {
    return {chain_.tip().hash, chain_.height(), chain_.tip().work};
}

void ChainApp::on(LinkId from, const Announce& message, Moment) {
    sync_.announced(from, message);
    if (message.work < chain_.tip().work) say_to(from, own_tip());  // it has missed something
}

void ChainApp::on(LinkId from, const GetHeaders& message, Moment) {
    say_to(from, headers_after(chain_, message.locator));
}

void ChainApp::on(LinkId from, const Headers& message, Moment moment) {
    const auto taken = sync_.take(from, message, chain_, moment.wall);
    if (!taken) refuse(taken.error(), {}, from);
}

void ChainApp::on(LinkId from, const Coming& message, Moment moment) {
    const auto taken = sync_.coming(from, message.header, chain_, moment.wall);
    if (!taken) refuse(taken.error(), hash_of(message.header), from);
}

void ChainApp::on(LinkId from, const GetBlocks& message, Moment) {
    for (const Hash& hash : message.hashes) {
        const Place* place = chain_.tree().find(hash);
        std::optional<Block> found;
        if (place != nullptr && place->has_body && !place->bad) {
            if (auto block = chain_.block(*place)) found = std::move(*block);
        }
        if (found) say_to(from, OneBlock{std::move(*found)});
        if (!found) say_to(from, NoBlock{hash});
    }
}
// #endregion announced

// #region delivered
void ChainApp::on(LinkId from, const OneBlock& message, Moment moment) {
    take(message.block, from, moment);
}

void ChainApp::on(LinkId from, const NoBlock& message, Moment) {
    download_.arrived(message.hash);
    sync_.lacks(from);
}

// Only what we have looked at ourselves, so whoever brings a bad block has not looked.
void ChainApp::announce(std::optional<LinkId> except) {
    const Place& tip = chain_.tip();
    if (tip.hash == std::exchange(announced_, tip.hash)) return;
    say_to_all(own_tip(), except);
}
// #endregion delivered

// #region take
void ChainApp::take(const Block& block, std::optional<LinkId> from, Moment moment) {
    const Hash hash = hash_of(block.header);
    const auto path = chain_.add(block, moment.wall);
    // What fails alone may be a false body under a true name: that block is still to come.
    if (path || stage_of(path.error().reason) != sbc::chain::Stage::Check) download_.arrived(hash);
    if (!path) return refuse(path.error(), hash, from);
    if (!path->connect.empty()) follow(*path, moment);
}

void ChainApp::refuse(const sbc::Refusal<BlockError>& why, const Hash& hash,
                      std::optional<LinkId> from) {
    using enum BlockError;
    if (why.reason == UnknownParent || why.reason == NoRoom) return;  // headers come first
    out_.tell(Tone::Bad, "refused block " + short_text(hash) + ": " + why.text);
    if (why.reason == StoreFailed) return out_.add(sbc::p2p::Quit{});  // what is kept, is kept
    if (why.reason == TooFarAhead || !from) return;                    // perhaps it is our clock
    out_.add(sbc::p2p::Close{*from, 100});
}
// #endregion take

// #region follow
// Our history has become another one. Who paid in a block that does not count any more waits again.
void ChainApp::follow(const Path& path, Moment moment) {
    std::vector<CheckedTransaction> returned;
    for (std::size_t left = path.disconnect.size(); left > 0; --left) {  // the lowest first
        const auto block = chain_.block(*path.disconnect[left - 1]);
        if (!block) continue;
        for (const std::string& text : block->transactions) {
            auto payment = sbc::ledger::check_transaction(text);
            if (payment) returned.push_back(std::move(*payment));
        }
    }
    pool_.look_again(returned, above(chain_.height()), moment.now);
    if (!path.disconnect.empty()) {
        out_.tell(Tone::Warn, "reorganisation: back " + std::to_string(path.disconnect.size()) +
                                  ", forward " + std::to_string(path.connect.size()));
    }
    for (const Place* place : path.connect) {
        out_.tell(Tone::Good, "new block " + std::to_string(place->height.value()) + " " +
                                  short_text(place->hash));
    }
    for (const CheckedTransaction& payment : returned) {
        if (!pool_.has(payment.id())) continue;
        say_to_all(Have{{payment.id()}});
        out_.tell(Tone::Faint, "waits again: " + describe(encode(payment.parts())));
    }
    job_.reset();  // it would stand on the old tip
    something_new_ = settings_.empty_blocks || pool_.bytes() > 0;
}
// #endregion follow

// #region repeat
// Messages are lost, neighbours come late: what counts is said again from time to time.
void ChainApp::repeat(Moment moment) {
    if (moment.now < repeat_at_) return;
    repeat_at_ = moment.now + repeat_every;
    say_to_all(own_tip());
    for (const Have& have : what_waits()) say_to_all(have);
}

void ChainApp::drop_who_is_overdue(Moment moment) {
    for (const auto& [to, id] : wanted_.overdue(moment.now)) say_to(to, GetPayments{{id}});
    for (const auto& silent : {sync_.overdue(moment.now), download_.overdue(moment.now)}) {
        if (!silent) continue;
        out_.tell(Tone::Warn, "a neighbour does not answer; others will");
        out_.add(sbc::p2p::Close{*silent, 10});
        sync_.left(*silent);
        download_.left(*silent);
    }
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
    if (!settings_.miner || !builder_.due(something_new_, moment.now)) return;
    something_new_ = false;
    job_block_ =
        build_block(chain_.tip(), chain_.tree().next_bits(chain_.tip()),
                    for_a_block(pool_, above(chain_.height()), {*settings_.miner, rules_}),
                    moment.wall, sbc::chain::Nonce{static_cast<std::uint32_t>(moment.fresh)});
    job_ = Job{JobId{++jobs_}, job_block_.header, std::chrono::minutes{30}};
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
    if (line.starts_with("say ")) {
        (void)pay(line.substr(4), moment);
        return end_of_event(moment);
    }
    if (line == "tip") {
        out_.tell(Tone::Plain, "block " + std::to_string(chain_.height().value()) + " " +
                                   to_text(chain_.tip().hash));
    } else if (line == "pool") {
        const auto all = pool_.all();
        out_.tell(Tone::Title, "waiting: " + std::to_string(all.size()));
        for (const Waiting* waiting : all)
            out_.tell(Tone::Plain, "  " + describe(encode(waiting->payment.parts())));
    } else if (line == "show") {
        const std::uint64_t height = chain_.height().value();
        Height at{height - std::min<std::uint64_t>(height, 9)};
        for (; at <= chain_.height(); at = above(at)) {
            const auto block = chain_.block(chain_.at(at));
            for (std::string& shown : show_block(at, block ? *block : Block{}))
                out_.tell(Tone::Plain, std::move(shown));
        }
    } else if (line.starts_with("balance ")) {
        show_balance(line.substr(8));
    }
    return out_.take();
}
// #endregion typed

// #region balance
// All coins are looked at: good enough for a line from the keyboard. A light wallet asks the index.
void ChainApp::show_balance(const std::string& address) {
    const auto key = sbc::crypto::from_address(address);
    if (!key) return out_.tell(Tone::Bad, key.error().text);
    std::uint64_t points = 0;
    std::multimap<Height, std::string> coins;  // the oldest first
    ledger().coins().each([&](const auto& outpoint, const auto& coin) {
        if (coin.output.to != *key) return;
        const std::string amount = std::to_string(coin.output.amount.value());
        points += coin.output.amount.value();
        coins.emplace(coin.height, to_text(outpoint.transaction) + ":" +
                                       std::to_string(outpoint.index) + " of " + amount +
                                       (coin.mined ? ", mined" : ", paid"));
    });
    for (const auto& [height, coin] : coins) {
        out_.tell(Tone::Plain, "  coin " + coin + " in block " + std::to_string(height.value()));
    }
    out_.tell(Tone::Plain, "balance " + std::to_string(points));
}
// #endregion balance

}  // namespace stage
