#include "gui/cli_wait.hpp"

#include <chrono>
#include <sstream>

#include "catch.hpp"

using namespace sbc;
using namespace sbc::gui;

namespace {

// Letters come, one with each view, and each takes as long as somebody would wait for the first.
class SlowLetters : public Backend {
public:
    SlowLetters(std::uint64_t coming, Duration each) : coming_{coming}, each_{each} {}

    void perform(Command /*command*/) override {}
    void when_changed(std::function<void()> tell) override {
        tell_ = std::move(tell);
        tell_();
    }
    [[nodiscard]] std::shared_ptr<const WalletView> view() override {
        using Clock = std::chrono::steady_clock;
        const auto end = Clock::now() + each_;
        while (Clock::now() < end) {
        }
        MailView mail;
        mail.coming = --coming_;
        WalletView view;
        view.mail = std::make_shared<const MailView>(std::move(mail));
        if (coming_ > 0) tell_();
        return std::make_shared<const WalletView>(std::move(view));
    }

private:
    std::uint64_t coming_;
    Duration each_;
    std::function<void()> tell_;
};

}  // namespace

TEST_CASE("who fetches letters waits as long as one comes after the other", "[gui]") {
    constexpr Duration patience{2};
    SlowLetters backend{6, patience};
    std::ostringstream progress;
    CliWait wait{backend, patience, progress};
    const auto view = wait.until([](const WalletView& each) { return each.mail->coming == 0; });
    CHECK(view->mail->coming == 0);
}
