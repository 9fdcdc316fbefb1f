#pragma once

#include "application.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"

namespace stage {

// #region chat
// Chapter 02's lines, as an application: what is typed at one edge is read at all others.
class Chat : public Application {
public:
    explicit Chat(std::string from) : from_{std::move(from)} {}
    [[nodiscard]] std::string name() const override { return "chat"; }

    Actions typed(const std::string& line, Moment) override {
        if (line.empty() || line.size() > 4096 || !sbc::is_utf8(sbc::as_bytes(line))) {
            return {Tell{sbc::Tone::Bad, "not sent: a line has 1 to 4096 bytes of UTF-8 text"}};
        }
        sbc::JsonWriter json;
        return {Publish{name(), json.text("from", from_).text("text", line).to_text()}};
    }
    Actions published(MessageId, const std::string& body, Source source, Moment) override {
        if (!source.link) return {};  // we know what we have said
        const Line line = read(body);
        return {Tell{sbc::Tone::Plain, line.from + ": " + line.text}};
    }
    Actions delivered(const std::string& body) override {
        return {Tell{sbc::Tone::Faint, "delivered: " + read(body).text}};
    }
    // #endregion chat

    // #region chat-read
private:
    struct Line {
        std::string from;
        std::string text;
    };
    static Line read(const std::string& body) {
        auto json = sbc::JsonReader::parse(body, {});
        if (!json) return {};
        const std::string from = json->text("from", 64);
        return {sbc::printable(from), sbc::printable(json->text("text", 4096))};
    }
    std::string from_;
    // #endregion chat-read
};

}  // namespace stage
