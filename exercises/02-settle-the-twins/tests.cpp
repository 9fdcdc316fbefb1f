#include "twins.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <vector>

#include "catch.hpp"

using exercise::Direction;
using exercise::Link;
using exercise::NodeId;
using exercise::Token;

namespace {

std::string in_words(const Link& link) {
    std::string text = "link " + std::to_string(link.number) + ", which we ";
    text += link.direction == Direction::Dialed ? "dialed" : "accepted";
    text += ", says it is core " + std::to_string(link.claimed.value());
    if (link.token) text += "; it has brought the token " + std::to_string(link.token->value());
    return text;
}

std::string in_words(const std::vector<Link>& links) {
    std::string text;
    for (const Link& link : links) text += "\n  " + in_words(link);
    return text;
}

std::string in_words(std::optional<int> hung_up) {
    return hung_up ? "link " + std::to_string(*hung_up) : "nothing";
}

std::string in_words(std::vector<int> numbers) {
    std::sort(numbers.begin(), numbers.end());
    std::string text;
    for (const int number : numbers) text += (text.empty() ? "" : " and ") + std::to_string(number);
    return text.empty() ? "none" : text;
}

// What the learner's core does when a token has come over the link with this number.
std::string hung_up(const std::vector<Link>& links, int latest) {
    const auto link = std::find_if(links.begin(), links.end(),
                                   [latest](const Link& each) { return each.number == latest; });
    return in_words(exercise::hang_up(links, *link));
}

// Two cores that have dialed each other: link 1 was dialed by A, link 2 by B. What one core says
// travels in order on each link, also the end of the link; nothing says which link is faster.
class Network {
public:
    Network(NodeId id_of_a, NodeId id_of_b) : cores_{Core{"A", id_of_a}, Core{"B", id_of_b}} {
        cores_[1].arriving[0].push_back({Message::Hello});
        cores_[0].arriving[1].push_back({Message::Hello});
        story = "\n  A is core " + std::to_string(id_of_a.value()) + " and dials B: link 1" +
                "\n  B is core " + std::to_string(id_of_b.value()) + " and dials A: link 2";
    }

    [[nodiscard]] bool can_deliver(std::size_t to, std::size_t link) const {
        return !cores_[to].arriving[link].empty();
    }
    // The next message on this link reaches that core.
    void deliver(std::size_t to, std::size_t link) {
        const Message message = cores_[to].arriving[link].front();
        cores_[to].arriving[link].pop_front();
        tell(cores_[to].name + " gets " + in_words(message) + " on link " + number(link));
        if (message.kind == Message::Hello) on_hello(to, link);
        if (message.kind == Message::Token) on_token(to, link, message.token);
        if (message.kind == Message::End) forget(to, link);
    }
    [[nodiscard]] auto open_links() const {
        return std::count(is_open_.begin(), is_open_.end(), true);
    }
    std::string story;

private:
    struct Message {
        enum Kind { Hello, Token, End } kind;
        exercise::Token token{};
    };
    struct Core {
        std::string name;
        NodeId id;
        std::vector<Link> links{};                      // over which a hello has come
        std::array<std::deque<Message>, 2> arriving{};  // by link
    };

    void on_hello(std::size_t to, std::size_t link) {
        Core& core = cores_[to];
        Core& other = cores_[1 - to];
        const Direction direction = to == link ? Direction::Dialed : Direction::Accepted;
        if (direction == Direction::Accepted) other.arriving[link].push_back({Message::Hello});
        core.links.push_back({static_cast<int>(link) + 1, direction, other.id});
        const Token token{core.id.value() * 10 + core.links.size()};
        for (const int to_link : send_token_over(core.id, core.links, core.links.back())) {
            tell("  and sends the token " + std::to_string(token.value()) + " over link " +
                 std::to_string(to_link));
            other.arriving.at(index(to_link)).push_back({Message::Token, token});
        }
    }
    void on_token(std::size_t to, std::size_t link, Token token) {
        Core& core = cores_[to];
        const auto latest = std::find_if(core.links.begin(), core.links.end(),
                                         [link](auto& each) { return index(each.number) == link; });
        if (latest == core.links.end()) return;  // no hello has come over it yet
        latest->token = token;
        const std::optional<int> hung_up = exercise::hang_up(core.links, *latest);
        if (!hung_up) return;
        tell("  and hangs up link " + std::to_string(*hung_up));
        is_open_.at(index(*hung_up)) = false;
        forget(to, index(*hung_up));
        cores_[1 - to].arriving[index(*hung_up)].push_back({Message::End});
    }
    void forget(std::size_t at, std::size_t link) {
        cores_[at].arriving[link].clear();
        std::erase_if(cores_[at].links, [link](auto& each) { return index(each.number) == link; });
    }

    static std::size_t index(int link_number) { return static_cast<std::size_t>(link_number - 1); }
    static std::string number(std::size_t link) { return std::to_string(link + 1); }
    static std::string in_words(const Message& message) {
        if (message.kind == Message::Hello) return "the hello";
        if (message.kind == Message::End) return "the end";
        return "the token " + std::to_string(message.token.value());
    }
    void tell(const std::string& what) { story += "\n  " + what; }

    std::array<Core, 2> cores_;
    std::array<bool, 2> is_open_{true, true};
};

// Tries every order in which the messages can arrive. Returns the first network that does not end
// with one connection, or any other.
Network worst_end(const Network& network) {
    Network end = network;
    for (std::size_t to = 0; to < 2; ++to) {
        for (std::size_t link = 0; link < 2; ++link) {
            if (!network.can_deliver(to, link)) continue;
            Network next = network;
            next.deliver(to, link);
            end = worst_end(next);
            if (end.open_links() != 1) return end;
        }
    }
    return end;
}

}  // namespace

TEST_CASE("two cores that have dialed each other keep one connection") {
    for (const std::uint64_t a : {3U, 5U}) {
        const Network end = worst_end({NodeId{a}, NodeId{8 - a}});
        INFO("what happened:" << end.story);
        INFO("then " << end.open_links()
                     << " of 2 connections were left. If nobody settles it both");
        INFO("stay; if both settle it each hangs up the one that it dialed, and none stays. So it");
        INFO("is for the smaller id alone");
        CHECK(end.open_links() == 1);
    }
}

TEST_CASE("without a twin no token is sent") {
    const std::vector<Link> links = {{1, Direction::Dialed, NodeId{5}},
                                     {2, Direction::Accepted, NodeId{6}}};
    const std::string sent = in_words(exercise::send_token_over(NodeId{3}, links, links[1]));
    INFO("we are core 3. Our links:" << in_words(links));
    INFO("a hello has come over link 2, and you sent a token over: " << sent);
    INFO("core 5 and core 6 do not even say that they are the same: compare the ids");
    CHECK(sent == "none");
}

TEST_CASE("the token goes over the two links and over no other") {
    const std::vector<Link> links = {{1, Direction::Dialed, NodeId{5}},
                                     {2, Direction::Accepted, NodeId{6}},
                                     {3, Direction::Accepted, NodeId{5}}};
    const std::string sent = in_words(exercise::send_token_over(NodeId{3}, links, links[2]));
    INFO("we are core 3. Our links:" << in_words(links));
    INFO("a hello has come over link 3, and you sent a token over: " << sent);
    INFO("the token proves something only because nobody else has it. Core 6, if it knew it,");
    INFO("could send it to core 5 and pass for us");
    CHECK(sent == "1 and 3");
}

TEST_CASE("the same id is no proof") {
    const std::vector<Link> links = {{1, Direction::Dialed, NodeId{5}},
                                     {2, Direction::Accepted, NodeId{5}, Token{77}}};
    const std::string got = hung_up(links, 2);
    INFO("a token has come over link 2. Our links:" << in_words(links));
    INFO("you hung up: " << got);
    INFO("anybody can call us and say \"I am core 5\". If that were enough, he would have us hang");
    INFO("up the real core 5, whom we dialed. Has the same token come over both links? No");
    CHECK(got == "nothing");
}

TEST_CASE("one token alone proves nothing") {
    const std::vector<Link> links = {{1, Direction::Dialed, NodeId{5}, Token{77}},
                                     {2, Direction::Accepted, NodeId{6}}};
    const std::string got = hung_up(links, 1);
    INFO("a token has come over link 1. Our links:" << in_words(links));
    INFO("you hung up: " << got);
    INFO("the other core may suspect twins where there are none: then its second copy of the");
    INFO("token goes to somebody else and never reaches us. Wait for the second copy");
    CHECK(got == "nothing");
}

TEST_CASE("two different tokens come from two cores") {
    const std::vector<Link> links = {{1, Direction::Dialed, NodeId{5}, Token{77}},
                                     {2, Direction::Accepted, NodeId{6}, Token{88}}};
    const std::string got = hung_up(links, 2);
    INFO("a token has come over link 2. Our links:" << in_words(links));
    INFO("you hung up: " << got);
    INFO("77 is not 88: only the same number twice shows that one core is at both ends");
    CHECK(got == "nothing");
}

TEST_CASE("of two twins the one that we dialed is hung up, whichever token came last") {
    const std::vector<Link> links = {{1, Direction::Dialed, NodeId{5}, Token{77}},
                                     {2, Direction::Accepted, NodeId{5}, Token{77}}};
    const std::string dialed_last = hung_up(links, 1);
    const std::string accepted_last = hung_up(links, 2);
    INFO("our links:" << in_words(links));
    INFO("when the token over link 1 came last, you hung up " << dialed_last);
    INFO("when the token over link 2 came last, you hung up " << accepted_last);
    INFO("which token comes last is chance, or somebody's plan: whoever got the token by claiming");
    INFO("our id may pass it on to us over a link that we dialed to him, and before the other");
    INFO("core's own token comes. By this rule it is his link that goes");
    CHECK(dialed_last == "link 1");
    CHECK(accepted_last == "link 1");
}
