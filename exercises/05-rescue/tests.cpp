#include "pool.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

using stage::Pool;
using stage::PoolError;
using stage::PoolLimits;
using Texts = std::vector<std::string>;

namespace {

// A text that stands for a transaction; a pool does not look into it. `size` is that of the whole.
std::string payment(const std::string& name, std::size_t size = 100) {
    return name + std::string(size - name.size(), '.');
}
std::string name_of(const std::string& text) { return text.substr(0, text.find('.')); }

template <class Names>
std::string in_words(const Names& names) {
    std::string words;
    for (const std::string& name : names) words += (words.empty() ? "" : " ") + name_of(name);
    return words.empty() ? "nothing" : words;
}
std::string in_words(PoolError error) {
    switch (error) {
        case PoolError::Waits: return "Waits";
        case PoolError::Included: return "Included";
        case PoolError::Full: return "Full";
    }
    return "no reason at all";
}

// The pool with the learner's part in it, and the story of what happened to it.
class Told {
public:
    explicit Told(PoolLimits limits = {.transactions = 100, .bytes = 100'000})
        : story{"\n  a pool for " + std::to_string(limits.transactions) + " transactions, " +
                std::to_string(limits.bytes) + " bytes"},
          pool_{limits} {}

    std::string add(const std::string& name, std::size_t size = 100) {
        const auto added = pool_.add(payment(name, size));
        std::string answer = added ? "taken" : "refused, " + in_words(added.error().reason);
        tell("add " + name + ", " + std::to_string(size) + " bytes: " + answer);
        return answer;
    }
    void add_all(const Texts& names) {
        for (const std::string& name : names) add(name);
    }
    // A block of our history held these, and belongs to it no longer.
    void returned(const Texts& names, std::size_t size = 100) {
        Texts texts;
        for (const std::string& name : names) texts.push_back(payment(name, size));
        pool_.included(texts);
        pool_.returned(texts);
        tell("a block with " + in_words(names) + " was ours, and is no longer");
    }
    // The same, of somebody's block that we have never followed.
    void only_returned(const Texts& names) {
        Texts texts;
        for (const std::string& name : names) texts.push_back(payment(name));
        pool_.returned(texts);
        tell("a block with " + in_words(names) + " is taken back");
    }
    void included(const std::string& name) {
        pool_.included({payment(name)});
        tell("a block of the new history holds " + name);
    }
    [[nodiscard]] std::string waiting() const { return in_words(pool_.waiting()); }
    [[nodiscard]] std::size_t count() const { return pool_.waiting().size(); }
    [[nodiscard]] std::size_t count(const std::string& name) const {
        std::size_t times = 0;
        for (const std::string& text : pool_.waiting()) times += name_of(text) == name ? 1U : 0U;
        return times;
    }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t sum = 0;
        for (const std::string& text : pool_.waiting()) sum += text.size();
        return sum;
    }
    std::string story;

private:
    void tell(const std::string& what) { story += "\n  " + what + "; now waiting: " + waiting(); }

    Pool pool_;
};

// Some tests speak only when simpler things are right, each of which has a test of its own.
bool comes_to_the_front() {
    Told pool;
    pool.add("cc");
    pool.returned({"aa"});
    return pool.waiting() == "aa cc";
}
bool bytes_are_counted() {
    Told pool{{.transactions = 10, .bytes = 300}};
    pool.returned({"aa", "bb"});
    return pool.add("cc", 150) != "taken";
}

}  // namespace

TEST_CASE("what was in a block waits again, in its order") {
    Told pool;
    pool.returned({"aa", "bb", "cc"});
    const std::string waiting = pool.waiting();
    INFO("so far:" << pool.story);
    INFO(
        "all three wait again, as they stood in the block: bb may spend what aa has given. If each "
        "is");
    INFO("put to the front and you begin with the first, the last one comes first");
    CHECK(waiting == "aa bb cc");
}

TEST_CASE("they wait before those that came later") {
    Told pool;
    pool.add_all({"cc", "dd"});
    pool.returned({"bb"});
    pool.returned({"aa"});
    const std::string waiting = pool.waiting();
    INFO("so far:" << pool.story);
    INFO(
        "bb was in the tip, aa in the block below it. They have waited longest of all, and were "
        "even");
    INFO("paid already. They come first, and of two blocks the lower one before the upper one");
    CHECK(waiting == "aa bb cc dd");
}

TEST_CASE("what the new history holds as well waits no longer") {
    Told pool;
    pool.returned({"aa", "bb"});
    pool.included("aa");
    const std::size_t times = pool.count("aa");
    INFO("so far:" << pool.story);
    INFO(
        "aa was in our block and is in the new one, too. included() looks it up in by_id_; if it "
        "does");
    INFO("not find it there, it stays in the list, and is paid a second time with our next block");
    CHECK(times == 0);
}

TEST_CASE("what waits already waits once") {
    Told pool;
    pool.add("aa");
    pool.only_returned({"aa"});
    const std::size_t times = pool.count("aa");
    INFO("so far:" << pool.story);
    INFO(
        "aa had come to us on another way meanwhile. The same bytes are the same transaction: a "
        "block");
    INFO("that holds it twice is refused by everybody");
    CHECK(times == 1);
}

TEST_CASE("what is in no block any more may be sent again") {
    if (!bytes_are_counted()) return;
    Told pool{{.transactions = 2, .bytes = 1'000}};
    pool.returned({"aa", "bb", "cc"});
    pool.included("aa");
    const std::string again = pool.add("cc");
    INFO("so far:" << pool.story);
    INFO(
        "there was room for two, so cc had to go. Its owner sends it again, and no block holds it: "
        "who");
    INFO("says Included is wrong, and says so for ever");
    CHECK(again != "refused, Included");
}

TEST_CASE("the bytes of those that came back are counted") {
    Told pool{{.transactions = 10, .bytes = 300}};
    pool.returned({"aa", "bb"});
    const std::string one_more = pool.add("cc", 150);
    INFO("so far:" << pool.story);
    INFO(
        "200 + 150 bytes are more than 300. If the bytes of those that come back are not counted, "
        "they");
    INFO("are subtracted all the same when they leave: unsigned, that is below zero");
    CHECK(one_more == "refused, Full");
}

TEST_CASE("no more wait than are allowed") {
    Told pool{{.transactions = 3, .bytes = 100'000}};
    pool.add_all({"cc", "dd"});
    pool.returned({"aa", "bb"});
    const std::size_t count = pool.count();
    INFO("so far:" << pool.story);
    INFO(
        "three may wait. A long branch that is left brings back thousands at once, and the number "
        "has");
    INFO("a bound for them as for all others");
    CHECK(count <= 3);
}

TEST_CASE("no more bytes wait than are allowed") {
    if (!bytes_are_counted()) return;
    Told pool{{.transactions = 100, .bytes = 300}};
    pool.add_all({"cc", "dd"});
    pool.returned({"aa"}, 150);
    const std::size_t bytes = pool.bytes();
    INFO("so far:" << pool.story);
    INFO("300 bytes may wait, and these have " << bytes
                                               << ": look at the number, and at the sum of "
                                                  "their bytes");
    CHECK(bytes <= 300);
}

TEST_CASE("a full pool takes them back all the same") {
    if (!comes_to_the_front()) return;
    Told pool{{.transactions = 3, .bytes = 100'000}};
    pool.add_all({"cc", "dd", "ee"});
    pool.returned({"aa"});
    const std::size_t times = pool.count("aa");
    INFO("so far:" << pool.story);
    INFO(
        "aa has waited longest, so it stays, and another has to go. Who turns them away at the "
        "door");
    INFO("loses payments that were in the book already, and does so when the network is busiest");
    CHECK(times == 1);
}

TEST_CASE("room is made by those that came last") {
    Told pool{{.transactions = 3, .bytes = 100'000}};
    pool.add_all({"cc", "dd", "ee"});
    pool.returned({"aa"});
    const std::size_t times = pool.count("cc");
    INFO("so far:" << pool.story);
    INFO(
        "first come, first served: ee came last and has to go. cc was next; whoever takes it out "
        "makes");
    INFO("room at the wrong end");
    CHECK(times == 1);
}

TEST_CASE("as many go as have to") {
    Told pool{{.transactions = 4, .bytes = 100'000}};
    pool.add_all({"dd", "ee", "ff"});
    pool.returned({"aa", "bb", "cc"});
    const std::size_t times = pool.count("aa");
    INFO("so far:" << pool.story);
    INFO(
        "six wait where four may: two have to go. A place in a list is gone with what stood there, "
        "so");
    INFO("ask for the last one anew each time");
    CHECK(times == 1);
}

TEST_CASE("an empty block changes nothing") {
    Told pool;
    pool.add_all({"aa", "bb"});
    pool.returned({});
    const std::string waiting = pool.waiting();
    INFO("so far:" << pool.story);
    INFO("nobody was in that block, so nobody comes back, and nobody goes");
    CHECK(waiting == "aa bb");
}
