// Blocks that came before their parents.
#pragma once

#include "chains/scene.hpp"

using namespace kit;

namespace {

// Orphans of a parent that nobody has.
Block orphan_of(const Hash& parent, std::uint64_t number) {
    Header header;
    header.previous = parent;
    header.bits = easy().easiest;
    header.time = start + 5s;
    return sealed(header, {payment(number)});
}

}  // namespace

TEST_CASE("orphans are given to their parent, all of them, once", "[chains]") {
    Orphans orphans;
    const Hash parent = any_hash(1);
    const Hash other = any_hash(2);
    hold(orphans, orphan_of(parent, 1));
    hold(orphans, orphan_of(other, 2));
    hold(orphans, orphan_of(parent, 3));
    CHECK(orphans.size() == 3);
    CHECK(orphans.take_children(any_hash(3)).empty());
    CHECK(orphans.take_children(parent).size() == 2);
    CHECK(orphans.take_children(parent).empty());
    CHECK(orphans.size() == 1);
    CHECK(orphans.take_children(other).size() == 1);
    CHECK(orphans.size() == 0);
}

TEST_CASE("an orphan is held once, however often it comes", "[chains]") {
    Orphans orphans;
    for (int i = 0; i < 3; ++i) hold(orphans, orphan_of(any_hash(1), 1));
    CHECK(orphans.size() == 1);
    CHECK(orphans.take_children(any_hash(1)).size() == 1);
}

TEST_CASE("orphans are bounded: the oldest goes", "[chains]") {
    Orphans orphans;
    for (std::uint64_t i = 0; i < most_orphans + 3; ++i) {
        hold(orphans, orphan_of(any_hash(i), i));
        CHECK(orphans.size() <= most_orphans);
    }
    CHECK(orphans.size() == most_orphans);
    for (std::uint64_t i = 0; i < 3; ++i) CHECK(orphans.take_children(any_hash(i)).empty());
    for (std::uint64_t i = 3; i < most_orphans + 3; ++i) {
        CHECK(orphans.take_children(any_hash(i)).size() == 1);
    }
}
