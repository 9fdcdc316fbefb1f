#include <algorithm>

#include "base/hex.hpp"
#include "catch.hpp"
#include "frame.hpp"

using sbc::Bytes;

// The address sanitizer, with which exercises are built, tells us of every request for memory.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name is the sanitizer's
extern "C" __attribute__((weak)) int __sanitizer_install_malloc_and_free_hooks(
    void (*on_malloc)(const volatile void*, std::size_t), void (*on_free)(const volatile void*));

static std::size_t largest_request = 0;

static void watch_requests() {
    if (__sanitizer_install_malloc_and_free_hooks == nullptr) return;
    static const int installed = __sanitizer_install_malloc_and_free_hooks(
        [](const volatile void*, std::size_t size) {
            largest_request = std::max(largest_request, size);
        },
        [](const volatile void*) {});
    (void)installed;
}

namespace {

// "00 00 00 02 68 69"
std::string brief(sbc::ByteView bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes.first(std::min<std::size_t>(bytes.size(), 16))) {
        text += (text.empty() ? "" : " ") + sbc::to_hex({&byte, 1});
    }
    return bytes.size() <= 16 ? text : text + " ... (" + std::to_string(bytes.size()) + " bytes)";
}

// The learner's decoder, and the story of what was done with it.
class Told {
public:
    void feed(const Bytes& slice) {
        story += "\n  feed(" + brief(slice) + ")";
        decoder_.feed(slice);
    }
    // What next() returned, in words that can be compared and read.
    std::string next() {
        const auto result = decoder_.next();
        std::string got = "nothing yet";
        if (!result) {
            got = result.error().reason == stage::FrameError::Empty ? "refused: empty"
                                                                    : "refused: too large";
        } else if (result->has_value()) {
            got = "payload " + brief(**result);
        }
        story += "\n  next() gave " + got;
        return got;
    }
    std::string story;

private:
    stage::FrameDecoder decoder_;
};

Bytes frame_of(std::size_t size) {
    const auto header = sbc::store_be32(static_cast<std::uint32_t>(size));
    Bytes frame{header.begin(), header.end()};
    frame.resize(4 + size, 0x61);
    return frame;
}

Bytes operator+(Bytes left, const Bytes& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

std::string payload_of(std::size_t size) { return "payload " + brief(Bytes(size, 0x61)); }

const Bytes frame_hi = {0, 0, 0, 2, 0x68, 0x69};
const Bytes frame_yes = {0, 0, 0, 3, 0x79, 0x65, 0x73};

}  // namespace

TEST_CASE("a frame in one slice comes out whole, once") {
    Told decoder;
    decoder.feed(frame_hi);
    const std::string first = decoder.next();
    const std::string second = decoder.next();
    INFO("so far:" << decoder.story);
    INFO("00 00 00 02 is the length, 2 (33554432 to whoever takes the first byte for the least");
    INFO("significant one); 68 69 are the two bytes of the payload. feed() keeps all of it;");
    INFO("next() gives the payload and takes the frame out, so that it comes once");
    CHECK(first == "payload 68 69");
    CHECK(second == "nothing yet");
}

TEST_CASE("two frames in one slice come out one after the other") {
    Told decoder;
    decoder.feed(frame_hi + frame_yes);
    const std::string first = decoder.next();
    const std::string second = decoder.next();
    INFO("so far:" << decoder.story);
    INFO("what follows a frame belongs to the next one: only the frame whose payload you return");
    INFO("leaves buffer_, with its length. Otherwise the next one is lost, or torn");
    CHECK(first == "payload 68 69");
    CHECK(second == "payload 79 65 73");
}

TEST_CASE("a payload may come in many slices") {
    Told decoder;
    decoder.feed({0, 0, 0, 3, 0x79});
    const std::string early = decoder.next();
    decoder.feed({0x65});
    const std::string still_early = decoder.next();
    decoder.feed({0x73});
    const std::string last = decoder.next();
    INFO("so far:" << decoder.story);
    INFO("keep what has come until the rest is there: the payload is 79 65 73");
    CHECK(early == "nothing yet");
    CHECK(still_early == "nothing yet");
    CHECK(last == "payload 79 65 73");
}

TEST_CASE("the four bytes of a length may come in two slices") {
    for (std::size_t cut = 1; cut < 4; ++cut) {
        Told decoder;
        decoder.feed(Bytes(frame_hi.begin(), frame_hi.begin() + static_cast<std::ptrdiff_t>(cut)));
        const std::string early = decoder.next();
        decoder.feed(Bytes(frame_hi.begin() + static_cast<std::ptrdiff_t>(cut), frame_hi.end()));
        const std::string late = decoder.next();
        INFO("so far:" << decoder.story);
        INFO("fewer than four bytes are not a length yet, but they are its beginning");
        CHECK(early == "nothing yet");
        CHECK(late == "payload 68 69");
    }
}

TEST_CASE("the largest payload is taken and one byte more is refused") {
    Told largest;
    largest.feed(frame_of(stage::largest_payload));
    const std::string taken = largest.next();
    INFO("so far:" << largest.story);
    INFO("largest_payload: 65536 bytes are still allowed, 65537 are not. The four bytes of the");
    INFO("length are not counted");
    CHECK(taken == payload_of(stage::largest_payload));

    Told larger;
    larger.feed({0x00, 0x01, 0x00, 0x01});
    const std::string refused = larger.next();
    INFO("and with another decoder:" << larger.story);
    INFO("00 01 00 01 is 65537: the length alone is enough to refuse, before any of the payload");
    CHECK(refused == "refused: too large");
}

TEST_CASE("a length of zero is refused") {
    Told decoder;
    decoder.feed({0, 0, 0, 0});
    const std::string got = decoder.next();
    INFO("so far:" << decoder.story);
    INFO("a frame of no bytes says nothing, and a flood of them would keep us busy with nothing");
    CHECK(got == "refused: empty");
}

TEST_CASE("nothing is allocated for a length that is too large") {
    Told decoder;
    decoder.feed({0x00, 0x10, 0x00, 0x00});
    watch_requests();
    largest_request = 0;
    const std::string got = decoder.next();
    const std::size_t asked_for = largest_request;
    INFO("so far:" << decoder.story);
    INFO("four bytes came, and next() asked the system for " << asked_for << " bytes");
    INFO("check the length before you make room for it: four bytes from a stranger are cheap");
    CHECK(asked_for < stage::largest_payload);
    CHECK(got == "refused: too large");
}

TEST_CASE("after a refusal everything is refused") {
    Told decoder;
    decoder.feed({0x00, 0x10, 0x00, 0x00});
    const std::string first = decoder.next();
    decoder.feed(frame_hi);
    const std::string later = decoder.next();
    INFO("so far:" << decoder.story);
    INFO("after a bad length nobody knows where the next frame begins: what looks like one may be");
    INFO("the inside of another");
    CHECK(first == "refused: too large");
    CHECK(later == "refused: too large");
}

TEST_CASE("the frames before a bad one still come out") {
    Told decoder;
    decoder.feed(frame_hi + Bytes{0, 0, 0, 0});
    const std::string first = decoder.next();
    INFO("so far:" << decoder.story);
    INFO("the first frame was whole and good; what comes after it does not change that");
    CHECK(first == "payload 68 69");
}
