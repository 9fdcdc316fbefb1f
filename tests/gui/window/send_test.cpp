#include "catch.hpp"
#include "scene.hpp"

using namespace sbc::gui;

namespace {

// The form, filled in as a person does it: the field for the address has the keyboard already.
void fill_in(scene::Scene& scene, const std::string& to, const std::string& amount) {
    scene.screen.press_with_control('3');
    scene.screen.type(to);
    scene.screen.press(screen::Key::Tab);
    scene.screen.type(amount);
}

}  // namespace

TEST_CASE("a payment is typed, reviewed, confirmed, and waits for a block", "[gui]") {
    scene::Scene scene;
    fill_in(scene, sample::address(101), "45");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("This is Ben."));
    CHECK(scene.screen.says("12,299"));  // remains
    scene.screen.click("Review payment");
    CHECK(scene.screen.says("Pay 45 points?"));
    CHECK(scene.screen.says("Ben"));
    CHECK(scene.screen.says(sample::address(101).substr(0, 4)));  // it is drawn in groups of four
    CHECK(scene.count<Pay>() == 0);
    scene.screen.click("Pay now");
    CHECK(scene.count<Pay>() == 1);
    CHECK(scene.screen.says("Your payment waits for a block."));
    REQUIRE(scene.view().history->front().amount == Points{45});
    scene.screen.press_with_control('1');
    CHECK(scene.screen.says("\u221246"));

    SECTION("and the form is empty again") {
        scene.screen.press_with_control('3');
        CHECK_FALSE(scene.screen.says("45"));
        CHECK(scene.screen.says("an address, or a name you gave one"));
    }
}

TEST_CASE("a payment can be made without the mouse", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "7");
    scene.screen.press(screen::Key::Enter);
    REQUIRE(scene.screen.says("Pay 7 points?"));
    SECTION("Enter pays") {
        scene.screen.press(screen::Key::Enter);
        CHECK(scene.count<Pay>() == 1);
        CHECK_FALSE(scene.screen.says("Pay 7 points?"));
        SECTION("once") {
            scene.screen.press(screen::Key::Enter);
            scene.screen.press(screen::Key::Enter);
            CHECK(scene.count<Pay>() == 1);
        }
    }
    SECTION("Escape does not") {
        scene.screen.press(screen::Key::Escape);
        CHECK(scene.count<Pay>() == 0);
        CHECK_FALSE(scene.screen.says("Pay 7 points?"));
        CHECK(scene.screen.says("Ben"));
    }
}

TEST_CASE("after a click on its name the form is filled in with the keyboard", "[gui]") {
    scene::Scene scene;
    scene.screen.click(60, 186);
    scene.screen.type("Ben");
    scene.screen.press(screen::Key::Tab);
    scene.screen.type("7");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("12,337"));  // remains
}

TEST_CASE("what is wrong is said under its field while one types", "[gui]") {
    scene::Scene scene;
    SECTION("the character that is wrong in an address") {
        auto address = sample::address(101);
        address[20] = 'b';
        fill_in(scene, address, "5");
        CHECK(scene.screen.says("The character at place 21 cannot be part of an address."));
    }
    SECTION("more than there is") {
        fill_in(scene, "Ben", "12345");
        CHECK(scene.screen.says("You can spend 12345 points"));
    }
    SECTION("no number") {
        fill_in(scene, "Ben", "five");
        CHECK(scene.screen.says("A whole number of points, such as 5."));
    }
    scene.screen.press(screen::Key::Enter);
    scene.screen.click("Review payment");
    CHECK_FALSE(scene.screen.says("Pay now"));
    CHECK(scene.count<Pay>() == 0);
}

TEST_CASE("an answer to an older draft allows nothing", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "5");
    scene.answers = false;
    scene.screen.type("0");  // 50 now; the backend has only said that 5 is good
    scene.screen.press(screen::Key::Enter);
    CHECK_FALSE(scene.screen.says("Pay now"));
}

TEST_CASE("a contact is chosen from a list", "[gui]") {
    scene::Scene scene;
    scene.screen.press_with_control('3');
    scene.screen.click("Choose");
    scene.screen.click("Aiko");
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("This is Aiko."));
}

TEST_CASE("a payment that the backend refuses leaves the form as it was", "[gui]") {
    scene::Scene scene{{.refuses_payments = true}};
    fill_in(scene, "Ben", "737");
    scene.screen.click("Review payment");
    scene.screen.click("Pay now");
    CHECK(scene.count<Pay>() == 1);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Another program has spent this coin: try again."));
    CHECK_FALSE(scene.screen.says("Pay 737 points?"));
    CHECK(scene.screen.says("Ben"));
    CHECK(scene.screen.find("737")->text == "737");
    scene.screen.click("Review payment");  // it can be tried again as it is
    CHECK(scene.screen.says("Pay 737 points?"));
}

TEST_CASE("what is paid is what was shown, with that fee and to that address", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "7");
    scene.screen.click("Review payment");
    scene.answers = false;
    scene.screen.click("Pay now");
    REQUIRE(scene.last_payment());
    CHECK(scene.last_payment()->fee == "1");
    CHECK(scene.last_payment()->to == sample::address(101));
    CHECK(scene.last_payment()->amount == "7");
}

TEST_CASE("a payment that cannot be made any more says so where it would be confirmed", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "7");
    scene.screen.click("Review payment");
    scene.change = [](WalletView& view) {
        view.draft.amount = {false, "You can spend 3 points.", {}};
    };
    scene.screen.frame(3);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("Pay 7 points?"));
    CHECK(scene.screen.says("You can spend 3 points."));
    scene.screen.press(screen::Key::Enter);
    scene.screen.click("Pay now");
    CHECK(scene.count<Pay>() == 0);
    CHECK(scene.screen.says("Pay 7 points?"));
    scene.screen.click("Back");
    CHECK_FALSE(scene.screen.says("Pay 7 points?"));
}

TEST_CASE("a payment begun while another is under way is not emptied by its answer", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "7");
    scene.screen.click("Review payment");
    scene.busy = true;
    scene.screen.click("Pay now");
    scene.screen.press_with_control('4');
    scene.screen.click("Sent to Aiko");
    scene.screen.click("Pay again");
    scene.busy = false;
    scene.screen.frame(3);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("This is Aiko."));
}

TEST_CASE("Enter at the button that goes back does not pay", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "7");
    scene.screen.press(screen::Key::Enter);
    REQUIRE(scene.screen.says("Pay 7 points?"));
    scene.screen.press(screen::Key::Right);  // from "Pay now" to "Back"
    scene.screen.press(screen::Key::Enter);
    CHECK(scene.count<Pay>() == 0);
    CHECK_FALSE(scene.screen.says("Pay 7 points?"));
    CHECK(scene.screen.says("Ben"));
}

TEST_CASE("what is typed while a payment is under way stays when it is made", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "7");
    scene.screen.click("Review payment");
    scene.answers = false;
    scene.busy = true;
    scene.screen.click("Pay now");
    REQUIRE(scene.last_payment());
    const auto paid = scene.last_payment()->serial;
    bool also = false;
    SECTION("something") {
        also = true;
        scene.screen.click_field("Note, for everybody to read");
        scene.screen.type("and eggs");
        scene.screen.press(screen::Key::Tab);
    }
    SECTION("nothing") {}
    scene.change = [paid](WalletView& view) { view.paid = paid; };
    scene.screen.frame();
    scene.busy = false;
    scene.screen.frame(3);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("and eggs") == also);
    CHECK(scene.screen.says("Ben") == also);
}

TEST_CASE("what was said of one payment is not said of the next", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "12345");
    REQUIRE(scene.screen.says("This is Ben."));
    REQUIRE(scene.screen.says("You can spend 12345 points"));
    scene.answers = false;
    SECTION("while one types") {
        scene.screen.press(screen::Key::Backspace);
        INFO(scene.screen.everything());
        CHECK_FALSE(scene.screen.says("You can spend 12345 points"));
        CHECK(scene.screen.says("This is Ben."));  // that is as it was
    }
    SECTION("when somebody else is paid again") {
        scene.screen.press_with_control('4');
        scene.screen.click("Sent to Aiko");
        scene.screen.click("Pay again");
        INFO(scene.screen.everything());
        CHECK(scene.screen.says("This payment"));
        CHECK_FALSE(scene.screen.says("This is Ben."));
    }
}

TEST_CASE("Escape leaves a field and loses nothing of what was typed", "[gui]") {
    scene::Scene scene;
    fill_in(scene, "Ben", "7");
    scene.screen.press(screen::Key::Escape);
    INFO(scene.screen.everything());
    CHECK(scene.screen.says("12,337"));  // remains
    scene.screen.type("0");              // into no field
    CHECK(scene.screen.says("12,337"));
    scene.screen.press_with_control('F');
    scene.screen.type("loaves");
    scene.screen.press(screen::Key::Escape);
    CHECK(scene.screen.says("Received from Ben"));
    CHECK_FALSE(scene.screen.says("Mrs. Tanaka"));
}
