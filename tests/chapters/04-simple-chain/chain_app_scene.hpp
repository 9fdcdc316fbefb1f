#pragma once

#include <string>
#include <vector>

#include "catch.hpp"
#include "chain_app.hpp"
#include "sample.hpp"

// One node's application, what it hears, and what it says to that.
namespace scene {

using namespace stage;
using namespace std::chrono_literals;

inline const sbc::Instant start{1h};
inline const LinkId neighbour{7};

inline Moment at(sbc::Instant now) {
    return {now, sample::wall + std::chrono::duration_cast<std::chrono::seconds>(now - start), 99};
}

// What was sent or published, decoded.
template <class Kind>
std::vector<Kind> said(const Actions& actions) {
    std::vector<Kind> found;
    for (const auto& action : actions) {
        std::string body;
        if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) body = publish->body;
        if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
            CHECK(send->link == neighbour);
            body = std::get<sbc::p2p::Direct>(send->message).body;
        }
        if (body.empty()) continue;
        const auto message = decode_chain_message(body);
        REQUIRE(message);
        if (const auto* one = std::get_if<Kind>(&*message)) found.push_back(*one);
    }
    return found;
}
inline std::string told(const Actions& actions) {
    std::string all;
    for (const auto& action : actions) {
        if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) all += tell->text + "\n";
    }
    return all;
}

// One node's application and what it answers.
struct Node {
    ChainApp app;
    explicit Node(ChainSettings settings = {"alice"}, const Chain& chain = {})
        : app{std::move(settings), chain} {}

    Actions hears(const ChainMessage& message, sbc::Instant now = start) {
        return app.published(MessageId{1}, encode(message), {neighbour}, at(now));
    }
    Actions is_told(const ChainMessage& message, sbc::Instant now = start) {
        return app.direct(neighbour, encode(message), at(now));
    }
    [[nodiscard]] std::uint64_t height() const { return app.chain().height().value(); }
    [[nodiscard]] Hash tip() const { return hash_of(app.chain().tip()); }
};

inline ChainSettings building(sbc::Duration every) { return {"core", every}; }

// The neighbour is this node: both go on until nothing more is said. How much was said, in all?
inline std::size_t converse(Node& asks, Node& knows) {
    std::size_t messages = 0;
    Actions questions = asks.app.joined(neighbour, at(start));
    while (!questions.empty() && messages < 1'000) {
        Actions answers;
        for (const auto& question : said<GetBlocks>(questions)) {
            for (auto& answer : knows.is_told(question)) answers.push_back(answer);
        }
        questions.clear();
        for (const auto& answer : answers) {
            ++messages;
            const auto& body =
                std::get<sbc::p2p::Direct>(std::get<sbc::p2p::Send>(answer).message).body;
            for (auto& question : asks.app.direct(neighbour, body, at(start))) {
                questions.push_back(question);
            }
        }
    }
    return messages;
}

}  // namespace scene
