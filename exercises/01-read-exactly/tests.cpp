#include "read_exactly.hpp"

#include <algorithm>
#include <deque>

#include "base/hex.hpp"
#include "catch.hpp"

using sbc::as_bytes;
using sbc::to_hex;

namespace {

// A stream whose pieces the test decides on. It remembers what was asked and what it gave.
class Pieces : public exercise::Stream {
public:
    explicit Pieces(std::deque<std::string> pieces) : pieces_{std::move(pieces)} {}

    std::size_t read_some(std::span<std::uint8_t> room) override {
        reads += 1;
        if (reads > 100)
            FAIL("more than 100 reads, the last with room for "
                 << room.size()
                 << " bytes: your loop must end when all bytes are there, and at the end of the "
                    "stream (a read of 0)");
        std::string given;
        if (!pieces_.empty()) {
            given = pieces_.front().substr(0, room.size());
            pieces_.front().erase(0, given.size());
            if (pieces_.front().empty()) pieces_.pop_front();
            std::copy(given.begin(), given.end(), room.begin());
        }
        story += "\n  read_some with room for " + std::to_string(room.size()) + " gave " +
                 std::to_string(given.size()) + ": " + to_hex(as_bytes(given)) + " \"" + given +
                 '"';
        return given.size();
    }

    int reads = 0;
    std::string story;

private:
    std::deque<std::string> pieces_;
};

// What came of a call, in words that can be compared and read.
std::string outcome(exercise::Stream& stream, std::size_t count) {
    const auto result = exercise::read_exactly(stream, count);
    if (!result) return "refused";
    return std::to_string(result->size()) + " bytes: " + to_hex(*result);
}

std::string bytes(const std::string& text) {
    return std::to_string(text.size()) + " bytes: " + to_hex(as_bytes(text));
}

}  // namespace

TEST_CASE("bytes that come at once are returned at once") {
    Pieces stream{{"abcd"}};
    const std::string got = outcome(stream, 4);
    INFO("the reads so far:" << (stream.story.empty() ? " none" : stream.story));
    INFO("read_exactly(stream, 4) should read and return " << bytes("abcd"));
    CHECK(got == bytes("abcd"));
}

TEST_CASE("bytes that come in pieces are put together") {
    Pieces stream{{"ab", "c", "d"}};
    const std::string got = outcome(stream, 4);
    INFO("the reads so far:" << stream.story);
    INFO("one read may give less than you asked for: go on until all 4 bytes are there");
    CHECK(got == bytes("abcd"));
}

TEST_CASE("what follows is left for the next call") {
    Pieces stream{{"abcdef"}};
    const std::string first = outcome(stream, 4);
    const std::string second = outcome(stream, 2);
    INFO("the reads so far:" << stream.story);
    INFO("the first call wanted 4 bytes and returned " << first);
    INFO("if the stream gave more than 4 then, bytes that were not asked for are lost");
    CHECK(second == bytes("ef"));
}

TEST_CASE("a stream that ends too early is refused") {
    Pieces stream{{"abc"}};
    const std::string first = outcome(stream, 3);
    const std::string second = outcome(stream, 4);
    INFO("the reads so far:" << stream.story);
    INFO("the first call wanted 3 bytes and returned " << first << "; the second wanted 4");
    INFO(
        "a read of 0 is the end: what has not come whole is not a message, whatever you have of "
        "it");
    CHECK(second == "refused");
}

TEST_CASE("nothing is read when nothing is wanted") {
    Pieces stream{{"abcd"}};
    const std::string got = outcome(stream, 0);
    INFO("the reads so far:" << stream.story);
    INFO(
        "0 bytes were wanted, so they are there already: on a silent socket a read here would wait "
        "for ever");
    CHECK(got == "0 bytes: ");
    CHECK(stream.reads == 0);
}
