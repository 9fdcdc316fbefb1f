#include "crypto/recent_addresses.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"
#include "crypto/hash.hpp"

using namespace sbc::crypto;

namespace {

PublicKey key(std::uint64_t number) {
    const auto seed = hash256(sbc::as_bytes("key " + std::to_string(number)));
    return SigningKey{SigningKey::Seed{seed.bytes}}.public_key();
}
std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

}  // namespace

TEST_CASE("an address is read as from_address() reads it, the first time and every other",
          "[crypto]") {
    RecentAddresses recent;
    const std::string good = to_address(key(1));
    std::string typo = good;
    typo[30] = typo[30] == 'q' ? 'p' : 'q';
    PublicKey small;  // y = 0: of small order
    PublicKey no_point;
    no_point.bytes[0] = 2;  // of no order at all
    const std::vector<std::string> texts{good,
                                         upper(good),
                                         typo,
                                         to_address(small),
                                         to_address(no_point),
                                         std::string(address_size, '\0'),
                                         std::string(address_size, 'q'),
                                         good.substr(1),
                                         good + "q",
                                         ""};
    for (int times = 0; times < 3; ++times) {
        for (const std::string& text : texts) {
            CAPTURE(times, text);
            const auto ours = recent.read(text);
            const auto plain = from_address(text);
            REQUIRE(ours.has_value() == plain.has_value());
            if (plain) {
                CHECK(*ours == *plain);
            } else {
                CHECK(ours.error().reason == plain.error().reason);
                CHECK(ours.error().text == plain.error().text);
            }
        }
    }
    CHECK(recent.remembered() == 2);  // in small and in capital letters
}

TEST_CASE("of more addresses than there is room for the later ones are remembered", "[crypto]") {
    RecentAddresses recent{256};
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        REQUIRE(recent.read(to_address(key(i))) == key(i));
        CHECK(recent.remembered() <= 256);
    }
    CHECK(recent.remembered() > 128);
    CHECK(recent.read(to_address(key(0))) == key(0));
}
