// Catch2 for every test of the course: Debian 12 has version 2, others have version 3, and this
// header serves both. Include it and never <catch2/...> itself.
#pragma once

#include <string>

#if __has_include(<catch2/catch_test_macros.hpp>)
// Version 3: small headers.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_adapters.hpp>
#include <catch2/generators/catch_generators_random.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <catch2/matchers/catch_matchers_vector.hpp>
#ifdef CATCH_CONFIG_RUNNER  // the file with main
#include <catch2/catch_session.hpp>
#include <catch2/catch_test_case_info.hpp>
#include <catch2/interfaces/catch_interfaces_reporter.hpp>
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>
#endif

using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
#else
// Version 2: one header. It knows Approx already, and calls ContainsSubstring by an older name.
#define CATCH_VERSION_MAJOR_2
#include <catch2/catch.hpp>

// NOLINTNEXTLINE(readability-identifier-naming): the name that version 3 has
inline auto ContainsSubstring(const std::string& text) { return Catch::Matchers::Contains(text); }
#endif
