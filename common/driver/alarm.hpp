#pragma once

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <system_error>
#include <utility>

#include "base/time.hpp"

namespace sbc::driver {

// The one timer of a driver. It is set anew only when it is to ring earlier: a deadline that has
// moved away is found out as the timer rings, and costs nothing before. Lives on the thread of the
// io_context, and as long as that runs.
class Alarm {
public:
    Alarm(asio::io_context& io, std::function<void()> ring) : timer_{io}, ring_{std::move(ring)} {}
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;

    // Rings at this instant at the latest, and once; `never` asks for nothing.
    void set(Instant deadline) {
        if (deadline >= set_for_) return;
        set_for_ = deadline;
        timer_.expires_at(deadline);
        timer_.async_wait([this](const std::error_code& error) {
            if (error || stopped_) return;  // it may have fired before it was cancelled
            set_for_ = never;
            ring_();
        });
    }
    // It rings no more, and the io_context need not wait for it.
    void stop() {
        stopped_ = true;
        timer_.cancel();
    }

private:
    asio::steady_timer timer_;
    std::function<void()> ring_;
    Instant set_for_ = never;
    bool stopped_ = false;
};

}  // namespace sbc::driver
