#pragma once

#include <algorithm>
#include <cassert>
#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/time.hpp"
#include "net/link_id.hpp"
#include "p2p/relay.hpp"

namespace sbc::p2p {

struct QuestionLimits {
    std::size_t most = 16;                  // of one link that wait for their answer
    std::chrono::microseconds answer{100};  // what is booked for each
    // A link may use a twentieth of the time, all together a half: 500 answers a second; and 5,000.
    unsigned share_of_link = 20;
    unsigned share_of_all = 2;
    Duration credit{2'000};  // as much booked time may be ahead
    Duration again{10};  // a question that came too early is tried again after this: not at once
};

// Questions of many links that wait for their turns, so that nobody who asks much takes the answers
// of the others. The service that owns this knows what they mean. It takes next() until there is
// nothing: of a link whose first one has come, and of each that is due(). No clock. One thread.
template <class Question>
class WaitingQuestions {
public:
    explicit WaitingQuestions(const QuestionLimits& limits)
        : limits_{limits}, rate_of_all_{limits.credit} {
        assert(limits.again > Duration{0});
    }

    // How many of this link wait now, with this one. 0: it has not been taken, there are too many.
    [[nodiscard]] std::size_t ask(net::LinkId id, Question question) {
        auto& waiting = links_.try_emplace(id, limits_.credit).first->second.waiting;
        if (waiting.size() >= limits_.most) return 0;
        waiting.push_back(std::move(question));
        return waiting.size();
    }
    // The oldest of this link, to be answered now. Nothing: none waits, or it has been put off.
    [[nodiscard]] std::optional<Question> next(net::LinkId id, Instant now) {
        const auto link = links_.find(id);
        if (link == links_.end() || link->second.waiting.empty()) return std::nullopt;
        auto& [rate, waiting, turn] = link->second;
        if (!may_book(rate, limits_.answer, now)) {
            put_off(id, now);
            return std::nullopt;
        }
        put_off_.erase({std::exchange(turn, never), id});
        std::optional<Question> oldest{std::move(waiting.front())};
        waiting.pop_front();
        return oldest;
    }
    // What an answer to this link, which has asked, has cost beyond the usual, however much that
    // is: it is paid for before the next one.
    void book(net::LinkId id, std::chrono::microseconds cost, Instant now) {
        links_.at(id).rate.book(cost * limits_.share_of_link, now);
        rate_of_all_.book(cost * limits_.share_of_all, now);
    }
    // What waits of this link, one at least, cannot be answered now.
    void put_off(net::LinkId id, Instant now) {
        Instant& turn = links_.at(id).turn;
        put_off_.erase({std::exchange(turn, now + limits_.again), id});
        put_off_.emplace(turn, id);
    }
    // It has left.
    void forget(net::LinkId id) {
        if (const auto link = links_.extract(id)) put_off_.erase({link.mapped().turn, id});
    }

    // Whose turn it is. While all together have asked too much, nobody's, and all keep theirs.
    [[nodiscard]] std::optional<net::LinkId> due(Instant now) const {
        if (put_off_.empty() || now < deadline()) return std::nullopt;
        return put_off_.begin()->second;
    }
    // When somebody is due.
    [[nodiscard]] Instant deadline() const {
        return put_off_.empty() ? never : std::max(put_off_.begin()->first, busy_until_);
    }

private:
    struct Link {
        explicit Link(Duration credit) : rate{credit} {}
        RateLimit rate;
        std::deque<Question> waiting;  // the oldest first
        Instant turn = never;          // when the first of them is tried again
    };

    // What is booked with the one limit and not allowed by the other stays booked: as if a little
    // more had been asked.
    [[nodiscard]] bool may_book(RateLimit& rate, std::chrono::microseconds cost, Instant now) {
        if (now < busy_until_ || !rate.take(cost * limits_.share_of_link, now)) return false;
        if (rate_of_all_.take(cost * limits_.share_of_all, now)) return true;
        busy_until_ = now + limits_.again;
        return false;
    }

    QuestionLimits limits_;
    std::map<net::LinkId, Link> links_;
    std::set<std::pair<Instant, net::LinkId>> put_off_;
    RateLimit rate_of_all_;
    Instant busy_until_{};  // so long nobody is answered
};

}  // namespace sbc::p2p
