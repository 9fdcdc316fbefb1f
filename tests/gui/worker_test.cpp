#include "gui/worker.hpp"

#include <future>
#include <mutex>
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
