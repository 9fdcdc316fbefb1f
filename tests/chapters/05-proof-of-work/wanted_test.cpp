// Who is asked for a block, and who next.
#include "wanted.hpp"

#include "catch.hpp"

using namespace stage;
using namespace std::chrono_literals;
using LinkId = Wanted::LinkId;

namespace {

const sbc::Instant start{1h};
const LinkId anna{1}, berta{2}, carla{3};

Hash hash(unsigned number) {
    return Hash{{static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8)}};
}

// The ones to be asked now, in the order of the hashes.
std::vector<LinkId> next(Wanted& wanted, sbc::Instant now) {
    std::vector<LinkId> links;
    for (const auto& request : wanted.overdue(now)) links.push_back(request.to);
    return links;
}
using Links = std::vector<LinkId>;

}  // namespace

TEST_CASE("only the first who announces a block is asked for it", "[05]") {
    Wanted wanted;
    CHECK(wanted.announced(hash(1), anna, start));
    CHECK_FALSE(wanted.announced(hash(1), anna, start));
    CHECK_FALSE(wanted.announced(hash(1), berta, start + 1s));
    CHECK(wanted.announced(hash(2), berta, start + 1s));
}

TEST_CASE("who does not deliver in time loses the turn to the next", "[05]") {
    Wanted wanted;
    CHECK(wanted.announced(hash(1), anna, start));
    CHECK_FALSE(wanted.announced(hash(1), berta, start + 1s));
    CHECK_FALSE(wanted.announced(hash(1), carla, start + 2s));
    CHECK(wanted.deadline() == start + 5s);
    CHECK(next(wanted, start + 4'999ms).empty());
    CHECK(next(wanted, start + 5s) == Links{berta});
    CHECK(next(wanted, start + 9s).empty());
    CHECK(next(wanted, start + 10s) == Links{carla});
    SECTION("and when nobody is left, it is given up") {
        CHECK(next(wanted, start + 15s).empty());
        CHECK(wanted.deadline() == sbc::never);
        SECTION("until it is announced again") {
            CHECK(wanted.announced(hash(1), anna, start + 20s));
        }
    }
    SECTION("who has failed may announce it again, and comes last") {
        CHECK_FALSE(wanted.announced(hash(1), anna, start + 11s));
        CHECK(next(wanted, start + 15s) == Links{anna});
    }
}

TEST_CASE("what has arrived is asked for nowhere", "[05]") {
    Wanted wanted;
    CHECK(wanted.announced(hash(1), anna, start));
    CHECK_FALSE(wanted.announced(hash(1), berta, start));
    wanted.arrived(hash(1));
    wanted.arrived(hash(9));  // nobody wanted it
    CHECK(wanted.deadline() == sbc::never);
    CHECK(next(wanted, start + 1h).empty());
}

TEST_CASE("when the one who was asked leaves, the next is asked at once", "[05]") {
    Wanted wanted;
    CHECK(wanted.announced(hash(1), anna, start));
    CHECK_FALSE(wanted.announced(hash(1), berta, start));
    wanted.left(anna);
    CHECK(wanted.deadline() <= start);
    CHECK(next(wanted, start) == Links{berta});
    CHECK(wanted.deadline() == start + 5s);
    SECTION("and when that one leaves, too, nobody") {
        wanted.left(berta);
        CHECK(next(wanted, start).empty());
        CHECK(wanted.deadline() == sbc::never);
    }
}

TEST_CASE("who leaves before its turn is never asked", "[05]") {
    Wanted wanted;
    CHECK(wanted.announced(hash(1), anna, start));
    CHECK_FALSE(wanted.announced(hash(1), berta, start));
    CHECK_FALSE(wanted.announced(hash(1), carla, start));
    wanted.left(berta);
    CHECK(wanted.deadline() == start + 5s);
    CHECK(next(wanted, start + 5s) == Links{carla});
}

TEST_CASE("a neighbour may announce sixteen blocks and deliver none, but not more", "[05]") {
    Wanted wanted;
    for (unsigned number = 0; number < 1'000; ++number) {
        CHECK(wanted.announced(hash(number), anna, start) == (number < 16));
    }
    CHECK(wanted.announced(hash(2'000), berta, start));  // it is none of the others' fault
    CHECK_FALSE(wanted.announced(hash(2'001), anna, start));
    wanted.arrived(hash(3));
    CHECK(wanted.announced(hash(2'001), anna, start));
    CHECK(next(wanted, start + 5s).empty());  // nobody else has any of them
    CHECK(wanted.announced(hash(2'002), anna, start + 5s));
}
