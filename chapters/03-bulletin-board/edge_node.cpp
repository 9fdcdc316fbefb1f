#include "edge_node.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace stage {

// #region connect
using sbc::Tone;

EdgeNode::EdgeNode(EdgeSettings settings, const std::vector<Application*>& applications)
    : cores_{settings.cores.begin(), settings.cores.end()}, settings_{std::move(settings)} {
    for (Application* application : applications) applications_[application->name()] = application;
    for (const auto& [name, application] : applications_)
        settings_.hello.applications.push_back(name);
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
    const auto lost = std::exchange(core_, {});
    if (lost) out_.add(Close{lost->link});
    if (lost && lost->welcome) {
        for (const auto& [name, application] : applications_)
            carry_out(application->left(lost->link), moment);
    }
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
    const auto next = cores_.upper_bound(last_tried_);
    last_tried_ = next == cores_.end() ? *cores_.begin() : *next;
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
    for (const auto& [name, application] : applications_)
        carry_out(application->on_time(moment), moment);
    return out_.take();
}

Instant EdgeNode::deadline() const {
    Instant first = dialing_ ? sbc::never : next_dial_;
    if (core_) first = core_->welcome ? core_->keepalive.deadline() : core_->hello_by;
    for (const auto& [name, application] : applications_)
        first = std::min(first, application->deadline());
    return first;
}
// #endregion on-time

// #region received
Actions EdgeNode::received(LinkId link, sbc::ByteView payload, Moment moment) {
    if (!core_ || core_->link != link) return {};  // a core we have left already
    const auto message = decode(payload);
    const auto* said = message ? std::get_if<LinkMessage>(&*message) : nullptr;
    const bool introduction = said != nullptr && said->index() <= 1;  // Hello or Refused
    if (!message) {
        lose_core("the core sent nonsense: " + message.error().text, moment);
    } else if (introduction == core_->welcome) {
        lose_core("the core spoke out of turn", moment);
    } else {
        core_->keepalive.on_message(moment.now);
        if (said != nullptr) handle(*said, moment);
        if (const auto* spread = std::get_if<Spread>(&*message)) on_spread(*spread, moment);
        if (const auto* direct = std::get_if<Direct>(&*message)) on_direct(*direct, moment);
    }
    return out_.take();
}

Actions EdgeNode::closed(LinkId link, const std::string& why, Moment moment) {
    if (core_ && core_->link == link) lose_core("core lost: " + why, moment);
    return out_.take();
}
// #endregion received

// #region handle
void EdgeNode::handle(const LinkMessage& message, Moment moment) {
    if (const auto* hello = std::get_if<Hello>(&message)) {
        on_hello(*hello, moment);
    } else if (const auto* refused = std::get_if<Refused>(&message)) {
        if (!hinted_) hints_.assign(refused->cores.begin(), refused->cores.end());
        lose_core("refused: " + sbc::printable(refused->reason), moment);
    } else if (const auto* ping = std::get_if<Ping>(&message)) {
        out_.send(core_->link, Pong{ping->nonce});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        core_->keepalive.on_pong(pong->nonce, moment.now);
    } else if (const auto* list = std::get_if<Cores>(&message)) {
        for (const Address& core : list->cores)
            if (cores_.size() < longest_core_list) cores_.insert(core);
    } else if (const auto* ack = std::get_if<Ack>(&message)) {
        on_ack(ack->id, moment);
    } else if (std::holds_alternative<Bye>(message)) {
        lose_core("the core said goodbye", moment);
    }
}
// #endregion handle

// #region applications
// It may come again when we have moved to another core: each message once.
void EdgeNode::on_spread(const Spread& spread, Moment moment) {
    const auto found = applications_.find(spread.application);
    if (found == applications_.end() || !seen_.add(spread.id, moment.now)) return;
    carry_out(found->second->published(spread.id, spread.body, {core_->link}, moment), moment);
}

void EdgeNode::on_direct(const Direct& direct, Moment moment) {
    const auto found = applications_.find(direct.application);
    if (found == applications_.end()) return;
    carry_out(found->second->direct(core_->link, direct.body, moment), moment);
}

void EdgeNode::carry_out(const Actions& wishes, Moment moment) {
    for (const Action& wish : wishes) {
        if (const auto* message = std::get_if<Publish>(&wish)) {
            publish(*message, moment);
        } else {
            out_.add(wish);
        }
    }
}
// #endregion applications

// #region welcome
void EdgeNode::on_hello(const Hello& hello, Moment moment) {
    const auto fits = check_hello(hello, settings_.hello);
    if (!fits) return lose_core(fits.error().text, moment);
    core_->welcome = true;
    backoff_.reset();
    out_.tell(Tone::Good, "connected to core " + core_->address.to_text());
    for (const Spread& spread : unacknowledged_) out_.send(core_->link, spread);
    for (const std::string& name : hello.applications) {
        const auto found = applications_.find(name);
        if (found != applications_.end())
            carry_out(found->second->joined(core_->link, moment), moment);
    }
}
// #endregion welcome

// #region publish
void EdgeNode::publish(const Publish& publish, Moment moment) {
    if (unacknowledged_.size() >= settings_.max_unacknowledged) {
        return out_.tell(Tone::Bad, "not sent: too many messages wait for a core already");
    }
    const MessageId id{moment.fresh + ++published_};
    seen_.add(id, moment.now);
    unacknowledged_.push_back({publish.application, id, 0, publish.body});
    if (core_ && core_->welcome) {
        out_.send(core_->link, unacknowledged_.back());
    } else {
        out_.tell(Tone::Faint, "kept until a core is found");
    }
    Application& application = *applications_.at(publish.application);
    carry_out(application.published(id, publish.body, {}, moment), moment);
}
// #endregion publish

// #region ack
void EdgeNode::on_ack(MessageId id, Moment moment) {
    const auto found = std::find_if(unacknowledged_.begin(), unacknowledged_.end(),
                                    [id](const Spread& spread) { return spread.id == id; });
    if (found == unacknowledged_.end()) return;
    const Spread delivered = std::move(*found);
    unacknowledged_.erase(found);
    carry_out(applications_.at(delivered.application)->delivered(delivered.body), moment);
}
// #endregion ack

// #region prompt
Actions EdgeNode::typed(const std::string& line, Moment moment) {
    if (line == "/quit") return leave();
    if (line == "/who") {
        const bool connected = core_ && core_->welcome;
        const std::string at = connected ? "at core " + core_->address.to_text() : "without a core";
        out_.tell(Tone::Title, "I am an edge, " + at);
        for (const Address& core : cores_) out_.tell(Tone::Plain, "  listed: " + core.to_text());
    } else {
        for (const auto& [name, application] : applications_) {
            const Actions wishes = application->typed(line, moment);
            carry_out(wishes, moment);
            if (!wishes.empty()) break;
        }
    }
    return out_.take();
}

Actions EdgeNode::leave() {
    if (core_ && core_->welcome) out_.send(core_->link, Bye{});
    core_.reset();
    if (!unacknowledged_.empty()) out_.tell(Tone::Bad, "lost: messages that nobody acknowledged");
    out_.add(Quit{});
    return out_.take();
}
// #endregion prompt

}  // namespace stage
