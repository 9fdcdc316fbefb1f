// A wallet's files in a folder of their own, and a way to wait for what its network brings.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>

#include "../../scratch_folder.hpp"
#include "light/light_account.hpp"
#include "real_node.hpp"

namespace light_test {

inline constexpr std::chrono::seconds patience{60};  // a sanitizer on a busy machine is slow

template <class T, class E>
E reason_of(const Result<T, E>& result) {
    REQUIRE_FALSE(result);
    return result.error().reason;
}

inline light::LightSettings settings_of(std::vector<net::Address> cores) {
    light::LightSettings settings;
    settings.network = network();
    settings.cores = std::move(cores);
    settings.limits.grace = Duration{0};
    settings.stamp = easy_stamp;
    return settings;
}

// An account whose changes a test can wait for, as a desk's worker does.
class Watched {
public:
    explicit Watched(light::LightSettings settings, const std::string& key_file)
        : account{std::move(settings), key_file} {
        account.when_changed([this] {
            const std::scoped_lock lock{mutex_};
            rung_ = true;
            changed_.notify_one();
        });
    }
    ~Watched() { account.when_changed({}); }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    // Reads the account whenever it has changed, until it is like this.
    [[nodiscard]] bool becomes(const std::function<bool()>& like_this) {
        const auto end = std::chrono::steady_clock::now() + patience;
        for (;;) {
            for (auto& each : account.take_news()) news.push_back(std::move(each));
            if (like_this()) return true;
            std::unique_lock lock{mutex_};
            if (!changed_.wait_until(lock, end, [this] { return rung_; })) return false;
            rung_ = false;
        }
    }
    [[nodiscard]] bool is_up_to_date(std::uint32_t height) {
        return becomes([&] {
            return account.connection().state == gui::LinkState::UpToDate &&
                   account.height() == height;
        });
    }

    light::LightAccount account;
    std::vector<gui::News> news;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;
};

inline crypto::SecretText phrase() { return crypto::SecretText{std::string{"open sesame"}}; }

}  // namespace light_test
