#include "gui/worker.hpp"

#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace sbc::gui;

namespace {

// What a test and a backend on another thread know of each other.
struct Diary {
    std::mutex mutex;
    std::vector<std::string> lines;
    std::promise<void> began;  // the first command is under way
    std::promise<void> go_on;  // and may end
    int views = 0;

    void write(std::string line) {
        const std::scoped_lock lock{mutex};
        lines.push_back(std::move(line));
    }
};

class Slow : public Backend {
public:
    explicit Slow(Diary& diary) : diary_{diary} {}

    void perform(Command command) override {
        if (first_) {
            first_ = false;
            diary_.began.set_value();
            diary_.go_on.get_future().wait();
        }
        if (const auto* check = std::get_if<CheckDraft>(&command)) {
            diary_.write("check " + check->draft.amount);
        } else if (const auto* pay = std::get_if<Pay>(&command)) {
            diary_.write("pay " + pay->draft.amount);
        } else {
            diary_.write("other");
        }
    }
    std::shared_ptr<const WalletView> view() override {
        auto view = std::make_shared<WalletView>();
        view->height = static_cast<std::uint32_t>(++diary_.views);
        return view;
    }

private:
    Diary& diary_;
    bool first_ = true;
};

Draft draft(const std::string& amount) { return {1, {}, amount, {}, {}}; }

}  // namespace

TEST_CASE("a slow backend makes nobody wait, and of several drafts it sees the last", "[gui]") {
    Diary diary;
    {
        Worker worker{std::make_unique<Slow>(diary), [] {}};
        worker.submit(CloseBlock{});
        diary.began.get_future().wait();
        worker.submit(CheckDraft{draft("1")});  // each returns at once
        worker.submit(CheckDraft{draft("12")});
        worker.submit(CheckDraft{draft("123")});
        worker.submit(Pay{draft("123")});
        CHECK(worker.glimpse().busy);
        CHECK(worker.glimpse().view->height == 1);
        diary.go_on.set_value();
    }
    // Whether the check came before the end or not: the payment was made.
    REQUIRE(diary.lines.size() >= 2);
    CHECK(diary.lines.front() == "other");
    CHECK(diary.lines.back() == "pay 123");
    CHECK(diary.lines.size() <= 3);
}

TEST_CASE("a backend that throws ends neither its thread nor the window, and is told", "[gui]") {
    class Broken : public Backend {
    public:
        void perform(Command command) override {
            if (std::holds_alternative<CloseBlock>(command)) throw std::runtime_error{"no memory"};
            ++performed_;
        }
        std::shared_ptr<const WalletView> view() override {
            auto view = std::make_shared<WalletView>();
            view->height = performed_;
            return view;
        }

    private:
        std::uint32_t performed_ = 0;
    };
    std::mutex mutex;
    std::condition_variable woken;
    int times = 0;
    Worker worker{std::make_unique<Broken>(), [&] {
                      const std::scoped_lock lock{mutex};
                      ++times;
                      woken.notify_one();
                  }};
    const auto until_woken = [&](int wanted) {
        std::unique_lock lock{mutex};
        woken.wait(lock, [&] { return times >= wanted; });
    };
    worker.submit(CloseBlock{});
    until_woken(1);
    CHECK(worker.glimpse().trouble == "no memory");
    CHECK(worker.glimpse().troubles == 1);
    CHECK_FALSE(worker.glimpse().busy);
    worker.submit(LockKeys{});
    until_woken(2);
    CHECK(worker.glimpse().view->height == 1);
    CHECK(worker.glimpse().troubles == 1);
}

TEST_CASE("when the work is done the window is woken and sees the new view", "[gui]") {
    Diary diary;
    diary.go_on.set_value();
    std::promise<void> woken;
    Worker worker{std::make_unique<Slow>(diary), [&, first = true]() mutable {
                      if (std::exchange(first, false)) {
                          woken.set_value();
                      }
                  }};
    CHECK_FALSE(worker.glimpse().busy);
    SECTION("after a command") { worker.submit(CloseBlock{}); }
    SECTION("and when something changed by itself") { worker.refresh(); }
    woken.get_future().wait();
    CHECK(worker.glimpse().view->height == 2);
    CHECK_FALSE(worker.glimpse().busy);
}

TEST_CASE("a change that comes by itself while a command waits is looked at after it", "[gui]") {
    // Looks at the world only when no command came, as a desk does.
    class Lazy : public Backend {
    public:
        explicit Lazy(Diary& diary) : diary_{diary} {}
        void perform(Command /*command*/) override {
            performed_ = true;
            if (!std::exchange(began_, true)) {
                diary_.began.set_value();
                diary_.go_on.get_future().wait();
            }
        }
        std::shared_ptr<const WalletView> view() override {
            if (!std::exchange(performed_, false)) ++looked_;
            auto view = std::make_shared<WalletView>();
            view->height = looked_;
            return view;
        }
        void when_changed(std::function<void()> tell) override { tell_ = std::move(tell); }
        ~Lazy() override { tell_(); }  // another thread of its own would do so until now

    private:
        Diary& diary_;
        bool performed_ = false;
        bool began_ = false;
        std::uint32_t looked_ = 0;
        std::function<void()> tell_;
    };
    Diary diary;
    std::promise<void> looked;
    Worker worker{std::make_unique<Lazy>(diary), [&, once = false]() mutable {
                      if (worker.glimpse().view->height == 2 && !std::exchange(once, true)) {
                          looked.set_value();
                      }
                  }};
    worker.submit(LockKeys{});
    diary.began.get_future().wait();
    worker.submit(LockKeys{});
    worker.refresh();
    diary.go_on.set_value();
    looked.get_future().wait();
    CHECK(worker.glimpse().view->height == 2);
}
