#include "ledger/siphash.hpp"

#include "catch.hpp"

using namespace sbc::ledger;

namespace {

// The key of the published vectors: the bytes 0 to 15.
constexpr HashSeed published{0x0706'0504'0302'0100, 0x0f0e'0d0c'0b0a'0908};

}  // namespace

TEST_CASE("SipHash-2-4 has the published values", "[ledger]") {
    // Of the bytes 0, 1, 2, …: none, eight, and fifteen of them (the paper's own example).
    CHECK(SipHash{published}.finish(0, 0) == 0x726f'db47'dd0e'0e31);
    SipHash eight{published};
    eight.add(0x0706'0504'0302'0100);
    CHECK(eight.finish(0, 8) == 0x93f5'f579'9a93'2462);
    SipHash fifteen{published};
    fifteen.add(0x0706'0504'0302'0100);
    CHECK(fifteen.finish(0x000e'0d0c'0b0a'0908, 15) == 0xa129'ca61'49be'45e5);
}

TEST_CASE("where something lies in a table depends on the seed", "[ledger]") {
    const Outpoint outpoint{sbc::crypto::hash256({}), 3};
    const KeyedHash one{{1, 2}};
    const KeyedHash other{{1, 3}};
    CHECK(one(outpoint) == KeyedHash{{1, 2}}(outpoint));
    CHECK(one(outpoint) != other(outpoint));
    CHECK(one(outpoint) != one(Outpoint{outpoint.transaction, 4}));
    CHECK(one(outpoint.transaction) != other(outpoint.transaction));
}
