#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "chain_app_scene.hpp"

// Several applications that are wired to each other in memory: what one says the other hears, in
// order, and nothing is lost. Time passes only when it is told to.
class Circle {
public:
    explicit Circle(const std::vector<stage::ChainSettings>& settings) {
        for (const auto& one : settings) apps_.push_back(std::make_unique<stage::ChainApp>(one));
    }

    stage::ChainApp& app(std::size_t number) { return *apps_[number]; }
    [[nodiscard]] const stage::Place& tip(std::size_t number) const {
        return apps_[number]->chain().tip();
    }
    void join(std::size_t a, std::size_t b) {
        const auto to_b = stage::LinkId{++links_}, to_a = stage::LinkId{++links_};
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
    // Whether the two are still connected.
    [[nodiscard]] bool joined(std::size_t a, std::size_t b) const {
        return std::any_of(ends_.begin(), ends_.end(), [&](const auto& end) {
            return end.second.owner == a && end.second.other == b;
        });
    }
    void pay(std::size_t by, const std::string& payment) {
        carry_out(by, {sbc::p2p::Publish{"chain", encode(stage::NewTransaction{payment})}});
        settle();
    }
    // Whatever its job is, it is solved now.
    void mine(std::size_t by) {
        stage::Job job = app(by).job().value();
        job.header = sample::mined(job.header);
        app(by).solved(job);
        carry_out(by, app(by).on_time(moment()));
        settle();
    }
    void pass(std::chrono::seconds time) {
        for (const auto end = now_ + time; now_ < end;) {
            now_ += std::chrono::seconds{1};
            for (std::size_t i = 0; i < apps_.size(); ++i) {
                if (now_ >= app(i).deadline()) carry_out(i, app(i).on_time(moment()));
            }
            settle();
        }
    }
    // So many messages have been said from one to another.
    [[nodiscard]] std::size_t said() const { return said_; }
    [[nodiscard]] std::size_t said(const std::string& kind) const {
        const auto found = kinds_.find(kind);
        return found == kinds_.end() ? 0 : found->second;
    }

private:
    struct End {
        std::size_t owner = 0, other = 0;
        stage::LinkId theirs{};
    };
    struct Letter {
        stage::LinkId to;
        std::string body;
    };

    [[nodiscard]] stage::Moment moment() {
        auto moment = scene::at(now_);
        moment.fresh = 1'000 * ++rolled_;
        return moment;
    }
    void close(stage::LinkId link) {
        const auto end = ends_.find(link);
        if (end == ends_.end()) return;
        const End gone = end->second;
        ends_.erase(end);
        ends_.erase(gone.theirs);
        carry_out(gone.owner, app(gone.owner).left(link));
        carry_out(gone.other, app(gone.other).left(gone.theirs));
    }
    void carry_out(std::size_t by, const stage::Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                post(send->link, std::get<sbc::p2p::Direct>(send->message).body);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                for (const auto link : all->links) {
                    post(link, std::get<sbc::p2p::Direct>(all->message).body);
                }
            } else if (const auto* one = std::get_if<sbc::p2p::Close>(&action)) {
                close(one->link);
            } else if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) {
                for (const std::size_t who : reached_from(by)) {
                    carry_out(who, app(who).published(stage::MessageId{++rolled_}, publish->body,
                                                      {}, moment()));
                }
            }
        }
    }
    void post(stage::LinkId link, const std::string& body) {
        const auto end = ends_.find(link);
        if (end != ends_.end()) letters_.push_back({end->second.theirs, body});
    }
    // Until nobody has anything more to say.
    void settle() {
        for (std::size_t rounds = 0; !letters_.empty(); ++rounds) {
            if (rounds > 20'000) FAIL("they do not come to rest");
            const Letter letter = std::move(letters_.front());
            letters_.pop_front();
            ++said_;
            const auto kind = letter.body.find("\"kind\":\"") + 8;
            ++kinds_[letter.body.substr(kind, letter.body.find('"', kind) - kind)];
            const auto end = ends_.find(letter.to);
            if (end == ends_.end()) continue;
            const std::size_t owner = end->second.owner;
            carry_out(owner, app(owner).direct(letter.to, letter.body, moment()));
        }
    }
    [[nodiscard]] std::set<std::size_t> reached_from(std::size_t start) const {
        std::set<std::size_t> reached{start};
        for (bool more = true; more;) {
            more = false;
            for (const auto& [link, end] : ends_) {
                if (reached.contains(end.owner)) more |= reached.insert(end.other).second;
            }
        }
        return reached;
    }

    std::vector<std::unique_ptr<stage::ChainApp>> apps_;
    std::map<stage::LinkId, End> ends_;
    std::deque<Letter> letters_;
    std::map<std::string, std::size_t> kinds_;
    sbc::Instant now_ = scene::start;
    std::uint64_t links_ = 0, rolled_ = 0;
    std::size_t said_ = 0;
};
