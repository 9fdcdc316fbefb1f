#include <imgui.h>

#include <cstdlib>
#include <map>
#include <string>

#include "catch.hpp"
#include "scene.hpp"

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
