#include "lab/signed_board.hpp"

#include "letter_kit.hpp"

using namespace kit;

namespace {

const sbc::p2p::Moment at{sbc::Instant{}, now, 1};

// What a board of this network shows of a post that comes in from outside.
std::string shown(const std::string& body, const Hash& network) {
    const auto key = lab::key_of("dave");
    lab::SignedBoard board{network, key};
    (void)board.typed("follow", at);
    std::string all;
    for (const auto& action : board.published({}, body, {}, at)) {
        all += std::get<sbc::p2p::Tell>(action).text;
    }
    return all;
}

std::string posted(const std::string& name, const std::string& text) {
    const auto key = lab::key_of(name);
    lab::SignedBoard board{network(), key};
    return std::get<sbc::p2p::Publish>(board.typed("post " + text, at).at(0)).body;
}

std::string with(std::string body, const std::string& part, const std::string& other) {
    const auto place = body.find(part);
    REQUIRE(place != std::string::npos);
    return body.replace(place, part.size(), other);
}

}  // namespace

TEST_CASE("a signed post is shown under its author's name", "[08]") {
    CHECK(shown(posted("carol", "books"), network()) == "carol: books");
}

TEST_CASE("a post that its author has not signed is not shown", "[08]") {
    const std::string post = posted("carol", "books");
    const auto address = [](const char* name) {
        return sbc::crypto::to_address(lab::key_of(name).public_key());
    };
    CHECK(shown(with(post, "books", "games"), network()).empty());
    CHECK(shown(with(posted("mallory", "books"), address("mallory"), address("carol")), network())
              .empty());
    CHECK(shown(post, other_network()).empty());
    const auto signature = post.find(",\"signature\"");
    REQUIRE(signature != std::string::npos);
    CHECK(
        shown(with(post, post.substr(signature, post.find(",\"text\"") - signature), ""), network())
            .empty());
}
