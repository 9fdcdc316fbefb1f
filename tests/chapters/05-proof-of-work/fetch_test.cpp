// Asking a core for its chain, or for its tree, from outside.
#include "fetch.hpp"

#include "catch.hpp"
#include "chain_app_scene.hpp"
#include "verify.hpp"

using namespace scene;
using sample::Forge;
using sbc::p2p::Quit;

namespace {

bool quits(const Actions& actions) {
    return std::any_of(actions.begin(), actions.end(),
                       [](const auto& action) { return std::holds_alternative<Quit>(action); });
}

// Both go on until the one who asks quits, or nothing more is said.
bool converse(Fetch& fetch, Node& core) {
    Actions questions = fetch.joined(anna, at(start));
    for (int rounds = 0; rounds < 100 && !questions.empty(); ++rounds) {
        if (quits(questions)) return true;
        Actions answers;
        for (const auto& question : questions) {
            const auto& send = std::get<sbc::p2p::Send>(question);
            CHECK(send.link == anna);
            const auto& body = std::get<sbc::p2p::Direct>(send.message).body;
            for (auto& answer : core.app.direct(berta, body, at(start))) answers.push_back(answer);
        }
        questions.clear();
        for (const auto& answer : answers) {
            const auto& send = std::get<sbc::p2p::Send>(answer);
            const auto& body = std::get<sbc::p2p::Direct>(send.message).body;
            for (auto& next : fetch.direct(anna, body, at(start))) questions.push_back(next);
        }
    }
    return quits(questions);
}

}  // namespace

TEST_CASE("a whole chain is fetched, batch by batch", "[05]") {
    const auto length = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{400});
    Forge forge;
    Node core;
    core.holds(sample::history(forge.line(forge.root(), length)));
    Fetch fetch{Fetched::Chain, sample::easy(), start + 10s};
    CHECK(converse(fetch, core));
    REQUIRE(fetch.chain().size() == length + 1);
    CHECK(hash_of(fetch.chain().back().header) == core.tip());
    CHECK(check_chain(sample::easy(), fetch.chain(), sample::wall));
}

TEST_CASE("what a core says unasked is no answer", "[05]") {
    Forge forge;
    Node core;
    core.holds(sample::history(forge.line(forge.root(), 3)));
    (void)core.hears(NewTransaction{sample::payment(1)});
    Fetch fetch{Fetched::Chain, sample::easy(), start + 10s};
    (void)fetch.joined(anna, at(start));
    for (const auto& greeting : core.meets(berta)) {  // its tip, and what waits
        const auto& send = std::get<sbc::p2p::Send>(greeting);
        const auto& body = std::get<sbc::p2p::Direct>(send.message).body;
        CHECK(fetch.direct(anna, body, at(start)).empty());
    }
    CHECK(
        fetch.published(MessageId{1}, encode(NewTransaction{sample::payment(1)}), {anna}, at(start))
            .empty());
    CHECK(fetch.chain().empty());
}

TEST_CASE("the top of a tree is fetched with one question", "[05]") {
    Forge forge;
    Node core;
    const Place& tip = forge.line(forge.root(), 3);
    core.holds(sample::history(tip));
    core.holds(sample::history(forge.line(forge.root(), 2)));
    Fetch fetch{Fetched::Tree, sample::easy(), start + 10s};
    CHECK(converse(fetch, core));
    CHECK(fetch.tree().tip == tip.hash);
    CHECK(fetch.tree().headers.size() == 6);
    CHECK(fetch.chain().empty());
}

TEST_CASE("a core of another network, whatever its name, has another genesis block", "[05]") {
    Node core;
    Network slower = sample::easy();
    slower.spacing = 10s;
    Fetch fetch{Fetched::Chain, slower, start + 10s};
    const auto question = fetch.joined(anna, at(start));
    const auto& asking = std::get<sbc::p2p::Send>(question.at(0));
    const auto& body = std::get<sbc::p2p::Direct>(asking.message).body;
    const auto answer = said<OtherHistory>(core.app.direct(berta, body, at(start)));
    REQUIRE(answer.size() == 1);
    const Actions actions = fetch.direct(anna, encode(answer[0].what), at(start));
    CHECK(quits(actions));
    CHECK_THAT(told(actions), ContainsSubstring("another genesis block"));
    CHECK(fetch.chain().empty());
}

TEST_CASE("when the core's history changes meanwhile, the user is told to ask again", "[05]") {
    Forge forge;
    Fetch fetch{Fetched::Chain, sample::easy(), start + 10s};
    (void)fetch.joined(anna, at(start));
    (void)fetch.direct(anna, encode(Blocks{Height{1}, {forge.line(forge.root(), 1).block}}),
                       at(start));
    const Actions actions = fetch.direct(anna, encode(OtherHistory{Height{1}}), at(start));
    CHECK(quits(actions));
    CHECK_THAT(told(actions), ContainsSubstring("its history has changed; ask again"));
    CHECK(fetch.chain().empty());
}

TEST_CASE("nonsense, and silence, end the fetching with a word", "[05]") {
    Fetch fetch{Fetched::Chain, sample::easy(), start + 10s};
    (void)fetch.joined(anna, at(start));
    SECTION("nonsense") {
        const Actions actions = fetch.direct(anna, "{}", at(start));
        CHECK(quits(actions));
        CHECK_FALSE(told(actions).empty());
    }
    SECTION("silence") {
        CHECK(fetch.on_time(at(start + 9s)).empty());
        CHECK(fetch.deadline() == start + 10s);
        const Actions actions = fetch.on_time(at(start + 10s));
        CHECK(quits(actions));
        CHECK_THAT(told(actions), ContainsSubstring("no core with a chain has answered in time"));
        CHECK(fetch.deadline() == sbc::never);
    }
    CHECK(fetch.chain().empty());
}
