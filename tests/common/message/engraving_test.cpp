#include "message/engraving.hpp"

#include "catch.hpp"
#include "crypto/address.hpp"
#include "crypto/short_address.hpp"
#include "engraving_scene.hpp"

using namespace stone;

namespace {

const Outpoint one_coin{sbc::crypto::hash256({}), 0};
const Outpoint other_coin{sbc::crypto::hash256({}), 1};

using Owners = std::vector<PublicKey>;

std::optional<PublicKey> author_in(const std::string& text, const Owners& owners) {
    return author_of(checked(text).parts(), owners);
}

}  // namespace

TEST_CASE(
    "an engraving is a payment with a note of that application, and its author is the owner "
    "of all that it spends",
    "[message]") {
    const Owners alice{address("alice")};
    CHECK(author_in(engraved(one_coin, "alice", "x"), alice) == address("alice"));
    const auto both = noted({{one_coin, "alice"}, {other_coin, "alice"}}, "engraved", "x");
    CHECK(author_in(both, {address("alice"), address("alice")}) == address("alice"));
    SECTION("of two owners nobody has said it alone") {
        CHECK_FALSE(author_in(both, {address("alice"), address("bob")}));
        CHECK_FALSE(author_in(both, {address("bob"), address("alice")}));
    }
    SECTION("an empty text is none") {
        CHECK_FALSE(author_in(engraved(one_coin, "alice", ""), alice));
    }
    SECTION("another application's is none") {
        CHECK_FALSE(author_in(noted({{one_coin, "alice"}}, "memo", "engraved"), alice));
        CHECK_FALSE(author_in(noted({{one_coin, "alice"}}, "engraved2", "x"), alice));
    }
    SECTION("without a note it is none") {
        CHECK_FALSE(author_in(payment({one_coin}, "alice", {{address("bob"), Amount{1}}}), alice));
    }
    SECTION("what is mined is none, whatever its note says") {
        Transaction mined;
        mined.coinbase = sbc::ledger::Coinbase{Height{1}, rules().network};
        mined.outputs = {{address("alice"), Amount{100}}};
        mined.note = sbc::ledger::Note{"engraved", "x"};
        CHECK_FALSE(author_of(mined, {}));
        CHECK_FALSE(author_of(mined, alice));
    }
}

TEST_CASE("whoever passes over what cannot be an engraving misses none", "[message]") {
    CHECK(may_engrave(engraved(one_coin, "alice", "x")));
    CHECK(may_engrave(engraved(one_coin, "alice", R"("\")")));
    CHECK_FALSE(may_engrave(noted({{one_coin, "alice"}}, "memo", R"("app":"engraved")")));
    CHECK_FALSE(may_engrave(noted({{one_coin, "alice"}}, "engraved-not", "x")));
}

TEST_CASE("a name never stands alone, and cannot look like an author", "[message]") {
    const std::string bobs = sbc::crypto::short_address(sbc::crypto::to_address(address("bob")));
    const std::string mallorys =
        sbc::crypto::short_address(sbc::crypto::to_address(address("mallory")));
    CHECK(shown_author(address("bob"), "") == bobs);
    CHECK(shown_author(address("bob"), "bob") == "“bob” " + bobs);
    // Whoever calls himself like somebody else's address has it in quotation marks, before his own:
    // marks in it have become ' when it was taken as a name.
    const std::string fake = "bob' " + bobs;
    CHECK(shown_author(address("mallory"), fake) == "“bob' " + bobs + "” " + mallorys);
}

TEST_CASE("a line of the terminal has height, time, author and text, and obeys nobody",
          "[message]") {
    Engraved one;
    one.author = address("bob");
    one.height = Height{12};
    one.time = std::chrono::sys_seconds{std::chrono::seconds{1'700'000'000}};
    one.text = "you\n\x1b[2Jare \u202egreat";
    const std::string bobs = sbc::crypto::short_address(sbc::crypto::to_address(address("bob")));
    CHECK(line_of(one, "bob") == "12  2023-11-14 22:13  “bob” " + bobs + ": “you??[2Jare ?great”");
}
