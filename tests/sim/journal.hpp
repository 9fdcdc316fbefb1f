#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "p2p/application.hpp"

namespace town {

// The smallest application that a network can be judged by: it keeps what it has heard, and
// compares with a neighbour now and then, since what the network carries may get lost.
class Journal : public sbc::p2p::Application {
public:
    using Actions = sbc::p2p::Actions;
    using LinkId = sbc::p2p::LinkId;
    using MessageId = sbc::p2p::MessageId;
    using Moment = sbc::p2p::Moment;
    using Source = sbc::p2p::Source;

    explicit Journal(std::string author) : author_{std::move(author)} {}
    [[nodiscard]] std::string name() const override { return "journal"; }
    [[nodiscard]] const std::map<MessageId, std::string>& entries() const { return entries_; }

    // post WORDS
    Actions typed(const std::string& line, Moment) override {
        if (!line.starts_with("post ")) return {};
        sbc::JsonWriter json;
        json.text("author", author_).text("text", line.substr(5));
        return {sbc::p2p::Publish{name(), json.to_text()}};
    }
    Actions published(MessageId id, const std::string& body, Source, Moment) override {
        entries_.emplace(id, body);
        return {};
    }
    Actions joined(LinkId neighbour, Moment moment) override {
        neighbours_.insert(neighbour);
        next_question_ = std::min(next_question_, moment.now + between_questions);
        return {what_i_have(neighbour)};
    }
    Actions left(LinkId neighbour) override {
        neighbours_.erase(neighbour);
        return {};
    }
    Actions on_time(Moment moment) override {
        if (moment.now < next_question_) return {};
        next_question_ = neighbours_.empty() ? sbc::never : moment.now + between_questions;
        if (neighbours_.empty()) return {};
        const auto chosen = static_cast<std::ptrdiff_t>(moment.fresh % neighbours_.size());
        return {what_i_have(*std::next(neighbours_.begin(), chosen))};
    }
    [[nodiscard]] sbc::Instant deadline() const override { return next_question_; }

    // {"have":[ids]} is answered by an {"entry":{…},"id":…} for each that is missing there.
    Actions direct(LinkId from, const std::string& body, Moment) override {
        if (auto json = sbc::JsonReader::parse(body, {})) {
            const auto have = json->texts("have", 1'000, 16);
            if (json->finish()) return what_is_missing(from, {have.begin(), have.end()});
        }
        if (auto json = sbc::JsonReader::parse(body, {})) {
            const MessageId id{json->hex64("id")};
            const std::string entry = json->object("entry", 2'000);
            if (json->finish()) entries_.emplace(id, entry);
        }
        return {};
    }

private:
    static constexpr sbc::Duration between_questions{15'000};

    [[nodiscard]] sbc::p2p::Action say(LinkId to, const sbc::JsonWriter& json) const {
        return sbc::p2p::Send{to, sbc::p2p::Direct{name(), json.to_text()}};
    }
    [[nodiscard]] sbc::p2p::Action what_i_have(LinkId to) const {
        std::vector<std::string> ids;
        ids.reserve(entries_.size());
        for (const auto& [id, body] : entries_) ids.push_back(sbc::to_hex64(id.value()));
        sbc::JsonWriter json;
        return say(to, json.texts("have", ids));
    }
    [[nodiscard]] Actions what_is_missing(LinkId to, const std::set<std::string>& there) const {
        Actions actions;
        for (const auto& [id, body] : entries_) {
            if (there.contains(sbc::to_hex64(id.value()))) continue;
            sbc::JsonWriter json;
            actions.push_back(say(to, json.object("entry", body).hex64("id", id.value())));
        }
        return actions;
    }

    std::string author_;
    std::map<MessageId, std::string> entries_;
    std::set<LinkId> neighbours_;
    sbc::Instant next_question_ = sbc::never;
};

}  // namespace town
