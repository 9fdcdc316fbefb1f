// A whole node on loopback, alone and in a class: it mines, keeps its blocks, and obeys its host.
#include "explorer/station.hpp"

#include <asio/post.hpp>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "../chain/failing_store.hpp"
#include "../classroom/class_scene.hpp"

using namespace sbc::explorer;
using classes::address;
using classes::key_of;
using sbc::chain::MemoryStore;
using sbc::gui::ClassLook;
using sbc::gui::ExplorerView;

namespace {

constexpr std::chrono::seconds patience{60};  // a sanitizer on a busy machine is slow

ExplorerSettings settings() {
    ExplorerSettings settings;
    settings.network = network_of(classes::maths());
    settings.network.interval = 1'000'000;  // a block stays as easy as the first one
    settings.listen = sbc::net::Address::parse("127.0.0.1:0").value();
    return settings;
}
ExplorerSettings mining(const std::string& whom) {
    ExplorerSettings made = settings();
    made.miner = address(whom);
    return made;
}
ExplorerSettings hosting() {
    ExplorerSettings made = mining("host");
    made.seat = ClassSeat{.code = classes::maths(), .name = "host"};
    made.seat->host_key = std::make_shared<const sbc::crypto::SigningKey>(key_of("host"));
    return made;
}
ExplorerSettings joining(const sbc::net::Address& host, const std::string& name) {
    ExplorerSettings made = settings();
    made.cores = {host};
    made.seat = ClassSeat{.code = classes::maths(), .name = name};
    return made;
}

// A station that runs on a thread of its own, and its views.
class Running {
public:
    explicit Running(const ExplorerSettings& settings) {
        auto opened = Station::open(settings);
        REQUIRE(opened);
        station_ = std::move(*opened);
        view_ = station_->viewer().view();
        station_->after_each([this] {
            const std::scoped_lock lock{mutex_};
            view_ = station_->viewer().view();
            changed_.notify_one();
        });
        thread_ = std::thread{[this] { station_->run_behind(); }};
    }
    ~Running() {
        asio::post(station_->io(), [this] { station_->leave(); });
        thread_.join();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    [[nodiscard]] const Station& station() const { return *station_; }
    [[nodiscard]] std::shared_ptr<const ExplorerView> view() {
        const std::scoped_lock lock{mutex_};
        return view_;
    }
    [[nodiscard]] bool becomes(const std::function<bool(const ExplorerView&)>& like_this) {
        const auto end = std::chrono::steady_clock::now() + patience;
        std::unique_lock lock{mutex_};
        return changed_.wait_until(lock, end, [&] { return like_this(*view_); });
    }
    [[nodiscard]] bool reaches(std::uint64_t height) {
        return becomes(
            [&](const ExplorerView& view) { return view.history->back().height >= height; });
    }
    void perform(const sbc::gui::ExplorerCommand& command) {
        std::promise<void> over;
        asio::post(station_->io(), [&] {
            station_->perform(command);
            over.set_value();
        });
        over.get_future().wait();
    }
    [[nodiscard]] std::uint64_t height() { return view()->history->back().height; }

private:
    std::unique_ptr<Station> station_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<const ExplorerView> view_;
    std::thread thread_;
};

const ClassLook::Student* student_in(const ExplorerView& view, const std::string& name) {
    for (const auto& student : view.classroom->students) {
        if (student.name == name) return &student;
    }
    return nullptr;
}
bool has(const ExplorerView& view, const std::string& name) {
    const auto* student = student_in(view, name);
    return student != nullptr && student->present;
}
bool is_parted(const ExplorerView& view) { return view.classroom->parted; }
bool is_whole(const ExplorerView& view) { return !view.classroom->parted; }
bool was_told(const ExplorerView& view, const std::string& words) {
    return std::any_of(
        view.happenings.begin(), view.happenings.end(),
        [&](const std::string& text) { return text.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("a station mines, and has its blocks again after a restart", "[explorer]") {
    auto made = mining("alice");
    made.store = std::make_shared<MemoryStore>();
    std::uint64_t height = 0;
    {
        Running alice{made};
        REQUIRE(alice.reaches(3));
        REQUIRE(alice.becomes([](const ExplorerView& view) { return !view.ranking.empty(); }));
        CHECK(alice.view()->ranking[0].mined >= 100);
        CHECK(alice.station().height() >= sbc::chain::Height{3});
        height = alice.height();
    }
    made.miner.reset();
    const auto again = Station::open(made);
    REQUIRE(again);
    CHECK((*again)->height() >= sbc::chain::Height{height});
    CHECK((*again)->viewer().view()->history->back().height >= height);
    CHECK((*again)->join_word().empty());
}

TEST_CASE("a station without a store begins anew, and one without a miner waits", "[explorer]") {
    Running station{settings()};
    CHECK(station.station().height() == sbc::chain::Height{0});
    CHECK(station.station().address().port() != 0);
    CHECK(station.view()->classroom == nullptr);
    station.perform(sbc::gui::PartClass{});  // there is no class
    station.perform(sbc::gui::HealClass{});
    station.perform(sbc::gui::TypeLine{"tip"});
    CHECK(station.becomes([](const ExplorerView& view) { return was_told(view, "block 0 "); }));
    CHECK(station.height() == 0);
}

TEST_CASE("a station says why it cannot open", "[explorer]") {
    auto made = settings();
    SECTION("somebody listens there already") {
        const auto first = Station::open(made);
        REQUIRE(first);
        made.listen = (*first)->address();
        const auto second = Station::open(made);
        REQUIRE_FALSE(second);
        CHECK(second.error().reason == ExplorerError::CannotListen);
    }
    SECTION("its store cannot be read") {
        auto store = std::make_shared<FailingStore>();
        store->fail_at(0, true);
        made.store = store;
        const auto station = Station::open(made);
        REQUIRE_FALSE(station);
        CHECK(station.error().reason == ExplorerError::CannotRestore);
        CHECK_FALSE(station.error().text.empty());
    }
}

TEST_CASE("a host's station says what is typed to join it", "[explorer]") {
    const auto host = Station::open(hosting());
    REQUIRE(host);
    const std::string word = (*host)->address().to_text() + "/" + to_text(classes::maths());
    CHECK((*host)->join_word() == word);
    const auto alice = Station::open(joining((*host)->address(), "alice"));
    REQUIRE(alice);
    CHECK((*alice)->join_word() == word);  // to pass it on
    CHECK((*alice)->viewer().view()->classroom->join == word);
}

TEST_CASE("host and student see each other, and a partition and its end", "[explorer]") {
    Running host{hosting()};
    Running alice{joining(host.station().address(), "alice")};
    REQUIRE(host.becomes([](const ExplorerView& view) { return has(view, "alice"); }));
    REQUIRE(alice.becomes([](const ExplorerView& view) { return has(view, "host"); }));
    CHECK(host.view()->classroom->host);
    CHECK(student_in(*alice.view(), "host")->host);
    CHECK(student_in(*host.view(), "host")->mines);
    CHECK_FALSE(student_in(*host.view(), "alice")->mines);
    REQUIRE(alice.reaches(3));

    alice.perform(sbc::gui::PartClass{});  // which is not hers
    CHECK(alice.becomes([](const ExplorerView& view) { return was_told(view, "only the host"); }));
    CHECK(is_whole(*host.view()));

    host.perform(sbc::gui::PartClass{});
    REQUIRE(host.becomes(is_parted));
    REQUIRE(alice.becomes(is_parted));
    CHECK(student_in(*host.view(), "alice")->apart);
    alice.perform(sbc::gui::TypeLine{"tip"});  // what came before is done
    const std::uint64_t parted_at = alice.height();
    REQUIRE(host.reaches(host.height() + 5));
    CHECK(alice.height() == parted_at);
    CHECK(host.view()->nodes.size() == 2);  // the line is there still

    SECTION("by the button") { host.perform(sbc::gui::HealClass{}); }
    SECTION("by a line") { host.perform(sbc::gui::TypeLine{"heal"}); }
    REQUIRE(alice.becomes(is_whole));
    CHECK(host.becomes(is_whole));
    CHECK(alice.reaches(parted_at + 5));
}

TEST_CASE("a student's station asks for points, and the host keeps whom he has given some",
          "[explorer]") {
    std::promise<std::vector<sbc::classroom::Faucet::Student>> kept;
    auto of_host = hosting();
    of_host.seat->keep = [&, first = true](const auto& students) mutable {
        if (std::exchange(first, false)) kept.set_value(students);
        return true;
    };
    Running host{of_host};
    REQUIRE(host.reaches(5));  // his coins can be spent
    auto of_alice = joining(host.station().address(), "alice");
    of_alice.seat->address = address("alice");
    Running alice{of_alice};
    REQUIRE(alice.becomes([](const ExplorerView& view) {
        const auto* student = student_in(view, "alice");
        return student != nullptr && student->gift == 20;
    }));
    auto students = kept.get_future();
    REQUIRE(students.wait_for(patience) == std::future_status::ready);
    CHECK(students.get() ==
          std::vector<sbc::classroom::Faucet::Student>{{"alice", address("alice")}});
    CHECK(alice.becomes([](const ExplorerView& view) {
        return std::any_of(view.ranking.begin(), view.ranking.end(),
                           [](const auto& rank) { return rank.received == 20; });
    }));
    CHECK(host.becomes([](const ExplorerView& view) {
        return view.classroom->faucet.find("1 of 100 have theirs") != std::string::npos;
    }));
}
