#include "board.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"

namespace stage {

// #region encode
using sbc::JsonReader;
using sbc::JsonWriter;
using sbc::Tone;

static JsonWriter& write(JsonWriter& json, const Post& post) {
    return json.text("author", post.author).text("text", post.text).integer("time", post.time);
}

// The reader remembers the first thing that is wrong; finish() tells.
static Post read(JsonReader& json, MessageId id) {
    Post post{id, json.text("author", longest_author), json.text("text", longest_post),
              json.integer("time", sbc::json_max_integer)};
    if (post.text.empty()) json.fault(sbc::JsonError::OutOfRange, "a post has a text");
    return post;
}
// #endregion encode

// #region shown
static std::string shown(const Post& post) {
    return sbc::printable(post.author) + ": " + sbc::printable(post.text, 1000);
}

static bool older(const Post& a, const Post& b) {
    return std::pair{a.time, a.id} < std::pair{b.time, b.id};
}
// #endregion shown

// #region typed
Actions Board::typed(const std::string& line, Moment moment) {
    if (line == "list") {
        Actions lines;
        for (const Post& post : posts_) lines.push_back(Tell{Tone::Plain, shown(post)});
        if (lines.empty()) lines.push_back(Tell{Tone::Faint, "nothing on the board yet"});
        return lines;
    }
    if (line == "follow") {
        following_ = !following_;
        return {Tell{Tone::Faint, following_ ? "new posts are shown" : "new posts are not shown"}};
    }
    if (line != "post" && !line.starts_with("post ")) return {};
    const std::string text = line.substr(std::min<std::size_t>(5, line.size()));
    if (text.empty() || text.size() > longest_post || !sbc::is_utf8(sbc::as_bytes(text))) {
        return {Tell{Tone::Bad, "not posted: a post has 1 to 1000 bytes of UTF-8 text"}};
    }
    const auto time = moment.wall.time_since_epoch().count();
    JsonWriter json;
    write(json, {{}, author_, text, static_cast<std::uint64_t>(time)});
    return {Publish{name(), json.to_text()}};
}
// #endregion typed

// #region published
Actions Board::published(MessageId id, const std::string& body, Source, Moment moment) {
    auto json = JsonReader::parse(body, {});
    if (!json) return {};
    const Post post = read(*json, id);
    return json->finish() ? add(post, moment) : Actions{};
}

// Each id once. A full board gives up its oldest post, by the authors' clocks: so all boards end
// with the same posts, in whatever order they came. (A clock that is far ahead would stay for
// ever.)
Actions Board::add(const Post& post, Moment moment) {
    const auto now = static_cast<std::uint64_t>(moment.wall.time_since_epoch().count());
    const bool known = std::any_of(posts_.begin(), posts_.end(),
                                   [&](const Post& other) { return other.id == post.id; });
    if (known || post.time > now + 600) return {};
    posts_.push_back(post);
    if (posts_.size() > most_posts) {
        const auto oldest = std::min_element(posts_.begin(), posts_.end(), older);
        const bool itself = oldest->id == post.id;
        posts_.erase(oldest);
        if (itself) return {};
    }
    if (following_) return {Tell{Tone::Plain, shown(post)}};
    return {};
}
// #endregion published

// #region catch-up
Actions Board::joined(LinkId neighbour, Moment moment) {
    neighbours_.insert(neighbour);
    next_question_ = std::min(next_question_, moment.now + between_questions);
    return {what_i_have(neighbour)};
}

Actions Board::left(LinkId neighbour) {
    neighbours_.erase(neighbour);
    return {};
}

// Messages get lost with the connections that carried them, so neighbours compare now and then.
Actions Board::on_time(Moment moment) {
    if (moment.now < next_question_) return {};
    next_question_ = neighbours_.empty() ? sbc::never : moment.now + between_questions;
    if (neighbours_.empty()) return {};
    const auto chosen = static_cast<std::ptrdiff_t>(moment.fresh % neighbours_.size());
    return {what_i_have(*std::next(neighbours_.begin(), chosen))};
}
// #endregion catch-up

// #region have
Action Board::what_i_have(LinkId to) const {
    std::vector<std::string> ids;
    for (const Post& post : posts_) ids.push_back(sbc::to_hex64(post.id.value()));
    JsonWriter json;
    json.text("kind", "have").texts("ids", ids);
    return Send{to, Direct{name(), json.to_text()}};
}
// #endregion have

// #region direct
Actions Board::direct(LinkId from, const std::string& body, Moment moment) {
    auto json = JsonReader::parse(body, {});
    if (!json) return {};
    const std::string kind = json->text("kind", 8);
    if (kind == "have") {
        const auto ids = json->texts("ids", most_posts, 16);
        return json->finish() ? what_is_missing(from, ids) : Actions{};
    }
    const Post post = read(*json, MessageId{json->hex64("id")});
    return kind == "post" && json->finish() ? add(post, moment) : Actions{};
}

Actions Board::what_is_missing(LinkId to, const std::vector<std::string>& ids) const {
    const std::set<std::string> there{ids.begin(), ids.end()};
    Actions actions;
    for (const Post& post : posts_) {
        const std::string id = sbc::to_hex64(post.id.value());
        if (there.contains(id) || actions.size() == 150) continue;  // the rest next time
        JsonWriter json;
        write(json, post).text("kind", "post").text("id", id);
        actions.push_back(Send{to, Direct{name(), json.to_text()}});
    }
    return actions;
}
// #endregion direct

}  // namespace stage
