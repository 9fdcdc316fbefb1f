// Catch2 for every test of the course: Debian 12 has version 2, others have version 3, and this header
// serves both. Include it and never <catch2/...> itself.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)
// Version 3: small headers.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <catch2/matchers/catch_matchers_vector.hpp>

using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
#else
// Version 2: one header.
#include <catch2/catch.hpp>

// Version 3's name for "this text occurs in it".
inline auto ContainsSubstring(const std::string& text) { return Catch::Matchers::Contains(text); }
#endif
