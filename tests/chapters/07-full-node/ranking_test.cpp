// The ranking of the stage, beside the one that it graduates to.
#include "ranking.hpp"

#include "../../common/chain/failing_store.hpp"
#include "light_kit.hpp"
#include "ranking/chain_ranking.hpp"

using namespace kit;
using sbc::ranking::ChainRanking;
using stage::Ranking;
using stage::Row;

namespace {

const auto today = std::chrono::floor<std::chrono::days>(wall);

Row row(const SigningKey& who, std::uint64_t received, std::uint64_t mined,
        std::vector<std::string> whys = {}) {
    return {who.public_key(), {}, received, mined, std::move(whys)};
}
// Bob's coins are all that there is at first.
CheckedTransaction thanks(const Core& core, std::uint64_t coin, std::uint64_t points,
                          const std::string& why) {
    return paid(bob(), {core.coin(coin)}, {output(alice(), points), output(bob(), 99 - points)},
                why);
}
CheckedTransaction names(const Core& core, std::uint64_t coin, const std::string& name) {
    Transaction payment;
    payment.inputs = {{core.coin(coin), {}}};
    payment.outputs = {output(bob(), 99)};
    payment.note = {"name", name};
    payment.inputs[0].signature =
        bob().sign(sbc::ledger::signed_bytes(id_of(easy()), sbc::ledger::encode_unsigned(payment)));
    return sbc::ledger::check_transaction(encode(payment)).value();
}
std::string told(const sbc::p2p::Actions& actions) {
    std::string text;
    for (const auto& action : actions) text += std::get<sbc::p2p::Tell>(action).text + "\n";
    return text;
}
void follow(Application& ranking) {
    for (int turns = 0; ranking.deadline() <= start && turns < 1'000; ++turns) {
        REQUIRE(ranking.on_time(first_moment).empty());
    }
}

}  // namespace

TEST_CASE("the ranking counts what others give, and what is mined, by itself", "[07]") {
    Core core;
    Ranking ranking{core.app, core.store};
    CHECK(ranking.deadline() == sbc::never);
    CHECK(told(ranking.typed("ranking", first_moment)) == "nobody has been given anything yet\n");
    core.mine(4);
    core.pay(thanks(core, 1, 30, "you are great"));
    core.mine();
    CHECK(ranking.deadline() == sbc::Instant::min());
    follow(ranking);
    CHECK(ranking.rows({}) ==
          std::vector<Row>{row(alice(), 30, 0, {"you are great"}), row(bob(), 0, 501)});
    CHECK(ranking.rows(today) == ranking.rows({}));
    CHECK(ranking.rows(today - std::chrono::days{1}).empty());
    SECTION("and says it") {
        const std::string a = sbc::ranking::short_address(alice().public_key());
        const std::string b = sbc::ranking::short_address(bob().public_key());
        CHECK(told(ranking.typed("ranking", first_moment)) ==
              a + " has received 30, and mined 0: “you are great”\n" + b +
                  " has received 0, and mined 501\n");
        CHECK(ranking.typed("rankings", first_moment).empty());
    }
    SECTION("with the name that somebody claims") {
        core.pay(names(core, 2, "Bobby"));
        core.mine();
        follow(ranking);
        CHECK(ranking.rows({}).back().name == "Bobby");
        CHECK(ranking.rows({}).front().name.empty());
    }
}

TEST_CASE("a block that is taken back counts for nothing", "[07]") {
    Core core;
    Ranking ranking{core.app, core.store};
    core.mine(4);
    Core other;
    other.learn(core);
    core.pay(thanks(core, 1, 30, "you are great"));
    core.mine();
    follow(ranking);
    REQUIRE(ranking.rows({}).front() == row(alice(), 30, 0, {"you are great"}));
    other.pay(thanks(other, 1, 5, "well, not bad"));
    other.mine(2);
    core.learn(other);
    follow(ranking);
    CHECK(ranking.rows({}) ==
          std::vector<Row>{row(alice(), 5, 0, {"well, not bad"}), row(bob(), 0, 601)});
}

TEST_CASE("a long history is counted in turns", "[07]") {
    Core core;
    core.mine(120);
    Ranking ranking{core.app, core.store};
    (void)ranking.on_time(first_moment);
    CHECK(ranking.rows({}) == std::vector<Row>{row(bob(), 0, 5'000)});
    CHECK_FALSE(ranking.new_page());  // not before all is counted
    follow(ranking);
    CHECK(ranking.rows({}) == std::vector<Row>{row(bob(), 0, 12'000)});
}

TEST_CASE("there is a new page after each block, and not before", "[07]") {
    Core core;
    Ranking ranking{core.app, core.store};
    core.mine(1);
    follow(ranking);
    const auto page = ranking.new_page();
    REQUIRE(page);
    CHECK(page->find("In total") != std::string::npos);
    CHECK(page->find(sbc::ranking::day_text(today)) != std::string::npos);
    CHECK_FALSE(ranking.new_page());
    core.mine(1);
    CHECK_FALSE(ranking.new_page());
    follow(ranking);
    CHECK(ranking.new_page());
}

TEST_CASE("a node whose disk cannot be read any more ends, and the ranking of common/ waits",
          "[07]") {
    FailingStore store;
    sbc::ledger::InlineChecker checker;
    stage::ChainApp app{{.network = easy(),
                         .miner = bob().public_key(),
                         .block_every = sbc::Duration{0},
                         .empty_blocks = true},
                        store,
                        checker};
    Core core;
    core.mine(2);
    const stage::OneBlock one{core.app.chain().block(core.app.chain().at(Height{1})).value()};
    (void)app.direct(LinkId{1}, encode(stage::ChainMessage{one}), first_moment);
    REQUIRE(app.chain().height() == Height{1});
    Ranking ranking{app, store};
    ChainRanking later{app.chain(), store};
    store.fail_at(0, true);
    const auto actions = ranking.on_time(first_moment);
    REQUIRE(actions.size() == 2);
    CHECK(std::get<sbc::p2p::Tell>(actions.front()).text.find("try --reindex") !=
          std::string::npos);
    CHECK(std::holds_alternative<sbc::p2p::Quit>(actions.back()));
    CHECK(later.on_time(first_moment).size() == 1);  // says so
    CHECK(later.deadline() > start);
}

TEST_CASE("the ranking of common/ says what that of the stage says", "[07]") {
    Core core;
    Ranking ranking{core.app, core.store};
    ChainRanking graduate{core.app.chain(), core.store};
    const auto agree = [&] {
        follow(ranking);
        follow(graduate);
        auto rows = graduate.ranking().total(1'000);
        for (Row& each : rows) each.whys.resize(std::min<std::size_t>(each.whys.size(), 1));
        REQUIRE_FALSE(rows.empty());
        CHECK(ranking.rows({}) == rows);
        auto of_today = graduate.ranking().of_day(today, 1'000);
        for (Row& each : of_today) each.whys.resize(std::min<std::size_t>(each.whys.size(), 1));
        CHECK(ranking.rows(today) == of_today);
    };
    core.mine(6);
    agree();
    Core other;
    other.learn(core);
    core.pay(thanks(core, 1, 30, "you are great"));
    core.pay(names(core, 2, "Bobby"));
    core.mine();
    agree();
    core.pay(paid(bob(), {core.coin(3), core.coin(4)}, {output(alice(), 150), output(bob(), 49)}));
    core.mine();
    agree();
    other.pay(thanks(other, 2, 7, "no, you"));
    other.mine(4);
    core.learn(other);
    agree();
}
