#include "frame.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using sbc::as_bytes;
using sbc::as_text;
using sbc::Bytes;
using sbc::ByteView;
using stage::encode_frame;
using stage::FrameDecoder;
using stage::FrameError;
using stage::largest_payload;

namespace {

// Everything that is whole by now. Fails the test on a refusal.
std::vector<std::string> take_all(FrameDecoder& decoder) {
    std::vector<std::string> texts;
    for (;;) {
        const auto next = decoder.next();
        REQUIRE(next.has_value());
        if (!next->has_value()) return texts;
        texts.emplace_back(as_text(**next));
    }
}

std::vector<std::string> operator+(std::vector<std::string> left,
                                   const std::vector<std::string>& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

Bytes stream_of(const std::vector<std::string>& texts) {
    Bytes stream;
    for (const std::string& text : texts) {
        const Bytes frame = encode_frame(as_bytes(text)).value();
        stream.insert(stream.end(), frame.begin(), frame.end());
    }
    return stream;
}

FrameError reason_of(FrameDecoder& decoder) {
    const auto next = decoder.next();
    REQUIRE_FALSE(next.has_value());
    return next.error().reason;
}

const std::vector<std::string> texts = {"a", "two words", "こんにちは", std::string(300, 'x'),
                                        "end"};

}  // namespace

TEST_CASE("a frame is the payload behind its length, most significant byte first") {
    CHECK(sbc::to_hex(encode_frame(as_bytes("hi")).value()) == "000000026869");
    const Bytes frame = encode_frame(Bytes(0x1234, 0)).value();
    CHECK(sbc::to_hex(ByteView{frame}.first(4)) == "00001234");
    CHECK(frame.size() == 4 + 0x1234);
}

TEST_CASE("what may not be received is not encoded either") {
    CHECK(encode_frame({}).error().reason == FrameError::Empty);
    CHECK(encode_frame(Bytes(largest_payload)).has_value());
    CHECK(encode_frame(Bytes(largest_payload + 1)).error().reason == FrameError::TooLarge);
}

TEST_CASE("frames come out the same wherever the stream is cut once") {
    const Bytes stream = stream_of(texts);
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        CAPTURE(cut);
        FrameDecoder decoder;
        decoder.feed(ByteView{stream}.first(cut));
        const auto before = take_all(decoder);
        decoder.feed(ByteView{stream}.subspan(cut));
        REQUIRE(before + take_all(decoder) == texts);
    }
}

TEST_CASE("frames come out the same wherever the stream is cut twice") {
    const Bytes stream = stream_of({"a", "bc", "こ"});
    for (std::size_t first = 0; first <= stream.size(); ++first) {
        for (std::size_t second = first; second <= stream.size(); ++second) {
            CAPTURE(first, second);
            FrameDecoder decoder;
            decoder.feed(ByteView{stream}.first(first));
            decoder.feed(ByteView{stream}.subspan(first, second - first));
            const auto before = take_all(decoder);
            decoder.feed(ByteView{stream}.subspan(second));
            REQUIRE(before + take_all(decoder) == std::vector<std::string>{"a", "bc", "こ"});
        }
    }
}

TEST_CASE("frames come out the same however small the slices are") {
    const Bytes stream = stream_of(texts);
    for (std::size_t size = 1; size <= 20; ++size) {
        CAPTURE(size);
        FrameDecoder decoder;
        std::vector<std::string> came;
        for (std::size_t at = 0; at < stream.size(); at += size) {
            decoder.feed(ByteView{stream}.subspan(at, std::min(size, stream.size() - at)));
            came = came + take_all(decoder);
        }
        REQUIRE(came == texts);
    }
}

TEST_CASE("a frame is handed out only once all of it has come") {
    const Bytes stream = stream_of({"hello"});
    FrameDecoder decoder;
    decoder.feed(ByteView{stream}.first(stream.size() - 1));
    CHECK(take_all(decoder).empty());
    decoder.feed(ByteView{stream}.last(1));
    CHECK(take_all(decoder) == std::vector<std::string>{"hello"});
    CHECK(take_all(decoder).empty());
}

TEST_CASE("the largest payload passes and one byte more is refused by its length alone") {
    FrameDecoder decoder;
    decoder.feed(encode_frame(Bytes(largest_payload, 'x')).value());
    CHECK(take_all(decoder) == std::vector<std::string>{std::string(largest_payload, 'x')});

    decoder.feed(sbc::store_be32(largest_payload + 1));
    CHECK(reason_of(decoder) == FrameError::TooLarge);
}

TEST_CASE("a length of zero is refused") {
    FrameDecoder decoder;
    decoder.feed(Bytes{0, 0, 0, 0});
    CHECK(reason_of(decoder) == FrameError::Empty);
}

TEST_CASE("the refusal says what came and what is allowed") {
    FrameDecoder decoder;
    decoder.feed(as_bytes("GET / HTTP/1.1\r\n"));
    const auto refused = decoder.next();
    REQUIRE_FALSE(refused.has_value());
    CHECK_THAT(refused.error().text, ContainsSubstring("1195725856 bytes"));  // "GET " as a number
    CHECK_THAT(refused.error().text, ContainsSubstring("at most 65536"));
}

TEST_CASE("a refusal stays, whatever comes afterwards") {
    FrameDecoder decoder;
    decoder.feed(stream_of({"good"}));
    decoder.feed(Bytes{0xff, 0xff, 0xff, 0xff});
    CHECK(as_text(decoder.next().value().value()) == "good");
    CHECK(reason_of(decoder) == FrameError::TooLarge);
    decoder.feed(stream_of({"good again"}));
    CHECK(reason_of(decoder) == FrameError::TooLarge);
    CHECK(reason_of(decoder) == FrameError::TooLarge);
}
