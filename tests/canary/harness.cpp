// The tests that harness.py runs: what they do is in the environment variable CANARY.
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

TEST_CASE("second, with [brackets]") {
    if (wish() == "early_exit") std::_Exit(0);
    if (wish() == "crash") std::abort();
    CHECK(wish() != "one_fails");
}

TEST_CASE("third") { CHECK(std::getenv("SBC_NONCE") == nullptr); }
