#include "base/result.hpp"

#include <memory>
#include <string>
#include <type_traits>

#include "catch.hpp"

namespace {

enum class TestError { TooLoud, TooLate };

sbc::Result<int, TestError> half_of(int number) {
    if (number % 2 != 0) return sbc::refuse(TestError::TooLoud, "an even number was expected");
    return number / 2;
}

sbc::Result<std::string, TestError> half_as_text(int number) {
    auto half = half_of(number);
    if (!half) return sbc::pass_on(half);
    return std::to_string(*half);
}

sbc::Result<void, TestError> only_even(int number) {
    auto half = half_of(number);
    if (!half) return sbc::pass_on(half);
    return {};
}

TEST_CASE("a result holds the value when there is nothing to refuse", "[base]") {
    const auto half = half_of(4);
    REQUIRE(half);
    CHECK(*half == 2);
    CHECK(only_even(4));
}

TEST_CASE("a refusal carries a reason for the program and a sentence for people", "[base]") {
    const auto half = half_of(3);
    REQUIRE_FALSE(half);
    CHECK(half.error().reason == TestError::TooLoud);
    CHECK(half.error().text == "an even number was expected");
    CHECK(half.value_or(-1) == -1);
}

TEST_CASE("a refusal passes unchanged out of functions with other values", "[base]") {
    const auto text = half_as_text(3);
    REQUIRE_FALSE(text);
    CHECK(text.error().reason == TestError::TooLoud);
    CHECK(text.error().text == "an even number was expected");

    const auto nothing = only_even(3);
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().text == "an even number was expected");
}

TEST_CASE("a result can hold what only moves", "[base]") {
    sbc::Result<std::unique_ptr<int>, TestError> made{std::make_unique<int>(7)};
    REQUIRE(made);
    const std::unique_ptr<int> taken = std::move(*made);
    CHECK(*taken == 7);
}

TEST_CASE("refusals of two layers do not mix", "[base]") {
    enum class OtherError { TooLoud };
    STATIC_REQUIRE_FALSE(std::is_convertible_v<tl::unexpected<sbc::Refusal<OtherError>>,
                                               sbc::Result<int, TestError>>);
}

}  // namespace
