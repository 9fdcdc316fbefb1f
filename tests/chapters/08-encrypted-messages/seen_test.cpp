#include "seen.hpp"
#include "letter_kit.hpp"
#include "own_cards.hpp"

using namespace kit;

TEST_CASE("a letter is taken once, however often it comes", "[08]") {
    Seen seen;
    const Hash one = hash_of_text("one"), other = hash_of_text("other");
    CHECK(seen.take(one, now + 1h, now));
    CHECK(reason(seen.take(one, now + 1h, now)) == MailError::Replayed);
    CHECK(reason(seen.take(one, now + 1h, now + 1h)) == MailError::Replayed);
    CHECK(seen.take(other, now + 1h, now));

    SECTION("and not any more when its time is over, when it is not remembered either") {
        CHECK(reason(seen.take(one, now + 1h, now + 1h + 1s)) == MailError::Over);
        CHECK(seen.remembered() == 0);
    }
}

TEST_CASE("an old card's secret half goes when no letter can be on its way for it", "[08]") {
    OwnCards cards;
    CHECK(cards.newest() == nullptr);
    const auto renew = [&](std::uint64_t sequence, Time when) {
        const auto secret = "ben" + std::to_string(sequence);
        return cards.renew(secret_of(secret), Sequence{sequence}, key_of("ben"), network(), when,
                           nearly_free);
    };
    const Card first = renew(1, now);
    CHECK(check(first, network()));
    CHECK(is_paid(first.stamp, id_of(first, network()), network(), nearly_free));
    CHECK(first.from == std::chrono::floor<Days>(now));  // not when its owner was there
    CHECK(cards.secret_of(Sequence{1}, now + Days{60}) != nullptr);
    CHECK(cards.secret_of(Sequence{2}, now) == nullptr);

    renew(2, now + 1h);
    CHECK(cards.newest()->sequence == Sequence{2});
    const Time gone = now + 1h + OwnCards::grace;
    REQUIRE(cards.secret_of(Sequence{1}, gone) != nullptr);
    CHECK(public_half(*cards.secret_of(Sequence{1}, gone)) == first.key);
    CHECK(cards.secret_of(Sequence{1}, gone + 1s) == nullptr);
    CHECK(cards.secret_of(Sequence{1}, now) == nullptr);  // not even if the clock goes back
    CHECK(cards.secret_of(Sequence{2}, gone + 1s) != nullptr);
}
