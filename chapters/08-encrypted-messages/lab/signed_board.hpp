#pragma once

#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "lab/names.hpp"
#include "p2p/application.hpp"

namespace lab {

using sbc::p2p::Actions;
using sbc::p2p::Tell;

// Chapter 03's notice board, whose posts now say the address of their author, who has signed them:
// nobody posts in another one's name, and no core makes another post of one. (What is new in it is
// the signature; it keeps posts in memory, and asks nobody for older ones.)
class SignedBoard : public sbc::p2p::Application {
public:
    static constexpr std::size_t longest_post = 1'000;
    static constexpr std::size_t most_posts = 500;

    SignedBoard(const stage::Hash& network, const stage::SigningKey& author)
        : network_{network}, author_{author} {}
    [[nodiscard]] std::string name() const override { return "board"; }

    // post TEXT, list, follow
    Actions typed(const std::string& line, sbc::p2p::Moment moment) override {
        if (line == "list") return {posts_.begin(), posts_.end()};
        if (line == "follow") {
            following_ = true;
            return {Tell{sbc::Tone::Faint, "new posts are shown"}};
        }
        if (!line.starts_with("post ")) return {};
        Post post{author_.public_key(), line.substr(5), moment.wall, {}};
        if (!is_post(post.text)) {
            return {Tell{sbc::Tone::Bad, "not posted: a post has 1 to 1000 bytes of UTF-8 text"}};
        }
        post.signature = author_.sign(signed_part(post));
        auto json = said(post);
        json.bytes("signature", post.signature.bytes);
        return {sbc::p2p::Publish{name(), json.to_text()}};
    }
    Actions published(sbc::p2p::MessageId, const std::string& body, sbc::p2p::Source,
                      sbc::p2p::Moment) override {
        auto json = sbc::JsonReader::parse(body, {});
        if (!json) return {};
        const Post post{stage::read_address(*json, "author"), json->text("text", longest_post),
                        stage::read_time(*json, "time"),
                        stage::read_bytes<stage::Signature>(*json, "signature")};
        const bool sound = json->finish() && is_post(post.text);
        if (!sound || !verify(post.author, signed_part(post), post.signature)) return {};
        const Tell shown{sbc::Tone::Plain,
                         name_of(post.author) + ": " + sbc::printable(post.text, longest_post)};
        if (posts_.size() == most_posts) posts_.erase(posts_.begin());
        posts_.push_back(shown);
        return following_ ? Actions{shown} : Actions{};
    }

private:
    struct Post {
        stage::PublicKey author;
        std::string text;
        stage::Time time;
        stage::Signature signature;
    };
    [[nodiscard]] static bool is_post(const std::string& text) {
        return !text.empty() && text.size() <= longest_post && sbc::is_utf8(sbc::as_bytes(text));
    }
    [[nodiscard]] static sbc::JsonWriter said(const Post& post) {
        sbc::JsonWriter json;
        json.text("author", sbc::crypto::to_address(post.author)).text("text", post.text);
        json.integer("time", stage::seconds(post.time));
        return json;
    }
    [[nodiscard]] stage::Bytes signed_part(const Post& post) const {
        return stage::context("post", network_, said(post));
    }

    stage::Hash network_;
    const stage::SigningKey& author_;
    std::vector<Tell> posts_;  // as they came
    bool following_ = false;
};

}  // namespace lab
