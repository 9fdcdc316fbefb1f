// The tests that harness.py runs: what they do is in the environment variable CANARY. They are also
// known to ctest one by one, under names that are not easy to pass on.
#include <cstdlib>
#include <string>

#include "catch.hpp"

namespace {

std::string wish() {
    const char* value = std::getenv("CANARY");
    return value == nullptr ? "" : value;
}

// As early as code under test can run.
const bool nonce_was_visible = std::getenv("SBC_NONCE") != nullptr;

}  // namespace

TEST_CASE("first") { CHECK_FALSE(nonce_was_visible); }

TEST_CASE("second; with [brackets], a comma and \"quotes\"") {
    if (wish() == "early_exit") std::_Exit(0);
    if (wish() == "crash") std::abort();
    CHECK(wish() != "one_fails");
}

TEST_CASE("third") { CHECK(std::getenv("SBC_NONCE") == nullptr); }
