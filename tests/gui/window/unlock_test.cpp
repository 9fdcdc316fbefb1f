#include <imgui.h>

#include <cstdlib>
#include <map>
#include <string>

#include "catch.hpp"
#include "gui/window/key_names.hpp"
#include "gui/window/key_ring.hpp"
#include "scene.hpp"
#include "wallet/pass_phrase.hpp"

using namespace sbc::gui;

namespace {

constexpr std::string_view typed = "correct horse battery";

// All memory that ImGui has, so that a test can look for what should not be in it; of what it gave
// back, whether the words were in it then.
class Memory {
public:
    Memory() {
        ImGui::SetAllocatorFunctions(
            [](std::size_t size, void* self) { return static_cast<Memory*>(self)->take(size); },
            [](void* place, void* self) { static_cast<Memory*>(self)->give_back(place); }, this);
    }
    ~Memory() {
        ImGui::SetAllocatorFunctions(
            [](std::size_t size, void* /*self*/) { return std::malloc(size); },
            [](void* place, void* /*self*/) { std::free(place); });
    }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;

    [[nodiscard]] bool has_the_words() const {
        for (const auto& [place, size] : blocks_) {
            if (contains(place, size)) {
                return true;
            }
        }
        return gave_back_words_;
    }

private:
    // As bytes, and as ImGui's wide letters; a part of it is bad enough.
    static bool contains(const void* place, std::size_t size) {
        const std::string_view all{static_cast<const char*>(place), size};
        std::string wide;
        for (const char letter : typed.substr(0, 8)) {
            wide += letter;
            wide.append(sizeof(ImWchar) - 1, '\0');
        }
        return all.find(typed.substr(0, 8)) != std::string_view::npos ||
               all.find(wide) != std::string_view::npos;
    }
    void* take(std::size_t size) {
        void* place = std::calloc(size, 1);
        blocks_[place] = size;
        return place;
    }
    void give_back(void* place) {
        if (const auto found = blocks_.find(place); found != blocks_.end()) {
            gave_back_words_ = gave_back_words_ || contains(place, found->second);
            blocks_.erase(found);
        }
        std::free(place);
    }

    std::map<void*, std::size_t> blocks_;
    bool gave_back_words_ = false;
};

}  // namespace

TEST_CASE("locked keys are opened with the pass phrase", "[gui]") {
    scene::Scene scene{{.keys = KeysState::Locked}};
    REQUIRE(scene.screen.says("Unlock your wallet"));
    CHECK_FALSE(scene.screen.says("12,345"));
    SECTION("the right one") {
        scene.screen.type(sample::pass_phrase);
        CHECK_FALSE(scene.screen.says("sesame"));
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.screen.says("12,345"));
    }
    SECTION("a wrong one, and then the right one") {
        scene.screen.type("open barley");
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.screen.says("This pass phrase does not open the file."));
        scene.screen.type(sample::pass_phrase);
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.screen.says("12,345"));
    }
    SECTION("while it is tried, that is said, and nothing is asked again") {
        scene.busy = true;
        scene.screen.frame(2);
        CHECK(scene.screen.says("One moment"));
        scene.screen.type("x");
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<Unlock>() == 0);
    }
    SECTION("no panel shows through") {
        scene.screen.press_with_control('4');
        CHECK_FALSE(scene.screen.says("Search"));
        CHECK(scene.screen.says("Unlock your wallet"));
    }
}

TEST_CASE("a new wallet asks for its pass phrase twice", "[gui]") {
    scene::Scene scene{{.keys = KeysState::None}};
    REQUIRE(scene.screen.says("Make a wallet"));
    scene.screen.type(typed);
    scene.screen.press(screen::Key::Tab);
    SECTION("the same") {
        scene.screen.type(typed);
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<CreateWallet>() == 1);
        CHECK(scene.screen.says("12,345"));
    }
    SECTION("another") {
        scene.screen.type("something else");
        CHECK(scene.screen.says("The two are different."));
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<CreateWallet>() == 0);
    }
}

TEST_CASE("where there are no keys yet, a copy of them is imported", "[gui]") {
    scene::Scene scene{{.keys = KeysState::None}};
    scene.screen.click("Import a key file \u2026");
    REQUIRE(scene.screen.says("Pass phrase of that file"));
    SECTION("which opens the wallet") {
        scene.screen.type(sample::copy_of_keys);
        scene.screen.press(screen::Key::Tab);
        scene.screen.type(sample::pass_phrase);
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<ImportKeys>() == 1);
        CHECK(scene.screen.says("12,345"));
    }
    SECTION("and a file that is not there is told, with its name kept") {
        scene.screen.type("/no/such/file");
        scene.screen.press(screen::Key::Tab);
        scene.screen.type(sample::pass_phrase);
        scene.screen.click("Import");
        CHECK(scene.count<ImportKeys>() == 1);
        INFO(scene.screen.everything());
        CHECK(scene.screen.says("There is no file /no/such/file."));
        CHECK(scene.screen.says("Import a key file"));
        scene.screen.click("Back");  // to another form, of which this was not said
        CHECK(scene.screen.says("Make a wallet"));
        CHECK_FALSE(scene.screen.says("There is no file"));
    }
    SECTION("or not: there is a way back") {
        scene.screen.type(sample::copy_of_keys);
        scene.screen.click("Back");
        CHECK(scene.screen.says("Make a wallet"));
        CHECK(scene.count<ImportKeys>() == 0);
        scene.screen.click("Import a key file \u2026");
        CHECK_FALSE(scene.screen.says(std::string{sample::copy_of_keys} + "x"));
        scene.screen.type("x");
        CHECK_FALSE(scene.screen.says(std::string{sample::copy_of_keys} + "x"));
    }
}

TEST_CASE("no wallet is made with a character that the window cannot read", "[gui]") {
    if (sizeof(ImWchar) > 2) {
        return;  // this ImGui reads all of them
    }
    scene::Scene scene{{.keys = KeysState::None}};
    for (int field = 0; field < 2; ++field) {
        scene.screen.type("\xF0\x9F\x8D\x99\xF0\x9F\x8D\xB5");  // rice ball, cup of tea
        if (field == 0) scene.screen.press(screen::Key::Tab);
    }
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("This window cannot read one of its characters."));
    scene.screen.press(screen::Key::Enter);
    scene.screen.click("Make the wallet");
    CHECK(scene.count<CreateWallet>() == 0);
}

TEST_CASE("a pass phrase may be as long here as anywhere", "[gui]") {
    const std::string longest(sbc::wallet::longest_pass_phrase, 'p');
    scene::Scene scene{{.keys = KeysState::None}};
    scene.screen.type(longest);
    scene.screen.press(screen::Key::Tab);
    scene.screen.type(longest.substr(1));
    CHECK(scene.screen.says("The two are different."));
    scene.screen.type("p");
    scene.screen.press(screen::Key::Enter);
    CHECK(scene.count<CreateWallet>() == 1);
}

TEST_CASE("keys that wait to be drawn keep their order, and leave nothing where they were",
          "[gui]") {
    KeyRing ring;
    const auto bytes = [&] {
        return std::string_view{reinterpret_cast<const char*>(&ring), sizeof ring};
    };
    std::string wide;
    for (int round = 0; round < 3; ++round) {  // over its end and on at its beginning
        for (std::size_t at = 0; at < KeyRing::room / 2 + 5; ++at) {
            ring.put({static_cast<unsigned>(0x10000 + at)});
        }
        CHECK(bytes().find(std::string_view{"\x05\0\x01\0", 4}) != std::string_view::npos);
        for (std::size_t at = 0; !ring.empty(); ++at) {
            REQUIRE(ring.front().letter == 0x10000 + at);
            ring.pop();
        }
        CHECK(bytes().find(std::string_view{"\x05\0\x01\0", 4}) == std::string_view::npos);
    }
    for (std::size_t at = 0; at < KeyRing::room + 10; ++at) ring.put({'x'});  // holds what it can
    ring.wipe();
    CHECK(ring.empty());
    CHECK(bytes().find('x') == std::string_view::npos);
}

TEST_CASE("a shortcut means the letter that is printed on the key", "[gui]") {
    CHECK(key_by_name('Q', "a") == 'A');  // on a French keyboard
    CHECK(key_by_name('A', "q") == 'Q');
    CHECK(key_by_name(';', "m") == 'M');
    CHECK(key_by_name('1', "&") == '1');
    CHECK(key_by_name(']', "+") == '=');  // on a German one
    CHECK(key_by_name('/', "-") == '-');
    CHECK(key_by_name('Q', "\xD0\xB9") == 'Q');  // on one without Latin letters
    CHECK(key_by_name('Q', nullptr) == 'Q');
}

TEST_CASE("a pass phrase does not stay in the window's memory", "[gui]") {
    Memory memory;
    scene::Scene scene{{.keys = KeysState::Locked}};
    scene.screen.type(typed);
    CHECK(memory.has_the_words());  // while it is being typed; or this test would see nothing
    SECTION("after Enter") { scene.screen.press(screen::Key::Enter); }
    SECTION("after the button") { scene.screen.click("Unlock"); }
    REQUIRE(scene.count<Unlock>() == 1);
    CHECK_FALSE(memory.has_the_words());
    scene.screen.type("another");
    CHECK_FALSE(memory.has_the_words());
}

TEST_CASE("a pass phrase that was not used does not stay either", "[gui]") {
    Memory memory;
    scene::Scene scene;
    scene.screen.press_with_control('5');
    scene.screen.click("Change pass phrase \u2026");
    scene.screen.type(typed);
    scene.screen.click("Back");
    CHECK_FALSE(scene.screen.says("Change the pass phrase"));
    CHECK_FALSE(memory.has_the_words());
}

TEST_CASE("of a dialog that was left nothing stays", "[gui]") {
    Memory memory;
    scene::Scene scene;
    scene.screen.press_with_control('5');
    scene.screen.click("Export \u2026");
    scene.screen.type("/tmp/of/no/use");
    scene.screen.press(screen::Key::Tab);
    scene.screen.type(typed);
    SECTION("by its button") { scene.screen.click("Back"); }
    SECTION("by Escape") {
        scene.screen.press(screen::Key::Escape);
        scene.screen.press(screen::Key::Escape);
    }
    CHECK_FALSE(scene.screen.says("Export your keys"));
    CHECK_FALSE(memory.has_the_words());
    CHECK(scene.count<ExportKeys>() == 0);
    scene.screen.click("Import \u2026");
    CHECK_FALSE(scene.screen.says("/tmp/of/no/use"));
    scene.screen.type(sample::copy_of_keys);
    scene.screen.press(screen::Key::Enter);
    CHECK(scene.count<ImportKeys>() == 0);  // no pass phrase is in its field
}

TEST_CASE("a dialog that was refused stays with what was typed, until it has succeeded", "[gui]") {
    Memory memory;
    scene::Scene scene;
    scene.screen.press_with_control('5');
    scene.screen.click("Import \u2026");
    scene.screen.type("/media/stick/key");
    scene.screen.press(screen::Key::Tab);
    scene.screen.type(sample::pass_phrase);
    scene.screen.press(screen::Key::Enter);
    REQUIRE(scene.count<ImportKeys>() == 1);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Pass phrase of that file"));
    CHECK(scene.screen.says("there is no file"));
    scene.screen.click_field("File");
    scene.screen.press_with_control('A');
    scene.screen.type(sample::copy_of_keys);
    scene.screen.click("Import");
    CHECK(scene.count<ImportKeys>() == 2);
    CHECK_FALSE(scene.screen.says("Pass phrase of that file"));
    CHECK_FALSE(memory.has_the_words());
}
