#include "gui/cli_wait.hpp"

#include <algorithm>
#include <ostream>
#include <tuple>
#include <utility>

#include "base/utf8.hpp"

namespace sbc::gui {
namespace {

constexpr Duration silent{1'000};  // what is there within a second needs no words

// What has to go on for somebody to go on waiting.
auto how_far(const WalletView& view) {
    const Connection& connection = view.connection;
    return std::tuple{connection.have, connection.of, cores_in(connection, CoreState::Answers) > 0,
                      connection.state, view.mail ? view.mail->coming : 0};
}

std::string whole(const Connection& connection) {
    std::string line = connection_words(connection);
    if (connection.state != LinkState::Away) return line;
    for (const CoreView& core : connection.cores) {
        line += "; " + core.address + ": " + core.about;
    }
    return printable(line, 2'000);
}

}  // namespace

CliWait::CliWait(Backend& backend, Duration patience, std::ostream& progress)
    : backend_{backend}, patience_{patience}, progress_{progress}, bell_{std::make_shared<Bell>()} {
    backend_.when_changed([bell = bell_] {
        {
            const Lock lock{bell->mutex};
            bell->rung = true;
        }
        bell->changed.notify_one();
    });
}

bool CliWait::sleep_until(Instant end) {
    Lock lock{bell_->mutex};
    while (!bell_->rung) {
        if (!lock.wait_until(bell_->changed, end)) return std::exchange(bell_->rung, false);
    }
    bell_->rung = false;
    return true;
}

void CliWait::tell(const Connection& connection, Instant now) {
    if (now < tell_at_) return;
    std::string line = whole(connection);
    if (line == told_) return;
    progress_ << line << std::endl;  // it is read while we wait  NOLINT(performance-avoid-endl)
    told_ = std::move(line);
    tell_at_ = now + silent;
}

std::shared_ptr<const WalletView> CliWait::until(const Enough& enough) {
    using Clock = std::chrono::steady_clock;
    auto view = backend_.view();
    Instant end = Clock::now() + patience_;
    tell_at_ = Clock::now() + silent;
    while (!enough(*view)) {
        const auto before = how_far(*view);
        const bool rung = sleep_until(std::min(end, std::max(tell_at_, Clock::now() + silent)));
        const Instant now = Clock::now();
        if (rung) view = backend_.view();
        if (how_far(*view) != before) end = now + patience_;
        if (now >= end) break;
        tell(view->connection, now);
    }
    return view;
}

}  // namespace sbc::gui
