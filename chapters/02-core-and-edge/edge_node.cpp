#include "edge_node.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace stage {

// #region connect
using sbc::Tone;

EdgeNode::EdgeNode(EdgeSettings settings) : settings_{std::move(settings)} {
    cores_.replace(settings_.cores);
}

Actions EdgeNode::opened(LinkId link, const Address& address, Direction, Moment moment) {
    dialing_ = false;
    core_ = Core{link, address, moment.now + settings_.hello_wait,
                 Keepalive{settings_.keepalive, moment.now}};
    out_.send(link, settings_.hello);
    return out_.take();
}

Actions EdgeNode::dial_failed(const Address&, const std::string& why, Moment moment) {
    dialing_ = false;
    lose_core(why, moment);
    return out_.take();
}
// #endregion connect

// #region lose-core
void EdgeNode::lose_core(const std::string& why, Moment moment) {
    if (core_) out_.add(Close{core_->link});
    core_.reset();
    const Duration wait = backoff_.next(moment.fresh);
    next_dial_ = moment.now + wait;
    out_.tell(Tone::Warn, why + "; the next attempt in " + std::to_string(wait.count()) + " ms");
}
// #endregion lose-core

// #region next-core
// A hint first; then the list, from the core after the last one that was tried, round and round.
Address EdgeNode::next_core() {
    hinted_ = !hints_.empty();
    if (hinted_) {
        last_tried_ = hints_.front();
        hints_.pop_front();
        return last_tried_;
    }
    const std::vector<Address> cores = cores_.all();
    const auto next = std::upper_bound(cores.begin(), cores.end(), last_tried_);
    last_tried_ = next == cores.end() ? cores.front() : *next;
    return last_tried_;
}
// #endregion next-core

// #region on-time
Actions EdgeNode::on_time(Moment moment) {
    if (!core_ && !dialing_ && moment.now >= next_dial_) {
        dialing_ = true;
        out_.add(Dial{next_core()});
    } else if (core_ && !core_->welcome && moment.now >= core_->hello_by) {
        lose_core("no hello came", moment);
    } else if (core_ && core_->welcome) {
        const auto due = core_->keepalive.on_time(moment.now, Nonce{moment.fresh});
        if (due == KeepaliveAction::SendPing) out_.send(core_->link, Ping{Nonce{moment.fresh}});
        if (due == KeepaliveAction::DropPeer) lose_core("the core does not answer", moment);
    }
    return out_.take();
}

Instant EdgeNode::deadline() const {
    if (!core_) return dialing_ ? sbc::never : next_dial_;
    return core_->welcome ? core_->keepalive.deadline() : core_->hello_by;
}
// #endregion on-time

// #region received
Actions EdgeNode::received(LinkId link, sbc::ByteView payload, Moment moment) {
    if (!core_ || core_->link != link) return {};  // a core we have left already
    const auto message = decode(payload);
    const bool introduction = message && message->index() <= 1;  // Hello or Refused
    if (!message) {
        lose_core("the core sent nonsense: " + message.error().text, moment);
    } else if (introduction == core_->welcome) {
        lose_core("the core spoke out of turn", moment);
    } else {
        core_->keepalive.on_message(moment.now);
        handle(link, *message, moment);
    }
    return out_.take();
}

Actions EdgeNode::closed(LinkId link, const std::string& why, Moment moment) {
    if (core_ && core_->link == link) lose_core("core lost: " + why, moment);
    return out_.take();
}
// #endregion received

// #region handle
void EdgeNode::handle(LinkId link, const Message& message, Moment moment) {
    if (const auto* hello = std::get_if<Hello>(&message)) {
        on_hello(*hello, moment);
    } else if (const auto* refused = std::get_if<Refused>(&message)) {
        if (!hinted_) hints_.assign(refused->cores.begin(), refused->cores.end());
        lose_core("refused: " + sbc::printable(refused->reason), moment);
    } else if (const auto* ping = std::get_if<Ping>(&message)) {
        out_.send(link, Pong{ping->nonce});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        core_->keepalive.on_pong(pong->nonce);
    } else if (const auto* list = std::get_if<Cores>(&message)) {
        cores_.replace(list->cores);
        cores_.add(core_->address);
    } else if (const auto* line = std::get_if<Line>(&message)) {
        out_.tell(Tone::Plain, sbc::printable(line->from) + ": " + sbc::printable(line->text));
    } else if (const auto* ack = std::get_if<Ack>(&message)) {
        on_ack(ack->id);
    } else if (std::holds_alternative<Bye>(message)) {
        lose_core("the core said goodbye", moment);
    }
}
// #endregion handle

// #region welcome
void EdgeNode::on_hello(const Hello& hello, Moment moment) {
    const auto fits = check_hello(hello, settings_.hello);
    if (!fits) return lose_core(fits.error().text, moment);
    core_->welcome = true;
    backoff_.reset();
    out_.tell(Tone::Good, "connected to core " + core_->address.to_text());
    for (const Line& line : unacknowledged_) out_.send(core_->link, line);
}
// #endregion welcome

// #region say
void EdgeNode::say(const std::string& text, LineId id) {
    if (text.empty()) return;
    if (text.size() > longest_line || !sbc::is_utf8(sbc::as_bytes(text))) {
        return out_.tell(Tone::Bad, "not sent: a line has at most 4096 bytes of UTF-8 text");
    }
    if (unacknowledged_.size() >= settings_.max_unacknowledged) {
        return out_.tell(Tone::Bad, "not sent: too many lines wait for a core already");
    }
    unacknowledged_.push_back({id, settings_.name, text});
    if (core_ && core_->welcome) return out_.send(core_->link, unacknowledged_.back());
    out_.tell(Tone::Faint, "kept until a core is found");
}
// #endregion say

// #region ack
void EdgeNode::on_ack(LineId id) {
    const auto delivered = std::find_if(unacknowledged_.begin(), unacknowledged_.end(),
                                        [id](const Line& line) { return line.id == id; });
    if (delivered == unacknowledged_.end()) return;
    out_.tell(Tone::Faint, "delivered: " + sbc::printable(delivered->text, 60));
    unacknowledged_.erase(delivered);
}
// #endregion ack

// #region prompt
Actions EdgeNode::typed(const std::string& line, Moment moment) {
    if (line == "/quit") return leave();
    if (line == "/who") {
        const bool connected = core_ && core_->welcome;
        const std::string at = connected ? "at core " + core_->address.to_text() : "without a core";
        out_.tell(Tone::Title, "I am " + settings_.name + ", " + at);
        for (const Address& core : cores_.all())
            out_.tell(Tone::Plain, "  listed: " + core.to_text());
    } else if (line.starts_with('/')) {
        out_.tell(Tone::Faint, "type a line to send it; /who and /quit are commands");
    } else {
        say(line, LineId{moment.fresh});
    }
    return out_.take();
}

Actions EdgeNode::leave() {
    if (core_ && core_->welcome) out_.send(core_->link, Bye{});
    core_.reset();
    if (!unacknowledged_.empty()) out_.tell(Tone::Bad, "lost: lines that nobody acknowledged");
    out_.add(Quit{});
    return out_.take();
}
// #endregion prompt

}  // namespace stage
