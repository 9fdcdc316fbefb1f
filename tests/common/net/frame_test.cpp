#include "net/frame.hpp"

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "catch.hpp"
#include "memory.hpp"

namespace {

using namespace std::literals;
using sbc::Bytes;
using sbc::ByteView;
using sbc::net::FrameDecoder;
using sbc::net::FrameError;

using Frames = std::vector<std::string>;

// The frames of these payloads, one behind the other.
Bytes stream_of(const Frames& payloads) {
    Bytes stream;
    for (const std::string& payload : payloads) {
        sbc::net::append_frame(stream, sbc::as_bytes(payload));
    }
    return stream;
}

// A decoder and what it has handed out so far.
struct Decoding {
    explicit Decoding(std::size_t max_payload = 100) : decoder{max_payload} {}

    sbc::Result<void, FrameError> feed(ByteView slice) {
        return decoder.feed(
            slice, [this](ByteView payload) { frames.emplace_back(sbc::as_text(payload)); });
    }

    FrameDecoder decoder;
    Frames frames;
};

std::string pattern(std::size_t size) {
    std::string text(size, '\0');
    std::iota(text.begin(), text.end(), '\0');
    return text;
}

TEST_CASE("a frame is its length in four bytes, then the payload", "[net]") {
    Bytes out{0xAA};
    sbc::net::append_frame(out, sbc::as_bytes("hi"));
    CHECK(out == Bytes{0xAA, 0, 0, 0, 2, 'h', 'i'});
}

TEST_CASE("frames in one slice come out in their order", "[net]") {
    Decoding decoding;
    CHECK(decoding.feed(stream_of({"one", "two", "three"})));
    CHECK(decoding.frames == Frames{"one", "two", "three"});
    CHECK_FALSE(decoding.decoder.mid_frame());
}

TEST_CASE("an empty slice says nothing", "[net]") {
    Decoding decoding;
    CHECK(decoding.feed({}));
    CHECK(decoding.frames.empty());
    CHECK_FALSE(decoding.decoder.mid_frame());
}

TEST_CASE("a payload is any bytes, also such that look like a header", "[net]") {
    Decoding decoding{300};
    const Frames payloads{"\0\0\0\1"s, "\xFF\xFF\xFF\xFF"s, "\0"s, pattern(256)};
    CHECK(decoding.feed(stream_of(payloads)));
    CHECK(decoding.frames == payloads);
}

TEST_CASE("frames come out the same wherever the stream is cut", "[net]") {
    const Frames payloads{"a", "bc", pattern(20), "d", "efg"};
    const Bytes stream = stream_of(payloads);

    SECTION("once, at each place") {
        for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
            CAPTURE(cut);
            Decoding decoding;
            REQUIRE(decoding.feed(ByteView{stream}.first(cut)));
            REQUIRE(decoding.feed(ByteView{stream}.subspan(cut)));
            REQUIRE(decoding.frames == payloads);
            REQUIRE_FALSE(decoding.decoder.mid_frame());
        }
    }
    SECTION("twice, at each pair of places") {
        for (std::size_t first = 0; first <= stream.size(); ++first) {
            for (std::size_t second = first; second <= stream.size(); ++second) {
                CAPTURE(first, second);
                Decoding decoding;
                REQUIRE(decoding.feed(ByteView{stream}.first(first)));
                REQUIRE(decoding.feed(ByteView{stream}.subspan(first, second - first)));
                REQUIRE(decoding.feed(ByteView{stream}.subspan(second)));
                REQUIRE(decoding.frames == payloads);
            }
        }
    }
    SECTION("into slices of one size, down to single bytes") {
        for (std::size_t size = 1; size <= stream.size(); ++size) {
            CAPTURE(size);
            Decoding decoding;
            for (std::size_t at = 0; at < stream.size(); at += size) {
                const ByteView rest = ByteView{stream}.subspan(at);
                REQUIRE(decoding.feed(rest.first(std::min(size, rest.size()))));
            }
            REQUIRE(decoding.frames == payloads);
        }
    }
}

TEST_CASE("a frame comes out with its last byte and not before", "[net]") {
    Decoding decoding;
    const Bytes stream = stream_of({"hello"});
    for (std::size_t i = 0; i + 1 < stream.size(); ++i) {
        REQUIRE(decoding.feed(ByteView{stream}.subspan(i, 1)));
        REQUIRE(decoding.frames.empty());
        REQUIRE(decoding.decoder.mid_frame());
    }
    REQUIRE(decoding.feed(ByteView{stream}.last(1)));
    CHECK(decoding.frames == Frames{"hello"});
    CHECK_FALSE(decoding.decoder.mid_frame());
}

TEST_CASE("a frame may be as long as the cap and not a byte longer", "[net]") {
    const std::size_t cap = 5;
    SECTION("at the cap, whole or in pieces") {
        Decoding decoding{cap};
        const Bytes stream = stream_of({"12345"});
        CHECK(decoding.feed(stream));
        CHECK(decoding.feed(ByteView{stream}.first(6)));
        CHECK(decoding.feed(ByteView{stream}.subspan(6)));
        CHECK(decoding.frames == Frames{"12345", "12345"});
    }
    SECTION("beyond it, the refusal names both lengths") {
        Decoding decoding{cap};
        const auto fed = decoding.feed(stream_of({"123456"}));
        REQUIRE_FALSE(fed);
        CHECK(fed.error().reason == FrameError::TooLarge);
        CHECK_THAT(fed.error().text, ContainsSubstring("6 bytes") && ContainsSubstring("5"));
        CHECK(decoding.frames.empty());
    }
    SECTION("beyond it, refused as soon as the length is here") {
        Decoding decoding{cap};
        REQUIRE(decoding.feed(Bytes{0, 0, 0}));
        const auto fed = decoding.feed(Bytes{6});
        REQUIRE_FALSE(fed);
        CHECK(fed.error().reason == FrameError::TooLarge);
    }
}

TEST_CASE("an empty frame is refused", "[net]") {
    Decoding decoding;
    SECTION("in one slice") { CHECK_FALSE(decoding.feed(Bytes{0, 0, 0, 0})); }
    SECTION("in pieces") {
        REQUIRE(decoding.feed(Bytes{0, 0}));
        const auto fed = decoding.feed(Bytes{0, 0});
        REQUIRE_FALSE(fed);
        CHECK(fed.error().reason == FrameError::Empty);
    }
}

TEST_CASE("frames before a bad one still come out, none after it", "[net]") {
    Bytes stream = stream_of({"good", "fine"});
    const Bytes bad = GENERATE(Bytes{0, 0, 0, 0}, Bytes{0xFF, 0xFF, 0xFF, 0xFF});
    stream.insert(stream.end(), bad.begin(), bad.end());
    sbc::net::append_frame(stream, sbc::as_bytes("never"));

    Decoding decoding;
    CHECK_FALSE(decoding.feed(stream));
    CHECK(decoding.frames == Frames{"good", "fine"});
}

TEST_CASE("a refusal stays: the stream cannot be found again", "[net]") {
    Decoding decoding;
    const auto first = decoding.feed(Bytes{0x7F, 0, 0, 0});
    REQUIRE_FALSE(first);
    for (const Bytes& later : {stream_of({"good"}), Bytes{}, Bytes{0, 0, 0, 0}}) {
        const auto again = decoding.feed(later);
        REQUIRE_FALSE(again);
        CHECK(again.error().reason == FrameError::TooLarge);
        CHECK(again.error().text == first.error().text);
    }
    CHECK(decoding.frames.empty());
    CHECK_FALSE(decoding.decoder.mid_frame());
}

TEST_CASE("memory follows the bytes that came, not the length that was announced", "[net]") {
    FrameDecoder decoder{0xFFFFFFFF};
    const Bytes begun(10'000, 0xFF);
    const std::size_t before = memory::live();
    REQUIRE(decoder.feed(ByteView{begun}.first(4), [](ByteView) {}));
    CHECK(memory::live() < before + 1'000);
    REQUIRE(decoder.feed(ByteView{begun}.subspan(4), [](ByteView) {}));
    CHECK(memory::live() < before + 3 * begun.size());
    CHECK(decoder.mid_frame());
}

TEST_CASE("a frame beyond the cap holds no memory", "[net]") {
    FrameDecoder decoder{100};
    const std::size_t before = memory::live();
    CHECK_FALSE(decoder.feed(Bytes{0xFF, 0xFF, 0xFF, 0xFF}, [](ByteView) {}).has_value());
    CHECK_FALSE(decoder.feed(Bytes(60'000), [](ByteView) {}).has_value());
    CHECK(memory::live() < before + 100);
}

TEST_CASE("a frame that lies whole in one slice is not copied", "[net]") {
    const Bytes stream = stream_of({pattern(50'000), pattern(50'000)});
    FrameDecoder decoder{50'000};
    const std::size_t before = memory::live();
    std::size_t most = 0;
    std::vector<const std::uint8_t*> seen;
    REQUIRE(decoder.feed(stream, [&](ByteView payload) {
        seen.push_back(payload.data());
        most = std::max(most, memory::live());
    }));
    CHECK(most < before + 1'000);
    CHECK(seen == std::vector{stream.data() + 4, stream.data() + 50'008});
}

TEST_CASE("after a large frame its memory is given back", "[net]") {
    const Bytes stream = stream_of({pattern(60'000)});
    FrameDecoder decoder{60'000};
    const std::size_t before = memory::live();
    REQUIRE(decoder.feed(ByteView{stream}.first(59'000), [](ByteView) {}));
    CHECK(memory::live() >= before + 59'000);
    REQUIRE(decoder.feed(ByteView{stream}.subspan(59'000), [](ByteView) {}));
    CHECK(memory::live() <= before + 5'000);
}

TEST_CASE("many streams in random slices come out as they went in", "[net]") {
    const auto seed = GENERATE(range(0U, 200U));
    CAPTURE(seed);
    std::minstd_rand random{seed};
    const auto up_to = [&](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>{1, most}(random);
    };
    Frames payloads(up_to(20));
    for (std::string& payload : payloads) payload = pattern(up_to(up_to(9'000)));
    const Bytes stream = stream_of(payloads);

    Decoding decoding{9'000};
    const std::size_t longest = up_to(20'000);
    for (ByteView rest = stream; !rest.empty();) {
        const ByteView slice = rest.first(std::min(up_to(longest), rest.size()));
        REQUIRE(decoding.feed(slice));
        rest = rest.subspan(slice.size());
    }
    CHECK(decoding.frames == payloads);
}

}  // namespace
