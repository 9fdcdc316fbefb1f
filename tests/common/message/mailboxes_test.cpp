// What a core keeps for those who are away: everything within bounds, and nothing for ever.
#include "message/mailboxes.hpp"

#include "mail_scene.hpp"

using namespace mail;
using Kept = Mailboxes::Kept;

namespace {

MailLimits limits() {
    MailLimits all;
    all.stamp = easy;
    return all;
}
Mailboxes boxes(const MailLimits& limits = ::limits()) { return Mailboxes{network(), limits}; }
Card paid(const std::string& name, std::uint64_t sequence = 1) {
    return stamped(card_of(name, sequence));
}
// With other times than card_of() gives it.
Card card_between(const std::string& name, Time from, Time until) {
    Card card = card_of(name);
    card.from = from;
    card.until = until;
    sign(card, network(), key_of(name));
    return stamped(card);
}
std::string outcome(const sbc::Result<Kept, MailError>& result) {
    if (!result) return why_not(result);
    return *result == Kept::New ? "new" : "known";
}
sbc::crypto::PublicKey address(const std::string& name) { return key_of(name).public_key(); }

}  // namespace

TEST_CASE("a newer card takes the place of an older one, and never the other way round",
          "[message]") {
    Mailboxes core = boxes();
    CHECK(outcome(core.keep(paid("bob", 2), now)) == "new");
    CHECK(outcome(core.keep(paid("bob", 2), now)) == "known");
    CHECK(outcome(core.keep(paid("bob", 1), now)) == "older");
    CHECK(core.card(address("bob"))->sequence == Sequence{2});
    CHECK(outcome(core.keep(paid("bob", 3), now)) == "new");
    CHECK(core.card(address("bob"))->sequence == Sequence{3});
    CHECK(core.cards() == 1);
    SECTION("the same one with another stamp is known") {
        Card again = paid("bob", 3);
        again.stamp.time += 1s;
        CHECK(outcome(core.keep(again, now)) == "known");
    }
    SECTION("of two with one sequence the first stays") {
        CHECK(outcome(core.keep(card_between("bob", now, now + 1h), now)) == "older");
    }
}

TEST_CASE("a card is kept up to its last second", "[message]") {
    Mailboxes core = boxes();
    REQUIRE(core.keep(card_between("bob", now, now + 10s), now));
    CHECK(core.next_over() == now + 10s);
    core.on_time(now + 10s);
    CHECK(core.card(address("bob")) != nullptr);
    core.on_time(now + 11s);
    CHECK(core.card(address("bob")) == nullptr);
    CHECK_FALSE(core.next_over());
}

TEST_CASE("a card that is over, too early, unpaid or not its owner's is not kept", "[message]") {
    Mailboxes core = boxes();
    CHECK(outcome(core.keep(card_between("bob", now - 2h, now - 1s), now)) == "over");
    const Time latest = now + clock_error;
    CHECK(outcome(core.keep(card_between("bob", latest + 1s, latest + 1h), now)) == "early");
    CHECK(outcome(core.keep(card_between("bob", latest, latest + 1h), now)) == "new");
    Card unpaid = paid("carol");
    const Hash id_of_card = id_of(unpaid, network());
    while (is_paid(unpaid.stamp, id_of_card, network(), easy)) unpaid.stamp.time += 1s;
    CHECK(outcome(core.keep(unpaid, now)) == "stamp");
    Card forged = card_of("carol");
    forged.signature = card_of("bob").signature;
    CHECK(outcome(core.keep(stamped(forged), now)) == "signature");
    CHECK(core.cards() == 1);
}

TEST_CASE("when there are too many cards, those that are over make room, and else none is taken",
          "[message]") {
    MailLimits few = limits();
    few.cards = 2;
    Mailboxes core = boxes(few);
    REQUIRE(core.keep(card_between("alice", now, now + 10s), now));
    REQUIRE(core.keep(paid("bob"), now));
    CHECK(outcome(core.keep(paid("carol"), now + 10s)) == "room");
    CHECK(outcome(core.keep(paid("bob", 2), now + 10s)) == "new");
    CHECK(outcome(core.keep(paid("carol"), now + 11s)) == "new");
    CHECK(core.card(address("alice")) == nullptr);
    CHECK(core.cards() == 2);
}

TEST_CASE("a letter lies there until its recipient's receipt, and for no other word", "[message]") {
    Mailboxes core = boxes();
    const Letter letter = letter_number(1);
    CHECK(outcome(core.keep(letter, now)) == "new");
    CHECK(outcome(core.keep(letter, now)) == "known");
    CHECK(core.letters_for(address("bob")) == std::vector<Hash>{id(letter)});
    CHECK(core.bytes() == letter.sealed.size());
    REQUIRE(core.letter(id(letter)) != nullptr);
    CHECK(*core.letter(id(letter)) == letter);

    CHECK(outcome(core.keep(receipt_for(id(letter), "mallory"), now)) == "not-ours");
    Receipt forged = receipt_for(id(letter), "mallory");
    forged.to = address("bob");
    CHECK(outcome(core.keep(forged, now)) == "signature");
    CHECK(core.letters() == 1);

    CHECK(outcome(core.keep(receipt_for(id(letter)), now)) == "new");
    CHECK(core.letters() == 0);
    CHECK(core.bytes() == 0);
    CHECK(core.letters_for(address("bob")).empty());
    REQUIRE(core.receipt(id(letter)) != nullptr);
    CHECK(outcome(core.keep(receipt_for(id(letter)), now)) == "known");
    CHECK(outcome(core.keep(receipt_for(id(letter), "mallory"), now)) == "not-ours");
    CHECK(outcome(core.keep(letter, now)) == "known");
    CHECK(core.letters() == 0);
}

TEST_CASE("a receipt may come before its letter, and only the recipient's keeps it away",
          "[message]") {
    Mailboxes core = boxes();
    const Letter letter = letter_number(1);
    CHECK(outcome(core.keep(receipt_for(id(letter), "mallory"), now)) == "new");
    SECTION("the recipient's") {
        CHECK(outcome(core.keep(receipt_for(id(letter)), now)) == "new");
        CHECK(outcome(core.keep(receipt_for(id(letter)), now)) == "known");
        CHECK(core.receipt(id(letter)) == nullptr);  // nobody knows yet whose letter it is
        CHECK(outcome(core.keep(letter, now)) == "known");
        CHECK(core.letters() == 0);
        REQUIRE(core.receipt(id(letter)) != nullptr);
        CHECK(core.receipt(id(letter))->to == address("bob"));
    }
    SECTION("somebody else's") {
        CHECK(outcome(core.keep(letter, now)) == "new");
        CHECK(core.letters() == 1);
    }
    core.on_time(now + longest_held + clock_error + 1s);
    CHECK(core.receipts() == 0);
}

TEST_CASE("a letter goes when it is over, and its receipt two hours later", "[message]") {
    Mailboxes core = boxes();
    const Letter letter = letter_number(1, "bob", 1h);
    const Letter fetched = letter_number(2, "bob", 1h);
    REQUIRE(core.keep(letter, now));
    REQUIRE(core.keep(fetched, now));
    REQUIRE(core.keep(receipt_for(id(fetched)), now));
    core.on_time(now + 1h);
    CHECK(core.letters() == 1);
    core.on_time(now + 1h + 1s);
    CHECK(core.letters() == 0);
    CHECK(outcome(core.keep(letter, now + 1h + 1s)) == "over");
    CHECK(outcome(core.keep(fetched, now + 3h)) == "known");  // its writer still learns of it
    core.on_time(now + 3h + 1s);
    CHECK(core.receipts() == 0);
    CHECK(outcome(core.keep(fetched, now + 3h + 1s)) == "over");
    CHECK_FALSE(core.next_over());
}

TEST_CASE(
    "a letter that lasts too long, has an old stamp or none, or no length of a class is not "
    "kept",
    "[message]") {
    Mailboxes core = boxes();
    const Letter letter = letter_number(1, "bob", longest_held);
    CHECK(outcome(core.keep(letter, now - clock_error - 1s)) == "early");
    CHECK(outcome(core.keep(letter, now - clock_error)) == "new");
    Letter old = stamped(letter_number(4), now - longest_held - 1s);
    CHECK(outcome(core.keep(old, now)) == "stamp");
    CHECK(outcome(core.keep(old, now - 1s)) == "new");
    REQUIRE(core.keep(receipt_for(id(old)), now));
    Letter early = stamped(letter_number(2), now + clock_error + 1s);
    CHECK(outcome(core.keep(early, now)) == "early");
    Letter other = letter_number(2);
    other.until += 1s;  // the stamp was made for something else
    while (is_paid(other.stamp, id(other), network(), easy)) other.until += 1s;
    CHECK(outcome(core.keep(other, now)) == "stamp");
    Letter odd = letter_number(3);
    odd.sealed.push_back(0);
    CHECK(outcome(core.keep(stamped(odd), now)) == "malformed");
    CHECK(core.letters() == 1);
}

TEST_CASE("so many letters wait for one recipient, and so many bytes, and so many of all",
          "[message]") {
    MailLimits few = limits();
    const std::size_t small = letter_number(1).sealed.size();
    SECTION("letters") {
        few.letters_each = 2;
        Mailboxes core = boxes(few);
        REQUIRE(core.keep(letter_number(1), now));
        REQUIRE(core.keep(letter_number(2), now));
        CHECK(outcome(core.keep(letter_number(3), now)) == "full");
        CHECK(outcome(core.keep(letter_number(3, "carol"), now)) == "new");
        REQUIRE(core.keep(receipt_for(id(letter_number(1))), now));
        CHECK(outcome(core.keep(letter_number(3), now)) == "new");
        CHECK(core.letters_for(address("bob")) ==
              std::vector<Hash>{id(letter_number(2)), id(letter_number(3))});
    }
    SECTION("bytes of one") {
        few.bytes_each = 2 * small;
        Mailboxes core = boxes(few);
        REQUIRE(core.keep(letter_number(1), now));
        CHECK(outcome(core.keep(letter_number(2, "bob", 48h, 600), now)) == "full");
        CHECK(outcome(core.keep(letter_number(3), now)) == "new");
        CHECK(outcome(core.keep(letter_number(4), now)) == "full");
    }
    SECTION("bytes of all") {
        few.bytes = 2 * small;
        Mailboxes core = boxes(few);
        REQUIRE(core.keep(letter_number(1), now));
        REQUIRE(core.keep(letter_number(2, "carol"), now));
        CHECK(outcome(core.keep(letter_number(3, "dave"), now)) == "room");
        CHECK(core.bytes() == 2 * small);
    }
}

TEST_CASE("when there are too many receipts, the one goes that would be forgotten first",
          "[message]") {
    MailLimits few = limits();
    few.receipts = 2;
    few.early_receipts = 1;
    Mailboxes core = boxes(few);
    for (std::uint64_t number = 1; number <= 3; ++number) {
        const Letter letter = letter_number(number, "bob", number * 1h);
        REQUIRE(core.keep(letter, now));
        REQUIRE(core.keep(receipt_for(id(letter)), now));
    }
    CHECK(core.receipts() == 2);
    CHECK(core.receipt(id(letter_number(1, "bob", 1h))) == nullptr);
    CHECK(core.receipt(id(letter_number(3, "bob", 3h))) != nullptr);
    REQUIRE(core.keep(receipt_for(Hash{bytes_of("a")}), now));
    REQUIRE(core.keep(receipt_for(Hash{bytes_of("b")}), now + 1s));
    CHECK(core.receipts() == 3);
    CHECK(outcome(core.keep(receipt_for(Hash{bytes_of("b")}), now)) == "known");
    CHECK(outcome(core.keep(receipt_for(Hash{bytes_of("a")}), now)) == "new");
}

TEST_CASE("a shelf is shown page by page, in the order of the texts", "[message]") {
    Mailboxes core = boxes();
    const Shelf shelf = GENERATE(Shelf::Cards, Shelf::Letters);
    std::set<std::string> all;
    for (std::uint64_t number = 0; number < 70; ++number) {
        if (shelf == Shelf::Cards) {
            const Card card = paid("person " + std::to_string(number), number + 1);
            REQUIRE(core.keep(card, now));
            all.insert(sbc::crypto::to_address(card.address) + "/" + std::to_string(number + 1));
        } else {
            const Letter letter = letter_number(number);
            REQUIRE(core.keep(letter, now));
            all.insert(to_text(id(letter)));
        }
    }
    std::vector<std::string> shown;
    List list{shelf, {}};
    for (const std::size_t expected : {32U, 32U, 6U}) {
        const Lies lies = core.page(list);
        CHECK(lies.items.size() == expected);
        CHECK(lies.last == (expected == 6));
        CHECK(decode(encode(lies)));
        shown.insert(shown.end(), lies.items.begin(), lies.items.end());
        list.after = shelf == Shelf::Cards ? lies.items.back().substr(0, 61) : lies.items.back();
    }
    CHECK(shown == std::vector<std::string>{all.begin(), all.end()});
    CHECK(core.page(list) == Lies{shelf, {}, true});
}
