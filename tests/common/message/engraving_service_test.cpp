#include "message/engraving_service.hpp"

#include "catch.hpp"
#include "engraving_scene.hpp"

using namespace stone;

namespace {

const LinkId first{1};
const LinkId second{2};

// One node, two wallets, and what it says to them.
struct Served {
    Mason mason;
    std::vector<Outpoint> coins;
    sbc::Duration after{0};
    std::map<LinkId, std::vector<EngravingMessage>> said;
    std::map<LinkId, unsigned> closed;
    std::string told;

    explicit Served(EngravingServiceLimits limits = {}) : mason{{}, limits} {
        for (int i = 0; i < 6; ++i) mine();
        mason.service.joined(first, moment());
        mason.service.joined(second, moment());
    }
    [[nodiscard]] Moment moment() const { return {beginning + after, network().begins + 10h, 1}; }
    [[nodiscard]] std::string note(std::size_t coin, const std::string& text) const {
        return engraved(coins.at(coin), "alice", text);
    }
    void add(const Block& block) {
        mason.add(block);
        note_all(mason.work(moment()));
    }
    void mine(const std::vector<std::string>& more = {}) {
        const std::uint64_t height = mason.core.chain.height().value() + 1;
        std::vector<std::string> all{coinbase(height, "alice")};
        coins.push_back({id(all.front()), 0});
        all.insert(all.end(), more.begin(), more.end());
        add(mason.core.next(all, height - 1));
    }
    void hear(LinkId link, const std::string& body) {
        note_all(mason.service.direct(link, body, moment()));
    }
    void ask(LinkId link, Height below = from_the_top) { hear(link, encode(Show{below})); }
    void pay(const std::string& text) {
        mason.pay(text);
        note_all(mason.work(moment()));
    }
    void wait(sbc::Duration time) {
        for (const sbc::Duration end = after + time; after < end;) {
            const Instant next = std::min(mason.service.deadline(), beginning + end);
            after = std::max(after, std::chrono::ceil<sbc::Duration>(next - beginning));
            note_all(mason.work(moment()));
        }
    }
    template <class Kind>
    [[nodiscard]] std::vector<Kind> heard(LinkId link) {
        std::vector<Kind> all;
        for (const auto& message : said[link]) {
            if (const auto* one = std::get_if<Kind>(&message)) all.push_back(*one);
        }
        return all;
    }

private:
    void note_all(const Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                keep(send->link, send->message);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                for (const LinkId link : all->links) keep(link, all->message);
            } else if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                closed[close->link] = close->penalty;
            } else if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                told += tell->text + "\n";
            }
        }
    }
    void keep(LinkId link, const sbc::p2p::Message& message) {
        const auto& direct = std::get<sbc::p2p::Direct>(message);
        need(direct.application == "engraved");
        said[link].push_back(*decode_engraving_message(direct.body));
    }
};

}  // namespace

TEST_CASE("who asks is shown a page of what is below, with proofs that hold", "[message]") {
    Served scene;
    scene.mine({scene.note(0, "first")});
    scene.mine({scene.note(1, "second")});
    scene.ask(first);
    auto pages = scene.heard<Page>(first);
    REQUIRE(pages.size() == 1);
    CHECK(pages[0].below == from_the_top);
    CHECK(pages[0].upto == Height{0});
    CHECK(pages[0].through == scene.mason.core.chain.tip().hash);
    REQUIRE(pages[0].records.size() == 2);
    CHECK(pages[0].records[0].height == Height{8});
    for (const Record& record : pages[0].records) {
        const auto& place = scene.mason.core.chain.at(record.height);
        CHECK(check_record(record, place, rules().network));
    }
    scene.ask(first, Height{8});
    pages = scene.heard<Page>(first);
    REQUIRE(pages.size() == 2);
    REQUIRE(pages[1].records.size() == 1);
    CHECK(pages[1].records[0].height == Height{7});
    CHECK(scene.said[second].empty());
    CHECK(scene.closed.empty());
}

TEST_CASE("a node that keeps a bounded number says from where on it knows all", "[message]") {
    Served scene;
    for (std::size_t i = 0; i < 4; ++i) scene.mine({scene.note(i, "n")});
    EngravingIndex few{scene.mason.core.chain, scene.mason.core.store, {.most = 2}};
    EngravingService service{scene.mason.core.chain, scene.mason.core.store, few,
                             [](const Hash&) { return std::nullopt; }};
    while (few.deadline() <= beginning) (void)few.on_time(scene.moment());
    service.joined(first, scene.moment());
    const auto page_below = [&](Height below) {
        const auto said = service.direct(first, encode(Show{below}), scene.moment());
        REQUIRE(said.size() == 1);
        const auto& direct = std::get<sbc::p2p::Direct>(std::get<sbc::p2p::Send>(said[0]).message);
        return std::get<Page>(*decode_engraving_message(direct.body));
    };
    CHECK(page_below(from_the_top).upto == Height{9});
    CHECK(page_below(from_the_top).records.size() == 2);
    CHECK(page_below(Height{9}).upto == Height{9});
    CHECK(page_below(Height{9}).records.empty());
    CHECK(page_below(Height{5}).upto == Height{5});
}

TEST_CASE("who has asked is told of engravings that wait, and of nothing else that does",
          "[message]") {
    Served scene;
    scene.ask(first);
    scene.pay(scene.note(0, "soon"));
    scene.pay(noted({{scene.coins[1], "alice"}}, "memo", "engraved"));
    const auto heard = scene.heard<Heard>(first);
    REQUIRE(heard.size() == 1);
    CHECK(heard[0].shown.payment == scene.note(0, "soon"));
    REQUIRE(heard[0].shown.spends.size() == 1);
    CHECK(heard[0].shown.spends[0].address == address("alice"));
    CHECK(scene.said[second].empty());
    SECTION("who asks later is told then, once") {
        scene.ask(second);
        scene.ask(second);
        CHECK(scene.heard<Heard>(second).size() == 1);
    }
    SECTION("but not of what is in a block meanwhile") {
        scene.mine({scene.note(0, "soon")});
        scene.ask(second);
        CHECK(scene.heard<Heard>(second).empty());
    }
}

TEST_CASE("news are told once, until they are asked about", "[message]") {
    Served scene;
    scene.ask(first);
    scene.mine();
    CHECK(scene.heard<News>(first).empty());  // nothing was engraved
    scene.mine({scene.note(0, "a")});
    scene.mine({scene.note(1, "b")});
    CHECK(scene.heard<News>(first) == std::vector<News>{{Height{8}}});
    SECTION("a question about older ones is none") {
        scene.ask(first, Height{8});
        scene.mine({scene.note(2, "c")});
        CHECK(scene.heard<News>(first).size() == 1);
    }
    SECTION("one about these is") {
        scene.ask(first);
        scene.mine({scene.note(2, "c")});
        CHECK(scene.heard<News>(first) == std::vector<News>{{Height{8}}, {Height{10}}});
    }
    CHECK(scene.said[second].empty());
}

TEST_CASE("a history that has just turned is not shown before the index has followed",
          "[message]") {
    Served scene;
    scene.mine({scene.note(0, "goes")});
    Core& core = scene.mason.core;
    const Block seventh =
        on(core.chain.tree(), core.chain.at(Height{6}), {coinbase(7, "carol")}, 6s);
    (void)core.add(seventh);
    const auto* place = core.chain.tree().find(hash_of(seventh.header));
    (void)core.add(
        on(core.chain.tree(), *place, {coinbase(8, "carol"), scene.note(1, "comes")}, 6s));
    REQUIRE(core.chain.height() == Height{8});
    scene.ask(first);  // the index has not been called yet
    CHECK(scene.said[first].empty());
    scene.wait(10ms);
    const auto pages = scene.heard<Page>(first);
    REQUIRE(pages.size() == 1);
    REQUIRE(pages[0].records.size() == 1);
    CHECK(pages[0].records[0].height == Height{8});
}

TEST_CASE("who asks too much waits, and who asks more yet is sent away", "[message]") {
    Served scene{{.questions = {
                      .most = 4,
                      .credit = sbc::Duration{4}}}};  // two answers at once; one in 2 ms after that
    for (int i = 0; i < 6; ++i) scene.ask(first);
    const auto answered = scene.heard<Page>(first).size();
    CHECK(answered >= 1);
    CHECK(answered <= 3);
    CHECK(scene.closed.empty());
    SECTION("the answers come later") {
        scene.wait(100ms);
        CHECK(scene.heard<Page>(first).size() == 6);
        CHECK(scene.mason.service.deadline() == sbc::never);
    }
    SECTION("more than four may not wait") {
        for (int i = 0; i < 3; ++i) scene.ask(first);
        CHECK(scene.closed == std::map<LinkId, unsigned>{{first, 10}});
        CHECK(scene.mason.service.links() == 1);
    }
    SECTION("who leaves meanwhile is forgotten") {
        (void)scene.mason.service.left(first);
        CHECK(scene.mason.service.deadline() == sbc::never);
        scene.wait(100ms);
        CHECK(scene.heard<Page>(first).size() == answered);
    }
}

TEST_CASE("who says what no wallet says is sent away", "[message]") {
    Served scene;
    const std::string body = GENERATE_COPY(values<std::string>(
        {"", "{}", R"({"kind":"show"})", R"({"below":1,"kind":"show"} )", encode(News{Height{1}}),
         encode(Page{Height{1}, Height{1}, {}, {}}), encode(Heard{{"{}", {}}})}));
    CAPTURE(body);
    scene.hear(first, body);
    CHECK(scene.closed == std::map<LinkId, unsigned>{{first, 10}});
    CHECK(scene.said.empty());
    scene.hear(first, encode(Show{from_the_top}));
    CHECK(scene.said.empty());  // it is not there any more
}

TEST_CASE("a node whose disk fails sends wallets away, and blames nobody", "[message]") {
    Served scene;
    scene.mine({scene.note(0, "first")});
    scene.mason.core.store.fails = true;
    scene.ask(first);
    CHECK(scene.closed == std::map<LinkId, unsigned>{{first, 0}});
    CHECK_THAT(scene.told, ContainsSubstring("cannot be shown"));
}

TEST_CASE("so many wallets are served, and not more", "[message]") {
    Served scene{{.most_links = 2}};
    scene.mason.service.joined(LinkId{3}, scene.moment());
    CHECK(scene.mason.service.links() == 2);
    scene.ask(LinkId{3});
    CHECK(scene.said.empty());
    CHECK(scene.closed.empty());
}

TEST_CASE("what waits is remembered in bounds", "[message]") {
    Served scene{{.most_waiting = 2}};
    for (std::size_t i = 0; i < 3; ++i) scene.pay(scene.note(i, "n" + std::to_string(i)));
    scene.ask(first);
    const auto heard = scene.heard<Heard>(first);
    REQUIRE(heard.size() == 2);
    CHECK(heard[0].shown.payment == scene.note(1, "n1"));
}
