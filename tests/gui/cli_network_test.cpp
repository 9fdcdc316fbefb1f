#include <string>
#include <vector>

#include "catch.hpp"
#include "cli_scene.hpp"

using namespace sbc::gui;

namespace {

CoreView answers(const std::string& address) {
    return {address, CoreState::Answers, 7, "up to date"};
}
CoreView away(const std::string& address) {
    return {address, CoreState::Away, 0, "nobody listens there"};
}
Connection up_to_date() { return {LinkState::UpToDate, 7, 7, {answers("a:1"), answers("b:2")}}; }
Connection following(std::uint32_t have) {
    return {LinkState::Following, have, 7, {answers("a:1"), {"b:2", {}, 0, "connecting"}}};
}

// What happens to the network, one thing after the other.
void happens(CliScene& scene, const std::vector<Connection>& connections) {
    scene.network = true;
    scene.bank.connection = {LinkState::Connecting, 0, 0, {{"a:1"}, {"b:2"}}};
    for (const auto& each : connections) {
        scene.bank.happens.emplace_back([each](FakeBank& bank) { bank.connection = each; });
    }
}

}  // namespace

TEST_CASE("what needs the network waits until it is known", "[gui]") {
    CliScene scene;
    happens(scene, {following(3), following(7), up_to_date()});
    const Ran ran = scene.run({"balance"});
    INFO(ran.error);
    CHECK(ran.code == 0);
    CHECK(ran.error.empty());  // it took no time
    CHECK(scene.bank.happens.empty());
}

TEST_CASE("a second core that has not answered yet is waited for, or nothing would be compared",
          "[gui]") {
    CliScene scene;
    Connection half = up_to_date();
    half.cores[1] = {"b:2", CoreState::Trying, 0, "connecting"};
    Connection whole = up_to_date();
    whole.warnings = {{"The two cores differ since block 5.", "Wait."}};
    happens(scene, {half, whole});
    const Ran ran = scene.run({"balance"});
    CHECK(ran.code == 0);
    CHECK(ran.error == "The two cores differ since block 5. Wait.\n");
    CHECK(scene.bank.happens.empty());
}

TEST_CASE("one core is enough where the other does not answer", "[gui]") {
    CliScene scene;
    Connection half = up_to_date();
    half.cores[1] = away("b:2");
    half.warnings = {{"Only one core answers.", ""}};
    happens(scene, {half});
    const Ran ran = scene.run({"balance"});
    CHECK(ran.code == 0);
    CHECK(ran.error == "Only one core answers.\n");
}

TEST_CASE("where no core answers it is refused, and each core is named with its reason", "[gui]") {
    CliScene scene;
    happens(scene, {{LinkState::Away, 0, 0, {away("a:1"), away("b:2")}}});
    const Ran ran = scene.run({"balance", "--patience", "0"});
    CHECK(ran.code == 1);
    CHECK(ran.error ==
          "No core answers. a:1: nobody listens there. b:2: nobody listens there. Start a node "
          "there, or name another with --core.\n");
    const Ran json = scene.run({"balance", "--patience", "0", "--json"});
    CHECK(json.code == 1);
    CHECK(json.error.empty());
    CHECK(json.out.find("\"error\":\"No core answers.") != std::string::npos);
}

TEST_CASE("a network that stands still is left after the patience, and how far it was is said",
          "[gui]") {
    CliScene scene;
    happens(scene, {following(3)});
    const Ran ran = scene.run({"balance", "--patience", "0"});
    CHECK(ran.code == 1);
    INFO(ran.error);
    CHECK(ran.error.find("headers 3 of 7") != std::string::npos);
    CHECK(ran.error.find("--patience SECONDS waits longer") != std::string::npos);
}

TEST_CASE("in a network an address is told at once, without a balance", "[gui]") {
    CliScene scene;
    happens(scene, {});
    const Ran ran = scene.run({"address", "--json"});
    CHECK(ran.code == 0);
    CHECK(ran.out.find("\"balance\"") == std::string::npos);
    CHECK(ran.out.find("\"address\":\"sb1") != std::string::npos);
    CHECK(ran.out.find("\"warnings\":[]") != std::string::npos);
    happens(scene, {up_to_date()});  // nor then: whoever reads it need not expect two kinds
    CHECK(scene.run({"address", "--json"}).out.find("\"balance\"") == std::string::npos);
    CHECK(scene.run({"keys", "--json"}).out.find("\"balance\":100") != std::string::npos);
}

TEST_CASE("status tells of the cores, and what nobody shall believe this wallet knows", "[gui]") {
    CliScene scene;
    happens(scene, {up_to_date()});
    scene.bank.cannot_know = {"Whether a core hides something."};
    const Ran ran = scene.run({"status"});
    INFO(ran.out);
    CHECK(ran.code == 0);
    CHECK(ran.out.find("up to date with 2 cores") != std::string::npos);
    CHECK(ran.out.find("a:1: up to date, block 7") != std::string::npos);
    CHECK(ran.out.find("Whether a core hides something.") != std::string::npos);
    SECTION("also of those that do not answer") {
        happens(scene, {{LinkState::Away, 0, 0, {away("a:1")}}});
        const Ran alone = scene.run({"status", "--patience", "0", "--json"});
        INFO(alone.out);
        CHECK(alone.code == 0);
        CHECK(alone.out.find(R"("connection":"away","cores":[{"about":"nobody listens there",)"
                             R"("address":"a:1","height":0,"state":"away"}])") !=
              std::string::npos);
    }
}

TEST_CASE("a payment is done when a core has it", "[gui]") {
    CliScene scene;
    happens(scene, {up_to_date()});
    scene.bank.untaken = true;
    SECTION("it takes it") {
        scene.bank.happens.emplace_back([](FakeBank&) {});
        scene.bank.happens.emplace_back([](FakeBank& bank) { bank.untaken = false; });
        scene.bank.happens.emplace_back([](FakeBank& bank) {
            for (auto& each : bank.history) each.untaken = false;
        });
        const Ran ran = scene.run({"pay", "Ben", "5", "--yes", "--json"});
        INFO(ran.out << ran.error);
        CHECK(ran.code == 0);
        CHECK(ran.out.find("\"state\":\"waiting\"") != std::string::npos);
    }
    SECTION("it refuses it") {
        scene.bank.happens.emplace_back([](FakeBank&) {});
        scene.bank.happens.emplace_back([](FakeBank&) {});
        scene.bank.happens.emplace_back([](FakeBank& bank) {
            for (auto& each : bank.history) {
                each.state = EntryState::Refused;
                each.reason = "its coin is spent already";
            }
        });
        const Ran ran = scene.run({"pay", "Ben", "5", "--yes"});
        CHECK(ran.code == 1);
        CHECK(ran.error == "Nothing was paid. Its coin is spent already.\n");
    }
    SECTION("nobody answers: it is kept, and not to be paid again") {
        const Ran ran = scene.run({"pay", "Ben", "5", "--yes", "--json", "--patience", "0"});
        CHECK(ran.code == 3);
        CHECK(ran.out.find("\"state\":\"untaken\"") != std::string::npos);
    }
}

TEST_CASE("what happened by itself is told beside the answer, and is none", "[gui]") {
    CliScene scene;
    happens(scene, {up_to_date()});
    scene.bank.happens.emplace_back([](FakeBank& bank) {
        bank.news = {{Tone::Bad, "A payment of yesterday was refused.", "Its coin is spent."}};
    });
    const Ran ran = scene.run({"rename", address_of("me"), "Purse"});
    CHECK(ran.code == 0);
    CHECK(ran.error == "A payment of yesterday was refused. Its coin is spent.\n");
}

TEST_CASE("a name is claimed after a yes, for the address that was asked for", "[gui]") {
    CliScene scene;
    happens(scene, {up_to_date()});
    SECTION("yes") {
        scene.answers = true;
        const Ran ran = scene.run({"name", "zoe"});
        INFO(ran.error);
        CHECK(ran.code == 0);
        CHECK(scene.bank.claimed == "zoe");
        REQUIRE(scene.questions.size() == 1);
        CHECK_THAT(scene.questions[0], ContainsSubstring("Be called \u201Czoe\u201D by everybody"));
        CHECK_THAT(ran.out, ContainsSubstring("\u201Czoe\u201D is the name of sb1"));
        CHECK_THAT(ran.out, ContainsSubstring("tx1"));
    }
    SECTION("no, or nobody is there") {
        scene.answers = false;
        CHECK(scene.run({"name", "zoe"}).code == 1);
        scene.answers.reset();
        happens(scene, {up_to_date()});
        const Ran ran = scene.run({"name", "zoe"});
        CHECK(ran.code == 2);
        CHECK_THAT(ran.error, ContainsSubstring("--yes"));
        CHECK_FALSE(scene.bank.claimed);
    }
    SECTION("for another program, and taken back") {
        const Ran ran = scene.run({"name", "", "Main", "--yes", "--json"});
        CHECK(ran.code == 0);
        CHECK_THAT(ran.out, ContainsSubstring("\"command\":\"name\""));
        CHECK_THAT(ran.out, ContainsSubstring("\"kind\":\"to myself\""));
        CHECK(scene.bank.claimed == "");
    }
    SECTION("an address that is none of one's own") {
        CHECK_THAT(scene.run({"name", "zoe", "Ben", "--yes"}).error,
                   ContainsSubstring("None of your addresses is called"));
    }
}

TEST_CASE("in a ledger without a network there is no such command", "[gui]") {
    CliScene scene;
    CHECK(scene.run({"name", "zoe", "--yes"}).code == 2);
}
