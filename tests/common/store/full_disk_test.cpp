// A disk that fails at each step there is: what has been acknowledged is there, and what was
// refused has not happened.
#include <sys/resource.h>
#include <sys/wait.h>

#include <filesystem>
#include <iostream>

#include "common/net/child.hpp"
#include "faulty_disk.hpp"
#include "store_kit.hpp"

using namespace kit;

namespace {

// Three blocks of ours on the disk, and four of theirs that are better: what then happens.
struct Fork {
    std::vector<Page> ours = pages_on(genesis_page(), 3);
    std::vector<Page> theirs = pages_on(ours[0], 4, 100);
    Changes first{{"coin of ours", std::string(3'000, 'o')}, {"stays", "here"}};
    Move over =
        connecting(theirs, {{"coin of ours", {}}, {"coin of theirs", std::string(9'000, 't')}});

    Fork() { over.disconnected = {ours[2].hash, ours[1].hash}; }
    void prepare(BlockStore& store) const {
        keep_all(store, ours);
        REQUIRE(store.move(connecting(ours, first)));
    }
    // Until something is refused. Returns how many steps were done.
    [[nodiscard]] std::size_t play(BlockStore& store) const {
        std::size_t done = 0;
        for (const Page& page : theirs) {
            if (!store.keep(page.hash, page.height, page.block)) return done;
            ++done;
        }
        return store.move(over) ? done + 1 : done;
    }
    [[nodiscard]] std::size_t steps() const { return theirs.size() + 1; }
    // What is there after so many of them.
    [[nodiscard]] Found after(std::size_t done) const {
        const bool moved = done == steps();
        Found found{hashes_of(ours), {}, {{"coin of ours", first[0].value.value()}}};
        if (moved) {
            found = {hashes_of({ours[0]}), hashes_of({ours[1], ours[2]}), {}};
            for (const Page& page : theirs) found.ours.push_back(page.hash);
            found.values = {{"coin of theirs", over.changes[1].value.value()}};
        }
        for (std::size_t i = 0; i < done && !moved; ++i) found.others.push_back(theirs[i].hash);
        found.values.emplace_back("stays", "here");
        return found;
    }
};

void must_be_whole(const SqliteStore& store) {
    const auto whole = store.check();
    INFO((whole ? "" : whole.error().text));
    CHECK(whole);
}

}  // namespace

TEST_CASE("a store on a disk that fails at any step is as it was, and goes on later", "[store]") {
    const Fork fork;
    for (const int error : {ENOSPC, EIO, EDQUOT}) {
        for (const bool for_good : {false, true}) {
            bool failed = true;
            for (int call = 0; failed; ++call) {
                CAPTURE(call, error, for_good);
                REQUIRE(call < 200);
                Shelf shelf;
                fork.prepare(shelf.store());
                faulty_disk::make({call, error, for_good});
                const std::size_t done = fork.play(shelf.store());
                failed = faulty_disk::happened;
                CHECK((failed || done == fork.steps()));
                // While it fails, all that is there can be read.
                CHECK(found_in(shelf.store()) == fork.after(done));
                faulty_disk::heal();
                CHECK(fork.play(shelf.store()) == (done == fork.steps() ? 4 : 5));
                CHECK(found_in(shelf.store()) == fork.after(fork.steps()));
                shelf.restart();
                CHECK(found_in(shelf.store()) == fork.after(fork.steps()));
            }
        }
    }
}

TEST_CASE("a process that is killed at any step leaves the store as before it or after",
          "[store]") {
    const Fork fork;
    std::size_t kills = 0;
    for (bool killed = true; killed; ++kills) {
        CAPTURE(kills);
        REQUIRE(kills < 200);
        Shelf shelf;
        fork.prepare(shelf.store());
        shelf.close();
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        const pid_t pid = ::fork();
        REQUIRE(pid >= 0);
        if (pid == 0) {
            ::alarm(30);
            faulty_disk::make({.call = static_cast<int>(kills), .error = 0});
            auto store = open(shelf.path());
            if (!store) ::_exit(1);
            const std::size_t done = fork.play(**store);
            store->reset();
            ::_exit(done == fork.steps() ? 0 : 2);
        }
        for (const int end : ends) ::close(end);
        int status = -1;
        REQUIRE(::waitpid(pid, &status, 0) == pid);
        killed = WIFSIGNALED(status);
        if (!killed) CHECK(WEXITSTATUS(status) == 0);
        const auto store = opened(shelf.path());
        must_be_whole(*store);
        const Found found = found_in(*store);
        bool known = false;
        for (std::size_t done = 0; done <= fork.steps(); ++done) {
            known = known || found == fork.after(done);
        }
        CHECK(known);
        if (!killed) CHECK(found == fork.after(fork.steps()));
    }
    CHECK(kills > 20);
}

TEST_CASE("a full disk is called by its name, also when a store is made", "[store]") {
    const Page page = page_on(genesis_page(), 1, 100);
    Shelf shelf;
    faulty_disk::make({0, ENOSPC, true});
    const auto kept = shelf.store().keep(page.hash, page.height, page.block);
    const auto refused = open(shelf.folder() / "another");
    faulty_disk::heal();
    REQUIRE_FALSE(kept);
    CHECK(kept.error().reason == StoreError::Failed);
    CHECK_THAT(kept.error().text, ContainsSubstring("no room on the disk"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == OpenError::DiskFull);
    (void)opened(shelf.folder() / "another");
}

TEST_CASE("a file that may not grow is a full disk, too", "[store]") {
    const ScratchFolder folder;
    const auto ended = child::run([&folder] {
        const rlimit limit{300'000, 300'000};
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) return 1;
        ::signal(SIGXFSZ, SIG_IGN);  // then the limit is told like a full disk
        const auto store = open(folder / "chain");
        if (!store) return 2;
        Page page = genesis_page();
        for (std::uint32_t number = 1; number < 500; ++number) {
            page = page_on(page, number, 100);
            const auto kept = (*store)->keep(page.hash, page.height, page.block);
            if (kept) continue;
            std::cerr << kept.error().text;
            return kept.error().reason == StoreError::Failed ? 0 : 3;
        }
        return 4;
    });
    CHECK(ended.exit_code == 0);
    CHECK_THAT(ended.output, ContainsSubstring("no room on the disk"));
    const auto store = opened(folder / "chain");
    must_be_whole(*store);
    CHECK_FALSE(found_in(*store).others.empty());
}

TEST_CASE("what has been moved is on the disk, unless the node is catching up", "[store]") {
    Shelf shelf;
    const auto pages = pages_on(genesis_page(), 3);
    const auto syncs_of = [](const auto& work) {
        const int before = faulty_disk::synced;
        REQUIRE(work());
        return faulty_disk::synced - before;
    };
    // A block that was only kept can be fetched again: it waits for the move.
    keep_all(shelf.store(), {pages[0]});
    CHECK(syncs_of([&] { return shelf.store().keep(pages[1].hash, Height{2}, pages[1].block); }) ==
          0);
    CHECK(syncs_of([&] { return shelf.store().move(connecting({pages[0]})); }) == 1);
    REQUIRE(shelf.store().durable(false));
    keep_all(shelf.store(), {pages[2]});
    CHECK(syncs_of([&] { return shelf.store().move(connecting({pages[1]})); }) == 0);
    // Back at the tip: what was moved meanwhile reaches the disk at once.
    CHECK(syncs_of([&] { return shelf.store().durable(true); }) >= 1);
    CHECK(syncs_of([&] { return shelf.store().move(connecting({pages[2]})); }) >= 1);
}

TEST_CASE("the journal stays short, however long the node catches up", "[store]") {
    Shelf shelf;
    REQUIRE(shelf.store().durable(false));
    Page page = genesis_page();
    std::uintmax_t longest = 0;
    for (std::uint32_t number = 1; number <= 1'500; ++number) {
        page = page_on(page, 7 * number + 4, 75);  // of 24,000 bytes
        keep_all(shelf.store(), {page});
        REQUIRE(shelf.store().move(connecting({page})));
        longest = std::max(longest, std::filesystem::file_size(shelf.path() + "-wal"));
    }
    CHECK(longest > 10'000'000);
    CHECK(longest < 18'000'000);
    CHECK(std::filesystem::file_size(shelf.path()) > 20'000'000);
}
