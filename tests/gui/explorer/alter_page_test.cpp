#include "catch.hpp"
#include "explorer_scene.hpp"
#include "gui/explorer/block_bytes.hpp"

using namespace sbc::gui;

namespace {

// Beside this label, as far into the first byte's cell as is needed to hit it.
void click_first_byte_of(scene::Explorer& scene, const char* label) {
    const auto found = scene.screen.find(label);
    REQUIRE(found.has_value());
    scene.screen.click(found->x + 18 * 5.4F + 4, found->y + found->height / 2);
}

}  // namespace

TEST_CASE("a click changes a number to the next, and of a text digits and small letters", "[gui]") {
    CHECK(next_value(0, 0x00) == 0x01);
    CHECK(next_value(0, 0xff) == 0x00);
    CHECK(next_value(1, '3') == '4');
    CHECK(next_value(1, '9') == '0');
    CHECK(next_value(2, 'y') == 'z');
    CHECK(next_value(2, 'z') == 'a');
    for (const char fixed : {'"', '{', ' ', 'A', '\xe3'}) {
        CHECK_FALSE(next_value(1, static_cast<std::uint8_t>(fixed)).has_value());
    }
}

TEST_CASE("a byte of the header is changed by a click, and put back by another", "[gui]") {
    scene::Explorer scene;
    scene.network.perform(LookAtBlock{1200});
    scene.show(ExplorerPage::Alter);
    INFO(scene.screen.everything());
    const auto was = scene.network.view()->look->header[36];
    click_first_byte_of(scene, "merkle root");
    const auto changed = scene.last<ChangeByte>();
    REQUIRE(changed.has_value());
    CHECK(changed->part == 0);
    CHECK(changed->offset == 36);
    CHECK(changed->value == static_cast<std::uint8_t>(was + 1));
    CHECK(scene.screen.says("block 1,200 does not hold"));
    CHECK(scene.screen.says("does not fit"));
    click_first_byte_of(scene, "merkle root");
    CHECK(scene.last<PutBack>().has_value());
    CHECK_FALSE(scene.screen.says("does not fit"));
}

TEST_CASE("a letter of a transaction is changed, and one that is none is not", "[gui]") {
    scene::Explorer scene;
    scene.network.perform(LookAtBlock{1200});
    scene.show(ExplorerPage::Alter);
    const auto text = scene.screen.find("{\"coinbase\":");
    REQUIRE(text.has_value());
    const float letter = text->width / static_cast<float>(text->text.size());
    const float y = text->y + text->height / 2;
    scene.screen.click(text->x + letter * 0.5F, y);  // {
    CHECK(scene.asked.empty());
    scene.screen.click(text->x + letter * 2.5F, y);  // the c of coinbase
    const auto changed = scene.last<ChangeByte>();
    REQUIRE(changed.has_value());
    CHECK(changed->part == 1);
    CHECK(changed->offset == 2);
    CHECK(changed->value == 'd');
}

TEST_CASE("an altered block is shown to the neighbours, who hang up", "[gui]") {
    scene::Explorer scene;
    scene.network.perform(LookAtBlock{1200});
    scene.show(ExplorerPage::Alter);
    scene.screen.click("Show it to the neighbours");
    scene.screen.click("Put it back");
    CHECK(scene.asked.empty());  // there is nothing to show, and nothing to put back
    click_first_byte_of(scene, "nonce");
    scene.screen.click("Show it to the neighbours");
    CHECK(scene.last<ShowToNeighbours>().has_value());
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("has looked at it, and hung up."));
    scene.screen.click("Put it back");
    CHECK(scene.last<PutBack>().has_value());
    scene.screen.click("Another block");
    CHECK(scene.last<StopLooking>().has_value());
    CHECK(scene.screen.says("Choose a block of the strip"));
}
