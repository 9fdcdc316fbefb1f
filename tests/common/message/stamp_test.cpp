// Stamps: chapter 05's proof of work, for one item and one network.
#include "message/stamp.hpp"

#include "chain/target.hpp"
#include "letter_scene.hpp"

using namespace letters;
using sbc::chain::Bits;
using sbc::chain::Nonce;

namespace {

constexpr Bits each_256th{0x2000ffff};  // of the hashes meets it
constexpr Bits each_65536th{0x1f00ffff};

const Hash item{bytes_of("an item")};

Stamp search(const Hash& what, const Hash& where, Bits bits) {
    for (std::uint32_t nonce = 0; nonce < 100'000; ++nonce) {
        const Stamp stamp{.time = now, .nonce = Nonce{nonce}};
        if (is_paid(stamp, what, where, bits)) return stamp;
    }
    FAIL("no stamp among 100,000");
    return {};
}

}  // namespace

TEST_CASE("a stamp is a header whose hash meets its target", "[message]") {
    const Stamp stamp = search(item, network(), each_256th);
    const auto header = stamp_header(item, network(), each_256th, stamp);
    CHECK(header.version == 1);
    CHECK(header.merkle_root == item);
    CHECK(header.bits == each_256th);
    CHECK(header.time == stamp.time);
    CHECK(header.nonce == stamp.nonce);
    CHECK(sbc::chain::hash_of(header).bytes[31] == 0);
    const std::string said =
        std::string{"SimpleBitcoin/stamp/1"} + '\0' + std::string{sbc::as_text(network().bytes)};
    CHECK(header.previous == sbc::crypto::hash256(sbc::as_bytes(said)));
}

TEST_CASE("a stamp pays for one item, in one network, at one time, and at its price", "[message]") {
    const Stamp stamp = search(item, network(), each_256th);
    REQUIRE(is_paid(stamp, item, network(), each_256th));
    // Each of these would be paid for by chance one time in 256; with these names none is.
    CHECK_FALSE(is_paid(stamp, Hash{bytes_of("another item")}, network(), each_256th));
    CHECK_FALSE(is_paid(stamp, item, network("elsewhere"), each_256th));
    CHECK_FALSE(is_paid(stamp, item, network(), each_65536th));
    CHECK_FALSE(is_paid({stamp.time + 1s, stamp.nonce}, item, network(), each_256th));
    CHECK_FALSE(is_paid({stamp.time, Nonce{stamp.nonce.value() + 1}}, item, network(), each_256th));
}

TEST_CASE("the usual stamp costs 2^18 hashes on average", "[message]") {
    CHECK(sbc::chain::work_of(usual_stamp) == sbc::U256{std::uint64_t{1} << 18});
    // Which a stamp for less is not worth, but once in 1,024 times.
    CHECK_FALSE(is_paid(search(item, network(), each_256th), item, network(), usual_stamp));
}

TEST_CASE("bits that are no target, and times that no header can say, pay for nothing",
          "[message]") {
    const Stamp stamp{.time = now, .nonce = Nonce{0}};
    for (const std::uint32_t bits : {0U, 0x1e000000U, 0x1e800001U, 0xff123456U}) {
        CHECK_FALSE(is_paid(stamp, item, network(), Bits{bits}));
    }
    constexpr Bits nearly_any{0x207fffff};
    for (std::uint32_t nonce = 0; nonce < 64; ++nonce) {
        CHECK_FALSE(
            is_paid({sbc::chain::last_time + 1s, Nonce{nonce}}, item, network(), nearly_any));
        CHECK_FALSE(is_paid({Time{} - 1s, Nonce{nonce}}, item, network(), nearly_any));
    }
}
