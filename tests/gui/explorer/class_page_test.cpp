#include <algorithm>
#include <string>

#include "catch.hpp"
#include "explorer_scene.hpp"
#include "gui/explorer/class_page.hpp"

using namespace sbc::gui;

namespace {

constexpr sample::SampleSize a_class{.students = 16};

// What the class says otherwise.
void change_class(scene::Explorer& scene, const std::function<void(ClassLook&)>& change) {
    scene.change = [change](ExplorerView& view) {
        auto look = std::make_shared<ClassLook>(*view.classroom);
        change(*look);
        view.classroom = std::move(look);
    };
    scene.screen.frame(3);
}

std::string without_breaks(std::string text) {
    std::erase_if(text, [](char each) { return each == ' ' || each == '\n'; });
    return text;
}

bool overlap(const screen::Words& one, const screen::Words& other) {
    const auto meet = [](float begin, float end, float from, float to) {
        return begin + 1 < to && from + 1 < end;
    };
    return meet(one.x, one.x + one.width, other.x, other.x + other.width) &&
           meet(one.y, one.y + one.height, other.y, other.y + other.height);
}

// What is cut off, or lies on something else.
std::string unreadable(const scene::Explorer& scene) {
    const auto& words = scene.screen.words();
    std::string found;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].cut_off) found += "cut off: " + words[at].text + '\n';
        for (std::size_t other = 0; other < at; ++other) {
            if (!overlap(words[at], words[other])) continue;
            found += words[at].text + " lies on " + words[other].text + '\n';
        }
    }
    return found;
}

ClassLook look_of(const scene::Explorer& scene) { return *scene.network.view()->classroom; }

}  // namespace

TEST_CASE("a class network has one page more, and it is the first", "[gui]") {
    scene::Explorer scene{18, a_class};
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("To join, type:"));
    scene.screen.press_with_control('2');
    CHECK(scene.screen.says("Points received"));
    scene.screen.press_with_control('7');
    CHECK(scene.screen.says("Choose a block of the strip"));
    scene.screen.press_with_control('1');
    CHECK(scene.screen.says("To join, type:"));
    scene.screen.click("Ranking");
    CHECK(scene.screen.says("Of all time"));
    scene.screen.click("Class");
    CHECK(scene.screen.says("To join, type:"));
}

TEST_CASE("without a class there is no page for one", "[gui]") {
    scene::Explorer scene;
    CHECK_FALSE(scene.screen.says("Class"));
    scene.screen.press_with_control('6');
    scene.screen.press_with_control('7');
    CHECK(scene.screen.says("Choose a block of the strip"));
    scene.show(ExplorerPage::Class);  // as if it had been there
    CHECK(scene.screen.says("Points received"));
}

TEST_CASE("what is typed to join a class is drawn whole, at any size", "[gui]") {
    const auto font = GENERATE(14.0F, 18.0F, 36.0F);
    const auto name = GENERATE(as<std::string>{}, "maths", "the-longest-name-of-all-classes1");
    const auto parted = GENERATE(false, true);
    const auto host = GENERATE(false, true);
    scene::Explorer scene{font, a_class, 1024, 700};
    if (parted) scene.network.perform(PartClass{});
    auto look = look_of(scene);
    look.join = "192.168.178.201:43211/" + name + "/3600s/k3vqw7zdk3vq";
    look.at_home = true;
    look.host = host;
    change_class(scene, [&](ClassLook& shown) { shown = look; });
    INFO("letters of " << font << '\n' << scene.screen.everything());
    CHECK_THAT(without_breaks(scene.screen.everything()),
               ContainsSubstring(without_breaks(join_line(look))));
    CHECK(unreadable(scene) == "");
    scene.screen.wheel("To join, type:", -30);  // what is below
    CHECK(unreadable(scene) == "");
    CHECK(scene.screen.says("In the class"));
    CHECK(scene.screen.says("Part the class") == host);
}

TEST_CASE("the page of a class says who is there, and what he is", "[gui]") {
    scene::Explorer scene{18, a_class};
    INFO(scene.screen.everything());
    for (const char* words :
         {"15 nodes, 13 wallets", "Anneliese-Charlotte-von-Hohenstein-Erlen", "no node", "mines",
          "1,204", "The class is whole", "20 points for each student"}) {
        INFO(words);
        CHECK(scene.screen.says(words));
    }
    CHECK_FALSE(scene.screen.says("our side"));
    CHECK_FALSE(scene.screen.says("Only this machine can join"));
    change_class(scene, [](ClassLook& look) {
        look.at_home = true;
        look.students.clear();
    });
    CHECK(scene.screen.says("Only this machine can join"));
    CHECK(scene.screen.says("Nobody is here yet."));
}

TEST_CASE("the host parts the class and heals it", "[gui]") {
    scene::Explorer scene{18, a_class};
    scene.screen.click("Heal the class");
    CHECK(scene.asked.empty());  // it is whole
    scene.screen.click("Part the class");
    CHECK(scene.last<PartClass>().has_value());
    CHECK(scene.screen.says("The class is parted, for 9 more minutes"));
    CHECK(scene.screen.says("other side"));
    CHECK(scene.screen.says("1,202"));
    scene.screen.click("Part the class");
    CHECK(scene.asked.size() == 1);  // it is parted
    scene.screen.click("Heal the class");
    CHECK(scene.last<HealClass>().has_value());
    CHECK(scene.screen.says("The class is whole"));
}

TEST_CASE("a student sees whether his class is parted, and cannot part it", "[gui]") {
    scene::Explorer scene{18, a_class};
    scene.network.perform(PartClass{});
    change_class(scene, [](ClassLook& look) { look.host = false; });
    CHECK(scene.screen.says("The class is parted, for 9 more minutes"));
    CHECK(scene.screen.says("other side"));
    CHECK(scene.screen.says("To join, type:"));
    CHECK_FALSE(scene.screen.says("Part the class"));
    CHECK_FALSE(scene.screen.says("Heal the class"));
}

TEST_CASE("the keyboard parts the class and heals it", "[gui]") {
    scene::Explorer scene{18, a_class};
    // From the tabs down to the first button there is, however many steps that takes.
    for (int steps = 0; steps < 4; ++steps) scene.screen.press(screen::Key::Down);
    scene.screen.press(screen::Key::Space);
    CHECK(scene.last<PartClass>().has_value());
    scene.screen.press(screen::Key::Right);
    scene.screen.press(screen::Key::Space);
    CHECK(scene.last<HealClass>().has_value());
}

TEST_CASE("a class of a hundred is scrolled through", "[gui]") {
    scene::Explorer scene{18, {.students = 100}};
    const auto last = look_of(scene).students.back().name;
    CHECK(scene.screen.says("Aiko"));
    CHECK_FALSE(scene.screen.says(last));
    SECTION("with the wheel") {
        scene.screen.wheel("Aiko", -200);
        scene.screen.frame(2);
    }
    SECTION("with the keyboard") {
        for (int page = 0; page < 12; ++page) scene.screen.press(screen::Key::PageDown);
    }
    INFO(scene.screen.everything());
    CHECK(scene.screen.says(last));
    CHECK_FALSE(scene.screen.says("Aiko"));
    CHECK(scene.screen.says("To join, type:"));  // which stays
    CHECK(unreadable(scene) == "");
}

TEST_CASE("the page of a class at which nothing happens wants no more frames", "[gui]") {
    for (const float font : {18.0F, 36.0F}) {
        scene::Explorer scene{font, a_class, 1024, 700};
        CHECK(scene.screen.frames_until_rest() == 0);
        CHECK_FALSE(scene.again.has_value());
    }
}
