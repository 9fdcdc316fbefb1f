#include "node_kit.hpp"
#include "nodes/edge_node_cases.hpp"

TEST_CASE("a line that no application knows does nothing", "[03]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    CHECK(edge.typed("sing one", at_start()).empty());
}
