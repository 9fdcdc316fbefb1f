// Going down a long history quickly.
#include "chain/place.hpp"

#include <deque>

#include "catch.hpp"

using namespace sbc::chain;

namespace {

// So many places, each on the one before it.
std::deque<Place> tower(std::size_t count) {
    std::deque<Place> places(1);
    while (places.size() < count) {
        const Place& parent = places.back();
        Place place;
        place.parent = &parent;
        place.jump = jump_from(parent);
        place.height = above(parent.height);
        places.push_back(place);
    }
    return places;
}
std::size_t steps(const Place& from, Height height) {
    std::size_t count = 0;
    for (const Place* at = &from; at->height > height; ++count) {
        at = at->jump->height >= height ? at->jump : at->parent;
    }
    return count;
}

}  // namespace

TEST_CASE("every place below is found from every place", "[chain]") {
    const auto places = tower(200);
    for (std::size_t from = 0; from < places.size(); ++from) {
        for (std::size_t to = 0; to <= from; ++to) {
            if (&ancestor(places[from], Height{to}) != &places[to]) FAIL(from << " to " << to);
        }
    }
}

TEST_CASE("a place far below is found in few steps", "[chain]") {
    const auto places = tower(100'001);
    std::size_t most = 0;
    for (std::uint64_t to = 0; to <= 100'000; to += 97) {
        most = std::max(most, steps(places[100'000], Height{to}));
        CHECK(&ancestor(places[100'000], Height{to}) == &places[to]);
    }
    CHECK(most < 60);
}
