#include "net/send_queue.hpp"

#include <random>
#include <string>

#include "catch.hpp"
#include "memory.hpp"
#include "net/frame.hpp"

namespace {

using sbc::as_bytes;
using sbc::Bytes;
using sbc::ByteView;
using sbc::net::SendError;
using sbc::net::SendQueue;

Bytes framed(std::string_view payload) {
    Bytes frame;
    sbc::net::append_frame(frame, as_bytes(payload));
    return frame;
}

Bytes copy(ByteView view) { return {view.begin(), view.end()}; }

TEST_CASE("an empty queue has nothing to write", "[net]") {
    SendQueue queue{100, 1'000};
    CHECK(queue.empty());
    CHECK(queue.waiting() == 0);
    CHECK(queue.to_write().empty());
}

TEST_CASE("what is pushed waits as a frame", "[net]") {
    SendQueue queue{100, 1'000};
    REQUIRE(queue.push(as_bytes("hi")));
    CHECK_FALSE(queue.empty());
    CHECK(queue.waiting() == 6);
    CHECK(copy(queue.to_write()) == framed("hi"));
    CHECK(queue.waiting() == 6);
    queue.wrote(6);
    CHECK(queue.empty());
    CHECK(queue.to_write().empty());
}

TEST_CASE("frames that gathered are written together, in their order", "[net]") {
    SendQueue queue{100, 1'000};
    REQUIRE(queue.push(as_bytes("one")));
    REQUIRE(queue.push(as_bytes("two")));
    Bytes both = framed("one");
    sbc::net::append_frame(both, as_bytes("two"));
    CHECK(copy(queue.to_write()) == both);
}

TEST_CASE("what is written only in part goes on where it stopped", "[net]") {
    SendQueue queue{100, 1'000};
    REQUIRE(queue.push(as_bytes("hello")));
    const Bytes whole = framed("hello");
    Bytes written;
    while (!queue.empty()) {
        written.push_back(queue.to_write().front());
        queue.wrote(1);
        CHECK(queue.waiting() == whole.size() - written.size());
    }
    CHECK(written == whole);
}

TEST_CASE("frames that come during a write do not move the bytes being written", "[net]") {
    SendQueue queue{10'000, 1'000'000};
    REQUIRE(queue.push(as_bytes("being written")));
    const ByteView writing = queue.to_write();
    for (int i = 0; i < 100; ++i) REQUIRE(queue.push(as_bytes(std::string(5'000, 'x'))));
    CHECK(copy(writing) == framed("being written"));
    queue.wrote(writing.size());
    CHECK(queue.to_write().size() == std::size_t{100} * 5'004);
}

TEST_CASE("a message of a wrong size is refused and changes nothing", "[net]") {
    SendQueue queue{5, 1'000};
    SECTION("empty") {
        const auto pushed = queue.push({});
        REQUIRE_FALSE(pushed);
        CHECK(pushed.error().reason == SendError::BadSize);
    }
    SECTION("longer than a frame may be") {
        const auto pushed = queue.push(as_bytes("123456"));
        REQUIRE_FALSE(pushed);
        CHECK(pushed.error().reason == SendError::BadSize);
        CHECK_THAT(pushed.error().text, ContainsSubstring("6 bytes") && ContainsSubstring("5"));
    }
    CHECK(queue.empty());
    CHECK(queue.push(as_bytes("12345")));
}

TEST_CASE("a full queue refuses, and takes again what was written makes room for", "[net]") {
    SendQueue queue{100, 20};
    REQUIRE(queue.push(as_bytes("123456")));
    REQUIRE(queue.push(as_bytes("123456")));  // 2 * (4 + 6): exactly full

    const auto pushed = queue.push(as_bytes("1"));
    REQUIRE_FALSE(pushed);
    CHECK(pushed.error().reason == SendError::QueueFull);
    CHECK_THAT(pushed.error().text, ContainsSubstring("20 bytes are waiting"));
    CHECK(queue.waiting() == 20);

    (void)queue.to_write();
    CHECK_FALSE(queue.push(as_bytes("1")));  // what is being written still counts
    queue.wrote(4);
    CHECK_FALSE(queue.push(as_bytes("1")));  // a frame of 5 bytes, room for 4
    queue.wrote(1);
    CHECK(queue.push(as_bytes("1")));
    CHECK(queue.waiting() == 20);
}

TEST_CASE("an idle queue takes any one message, however small its bound", "[net]") {
    SendQueue queue{100, 20};
    REQUIRE(queue.push(as_bytes(std::string(100, 'x'))));
    CHECK(queue.waiting() == 104);
    CHECK_FALSE(queue.push(as_bytes("1")));
}

// What this costs when it is reserved: allocators round up, that of TSan by up to a quarter.
static std::size_t reserved(std::size_t bytes) { return bytes + bytes / 4 + 100; }

TEST_CASE("a message that waits reserves little more than itself", "[net]") {
    const std::size_t size = GENERATE(10U, 1'024U, 24'000U, 60'000U);
    CAPTURE(size);
    SendQueue queue{65'536, 1'000'000};
    const Bytes payload(size);
    const std::size_t before = memory::live();
    REQUIRE(queue.push(payload));
    CHECK(memory::live() <= before + reserved(size));
    (void)queue.to_write();  // on its way: what comes now gathers in a second batch
    REQUIRE(queue.push(payload));
    CHECK(memory::live() <= before + 2 * reserved(size));
}

TEST_CASE("messages that gather reserve at most twice themselves, while they are few", "[net]") {
    SendQueue queue{65'536, 1'000'000};
    const std::size_t before = memory::live();
    for (std::size_t count = 1; count <= 7; ++count) {
        REQUIRE(queue.push(Bytes(1'024)));
        CAPTURE(count);
        CHECK(memory::live() <= before + reserved(2 * queue.waiting()));
    }
}

TEST_CASE("after a flood the memory is given back", "[net]") {
    SendQueue queue{10'000, 1'000'000};
    const std::size_t before = memory::live();
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 90; ++i) REQUIRE(queue.push(as_bytes(std::string(10'000, 'x'))));
        CHECK(memory::live() > before + 900'000);
        while (!queue.empty()) queue.wrote(std::min<std::size_t>(7'777, queue.to_write().size()));
        CHECK(memory::live() < before + 10'000);
    }
}

TEST_CASE("whatever is pushed and written in whatever order, the stream is whole", "[net]") {
    const auto seed = GENERATE(range(0U, 100U));
    CAPTURE(seed);
    std::minstd_rand random{seed};
    const auto up_to = [&](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>{1, most}(random);
    };
    SendQueue queue{300, 2'000};
    Bytes pushed;
    Bytes written;
    for (int step = 0; step < 500; ++step) {
        if (up_to(3) == 1) {
            const ByteView part = queue.to_write();
            if (part.empty()) continue;
            const ByteView now = part.first(up_to(part.size()));
            written.insert(written.end(), now.begin(), now.end());
            queue.wrote(now.size());
        } else {
            const Bytes payload(up_to(300), static_cast<std::uint8_t>(step));
            if (queue.push(payload)) sbc::net::append_frame(pushed, payload);
        }
        REQUIRE(queue.waiting() == pushed.size() - written.size());
        REQUIRE(queue.waiting() <= 2'000);
    }
    while (!queue.empty()) {
        const ByteView part = queue.to_write();
        written.insert(written.end(), part.begin(), part.end());
        queue.wrote(part.size());
    }
    CHECK(written == pushed);
}

}  // namespace
