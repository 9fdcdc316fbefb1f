#pragma once

#include <condition_variable>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

#include "base/mutex.hpp"
#include "base/time.hpp"
#include "gui/backend.hpp"

namespace sbc::gui {

// Waits for what a backend learns by itself, as from a network: asleep until it says that something
// has changed. Who waits longer than a moment is told how far it is.
class CliWait {
public:
    // The backend's when_changed() is this object's from now on.
    CliWait(Backend& backend, Duration patience, std::ostream& progress);
    CliWait(const CliWait&) = delete;
    CliWait& operator=(const CliWait&) = delete;
    ~CliWait() = default;

    // The view that is enough, or the last one, when nothing has gone on for so long as the
    // patience lasts.
    using Enough = std::function<bool(const WalletView&)>;
    [[nodiscard]] std::shared_ptr<const WalletView> until(const Enough& enough);

private:
    // What is rung from another thread, perhaps after all waiting is over.
    struct Bell {
        Mutex mutex;
        std::condition_variable_any changed;
        bool rung SBC_GUARDED_BY(mutex) = false;
    };
    // Whether it has rung; else the instant has come.
    bool sleep_until(Instant end);
    void tell(const Connection& connection, Instant now);

    Backend& backend_;
    Duration patience_;
    std::ostream& progress_;
    std::shared_ptr<Bell> bell_;
    Instant tell_at_{};  // nothing is told before
    std::string told_;
};

}  // namespace sbc::gui
