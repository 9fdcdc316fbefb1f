#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "gui/settings.hpp"

namespace sbc::gui {

// Settings that are kept in a variable, and perhaps not at all.
struct Drawer {
    Settings settings;
    std::optional<std::string> unreadable;
    std::optional<std::string> unwritable;
    std::size_t written = 0;
};
class FakeStore : public SettingsStore {
public:
    explicit FakeStore(Drawer& drawer) : drawer_{drawer} {}
    [[nodiscard]] Result<Settings, SettingsError> read() override {
        if (drawer_.unreadable) return refuse(SettingsError::NotSettings, *drawer_.unreadable);
        return drawer_.settings;
    }
    [[nodiscard]] Result<void, SettingsError> write(const Settings& settings) override {
        if (drawer_.unwritable) return refuse(SettingsError::NotWritten, *drawer_.unwritable);
        drawer_.settings = settings;
        ++drawer_.written;
        return {};
    }

private:
    Drawer& drawer_;
};

}  // namespace sbc::gui
