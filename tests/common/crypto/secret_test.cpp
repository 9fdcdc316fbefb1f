#include "crypto/secret.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <new>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "catch.hpp"
#include "memory_watch.hpp"

using namespace sbc;
using namespace sbc::crypto;

// --- what does not compile -----------------------------------------------------------------------

namespace {

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};
template <class T>
concept Comparable = requires(const T& left, const T& right) {
    left == right;
};
template <class T>
concept Ordered = requires(const T& left, const T& right) {
    left < right;
};
template <class T>
concept Hashable = requires(const T& value) {
    std::hash<T>{}(value);
};

template <class T>
constexpr bool keeps_to_itself =
    !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T> && !Printable<T> &&
    !Comparable<T> && !Ordered<T> && !Hashable<T> && !std::is_convertible_v<T, std::string> &&
    !std::is_convertible_v<T, std::string_view> && !std::is_convertible_v<T, ByteView> &&
    !std::is_convertible_v<T, bool>;

static_assert(keeps_to_itself<Secret<32>>);
static_assert(keeps_to_itself<SecretText>);
static_assert(Printable<std::string> && Ordered<std::string> && Hashable<std::string>);
static_assert(std::is_nothrow_move_constructible_v<Secret<32>>);
static_assert(std::is_nothrow_move_assignable_v<SecretText>);
// Not out of a text that somebody else keeps, nor of one that is written in the program.
static_assert(!std::is_constructible_v<SecretText, const std::string&>);
static_assert(!std::is_constructible_v<SecretText, std::string&>);
static_assert(!std::is_convertible_v<std::string, SecretText>);
// Another size is another type.
static_assert(!std::is_constructible_v<Secret<32>, Secret<16>>);

// --- the memory itself ---------------------------------------------------------------------------

// A place for an object, whose bytes are looked at also when the object is gone.
template <class T>
class Place {
public:
    Place() { bytes_.fill(0xcc); }
    template <class... Arguments>
    T& make(Arguments&&... arguments) {
        return *new (bytes_.data()) T(std::forward<Arguments>(arguments)...);
    }
    void destroy() { std::launder(reinterpret_cast<T*>(bytes_.data()))->~T(); }
    [[nodiscard]] bool holds(std::string_view text) const {
        // Byte by byte through volatile: what is there, not what the compiler knows was written.
        std::array<char, sizeof(T)> seen{};
        const volatile unsigned char* byte = bytes_.data();
        for (char& copy : seen) copy = static_cast<char>(*byte++);
        return std::string_view{seen.data(), seen.size()}.find(text) != std::string_view::npos;
    }

private:
    alignas(T) std::array<unsigned char, sizeof(T)> bytes_;
};

constexpr std::array<std::uint8_t, 32> key = [] {
    std::array<std::uint8_t, 32> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>('A' + i);
    return bytes;
}();
const std::string key_text{key.begin(), key.end()};

const std::string short_phrase = "open sesame";  // lies in the string itself
const std::string long_phrase = "correct horse battery staple, and one more word";

}  // namespace

TEST_CASE("the place and the watch of these tests find what was not wiped", "[crypto]") {
    Place<std::string> place;
    place.make(short_phrase);
    place.destroy();
    CHECK(place.holds(short_phrase));
    const Watch watch{long_phrase};
    { const std::string careless{long_phrase}; }
    CHECK(watch.stale_copies() == 1);
}

TEST_CASE("a secret is wiped when it goes, and where it was moved from", "[crypto]") {
    Place<Secret<32>> place;
    SECTION("destroyed") {
        place.make(key);
        REQUIRE(place.holds(key_text));
        place.destroy();
    }
    SECTION("moved into a new one") {
        const Secret<32> moved{std::move(place.make(key))};
        CHECK(std::ranges::equal(moved.reveal(), key));
    }
    SECTION("moved into one that was there") {
        Secret<32> other;
        other = std::move(place.make(key));
        CHECK(std::ranges::equal(other.reveal(), key));
    }
    SECTION("overwritten by another") { place.make(key) = Secret<32>{}; }
    CHECK_FALSE(place.holds(key_text.substr(0, 4)));
}

TEST_CASE("a secret that is moved to itself stays", "[crypto]") {
    Secret<32> secret{key};
    Secret<32>& same = secret;
    secret = std::move(same);
    CHECK(std::ranges::equal(secret.reveal(), key));
    SecretText text{std::string{short_phrase}};
    SecretText& itself = text;
    text = std::move(itself);
    CHECK(text.reveal() == short_phrase);
}

TEST_CASE("a copy of a secret is asked for by name", "[crypto]") {
    Secret<32> secret{key};
    const Secret<32> copy = secret.copy();
    secret.fill()[0] = 0;
    CHECK(std::ranges::equal(copy.reveal(), key));
    const SecretText text{std::string{long_phrase}};
    CHECK(text.copy().reveal() == text.reveal());
}

// A short text lies in the object, where moving copies it; a long one elsewhere, where it is given
// back unless it is wiped.
TEST_CASE("a secret text is wiped when it goes, and where it was moved from", "[crypto]") {
    const std::string phrase = GENERATE_COPY(short_phrase, long_phrase);
    const std::string some = phrase.substr(8);
    bool arrived = true;
    const Watch watch{some};
    Place<SecretText> place;
    SECTION("destroyed") {
        place.make(std::string{phrase});
        place.destroy();
    }
    SECTION("moved into a new one, and that one destroyed") {
        Place<SecretText> other;
        arrived = other.make(std::move(place.make(std::string{phrase}))).reveal() == phrase;
        other.destroy();
        CHECK_FALSE(other.holds(some));
    }
    SECTION("moved into one that was there") {
        SecretText other{std::string{long_phrase}};
        SecretText& moved = place.make(std::string{phrase});
        other = std::move(moved);
        arrived = other.reveal() == phrase;
        CHECK(moved.empty());  // NOLINT(bugprone-use-after-move): it is about what is left
    }
    SECTION("overwritten by another") { place.make(std::string{phrase}) = SecretText{}; }
    CHECK(arrived);
    CHECK_FALSE(place.holds(some));
    CHECK(watch.stale_copies() == 0);
}

TEST_CASE("the text that became secret is left empty", "[crypto]") {
    const std::string phrase = GENERATE_COPY(short_phrase, long_phrase);
    const std::string some = phrase.substr(8);
    const Watch watch{some};
    Place<std::string> place;
    std::string& text =
        place.make(short_phrase);  // where it grew, half of this stays in the object
    text = phrase;
    const bool arrived = SecretText{std::move(text)}.reveal() == phrase;
    CHECK(arrived);
    CHECK(text.empty());  // NOLINT(bugprone-use-after-move): it is about what is left
    CHECK_FALSE(place.holds(some));
    CHECK_FALSE(place.holds(short_phrase.substr(8)));
    CHECK(watch.stale_copies() == 0);
}

TEST_CASE("a secret text that grows leaves nothing behind on its way", "[crypto]") {
    Place<SecretText> place;
    SecretText& text = place.make();
    const Watch watch{"sesame"};
    for (int i = 0; i < 100; ++i) text.append("sesame ");
    text.append(text.reveal());
    CHECK(text.reveal().size() == 1'400);
    const bool regular = text.reveal().substr(7) == text.reveal().substr(0, 1'393);
    CHECK(regular);
    CHECK_FALSE(place.holds("sesame"));
    place.destroy();
    CHECK(watch.stale_copies() == 0);
}

TEST_CASE("wiping a text reaches what lies beyond its end", "[crypto]") {
    const Watch watch{"staple"};
    {
        std::string text{long_phrase};
        text.resize(3);
        wipe(text);
        CHECK(text.empty());
    }
    CHECK(watch.stale_copies() == 0);
}

TEST_CASE("the same bytes are the same, all others are not", "[crypto]") {
    CHECK(same_bytes({}, {}));
    CHECK(same_bytes(as_bytes("abc"), as_bytes("abc")));
    CHECK_FALSE(same_bytes(as_bytes("abc"), as_bytes("ab")));
    CHECK_FALSE(same_bytes({}, as_bytes("a")));
    for (std::size_t at = 0; at < key.size(); ++at) {
        auto other = key;
        other[at] ^= 0x80;
        CHECK_FALSE(same_bytes(key, other));
    }
}
