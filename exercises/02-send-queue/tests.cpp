#include "send_queue.hpp"

#include <string>
#include <vector>

#include "base/hex.hpp"
#include "catch.hpp"

using exercise::SendQueue;
using sbc::Bytes;
using sbc::ByteView;

namespace {

// The learner's queue, and the story of what was done with it.
class Told {
public:
    explicit Told(std::size_t max_bytes)
        : story{"\n  a queue for at most " + std::to_string(max_bytes) + " bytes"},
          queue_{max_bytes} {}

    std::string push(const std::string& message) {
        std::string answer = queue_.push(sbc::as_bytes(message)) ? "taken" : "refused";
        story += "\n  push(\"" + message + "\"), a frame of " + std::to_string(4 + message.size()) +
                 " bytes: you said " + answer;
        return answer;
    }
    ByteView to_write() {
        const ByteView bytes = queue_.to_write();
        story +=
            "\n  to_write(): you gave " +
            (bytes.empty() ? "nothing"
                           : sbc::to_hex(bytes) + ", " + std::to_string(bytes.size()) + " bytes");
        return bytes;
    }
    void wrote(std::size_t count) {
        queue_.wrote(count);
        story += "\n  wrote(" + std::to_string(count) + ")";
    }
    std::size_t waiting() {
        story += "\n  waiting(): you said " + std::to_string(queue_.waiting());
        return queue_.waiting();
    }
    std::string story;

private:
    SendQueue queue_;
};

// What these messages look like on the wire.
std::string frames(const std::vector<std::string>& messages) {
    Bytes bytes;
    for (const std::string& message : messages) {
        exercise::append_frame(bytes, sbc::as_bytes(message));
    }
    return sbc::to_hex(bytes);
}

}  // namespace

TEST_CASE("messages go out in order, each behind its length") {
    Told queue{100};
    queue.push("hi");
    queue.push("yes");
    const ByteView bytes = queue.to_write();
    const std::string first = sbc::to_hex(bytes);
    queue.wrote(bytes.size());
    const bool empty = queue.to_write().empty();
    INFO("so far:" << queue.story);
    INFO("00000002 6869 is the frame of \"hi\", 00000003 796573 is that of \"yes\". to_write()");
    INFO("hands out all that has gathered; when that has been written, nothing is left to write");
    CHECK(first == frames({"hi", "yes"}));
    CHECK(empty);
}

TEST_CASE("waiting() counts every byte that has not been written") {
    Told queue{100};
    queue.push("hi");
    const std::size_t size = queue.to_write().size();
    queue.push("yes");
    const std::size_t both = queue.waiting();
    queue.wrote(size);
    const std::size_t second = queue.waiting();
    INFO("so far:" << queue.story);
    INFO("a frame of 6 bytes is under way and one of 7 has gathered: 13. Then the first is");
    INFO("written: 7");
    CHECK(both == 13);
    CHECK(second == 7);
}

TEST_CASE("the four bytes of each header take room, too") {
    Told queue{20};
    queue.push("8 bytes.");
    queue.push("and 8 ..");
    const std::size_t gathered = queue.to_write().size();
    INFO("so far:" << queue.story);
    INFO("the bound is for all bytes that wait in memory, and a frame is its message and a header");
    INFO("of 4 bytes: 12 + 12 bytes do not fit into 20");
    CHECK(gathered <= 20);
}

TEST_CASE("a message that fills the queue exactly is taken") {
    Told queue{24};
    const std::string first = queue.push("8 bytes.");
    const std::string last = queue.push("and 8 ..");
    INFO("so far:" << queue.story);
    INFO("12 + 12 bytes are 24, not one byte too many: at most 24 means that 24 are allowed");
    CHECK(first == "taken");
    CHECK(last == "taken");
}

TEST_CASE("a full queue says so") {
    Told queue{30};
    queue.push("twenty bytes of text");
    queue.to_write();
    const std::string answer = queue.push("ten bytes.");
    INFO("so far:" << queue.story);
    INFO("24 bytes wait, 14 more do not fit. Say so: only then can the owner decide what to do");
    INFO("(ours drops the peer). A message that disappears in silence leaves the peer wrong");
    CHECK(answer == "refused");
}

TEST_CASE("what was taken is not thrown away for something newer") {
    Told queue{30};
    queue.push("twenty bytes of text");
    queue.push("ten bytes.");
    const std::string bytes = sbc::to_hex(queue.to_write());
    INFO("so far:" << queue.story);
    INFO("you said \"taken\" to the first message: its sender relies on that, so it is not given");
    INFO("up to make room for the second");
    CHECK(bytes == frames({"twenty bytes of text"}));
}

TEST_CASE("the bytes of a write under way stay where they are") {
    Told queue{100};
    queue.push("under way");
    const ByteView before = queue.to_write();
    queue.push("newer");
    const ByteView after = queue.to_write();
    const bool moved = after.data() != before.data();
    INFO("so far:" << queue.story);
    INFO("the second to_write() " << (moved ? "begins somewhere else" : "begins at the same byte"));
    INFO("the system is still reading the bytes that it was given first: until wrote() has told");
    INFO("of the last of them, they stay where they are and to_write() gives no others. So new");
    INFO("frames gather in another vector: a vector that grows moves to another place");
    CHECK_FALSE(moved);
}

TEST_CASE("after a part has been written the rest comes next") {
    Told queue{100};
    queue.push("abcdef");
    queue.to_write();
    queue.wrote(3);
    const std::string rest = sbc::to_hex(queue.to_write());
    queue.wrote(4);
    const std::string last = sbc::to_hex(queue.to_write());
    queue.wrote(3);
    const bool empty = queue.to_write().empty();
    INFO("so far:" << queue.story);
    INFO("the system takes as many bytes as it has room for, and wrote() says how many those");
    INFO("were. Of the 10 bytes of this frame it took 3, then 4, then 3: none may be left out,");
    INFO("none comes twice");
    CHECK(rest == "06616263646566");
    CHECK(last == "646566");
    CHECK(empty);
}

TEST_CASE("what has been written makes room at once") {
    Told queue{30};
    queue.push("twenty bytes of text");
    queue.to_write();
    queue.wrote(10);
    const std::string answer = queue.push("8 bytes.");
    INFO("so far:" << queue.story);
    INFO("10 of 24 bytes have been written, so 14 wait, and 12 more fit into 30: what is written");
    INFO("waits no longer, though it still lies in the batch");
    CHECK(answer == "taken");
}

TEST_CASE("what gathered during a write goes out next, all at once") {
    Told queue{100};
    queue.push("first");
    const std::size_t size = queue.to_write().size();
    queue.push("second");
    queue.push("third");
    queue.wrote(size);
    const std::string bytes = sbc::to_hex(queue.to_write());
    INFO("so far:" << queue.story);
    INFO("one write for many small messages is cheaper than one for each");
    CHECK(bytes == frames({"second", "third"}));
}
