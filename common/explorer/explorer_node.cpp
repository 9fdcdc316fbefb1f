#include "explorer/explorer_node.hpp"

#include <asio/post.hpp>
#include <utility>

#include "base/console.hpp"
#include "driver/signals_blocked.hpp"

namespace sbc::explorer {
namespace {

constexpr Duration between_views{100};

}  // namespace

Result<std::unique_ptr<ExplorerNode>, ExplorerError> ExplorerNode::open(
    const ExplorerSettings& settings) {
    const driver::SignalsBlocked none_for_its_threads;  // nor for those that it has beside it
    auto station = Station::open(settings);
    if (!station) return pass_on(station);
    return std::unique_ptr<ExplorerNode>{new ExplorerNode{std::move(*station)}};
}

ExplorerNode::ExplorerNode(std::unique_ptr<Station> station)
    : station_{std::move(station)}, at_{station_->height()}, pause_{station_->io()} {
    station_->after_each([this] { look(); });
    publish();
    thread_ = std::thread{[this] { run(); }};
}

ExplorerNode::~ExplorerNode() {
    when_changed({});
    asio::post(station_->io(), [this] {
        leaving_ = true;
        pause_.cancel();
        station_->leave();
    });
    thread_.join();
}

void ExplorerNode::perform(const gui::ExplorerCommand& command) {
    asio::post(station_->io(), [this, command] { station_->perform(command); });
}

std::shared_ptr<const gui::ExplorerView> ExplorerNode::view() const {
    const Lock lock{mutex_};
    return view_;
}

void ExplorerNode::when_changed(std::function<void()> ring) {
    const Lock lock{ring_mutex_};
    ring_ = std::move(ring);
}

// --- on the thread -------------------------------------------------------------------------------

void ExplorerNode::run() {
    try {
        station_->run_behind();
        end(!station_->turned_away().empty());
    } catch (const std::exception& broken) {  // a machine without memory
        log_error(std::string{"this node has ended: "} + broken.what());
        end(true);
    }
}

// No view comes after this one.
void ExplorerNode::end(bool failed) {
    failed_ = failed;
    auto last = std::make_shared<gui::ExplorerView>(*view());
    last->over = true;
    show(last);
}

// A great many things may happen in a tenth of a second; nobody sees each of them.
void ExplorerNode::look() {
    if (pausing_) {
        news_ = true;
        return;
    }
    publish();
    if (leaving_) return;
    pausing_ = true;
    pause_.expires_after(between_views);
    pause_.async_wait([this](const std::error_code& error) {
        pausing_ = false;
        if (!error && std::exchange(news_, false)) look();
    });
}

void ExplorerNode::publish() { show(station_->viewer().view()); }

void ExplorerNode::show(const std::shared_ptr<const gui::ExplorerView>& view) {
    {
        const Lock lock{mutex_};
        if (std::exchange(view_, view) == view) return;  // nobody need look again
    }
    const Lock lock{ring_mutex_};
    if (ring_) ring_();
}

}  // namespace sbc::explorer
