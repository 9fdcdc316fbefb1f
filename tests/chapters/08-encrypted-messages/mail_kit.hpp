#pragma once

#include <deque>
#include <map>
#include <vector>

#include "letter_kit.hpp"
#include "post_office.hpp"

// Post offices, the edges that hang on them, and the lines between them, in memory.
namespace kit {

using sbc::p2p::Action;
using sbc::p2p::Application;

inline PostOfficeSettings office_settings() {
    PostOfficeSettings settings{network(), secret_of("dice"), {}};
    settings.limits.stamp = nearly_free;
    return settings;
}

class Wires {
public:
    Moment moment{start, now, 1};

    // Two cores: what one of them publishes the other hears.
    void join(Application& round, Application& other) {
        neighbours_[&round].push_back(&other);
        neighbours_[&other].push_back(&round);
    }
    // What an office does also goes to its round's neighbours.
    void office(Application& counter, Application& round) { rounds_[&counter] = &round; }
    LinkId hang(Application& edge, Application& counter) {
        const LinkId of_edge{++links_}, of_core{++links_};
        ends_[of_edge] = {&edge, of_core};
        ends_[of_core] = {&counter, of_edge};
        carry_out(counter, counter.joined(of_core, moment));
        carry_out(edge, edge.joined(of_edge, moment));
        settle();
        return of_edge;
    }
    void cut(LinkId of_edge) {
        const auto [edge, of_core] = ends_.at(of_edge);
        carry_out(*edge, edge->left(of_edge));
        Application& counter = *ends_.at(of_core).owner;
        carry_out(counter, counter.left(of_core));
        ends_.erase(of_edge);
        ends_.erase(of_core);
        settle();
    }
    // An edge says this.
    void says(LinkId of_edge, const std::string& body) {
        ++moment.fresh;
        moment.now += sbc::Duration{100};  // nobody is too quick here
        queue_.push_back({ends_.at(of_edge).theirs, body});
        settle();
    }
    void does(Application& who, const Actions& actions) {
        carry_out(who, actions);
        settle();
    }
    [[nodiscard]] bool open(LinkId of_edge) const { return ends_.contains(of_edge); }
    [[nodiscard]] const std::string& told(const Application& by) { return told_[&by]; }

private:
    struct End {
        Application* owner = nullptr;
        LinkId theirs{};
    };
    struct Said {
        LinkId to;
        std::string body;
    };
    void carry_out(Application& who, const Actions& actions) {
        for (const Action& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                const auto end = ends_.find(send->link);
                if (end == ends_.end()) continue;
                const auto& direct = std::get<sbc::p2p::Direct>(send->message);
                queue_.push_back({end->second.theirs, direct.body});
            } else if (const auto* word = std::get_if<sbc::p2p::Publish>(&action)) {
                Application* round = rounds_.contains(&who) ? rounds_[&who] : &who;
                for (Application* other : neighbours_[round]) {
                    published_.emplace_back(other, word->body);
                }
            } else if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                const auto end = ends_.find(close->link);
                if (end == ends_.end()) continue;
                const LinkId theirs = end->second.theirs;
                (void)ends_.at(theirs).owner->left(theirs);
                ends_.erase(theirs);
                ends_.erase(close->link);
            } else if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                told_[&who] += tell->text + "\n";
            }
        }
    }
    void settle() {
        for (std::size_t steps = 0; !queue_.empty() || !published_.empty(); ++steps) {
            REQUIRE(steps < 10'000);  // otherwise it never comes to rest
            if (!published_.empty()) {
                const auto [to, body] = published_.front();
                published_.pop_front();
                const sbc::p2p::MessageId message{++links_};
                const Source from{LinkId{++links_}};
                carry_out(*to, to->published(message, body, from, moment));
                continue;
            }
            const Said said = queue_.front();
            queue_.pop_front();
            const auto end = ends_.find(said.to);
            if (end == ends_.end()) continue;
            Application& owner = *end->second.owner;
            carry_out(owner, owner.direct(said.to, said.body, moment));
            for (auto due = owner.deadline(); due <= moment.now && ends_.contains(said.to);
                 due = owner.deadline()) {
                carry_out(owner, owner.on_time(moment));
                if (owner.deadline() == due) break;
            }
        }
    }
    std::map<LinkId, End> ends_;
    std::map<const Application*, std::vector<Application*>> neighbours_;
    std::map<const Application*, Application*> rounds_;
    std::deque<Said> queue_;
    std::deque<std::pair<Application*, std::string>> published_;
    std::map<const Application*, std::string> told_;
    std::uint64_t links_ = 0;
};

// An edge that says what a test wants, and writes down what it hears.
class Hand : public Application {
public:
    [[nodiscard]] std::string name() const override { return "mail"; }
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions direct(LinkId, const std::string& body, Moment) override {
        heard.push_back(decode(body).value());
        return {};
    }
    // Of this kind, and takes them away.
    template <class Kind>
    std::vector<Kind> take() {
        std::vector<Kind> all;
        for (const MailMessage& one : heard) {
            if (const auto* it = std::get_if<Kind>(&one)) all.push_back(*it);
        }
        std::erase_if(heard, [](const auto& one) { return std::holds_alternative<Kind>(one); });
        return all;
    }
    std::vector<MailMessage> heard;
};

}  // namespace kit
