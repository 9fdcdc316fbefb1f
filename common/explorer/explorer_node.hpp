#pragma once

#include <asio/steady_timer.hpp>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/mutex.hpp"
#include "base/result.hpp"
#include "explorer/station.hpp"
#include "gui/explorer/backend.hpp"

namespace sbc::explorer {

// A station behind a window: runs on a thread of its own, and shows itself to the window in views
// that never change. Nothing else is shared; what the window wants is posted. No signal comes to
// its thread.
class ExplorerNode : public gui::ExplorerBackend {
public:
    // It listens from now on, and calls the cores.
    [[nodiscard]] static Result<std::unique_ptr<ExplorerNode>, ExplorerError> open(
        const ExplorerSettings& settings);
    // Says goodbye to its neighbours, and has ended when this returns.
    ~ExplorerNode() override;

    [[nodiscard]] const net::Address& address() const { return station_->address(); }
    [[nodiscard]] chain::Height height() const { return at_; }  // when it was opened
    // It has ended by itself, and not because somebody had it end: its view is over() then.
    [[nodiscard]] bool has_failed() const { return failed_; }
    [[nodiscard]] std::string join_word() const { return station_->join_word(); }

    // --- from any thread but its own ---
    void perform(const gui::ExplorerCommand& command) override;
    [[nodiscard]] std::shared_ptr<const gui::ExplorerView> view() const override
        SBC_EXCLUDES(mutex_);
    void when_changed(std::function<void()> ring) override SBC_EXCLUDES(ring_mutex_);

private:
    explicit ExplorerNode(std::unique_ptr<Station> station);
    void run();
    void look();
    void publish() SBC_EXCLUDES(mutex_);
    void show(const std::shared_ptr<const gui::ExplorerView>& view) SBC_EXCLUDES(mutex_);
    void end(bool failed);

    std::unique_ptr<Station> station_;  // all that lives on the thread
    const chain::Height at_;
    asio::steady_timer pause_;  // until the next view
    bool pausing_ = false;
    bool news_ = false;  // something happened since the last view
    bool leaving_ = false;
    std::atomic<bool> failed_ = false;
    mutable Mutex mutex_;
    std::shared_ptr<const gui::ExplorerView> view_ SBC_GUARDED_BY(mutex_);
    Mutex ring_mutex_;  // held while it rings
    std::function<void()> ring_ SBC_GUARDED_BY(ring_mutex_);
    std::thread thread_;
};

}  // namespace sbc::explorer
