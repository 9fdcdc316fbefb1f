#pragma once

#include <set>

#include "application.hpp"

namespace stage {

// #region post
struct Post {
    MessageId id;        // of the message that brought it: the same words twice are two posts
    std::string author;  // as they say
    std::string text;
    std::uint64_t time = 0;  // seconds since 1970, by the author's clock
};
constexpr std::size_t longest_author = 64;  // bytes
constexpr std::size_t longest_post = 1'000;
constexpr std::size_t most_posts = 500;
constexpr Duration between_questions{15'000};
// #endregion post

// #region board
// A notice board that everybody has a copy of.
class Board : public Application {
public:
    explicit Board(std::string author) : author_{std::move(author)} {}
    [[nodiscard]] std::string name() const override { return "board"; }
    [[nodiscard]] const std::vector<Post>& posts() const { return posts_; }  // as they came

    Actions typed(const std::string& line, Moment moment) override;
    Actions published(MessageId id, const std::string& body, Source, Moment moment) override;
    Actions direct(LinkId from, const std::string& body, Moment moment) override;
    Actions joined(LinkId neighbour, Moment moment) override;
    Actions left(LinkId neighbour) override;
    Actions on_time(Moment moment) override;
    [[nodiscard]] Instant deadline() const override { return next_question_; }
    // #endregion board

    // #region board-state
private:
    Actions add(const Post& post, Moment moment);
    [[nodiscard]] Action what_i_have(LinkId to) const;
    [[nodiscard]] Actions what_is_missing(LinkId to, const std::vector<std::string>& ids) const;

    std::string author_;
    bool following_ = false;
    std::vector<Post> posts_;
    std::set<LinkId> neighbours_;
    Instant next_question_ = sbc::never;
};
// #endregion board-state

}  // namespace stage
