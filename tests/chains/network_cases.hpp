// What a network agrees on: its first block, and how its target follows the time that blocks take.
#pragma once

#include "chains/scene.hpp"

using namespace kit;

namespace {

std::chrono::seconds between(std::int64_t first, std::int64_t last) {
    return std::chrono::seconds{last - first};
}
Bits retargeted(const Network& network, Bits before, std::chrono::seconds took) {
    return retarget(network, before, took);
}

}  // namespace

TEST_CASE("Bitcoin's own retargets come out to the last digit", "[chains]") {
    const Network network = bitcoin();
    SECTION("the first that changed anything, at height 32,256") {
        CHECK(retargeted(network, Bits{0x1d00ffff}, between(1'261'130'161, 1'262'152'739)) ==
              Bits{0x1d00d86a});
    }
    SECTION("the very first one, slower than planned, at the easiest target there is") {
        CHECK(retargeted(network, Bits{0x1d00ffff}, between(1'231'006'505, 1'233'061'996)) ==
              Bits{0x1d00ffff});
    }
    SECTION("four times harder at most") {
        CHECK(retargeted(network, Bits{0x1c05a3f4}, between(1'279'008'237, 1'279'297'671)) ==
              Bits{0x1c0168fd});
    }
    SECTION("four times easier at most") {
        CHECK(retargeted(network, Bits{0x1c387f6f}, between(1'263'163'443, 1'269'211'443)) ==
              Bits{0x1d00e1fd});
    }
}

TEST_CASE("a target follows the time that its blocks took, within the clamp", "[chains]") {
    Network network = easy();  // 4 blocks of 5 s
    const Bits before{0x1f100000};
    CHECK(retargeted(network, before, 20s) == before);
    CHECK(retargeted(network, before, 40s) == Bits{0x1f200000});
    CHECK(retargeted(network, before, 10s) == Bits{0x1f080000});
    CHECK(retargeted(network, before, 30s) == Bits{0x1f180000});
    SECTION("clamped to four times either way") {
        CHECK(retargeted(network, before, 80s) == Bits{0x1f400000});
        CHECK(retargeted(network, before, 10'000s) == Bits{0x1f400000});
        CHECK(retargeted(network, before, 5s) == Bits{0x1f040000});
        CHECK(retargeted(network, before, 0s) == Bits{0x1f040000});
        CHECK(retargeted(network, before, -10'000s) == Bits{0x1f040000});
    }
    SECTION("or as the network has it") {
        network.clamp = 2;
        CHECK(retargeted(network, before, 10'000s) == Bits{0x1f200000});
        CHECK(retargeted(network, before, 0s) == Bits{0x1f080000});
        network.clamp = 1;
        CHECK(retargeted(network, before, 10'000s) == before);
        CHECK(retargeted(network, before, 0s) == before);
    }
    SECTION("and never easier than the easiest") {
        CHECK(retargeted(network, Bits{0x20400000}, 80s) == network.easiest);
        CHECK(retargeted(network, network.easiest, 10'000s) == network.easiest);
    }
    SECTION("one that is as large as 256 bits does not wrap") {
        CHECK(retargeted(network, Bits{0x2100ffff}, 80s) == network.easiest);
    }
}

TEST_CASE("the time is taken between as many blocks as the network says", "[chains]") {
    Network network = easy();
    for (const auto& [interval, gaps] : std::vector<std::pair<std::uint32_t, std::uint32_t>>{
             {4, 4}, {4, 3}, {1, 1}, {2, 1}, {2'016, 2'015}}) {
        network.interval = interval;
        network.gaps = gaps;
        CAPTURE(interval, gaps);
        CHECK_FALSE(retargets(network, Height{0}));
        CHECK(retargets(network, Height{interval}));
        CHECK(retargets(network, Height{std::uint64_t{10} * interval}));
        if (interval > 1) {
            CHECK_FALSE(retargets(network, Height{1}));
            CHECK_FALSE(retargets(network, Height{interval - 1}));
            CHECK_FALSE(retargets(network, Height{interval + 1}));
        }
        // In the first period there is one block less: nothing lies below the genesis block.
        CHECK(measured_from(network, Height{interval}) == Height{0});
        CHECK(measured_from(network, Height{std::uint64_t{10} * interval}) ==
              Height{std::uint64_t{10} * interval - 1 - gaps});
    }
}

TEST_CASE("each thing that a network has agreed on makes another genesis block", "[chains]") {
    const Network network = easy();
    std::vector<Network> others(8, network);
    others[0].name = "easy ";
    others[1].begins += 1s;
    others[2].easiest = Bits{0x207ffffe};
    others[3].spacing = 6s;
    others[4].interval = 5;
    others[5].gaps = 3;
    others[6].clamp = 5;
    others[7].name = "easy\",\"note\":\"";
    std::set<Hash> hashes{hash_of(genesis(network).header)};
    for (const Network& other : others) {
        CHECK(sound(other));
        CHECK(hashes.insert(hash_of(genesis(other).header)).second);
    }
    CHECK(hash_of(genesis(network).header) == hash_of(genesis(easy()).header));
}

TEST_CASE("the genesis block holds what was agreed on, and is mined by nobody", "[chains]") {
    const Block first = genesis(Network{});
    CHECK(first.header.previous == Hash{});
    CHECK(first.header.nonce == Nonce{0});
    CHECK(first.header.merkle_root == merkle_root(leaves_of(first.transactions)));
    REQUIRE(first.transactions.size() == 1);
    CHECK_THAT(first.transactions[0], ContainsSubstring("\"network\":\"classroom\""));
    CHECK(check_block(first).has_value() ==
          meets(hash_of(first.header), *target_of(first.header.bits)));
}

TEST_CASE("a network whose numbers make no sense is not sound", "[chains]") {
    CHECK(sound(Network{}));
    CHECK(sound(bitcoin()));
    CHECK(sound(easy()));
    Network network;
    SECTION("no time between blocks, or longer than a day") {
        network.spacing = 0s;
        CHECK_FALSE(sound(network));
        network.spacing = std::chrono::days{1} + 1s;
        CHECK_FALSE(sound(network));
    }
    SECTION("a name that is too long") {
        network.name = std::string(65, 'n');
        CHECK_FALSE(sound(network));
        network.name = std::string(64, 'n');
        CHECK(sound(network));
    }
}
