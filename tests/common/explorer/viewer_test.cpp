#include "explorer/viewer.hpp"
#include "../node/full_node_kit.hpp"
#include "chain/merkle.hpp"

using namespace kit;
using sbc::explorer::Observer;
using sbc::explorer::Viewer;

namespace {

FullNodeSettings paid_to(const SigningKey& key) {
    FullNodeSettings settings{.miner = Miner{key.public_key(), {}}};
    settings.workbench.gather = sbc::Duration{0};
    return settings;
}

// Alice's node, looked at.
struct Gallery {
    Home home{paid_to(alice())};
    Observer observer{home.chain()};
    sbc::ranking::ChainRanking ranking{home.chain(), home.store};
    sbc::p2p::CoreNode core{{}, {&home.node(), &observer, &ranking}};
    std::map<std::string, std::string> called{{"127.0.0.1:5001", "ben"}};
    std::map<sbc::crypto::PublicKey, std::string> known;
    Viewer viewer{{home.node(), ranking, observer, core, called, known}};

    [[nodiscard]] std::shared_ptr<const sbc::gui::ExplorerView> view() {
        while (observer.deadline() <= home.now) (void)observer.on_time(home.moment());
        while (ranking.deadline() <= home.now) (void)ranking.on_time(home.moment());
        return viewer.view();
    }
    void name_alice(const std::string& name) {
        sbc::ledger::Transaction made;
        made.inputs = {{home.coin(1), {}}};
        made.outputs = {{alice().public_key(), Amount{99}}};
        made.note = sbc::ledger::Note{"name", name};
        made.inputs[0].signature =
            alice().sign(sbc::ledger::signed_bytes(rules().network, encode_unsigned(made)));
        REQUIRE(home.submit(encode(made)).empty());
    }
};

}  // namespace

TEST_CASE("each block says who mined it, by name as soon as there is one", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(4);
    auto view = gallery.view();
    REQUIRE(view->history->size() == 5);
    const auto& newest = view->history->back();
    CHECK(newest.height == 4);
    CHECK(view->people->at(newest.miner) == sbc::ranking::short_address(alice().public_key()));
    CHECK(view->people->at(view->history->front().miner).empty());  // nobody mined the genesis
    CHECK(newest.difficulty == 1);
    CHECK(std::string(newest.id.begin(), newest.id.end()) ==
          to_text(gallery.home.chain().tip().hash).substr(56));
    SECTION("as people here call her, whatever she claims") {
        gallery.known[alice().public_key()] = "Alice B.";
        gallery.home.mine(1);
        const auto known = gallery.view();
        CHECK(known->people->at(known->history->back().miner) == "Alice B.");
        CHECK(known->ranking.at(0).name == "Alice B.");
        CHECK_FALSE(known->ranking.at(0).claimed);
        return;
    }
    gallery.name_alice("アリス");
    gallery.home.mine(1);
    view = gallery.view();
    CHECK(view->people->at(view->history->at(2).miner) == "“アリス”");
    CHECK(view->history->back().payments == 1);
    CHECK(view->ranking.at(0).name == "アリス");
}

TEST_CASE("what waits is shown with names, amount and fee", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(5);
    gallery.name_alice("alice");
    const auto view = gallery.view();
    CHECK(view->waiting_count == 1);
    REQUIRE(view->waiting.size() == 1);
    CHECK(view->waiting[0].from == sbc::ranking::short_address(alice().public_key()));
    CHECK(view->waiting[0].amount == 99);
    CHECK(view->waiting[0].fee == 1);
    CHECK(view->waiting[0].note == "alice");
}

TEST_CASE("a history that lost is shown as a branch, where it left ours", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(3);
    CHECK(gallery.view()->branches.empty());
    Home other{paid_to(key_of("bob"))};
    other.mine(5);
    for (std::uint64_t height = 1; height <= 5; ++height) {
        REQUIRE(gallery.home.chain().add(other.block(height), other.moment().wall));
    }
    const auto view = gallery.view();
    CHECK(view->history->size() == 6);
    REQUIRE(view->branches.size() == 1);
    CHECK(view->branches[0].above == 0);
    CHECK(view->branches[0].blocks.size() == 3);
    CHECK(view->branches[0].blocks[2].height == 3);
    CHECK_FALSE(view->branches[0].blocks[0].bad);
    CHECK(view->people->at(view->branches[0].blocks[0].miner) ==
          sbc::ranking::short_address(alice().public_key()));
}

TEST_CASE("however many branches there are, each of their blocks is read once", "[explorer]") {
    Gallery gallery;
    for (int rival = 0; rival < 60; ++rival) {
        Home away{paid_to(key_of("rival " + std::to_string(rival)))};
        away.mine(30);
        for (std::uint64_t h = 1; h <= 30; ++h) gallery.home.hears_of(away.block(h));
    }
    gallery.home.mine(1);
    const auto view = gallery.view();
    CHECK(view->branches.size() == 50);
    CHECK(view->branches.front().blocks.size() == 30);
    gallery.home.store.fail_at(0);
    (void)gallery.view();
    CHECK(gallery.home.store.failing());  // nobody has asked it
}

TEST_CASE("a header whose block is on its way is no branch; a refused one is", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(2);
    Home other{paid_to(key_of("bob"))};
    other.mine(4);
    for (std::uint64_t height = 1; height <= 4; ++height) {
        REQUIRE(gallery.home.chain().add_header(other.block(height).header, other.moment().wall));
    }
    CHECK(gallery.view()->branches.empty());
    CHECK(gallery.view()->best_known == 4);
    for (std::uint64_t height = 1; height <= 2; ++height) {
        REQUIRE(gallery.home.chain().add(other.block(height), other.moment().wall));
    }
    REQUIRE(gallery.view()->branches.size() == 1);
    CHECK(gallery.view()->branches[0].blocks.size() == 2);  // the others are on their way still
    // Nothing but this verdict changes, and it is seen all the same.
    Block greedy = other.block(3);
    greedy.transactions.front() = gallery.home.block(1).transactions.front();
    greedy.header.merkle_root = sbc::chain::merkle_root(sbc::chain::leaves_of(greedy.transactions));
    greedy.header = mined(greedy.header);
    CHECK_FALSE(gallery.home.chain().add(greedy, other.moment().wall));
    const auto view = gallery.view();
    REQUIRE(view->branches.size() == 1);
    REQUIRE(view->branches[0].blocks.size() == 3);
    CHECK_FALSE(view->branches[0].blocks[1].bad);
    CHECK(view->branches[0].blocks[2].bad);
}

TEST_CASE("what strangers write breaks no line", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(5);
    gallery.name_alice("a\nb\u202ec");
    auto view = gallery.view();
    REQUIRE(view->waiting.size() == 1);
    CHECK(view->waiting[0].note.find('\n') == std::string::npos);
    CHECK(view->waiting[0].note.find("\u202e") == std::string::npos);
    gallery.home.mine(1);
    view = gallery.view();
    CHECK(view->ranking.at(0).name.find('\n') == std::string::npos);
    gallery.viewer.tell("refused: a\nb");
    CHECK(gallery.view()->happenings.back().find('\n') == std::string::npos);
}

TEST_CASE("what stays the same is shared with the view before", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(2);
    const auto before = gallery.view();
    CHECK(gallery.view() == before);  // all of it: nobody need look again
    gallery.home.mine(1);
    CHECK(gallery.view()->history != before->history);
    CHECK(before->history->size() == 3);
}

TEST_CASE("the hash rate begins with the second block", "[explorer]") {
    // The genesis block's time is when the network's rules were made, and no miner's.
    Gallery gallery;
    for (int i = 0; i < 4; ++i) {
        gallery.home.wait(10s);
        gallery.home.mine(1);
    }
    const auto view = gallery.view();
    CHECK(view->history->at(1).hash_rate == 0);
    CHECK(view->history->at(3).hash_rate == Approx(0.2));  // two hashes for each block, in 10 s
}

TEST_CASE("what happened is told by names, and the last twenty are kept", "[explorer]") {
    Gallery gallery;
    gallery.viewer.tell("core 127.0.0.1:5001 joined");
    CHECK(gallery.view()->happenings == std::vector<std::string>{"core ben joined"});
    gallery.viewer.tell("127.0.0.1:5001 and 127.0.0.1:50011, 1127.0.0.1:5001: 127.0.0.1:5001");
    CHECK(gallery.view()->happenings.back() == "ben and 127.0.0.1:50011, 1127.0.0.1:5001: ben");
    for (int i = 0; i < 30; ++i) gallery.viewer.tell(std::to_string(i));
    CHECK(gallery.view()->happenings.size() == 20);
    CHECK(gallery.view()->happenings.back() == "29");
}

TEST_CASE("the block that is looked at comes with what any node says of it", "[explorer]") {
    Gallery gallery;
    gallery.home.mine(3);
    CHECK(gallery.view()->look == nullptr);
    REQUIRE(gallery.observer.look_at(Height{2}));
    gallery.observer.change({0, 76}, 0x99);
    const auto look = gallery.view()->look;
    REQUIRE(look);
    CHECK(look->height == 2);
    CHECK(look->header[76] == 0x99);
    REQUIRE(look->change);
    CHECK(look->change->offset == 76);
    CHECK(look->verdicts.size() == 2);
    CHECK_FALSE(look->verdicts[1].link_holds);
    gallery.observer.stop_looking();
    CHECK(gallery.view()->look == nullptr);
}
