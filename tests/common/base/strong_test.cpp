#include "base/strong.hpp"

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <unordered_set>

#include "catch.hpp"

namespace {

using Height = sbc::Strong<struct HeightTag, std::uint32_t>;
using Nonce = sbc::Strong<struct NonceTag, std::uint32_t>;
using Name = sbc::Strong<struct NameTag, std::string>;

[[maybe_unused]] void mine(Height, Nonce) {}

// The promise of this header is about what does not compile, so it is proven while compiling.
template <class... Arguments>
concept can_mine = requires(Arguments... arguments) {
    mine(arguments...);
};
template <class A, class B>
concept comparable = requires(A a, B b) {
    a == b;
};
template <class A, class B>
concept ordered = requires(A a, B b) {
    a < b;
};

static_assert(can_mine<Height, Nonce>);
static_assert(!can_mine<Nonce, Height>, "swapped arguments do not compile");
static_assert(!can_mine<std::uint32_t, std::uint32_t>, "bare numbers do not either");
static_assert(!can_mine<Height, Height>);

static_assert(comparable<Height, Height> && ordered<Height, Height>);
static_assert(!comparable<Height, Nonce> && !ordered<Height, Nonce>);
static_assert(!comparable<Height, std::uint32_t>);

static_assert(!std::convertible_to<std::uint32_t, Height>);
static_assert(!std::convertible_to<Height, std::uint32_t>);
static_assert(!std::constructible_from<Height, Nonce>);
static_assert(!std::assignable_from<Height&, Nonce> && !std::assignable_from<Height&, int>);

static_assert(sizeof(Height) == sizeof(std::uint32_t), "costs nothing");
static_assert(std::is_trivially_copyable_v<Height>);
static_assert(Height{7}.value() == 7 && Height{1} < Height{2}, "known while compiling");

TEST_CASE("a strong value is zero until it is given one", "[base]") {
    CHECK(Height{}.value() == 0);
    CHECK(Name{}.value().empty());
}

TEST_CASE("strong values of one kind compare like what they hold", "[base]") {
    CHECK(Height{3} == Height{3});
    CHECK(Height{3} != Height{4});
    CHECK(Height{3} < Height{4});
    CHECK(Name{"alice"} < Name{"bob"});
}

TEST_CASE("a strong value can be a key", "[base]") {
    std::unordered_set<Name> names{Name{"alice"}};
    CHECK(names.contains(Name{"alice"}));
    CHECK_FALSE(names.contains(Name{"bob"}));
    CHECK(std::hash<Height>{}(Height{5}) == std::hash<std::uint32_t>{}(5));
}

}  // namespace
