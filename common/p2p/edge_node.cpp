#include "p2p/edge_node.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "p2p/relay.hpp"

namespace sbc::p2p {

EdgeNode::EdgeNode(EdgeSettings settings, const std::vector<Application*>& applications)
    : settings_{std::move(settings)},
      applications_{applications},
      cores_{settings_.cores, settings_.max_cores},
      seen_{RelayLimits{}.remembered, RelayLimits{}.memory} {
    settings_.hello.applications = applications_.names();
}

// --- events --------------------------------------------------------------------------------------

Actions EdgeNode::opened(LinkId link, const Address& address, Direction, Moment moment) {
    moment_ = moment;
    dialing_ = false;
    core_ = Core{link, address, moment.now + settings_.hello_wait,
                 Keepalive{settings_.keepalive, moment.now}};
    out_.send(link, settings_.hello);
    return out_.take();
}

Actions EdgeNode::dial_failed(const Address&, const std::string& why, Moment moment) {
    moment_ = moment;
    dialing_ = false;
    lose_core(why);
    return out_.take();
}

Actions EdgeNode::received(LinkId link, ByteView payload, Moment moment) {
    if (!core_ || core_->link != link) return {};  // a core we have left already
    moment_ = moment;
    const auto message = decode(payload);
    const auto* said = message ? std::get_if<LinkMessage>(&*message) : nullptr;
    const bool introduction = said != nullptr && (std::holds_alternative<Hello>(*said) ||
                                                  std::holds_alternative<Refused>(*said));
    if (!message) {
        lose_core("the core sent nonsense: " + message.error().text);
    } else if (introduction == core_->hello.has_value()) {
        lose_core("the core spoke out of turn");
    } else {
        core_->keepalive.on_message(moment.now);
        if (said != nullptr) handle(*said);
        if (const auto* spread = std::get_if<Spread>(&*message)) on_spread(*spread);
        if (const auto* direct = std::get_if<Direct>(&*message)) {
            carry_out(applications_.direct(link, *core_->hello, *direct, moment));
        }
    }
    return out_.take();
}

Actions EdgeNode::closed(LinkId link, const std::string& why, Moment moment) {
    moment_ = moment;
    if (core_ && core_->link == link) lose_core("core lost: " + why);
    return out_.take();
}

Actions EdgeNode::typed(const std::string& line, Moment moment) {
    moment_ = moment;
    if (line == "/quit") return leave();
    if (line == "/who") {
        show_who();
    } else {
        Actions wishes = applications_.typed(line, moment);
        if (wishes.empty() && !line.empty()) out_.tell(Tone::Faint, unknown_command);
        carry_out(std::move(wishes));
    }
    return out_.take();
}

Actions EdgeNode::on_time(Moment moment) {
    moment_ = moment;
    if (core_) {
        check_core();
    } else if (!dialing_ && moment.now >= next_dial_) {
        dialing_ = true;
        out_.add(Dial{cores_.next()});
    }
    carry_out(applications_.on_time(moment));
    return out_.take();
}

Instant EdgeNode::deadline() const {
    Instant first = applications_.deadline();
    if (core_ && core_->hello) return std::min({first, core_->keepalive.deadline(), resend_at_});
    if (core_) return std::min(first, core_->hello_by);
    return dialing_ ? first : std::min(first, next_dial_);
}

Actions EdgeNode::leave() {
    quit();
    return out_.take();
}

void EdgeNode::quit() {
    if (core_ && core_->hello) out_.send(core_->link, Bye{});
    core_.reset();
    if (!unacknowledged_.empty()) {
        out_.tell(Tone::Bad, "lost: messages that nobody acknowledged");
    }
    out_.add(Quit{});
}

// --- the core ------------------------------------------------------------------------------------

void EdgeNode::check_core() {
    const Nonce nonce{moment_.fresh};
    if (!core_->hello) {
        if (moment_.now >= core_->hello_by) lose_core("no hello came");
        return;
    }
    const auto due = core_->keepalive.on_time(moment_.now, nonce);
    if (due == KeepaliveAction::DropPeer) return lose_core("the core does not answer");
    if (due == KeepaliveAction::SendPing) out_.send(core_->link, Ping{nonce});
    if (moment_.now >= resend_at_) send_all_again();
}

void EdgeNode::lose_core(const std::string& why) {
    const auto lost = std::exchange(core_, std::nullopt);
    const Duration wait = backoff_.next(moment_.fresh);
    next_dial_ = moment_.now + wait;
    resend_at_ = never;
    out_.tell(Tone::Warn, why + "; the next attempt in " + std::to_string(wait.count()) + " ms");
    if (!lost) return;
    out_.add(Close{lost->link});
    if (lost->hello) carry_out(applications_.left(lost->link, *lost->hello));
}

void EdgeNode::handle(const LinkMessage& message) {
    if (const auto* hello = std::get_if<Hello>(&message)) {
        on_hello(*hello);
    } else if (const auto* refused = std::get_if<Refused>(&message)) {
        cores_.advised(refused->cores);
        lose_core("refused: " + printable(refused->reason));
    } else if (const auto* ping = std::get_if<Ping>(&message)) {
        out_.send(core_->link, Pong{ping->nonce});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        core_->keepalive.on_pong(pong->nonce, moment_.now);
    } else if (const auto* list = std::get_if<Cores>(&message)) {
        cores_.told(list->cores);
    } else if (const auto* ack = std::get_if<Ack>(&message)) {
        on_ack(ack->id);
    } else if (std::holds_alternative<Bye>(message)) {
        lose_core("the core said goodbye");
    }
}

void EdgeNode::on_hello(const Hello& hello) {
    if (const auto fits = check_hello(hello, settings_.hello); !fits) {
        return lose_core(fits.error().text);
    }
    if (hello.role != Role::Core) return lose_core("it is no core");
    core_->hello = hello;
    backoff_.reset();
    cores_.welcomed(core_->address);
    out_.tell(Tone::Good, "connected to core " + core_->address.to_text());
    send_all_again();
    carry_out(applications_.joined(core_->link, hello, moment_));
}

// --- messages ------------------------------------------------------------------------------------

void EdgeNode::on_spread(const Spread& spread) {
    if (!seen_.add(spread.id, moment_.now)) return;
    carry_out(applications_.published(spread, {core_->link}, moment_));
}

void EdgeNode::on_ack(MessageId id) {
    const auto found = std::find_if(unacknowledged_.begin(), unacknowledged_.end(),
                                    [id](const Waiting& one) { return one.spread.id == id; });
    if (found == unacknowledged_.end()) return;
    const Spread delivered = std::move(found->spread);
    unacknowledged_.erase(found);
    if (unacknowledged_.empty()) resend_at_ = never;
    send_waiting();
    carry_out(applications_.delivered(delivered));
}

void EdgeNode::carry_out(Actions wishes) {
    for (Action& wish : wishes) {
        if (const auto* message = std::get_if<Publish>(&wish)) {
            publish(*message);
        } else if (const auto* close = std::get_if<Close>(&wish)) {
            if (core_ && core_->link == close->link) lose_core("an application wants another core");
        } else if (std::holds_alternative<Quit>(wish)) {
            return quit();
        } else {
            out_.add(std::move(wish));
        }
    }
}

void EdgeNode::publish(const Publish& publish) {
    if (unacknowledged_.size() >= settings_.max_unacknowledged) {
        return out_.tell(Tone::Bad, "not sent: too many messages wait for a core already");
    }
    const MessageId id{moment_.fresh + ++published_};
    const Spread spread{publish.application, id, 0, publish.body};
    if (const auto why = unsendable(spread)) return out_.tell(Tone::Bad, "not sent: " + *why);
    seen_.add(id, moment_.now);
    unacknowledged_.push_back({spread});
    if (core_ && core_->hello) {
        send_waiting();
        resend_at_ = std::min(resend_at_, moment_.now + settings_.resend);
    } else {
        out_.tell(Tone::Faint, "kept until a core is found");
    }
    carry_out(applications_.published(spread, {}, moment_));
}

void EdgeNode::send_all_again() {
    for (Waiting& one : unacknowledged_) one.sent = false;
    send_waiting();
    resend_at_ = unacknowledged_.empty() ? never : moment_.now + settings_.resend;
}

// In order, and more only as acknowledgements come: a connection that is given more than its queue
// takes is dropped, and the next one would be given the same.
void EdgeNode::send_waiting() {
    if (!core_ || !core_->hello) return;
    std::size_t under_way = 0;
    for (Waiting& one : unacknowledged_) {
        if (!one.sent && under_way >= settings_.max_under_way) return;
        under_way += one.spread.body.size();
        if (std::exchange(one.sent, true)) continue;
        out_.send(core_->link, one.spread);
    }
}

// --- for people ----------------------------------------------------------------------------------

std::optional<Address> EdgeNode::connected_to() const {
    if (!core_ || !core_->hello) return std::nullopt;
    return core_->address;
}

void EdgeNode::show_who() {
    const auto core = connected_to();
    out_.tell(Tone::Title,
              "I am an edge, " + (core ? "at core " + core->to_text() : "without a core"));
    for (const Address& known : cores_.all()) {
        out_.tell(Tone::Plain, "  listed: " + known.to_text());
    }
}

}  // namespace sbc::p2p
