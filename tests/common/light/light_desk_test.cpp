#include "light/light_desk.hpp"

#include "catch.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace sbc::light;
using light_test::reason_of;

TEST_CASE("a light wallet must be told whom to ask, and of which network", "[light]") {
    LightOptions options;
    CHECK(reason_of(read_options(options)) == LightOptionsError::NoCore);
    options.cores = {"127.0.0.1:5001", "somewhere"};
    CHECK(reason_of(read_options(options)) == LightOptionsError::BadCore);
    options.cores = {"127.0.0.1:0"};
    CHECK(reason_of(read_options(options)) == LightOptionsError::BadCore);
    options.cores = {"0.0.0.0:5001"};
    CHECK(reason_of(read_options(options)) == LightOptionsError::BadCore);
    options.cores = {"127.0.0.1:5001", "127.0.0.1:5002"};
    options.spacing = 0;
    CHECK(reason_of(read_options(options)) == LightOptionsError::BadNetwork);
    options.spacing = 7;
    options.network = "village";
    const auto settings = read_options(options);
    REQUIRE(settings);
    CHECK(settings->cores.size() == 2);
    CHECK(settings->network.name == "village");
    CHECK(settings->network.spacing == std::chrono::seconds{7});
    CHECK(settings->headers_file == "wallet.keys.headers");
}
