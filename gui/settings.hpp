#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "gui/look.hpp"
#include "gui/view.hpp"

namespace sbc::gui {

// What a wallet remembers beside its keys, and what needs no pass phrase: how the window looks, and
// other people's addresses under the names that its owner gave them.
struct Settings {
    Look look;
    std::vector<Contact> contacts;  // in the order of their names
};

inline constexpr std::size_t most_contacts = 1'000;
inline constexpr std::size_t longest_name = 64;  // bytes

enum class SettingsError {
    NotReadable,  // the file is there and cannot be read
    NotSettings,  // it says something else, or another version
    NotWritten,
};

// The file's text: canonical JSON,
// {"contacts":[{"address":"sb1…","name":"Aiko"}],"font_size":18,"settings":1,"theme":"light"}
[[nodiscard]] std::string encode(const Settings& settings);
[[nodiscard]] Result<Settings, SettingsError> decode_settings(std::string_view text);

// Where they are kept. Behind a base class, since a desk is tested with one that fails.
class SettingsStore {
public:
    SettingsStore() = default;
    virtual ~SettingsStore() = default;
    SettingsStore(const SettingsStore&) = delete;
    SettingsStore& operator=(const SettingsStore&) = delete;

    // The usual ones where none were kept yet.
    [[nodiscard]] virtual Result<Settings, SettingsError> read() = 0;
    // Refused where what is kept is not what read() gave last: window and wallet-cli may both be at
    // work, and neither overwrites what it has not seen.
    [[nodiscard]] virtual Result<void, SettingsError> write(const Settings& settings) = 0;
};

// A file that only its owner reads. It is made by the first write.
class SettingsFile : public SettingsStore {
public:
    explicit SettingsFile(std::string path) : path_{std::move(path)} {}
    [[nodiscard]] Result<Settings, SettingsError> read() override;
    [[nodiscard]] Result<void, SettingsError> write(const Settings& settings) override;

private:
    std::string path_;
    std::optional<std::string> was_;  // the file's text, as it was read or written last
};

// Beside a key file: "keys/ben.keys" has "keys/ben.keys.settings".
[[nodiscard]] std::unique_ptr<SettingsStore> settings_beside(const std::string& key_file);

}  // namespace sbc::gui
