#include "gui/settings.hpp"

#include "../scratch_folder.hpp"
#include "catch.hpp"
#include "fake_account.hpp"

namespace {

using namespace sbc::gui;

Settings some() {
    return {{ThemeName::Dark, 22}, {{address_of("aiko"), "愛子"}, {address_of("ben"), "Ben"}}};
}

TEST_CASE("settings have one text, and are read back from it", "[settings]") {
    const std::string text = encode(some());
    CHECK(text == "{\"contacts\":[{\"address\":\"" + address_of("aiko") +
                      "\",\"name\":\"愛子\"},{\"address\":\"" + address_of("ben") +
                      "\",\"name\":\"Ben\"}],\"font_size\":22,\"settings\":1,\"theme\":\"dark\"}");
    const auto again = decode_settings(text);
    REQUIRE(again);
    CHECK(encode(*again) == text);
    CHECK(again->look == some().look);
}

TEST_CASE("other texts are no settings", "[settings]") {
    const std::string good = encode({});
    REQUIRE(decode_settings(good));
    const auto changed = [&](const std::string& what, const std::string& into) {
        std::string text = good;
        return text.replace(text.find(what), what.size(), into);
    };
    const std::string text =
        GENERATE_COPY(std::string{}, std::string{"{}"}, good.substr(1), good + " ",
                      changed("\"settings\":1", "\"settings\":2"), changed("\"light\"", "\"blue\""),
                      changed("[]", R"([{"address":"sb1x","name":"x"}])"), changed(":18", ":999"));
    CAPTURE(text);
    const auto refused = decode_settings(text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == SettingsError::NotSettings);
}

TEST_CASE("a font that is too small is read as the smallest", "[settings]") {
    std::string text = encode({});
    text.replace(text.find(":18"), 3, ":2");
    const auto settings = decode_settings(text);
    REQUIRE(settings);
    CHECK(settings->look.font_size == smallest_font);
}

TEST_CASE("settings lie in a file beside the keys that only its owner reads", "[settings]") {
    const ScratchFolder folder;
    const std::string path = folder / "ben.keys.settings";
    const auto store = settings_beside(folder / "ben.keys");
    const auto usual = store->read();
    REQUIRE(usual);
    CHECK(usual->contacts.empty());
    CHECK_FALSE(std::filesystem::exists(path));

    REQUIRE(store->write(some()));
    CHECK(content_of(path) == encode(some()));
    CHECK(mode_of(path) == 0600);
    REQUIRE(store->write({}));
    CHECK(content_of(path) == encode({}));
}

TEST_CASE("what another program has written meanwhile is not overwritten", "[settings]") {
    const ScratchFolder folder;
    SettingsFile window{folder / "settings"};
    SettingsFile terminal{folder / "settings"};
    REQUIRE(window.read());
    REQUIRE(terminal.read());
    REQUIRE(terminal.write(some()));
    const auto refused = window.write({});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == SettingsError::NotWritten);
    CHECK(content_of(folder / "settings") == encode(some()));

    REQUIRE(window.read());
    CHECK(window.write({}));
}

TEST_CASE("a damaged file is named and left alone", "[settings]") {
    const ScratchFolder folder;
    const std::string path = folder / "settings";
    put_content(path, "{\"contacts\":[");
    SettingsFile file{path};
    const auto refused = file.read();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == SettingsError::NotSettings);
    CHECK_THAT(refused.error().text, ContainsSubstring(path));
    CHECK_FALSE(file.write(some()));
    CHECK(content_of(path) == "{\"contacts\":[");
}

TEST_CASE("a folder that is not there is named when something is to be kept", "[settings]") {
    const ScratchFolder folder;
    SettingsFile file{folder / "nowhere/settings"};
    REQUIRE(file.read());
    const auto refused = file.write(some());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == SettingsError::NotWritten);
    CHECK_THAT(refused.error().text, ContainsSubstring("nowhere"));
}

}  // namespace
