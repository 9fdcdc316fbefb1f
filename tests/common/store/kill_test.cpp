// A process that moves on and on, and is killed at any instant: what it has said to be done is
// there afterwards, and nothing is there by half.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <random>

#include "store_kit.hpp"

using namespace kit;

namespace {

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Blocks that come, one after the other, and now and then a better branch: always the same ones,
// whoever plays it. A value for each block of our history, and one for its tip.
class Story {
public:
    explicit Story(std::uint64_t seed) : dice_{seed} {}

    // One step further: what of it is to be done by a store.
    struct Step {
        std::vector<Page> kept;
        Move move;
        std::optional<Hash> forgotten;
    };
    Step next() {
        Step step;
        const bool turn = dice_() % 5 == 0;
        const std::size_t back = turn ? std::min<std::size_t>(dice_() % 4, ours_.size()) : 0;
        const std::vector<Page> gone(ours_.end() - static_cast<std::ptrdiff_t>(back), ours_.end());
        ours_.resize(ours_.size() - back);
        step.kept = pages_on(ours_.empty() ? genesis_page() : ours_.back(), back + 1, number_);
        number_ += 10;
        step.move = connecting(step.kept);
        step.move.disconnected = disconnecting(gone).disconnected;
        for (const Page& page : step.kept)
            step.move.changes.push_back({key_of(page), value_of(page)});
        step.move.changes.push_back({"tip", value_of(step.kept.back())});
        ours_.insert(ours_.end(), step.kept.begin(), step.kept.end());
        for (const Page& page : gone) aside_.push_back(page.hash);
        if (aside_.size() > 5) {
            step.forgotten = aside_.front();
            aside_.erase(aside_.begin());
        }
        return step;
    }
    static bool play(const Step& step, BlockStore& store) {
        for (const Page& page : step.kept) {
            if (!store.keep(page.hash, page.height, page.block)) return false;
        }
        if (!store.move(step.move)) return false;
        if (step.forgotten) store.forget(*step.forgotten);
        return true;
    }
    // Whether a restart has found all that has happened so far. Beside our history there may be
    // more: what the step has kept, during which the process was killed.
    [[nodiscard]] bool is(const Found& found) const {
        Values values;
        for (const Page& page : ours_) values.emplace_back(key_of(page), value_of(page));
        if (!ours_.empty()) values.emplace_back("tip", value_of(ours_.back()));
        bool all_aside = true;
        for (const Hash& hash : aside_) {
            const auto& others = found.others;
            all_aside = all_aside && std::find(others.begin(), others.end(), hash) != others.end();
        }
        return all_aside && found.ours == hashes_of(ours_) && found.values == values;
    }
    [[nodiscard]] std::size_t height() const { return ours_.size(); }

private:
    static std::string key_of(const Page& page) {
        const auto number = sbc::store_be32(static_cast<std::uint32_t>(page.height.value()));
        return "c" + std::string{sbc::as_text(number)};
    }
    static std::string value_of(const Page& page) { return to_text(page.hash); }

    std::minstd_rand dice_;
    std::uint32_t number_ = 1;
    std::vector<Page> ours_;
    std::vector<Hash> aside_;
};

// Goes on with a story until it is killed; each step that is done is told by one byte.
[[noreturn]] void go_on(const std::string& path, Story story, bool durable, int told) {
    ::alarm(60);
    auto store = open(path);
    if (!store || !(*store)->durable(durable)) ::_exit(1);
    for (;;) {
        if (!Story::play(story.next(), **store) || ::write(told, "+", 1) != 1) ::_exit(1);
    }
}

// Reads so many bytes, then waits for so many microseconds, then kills. How many bytes there were.
std::size_t kill_after(pid_t pid, int told, std::size_t steps, int microseconds) {
    std::size_t done = 0;
    char byte = 0;
    while (done < steps && ::read(told, &byte, 1) == 1) ++done;
    const timespec wait{0, 1'000L * microseconds};
    (void)::ppoll(nullptr, 0, &wait, nullptr);
    ::kill(pid, SIGKILL);
    while (::read(told, &byte, 1) == 1) ++done;
    ::waitpid(pid, nullptr, 0);
    return done;
}

}  // namespace

// SBC_KILLS=500 is what `./course test --long` asks for.
TEST_CASE("a node that is killed at any instant has lost nothing acknowledged", "[store]") {
    const std::uint64_t seed = from_environment("SBC_SEED", 1);
    const std::uint64_t kills = from_environment("SBC_KILLS", 15);
    const ScratchFolder folder;
    const std::string path = folder / "chain";
    (void)opened(path);
    Story story{seed};
    std::minstd_rand dice{seed};
    std::size_t steps = 0;
    std::size_t unheard = 0;  // done, but killed before it could be said
    for (std::uint64_t kill = 0; kill < kills; ++kill) {
        CAPTURE(seed, kill);
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        const pid_t pid = ::fork();
        REQUIRE(pid >= 0);
        if (pid == 0) {
            ::close(ends[0]);
            go_on(path, story, kill % 2 == 0, ends[1]);
        }
        ::close(ends[1]);
        const std::size_t done =
            kill_after(pid, ends[0], 1 + dice() % 30, static_cast<int>(dice() % 1'000));
        ::close(ends[0]);
        REQUIRE(done > 0);
        for (std::size_t i = 0; i < done; ++i) (void)story.next();
        steps += done;
        // The next process shall find what this one has left, so a copy is looked at.
        std::filesystem::copy_file(path, folder / "copy");
        std::filesystem::copy_file(path + "-wal", folder / "copy-wal");
        {
            const auto store = opened(folder / "copy");
            const auto whole = store->check();
            INFO((whole ? "" : whole.error().text));
            CHECK(whole);
            const Found found = found_in(*store);
            if (!story.is(found)) {
                (void)story.next();
                ++unheard;
                REQUIRE(story.is(found));
            }
        }
        std::filesystem::remove(folder / "copy");
    }
    std::cout << kills << " kills from seed " << seed << " (SBC_KILLS, SBC_SEED): " << steps
              << " moves acknowledged, none lost; " << unheard << " more were found, at height "
              << story.height() << '\n';
}
