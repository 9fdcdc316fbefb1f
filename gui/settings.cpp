#include "gui/settings.hpp"

#include <algorithm>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"
#include "crypto/address.hpp"

namespace sbc::gui {
namespace {

constexpr std::uint64_t version = 1;
constexpr std::size_t address_bytes = 90;
constexpr JsonLimits limits{.max_bytes = most_contacts * 512, .max_depth = 3, .canonical = true};

std::string theme_word(ThemeName theme) { return theme == ThemeName::Dark ? "dark" : "light"; }

Contact read_contact(JsonReader& reader) {
    Contact contact{reader.text("address", address_bytes), reader.text("name", longest_name)};
    const auto key = crypto::from_address(contact.text);
    if (!key) reader.fault(JsonError::OutOfRange, key.error().text);
    if (key) contact.text = crypto::to_address(*key);
    return contact;
}

Look read_look(JsonReader& reader) {
    Look look;
    const std::string theme = reader.text("theme", 16);
    if (theme == "dark") look.theme = ThemeName::Dark;
    if (theme != theme_word(look.theme)) {
        reader.fault(JsonError::OutOfRange, "the theme is neither light nor dark");
    }
    const auto size = reader.integer("font_size", largest_font);
    look.font_size = font_size_within_limits(static_cast<int>(size));
    return look;
}

Result<Settings, SettingsError> not_settings(const std::string& why) {
    return refuse(SettingsError::NotSettings,
                  "it does not hold the settings of a wallet of this version: " + why);
}

}  // namespace

std::string encode(const Settings& settings) {
    std::vector<std::string> contacts;
    for (const Contact& each : settings.contacts) {
        JsonWriter contact;
        contact.text("address", each.text).text("name", each.label);
        contacts.push_back(contact.to_text());
    }
    JsonWriter all;
    all.objects("contacts", contacts).text("theme", theme_word(settings.look.theme));
    all.integer("font_size", static_cast<std::uint64_t>(settings.look.font_size));
    return all.integer("settings", version).to_text();
}

Result<Settings, SettingsError> decode_settings(std::string_view text) {
    auto reader = JsonReader::parse(text, limits);
    if (!reader) return not_settings(reader.error().text);
    if (reader->integer("settings", json_max_integer) != version) {
        reader->fault(JsonError::OutOfRange, "\"settings\" is not " + std::to_string(version));
    }
    Settings settings;
    settings.look = read_look(*reader);
    reader->each_inside("contacts", most_contacts, [&](JsonReader& inside) {
        settings.contacts.push_back(read_contact(inside));
    });
    const auto finished = reader->finish();
    if (!finished) return not_settings(finished.error().text);
    return settings;
}

Result<Settings, SettingsError> SettingsFile::read() {
    auto text = read_file(path_, limits.max_bytes);
    if (!text &&
        (text.error().reason == FileError::Missing || text.error().reason == FileError::NoFolder)) {
        was_.reset();
        return Settings{};
    }
    if (!text) return refuse(SettingsError::NotReadable, text.error().text);
    auto settings = decode_settings(*text);
    if (!settings) return refuse(settings.error().reason, path_ + ": " + settings.error().text);
    was_ = std::move(*text);
    return settings;
}

Result<void, SettingsError> SettingsFile::write(const Settings& settings) {
    std::string text = encode(settings);
    const auto written = was_ ? replace_file(path_, {.was = *was_, .becomes = text})
                              : create_file(path_, text, Readers::OwnerOnly);
    if (!written) return refuse(SettingsError::NotWritten, written.error().text);
    was_ = std::move(text);
    return {};
}

std::unique_ptr<SettingsStore> settings_beside(const std::string& key_file) {
    return std::make_unique<SettingsFile>(key_file + ".settings");
}

}  // namespace sbc::gui
