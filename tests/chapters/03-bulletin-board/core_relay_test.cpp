#include "node_kit.hpp"
#include "nodes/core_relay_cases.hpp"

TEST_CASE("the naive core passes on whatever comes, again and again", "[03]") {
    Notebook notes;
    CoreSettings settings = core_settings();
    settings.naive = true;
    Crossing crossing{{&notes}, settings};
    notes.notes.clear();
    for (int i = 0; i < 1'000; ++i) {
        CHECK(readers(crossing.hears(core_a, spread(1, "notes", 1'000))).size() == 3);
    }
    CHECK(notes.notes.size() == 1'000);
    CHECK(sent_to<Ack>(author, crossing.hears(author, spread(1))).size() == 1);
}

TEST_CASE("what no application knows does nothing", "[03]") {
    Notebook notes;
    Core core{core_settings(), {&notes}};
    CHECK(core.typed("sing hello", at_start()).empty());
}
