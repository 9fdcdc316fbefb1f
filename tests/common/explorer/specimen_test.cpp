#include "explorer/specimen.hpp"

#include "../node/full_node_kit.hpp"

using namespace kit;
using sbc::explorer::Specimen;

namespace {

// A payment goes into the next block.
FullNodeSettings at_once() {
    FullNodeSettings settings{.miner = Miner{alice().public_key(), {}}};
    settings.workbench.gather = sbc::Duration{0};
    return settings;
}

// Six blocks of alice's, the fifth with a payment in it.
struct Museum {
    Museum() {
        home.mine(4);
        REQUIRE(home.submit(pay(home.coin(1), 90)).empty());
        home.mine(2);
    }
    [[nodiscard]] Specimen of(std::uint64_t height) {
        auto specimen = Specimen::of(home.chain(), Height{height});
        REQUIRE(specimen);
        return std::move(*specimen);
    }
    [[nodiscard]] std::vector<Specimen::Verdict> judge(const Specimen& specimen) {
        return specimen.verdicts(home.chain());
    }

    Home home{at_once()};
};

// A byte of a header's field is replaced by what makes the hash miss its target: with these easy
// blocks every second value does.
Specimen::Verdict spoiled(Museum& museum, std::uint32_t offset) {
    Specimen specimen = museum.of(3);
    const std::uint8_t was = sbc::chain::encode(specimen.block().header)[offset];
    for (unsigned more = 1; more < 256; ++more) {
        REQUIRE(specimen.change({0, offset}, static_cast<std::uint8_t>(was + more)));
        if (!check_header(specimen.block().header)) break;
    }
    return museum.judge(specimen).front();
}

bool says(const std::string& text, const std::string& words) {
    INFO(text);
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("an untouched block holds, and so do those on it", "[explorer]") {
    Museum museum;
    const auto verdicts = museum.judge(museum.of(2));
    REQUIRE(verdicts.size() == 5);  // 2 to 6
    for (const auto& verdict : verdicts) {
        CHECK(verdict.holds);
        CHECK(verdict.link_holds);
        CHECK_FALSE(verdict.text.empty());
    }
    CHECK(verdicts.back().height == Height{6});
    CHECK(museum.judge(museum.of(0)).front().holds);
    CHECK(museum.judge(museum.of(6)).size() == 1);
}

TEST_CASE("a changed byte of the header costs the block its work, and those on it their parent",
          "[explorer]") {
    Museum museum;
    for (const std::uint32_t offset : {36U, 68U, 76U}) {  // root, time, nonce
        const auto verdict = spoiled(museum, offset);
        INFO(offset);
        CHECK_FALSE(verdict.holds);
        CHECK(verdict.link_holds);
        CHECK(says(verdict.text, "target"));
    }
    Specimen specimen = museum.of(3);
    REQUIRE(specimen.change({0, 76}, 0xee));
    const auto verdicts = museum.judge(specimen);
    REQUIRE(verdicts.size() == 4);
    CHECK_FALSE(verdicts[1].link_holds);
    CHECK(says(verdicts[1].text, "It names the true block 3, not this one."));
    CHECK(verdicts[2].link_holds);
    CHECK(says(verdicts[2].text, "which does not stand on this block 3."));
}

TEST_CASE("another root is that of other transactions", "[explorer]") {
    Museum museum;
    CHECK(says(spoiled(museum, 40).text, "Its Merkle root is that of other transactions."));
}

TEST_CASE("what names another block below it hangs in the air", "[explorer]") {
    Museum museum;
    const auto verdict = spoiled(museum, 10);
    CHECK_FALSE(verdict.link_holds);
    CHECK(says(verdict.text, "It names a block below it that nobody has."));
}

TEST_CASE("a version or a target that nobody takes is said", "[explorer]") {
    Museum museum;
    Specimen specimen = museum.of(3);
    REQUIRE(specimen.change({0, 0}, 9));
    CHECK_FALSE(museum.judge(specimen).front().holds);
    CHECK(says(museum.judge(specimen).front().text, "Version 9; we know only 1."));
    REQUIRE(specimen.change({0, 72}, 0xfe));  // bits: ffff7f20 was fffe7f20
    CHECK_FALSE(museum.judge(specimen).front().holds);
}

TEST_CASE("an altered transaction leaves the header alone, and every link", "[explorer]") {
    Museum museum;
    Specimen specimen = museum.of(5);
    const auto before = specimen.hash();
    const std::string text = specimen.block().transactions.at(1);
    const auto amount = static_cast<std::uint32_t>(text.find("90"));
    REQUIRE(specimen.change({2, amount}, '8'));
    CHECK(specimen.block().transactions[1].find("80") == amount);
    CHECK(specimen.hash() == before);
    const auto verdicts = museum.judge(specimen);
    CHECK_FALSE(verdicts[0].holds);
    CHECK(says(verdicts[0].text, "Its Merkle root is that of other transactions."));
    CHECK(verdicts[1].link_holds);
    SECTION("what cannot be read is said as well") {
        REQUIRE(specimen.change({2, 0}, '['));
        CHECK(says(museum.judge(specimen)[0].text, "Transaction 2 is none"));
    }
}

TEST_CASE("one byte is changed at a time, and put back", "[explorer]") {
    Museum museum;
    Specimen specimen = museum.of(5);
    const auto header = sbc::chain::encode(specimen.block().header);
    const auto body = specimen.block().transactions;
    CHECK_FALSE(specimen.changed());
    REQUIRE(specimen.change({0, 79}, 0x11));
    REQUIRE(specimen.change({1, 3}, 'x'));
    CHECK(sbc::chain::encode(specimen.block().header) == header);
    REQUIRE(specimen.changed());
    CHECK(specimen.changed()->place == Specimen::Place{1, 3});
    CHECK(specimen.changed()->was == static_cast<std::uint8_t>(body[0][3]));
    SECTION("to what it was: nothing is changed") {
        REQUIRE(specimen.change({1, 3}, static_cast<std::uint8_t>(body[0][3])));
        CHECK_FALSE(specimen.changed());
    }
    SECTION("a byte that is not there changes nothing, not even back") {
        CHECK_FALSE(specimen.change({0, 80}, 1));
        CHECK_FALSE(specimen.change({3, 0}, 1));
        CHECK_FALSE(specimen.change({1, static_cast<std::uint32_t>(body[0].size())}, 1));
        CHECK(specimen.changed()->place == Specimen::Place{1, 3});
        CHECK(specimen.block().transactions[0][3] == 'x');
    }
    specimen.put_back();
    CHECK(specimen.block().transactions == body);
    CHECK_FALSE(specimen.changed());
}

TEST_CASE("another genesis block is another network", "[explorer]") {
    Museum museum;
    Specimen specimen = museum.of(0);
    REQUIRE(specimen.change({0, 68}, 1));
    const auto verdicts = museum.judge(specimen);
    CHECK_FALSE(verdicts[0].holds);
    CHECK(says(verdicts[0].text, "not this network's genesis block"));
    CHECK_FALSE(verdicts[1].link_holds);
}

TEST_CASE("a block that left the history is none the worse for it, and that is said",
          "[explorer]") {
    Museum museum;
    const Specimen specimen = museum.of(2);
    Home other{{.miner = Miner{key_of("bob").public_key(), {}}}};
    other.mine(8);
    for (std::uint64_t height = 1; height <= 8; ++height) {
        REQUIRE(museum.home.chain().add(other.block(height), other.moment().wall));
    }
    const auto verdicts = museum.judge(specimen);
    REQUIRE(verdicts.size() == 1);
    CHECK(verdicts[0].holds);
    CHECK_FALSE(verdicts[0].link_holds);
    CHECK(says(verdicts[0].text, "no part of our history any more"));
}
