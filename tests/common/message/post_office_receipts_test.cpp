// How the word that a letter has come reaches every core that still holds it, also one that was
// away when it was said.
#include "post_office_scene.hpp"

using namespace mail;

namespace {

// Cores, and who hands in and fetches there.
struct Town : World {
    std::deque<Core> cores;
    std::deque<Probe> edges;
    explicit Town(std::size_t many) : cores(many) {
        for (Core& core : cores) add(core);
    }
    void hand_in(Core& core, const MailMessage& item) {
        Probe& edge = edges.emplace_back("mail");
        add(edge);
        const LinkId link = connect(edge, core);
        carry(edge, {sbc::p2p::Send{link, sbc::p2p::Direct{"mail", encode(item)}}});
        settle();
    }
    [[nodiscard]] std::size_t held() const {
        std::size_t letters = 0;
        for (const Core& core : cores) letters += core.boxes().letters();
        return letters;
    }
};

}  // namespace

TEST_CASE(
    "a letter that has come is handed in again at a core that has forgotten it: its neighbour "
    "says the receipt at once",
    "[message]") {
    Town town{2};
    town.hand_in(town.cores[0], letter_number(1));
    town.hand_in(town.cores[0], receipt_for(id(letter_number(1))));
    town.connect(town.cores[0], town.cores[1]);  // it begins with nothing
    town.hand_in(town.cores[1], letter_number(1));
    CHECK(town.held() == 0);
    CHECK(town.edges.back().all<Receipt>().size() == 1);
}

TEST_CASE("a receipt that came without its letter reaches a neighbour that has the letter",
          "[message]") {
    Town town{2};
    town.hand_in(town.cores[0], letter_number(1));
    town.hand_in(town.cores[1], receipt_for(id(letter_number(1))));
    town.connect(town.cores[0], town.cores[1]);
    CHECK(town.held() == 0);
    for (const Core& core : town.cores) CHECK(core.penalties.empty());
}

TEST_CASE(
    "a core that starts anew between one with a receipt and one with the letter brings them "
    "together",
    "[message]") {
    Town town{4};
    Core& knows = town.cores[0];
    Core& before = town.cores[1];
    Core& holds = town.cores[2];
    Core& anew = town.cores[3];
    town.connect(knows, before);
    town.connect(before, holds);
    town.hand_in(knows, letter_number(1));
    town.cut(before);  // it ends, and forgets
    town.hand_in(knows, receipt_for(id(letter_number(1))));
    CHECK(holds.boxes().letters() == 1);
    const bool first = GENERATE(false, true);
    town.connect(anew, first ? knows : holds);
    town.connect(anew, first ? holds : knows);
    CHECK(holds.boxes().letters() == 0);
    CHECK(anew.boxes().letters() == 0);
}

TEST_CASE(
    "where no core knows of a receipt any more its recipient gives it again, and is shown "
    "nothing twice",
    "[message]") {
    Scene scene;
    scene.all_join();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    scene.cut(scene.alice);
    scene.cut(scene.left);
    scene.connect(scene.bob, scene.left);
    CHECK(scene.bob.received().size() == 1);
    scene.cut(scene.left);  // it ends, and with it the receipt
    CHECK(scene.right.boxes().letters() == 1);
    scene.connect(scene.bob, scene.right);
    CHECK(scene.right.boxes().letters() == 0);
    CHECK(scene.bob.received().size() == 1);
    CHECK(scene.bob.times(MailNews::Kind::Came) == 1);
    scene.connect(scene.alice, scene.right);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
}
