#include "catch.hpp"
#include "light_scene.hpp"

using namespace light;

namespace {

const LinkId first{1};
const LinkId second{2};

// What is said to this link by these actions.
std::vector<LightMessage> said_to(LinkId link, const Actions& actions) {
    std::vector<LightMessage> said;
    for (const auto& action : actions) {
        std::vector<LinkId> whom;
        const sbc::p2p::Message* message = nullptr;
        if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
            whom = {send->link};
            message = &send->message;
        } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
            whom = all->links;
            message = &all->message;
        }
        for (const LinkId one : whom) {
            if (one != link) continue;
            said.push_back(*decode_light_message(std::get<sbc::p2p::Direct>(*message).body));
        }
    }
    return said;
}
template <class Kind>
Kind only(LinkId link, const Actions& actions) {
    const auto said = said_to(link, actions);
    REQUIRE(said.size() == 1);
    REQUIRE(std::holds_alternative<Kind>(said[0]));
    return std::get<Kind>(said[0]);
}
std::optional<unsigned> penalty(LinkId link, const Actions& actions) {
    for (const auto& action : actions) {
        const auto* close = std::get_if<sbc::p2p::Close>(&action);
        if (close != nullptr && close->link == link) return close->penalty;
    }
    return {};
}
Moment at(sbc::Duration after = 0ms) { return {beginning + after, network().begins + 10h, 1}; }

Actions hear(Core& core, LinkId link, const LightMessage& message, sbc::Duration after = 0ms) {
    return core.service.direct(link, encode(message), at(after));
}

struct Served {
    Core core;
    std::string mined = coinbase(1, "alice");
    explicit Served(LightServiceLimits limits = {}) : core{limits} {
        core.add(core.next({mined}, 0));
        for (std::uint64_t h = 2; h < 5; ++h) core.add(core.next({coinbase(h, "carol")}, h - 1));
        core.service.joined(first, at());
        core.service.joined(second, at());
    }
    [[nodiscard]] Hash tip() const { return core.chain.tip().hash; }
    [[nodiscard]] std::string paid(const std::string& to) const {
        return payment({{id(mined), 0}}, "alice", {{address(to), Amount{99}}});
    }
};

}  // namespace

TEST_CASE("a wallet that comes is told the tip, and all are when it changes", "[node]") {
    Served it;
    const Tip tip = only<Tip>(LinkId{3}, it.core.service.joined(LinkId{3}, at()));
    CHECK(tip.tip == it.tip());
    CHECK(tip.height == Height{4});
    CHECK(tip.work == it.core.chain.tip().work);
    const Actions changed = it.core.add(it.core.next({coinbase(5, "bob")}, 4));
    CHECK(changed.size() == 1);  // encoded once
    for (const LinkId link : {first, second, LinkId{3}}) {
        CHECK(only<Tip>(link, changed).height == Height{5});
    }
    it.core.service.left(second);
    CHECK(said_to(second, it.core.service.tip_changed()).empty());
    CHECK(it.core.service.links() == 2);
}

TEST_CASE("a payment is told to those whom it concerns, once, and so is its going", "[node]") {
    Served it;
    hear(it.core, first, Watch{{address("bob"), address("alice")}});
    hear(it.core, second, Watch{{address("dora")}});
    CHECK(it.core.service.watched() == 3);
    const auto paid = it.paid("bob");
    const Actions came = it.core.pay(paid, at()).actions;
    const auto waiting = only<Waiting>(first, came);
    REQUIRE(waiting.payments.size() == 1);
    CHECK(waiting.payments[0].payment == paid);
    CHECK(waiting.payments[0].spends == std::vector<Spend>{{address("alice"), Amount{100}}});
    CHECK(said_to(second, came).empty());
    SECTION("who watches later is told at once") {
        const auto now = only<Waiting>(second, hear(it.core, second, Watch{{address("bob")}}));
        CHECK(now == waiting);
        CHECK(it.core.service.watched() == 2);
        const Actions gone = it.core.service.gone(id(paid), "it has waited too long");
        CHECK(only<Gone>(first, gone) == Gone{id(paid), "it has waited too long"});
        CHECK(only<Gone>(second, gone).id == id(paid));
        CHECK(it.core.service.gone(id(paid), "again").empty());
    }
    SECTION("what is in a block is no news") {
        const Actions mined = it.core.add(it.core.next({coinbase(5, "carol", 101), paid}, 4));
        CHECK(std::holds_alternative<Tip>(said_to(first, mined).at(0)));
        CHECK(said_to(first, mined).size() == 1);
        CHECK(it.core.service.gone(id(paid), "late").empty());
    }
    SECTION("what a rival in a block has replaced is gone") {
        const Actions mined = it.core.add(it.core.next({coinbase(5, "carol"), it.paid("dora")}, 4));
        const auto said = said_to(first, mined);
        REQUIRE(said.size() == 2);
        CHECK(std::get<Gone>(said[0]).id == id(paid));
    }
    SECTION("a new watch takes the place of the old one") {
        CHECK(
            only<Waiting>(first, hear(it.core, first, Watch{{address("dora")}})).payments.empty());
        CHECK(it.core.service.gone(id(paid), "gone").empty());
        CHECK(it.core.service.watched() == 1);
    }
}

TEST_CASE("records are complete up to where they say, with proofs that lead to the header",
          "[node]") {
    Served it;
    const auto paid = it.paid("bob");
    it.core.add(it.core.next({coinbase(5, "carol", 101), paid}, 4));
    hear(it.core, first, Watch{{address("bob"), address("alice")}});
    const auto all = only<Records>(first, hear(it.core, first, GetRecords{Height{0}, it.tip()}));
    CHECK(all.above == Height{0});
    CHECK(all.upto == Height{5});
    REQUIRE(all.records.size() == 2);
    CHECK(all.records[0].transaction == it.mined);
    CHECK(all.records[1].index == 1);
    CHECK(all.records[1].spends == std::vector<Spend>{{address("alice"), Amount{100}}});
    for (const Record& record : all.records) {
        CHECK(check_record(record, it.core.chain.at(record.height), rules().network));
    }
    const auto later = only<Records>(first, hear(it.core, first, GetRecords{Height{1}, it.tip()}));
    CHECK(later.records.size() == 1);
    const Hash early = it.core.chain.at(Height{3}).hash;
    const auto before = only<Records>(first, hear(it.core, first, GetRecords{Height{0}, early}));
    CHECK(before.upto == Height{3});
    CHECK(before.records.size() == 1);
    SECTION("of a block that is not of its history nothing is said") {
        only<OtherHistory>(first, hear(it.core, first, GetRecords{Height{0}, id(paid)}));
        const Block rival = it.core.next({coinbase(5, "dora")}, 4);
        it.core.add(rival);
        only<OtherHistory>(first,
                           hear(it.core, first, GetRecords{Height{0}, hash_of(rival.header)}));
    }
    SECTION("a question that nobody needs to ask ends the link") {
        CHECK(penalty(first, hear(it.core, first, GetRecords{Height{5}, it.tip()})) == 10u);
        CHECK(it.core.service.links() == 1);
    }
}

TEST_CASE("headers are answered from the first block that both have", "[node]") {
    Served it;
    const auto ask = [&](std::vector<Hash> locator) {
        return only<Headers>(first, hear(it.core, first, GetHeaders{std::move(locator)})).headers;
    };
    CHECK(ask({rules().network}).size() == 4);
    CHECK(ask({it.core.chain.at(Height{3}).hash, rules().network}).size() == 1);
    CHECK(ask({it.tip(), rules().network}).empty());
}

TEST_CASE("a payment is taken, or the reason is said", "[node]") {
    Served it;
    const auto paid = it.paid("bob");
    CHECK(only<Paid>(first, hear(it.core, first, Pay{paid})).id == id(paid));
    CHECK(only<Paid>(second, hear(it.core, second, Pay{paid})).id == id(paid));
    const auto rival = it.paid("carol");
    const auto refused = only<NotPaid>(first, hear(it.core, first, Pay{rival}));
    CHECK(refused.id == id(rival));
    CHECK_FALSE(refused.reason.empty());
    it.core.refuses = std::string(300, 'x') + "\n";
    CHECK(only<NotPaid>(first, hear(it.core, first, Pay{it.paid("dora")})).reason.size() <= 200);
    CHECK(penalty(first, hear(it.core, first, Pay{R"({"no":"payment"})"})) == 10u);
    CHECK(it.core.service.links() == 1);
}

TEST_CASE("nonsense, and what no wallet says, ends the link", "[node]") {
    Served it;
    const LightMessage wrong = GENERATE(LightMessage{Headers{}}, LightMessage{Waiting{}},
                                        LightMessage{OtherHistory{}}, LightMessage{Records{}});
    CHECK(penalty(first, hear(it.core, first, wrong)) == 10u);
    CHECK(penalty(second, it.core.service.direct(second, "{}", at())) == 10u);
    CHECK(it.core.service.links() == 0);
    CHECK(it.core.service.direct(first, encode(LightMessage{OtherHistory{}}), at()).empty());
}

TEST_CASE("who asks too fast is answered later, who asks much too much is left", "[node]") {
    Served it;
    hear(it.core, first, Watch{{address("alice")}});
    const GetRecords question{Height{0}, it.tip()};
    std::size_t answered = 0;
    std::size_t put_off = 0;
    while (put_off == 0) {
        REQUIRE(answered < 5'000);
        (hear(it.core, first, question).empty() ? put_off : answered) += 1;
    }
    CHECK(answered >= 200);  // two seconds of a twentieth
    CHECK(answered <= 1'000);
    const Instant due = it.core.service.deadline();
    CHECK(due > beginning);
    SECTION("another wallet is not touched by it") {
        hear(it.core, second, Watch{{address("alice")}});
        only<Records>(second, hear(it.core, second, question));
    }
    SECTION("later it is") {
        Actions late;
        for (int i = 0; late.empty() && i < 100; ++i) {
            late = it.core.service.on_time(at(std::chrono::milliseconds{10 * (i + 1)}));
        }
        CHECK(only<Records>(first, late).records.size() == 1);
        CHECK(it.core.service.deadline() == sbc::never);
    }
    SECTION("sixteen may wait") {
        for (int i = 1; i < 16; ++i) CHECK(hear(it.core, first, question).empty());
        CHECK(penalty(first, hear(it.core, first, question)) == 10u);
        CHECK(it.core.service.deadline() == sbc::never);
    }
    SECTION("a link that is gone asks nothing more") {
        it.core.service.left(first);
        CHECK(it.core.service.on_time(at(1s)).empty());
    }
}

TEST_CASE("who asks for many blocks at a time is not answered more often for it", "[node]") {
    LightServiceLimits limits;
    limits.page_blocks = 10;
    Served it{limits};
    for (std::uint64_t h = 5; h < 15; ++h) it.core.add(it.core.next({coinbase(h, "dora")}, h - 1));
    hear(it.core, first, Watch{{address("dora")}});
    const GetRecords question{Height{0}, it.tip()};
    std::size_t blocks = 0;
    const auto count = [&](const Actions& actions) {
        for (const LightMessage& message : said_to(first, actions)) {
            if (const auto* records = std::get_if<Records>(&message)) {
                blocks += records->records.size();
            }
        }
    };
    for (auto time = 0ms; time < 300ms; time += 1ms) {
        count(it.core.service.on_time(at(time)));
        while (it.core.service.deadline() == sbc::never) {
            count(hear(it.core, first, question, time));
        }
    }
    // Two seconds at once, and then 170 blocks a second.
    CHECK(blocks >= 250);
    CHECK(blocks <= 400);
}

TEST_CASE("who asks again and again for what waits is answered by how much that is", "[node]") {
    Served it;
    std::vector<Output> many(40, {address("dora"), Amount{2}});
    const std::string split = payment({{id(it.mined), 0}}, "alice", many);
    it.core.add(it.core.next({split}, 4));
    for (std::uint32_t i = 0; i < many.size(); ++i) {
        const Output out{address("bob"), Amount{1}};
        REQUIRE_FALSE(it.core.pay(payment({{id(split), i}}, "dora", {out}), at()).refused);
    }
    std::size_t answered = 0;
    while (it.core.service.deadline() == sbc::never) {
        REQUIRE(++answered < 1'000);
        hear(it.core, first, Watch{{address("dora")}});
    }
    CHECK(answered > 50);
    CHECK(answered < 100);
}

TEST_CASE("a store that fails costs the link, but no points", "[node]") {
    Served it;
    hear(it.core, first, Watch{{address("alice")}});
    it.core.store.fails = true;
    CHECK(penalty(first, hear(it.core, first, GetRecords{Height{0}, it.tip()})) == 0u);
}

TEST_CASE("more wallets than a node wants are not answered", "[node]") {
    LightServiceLimits limits;
    limits.most_links = 2;
    Served it{limits};
    CHECK(it.core.service.joined(LinkId{3}, at()).empty());
    CHECK(hear(it.core, LinkId{3}, Watch{{address("bob")}}).empty());
    CHECK(it.core.service.links() == 2);
}
