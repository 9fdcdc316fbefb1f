#include "mail_kit.hpp"

using namespace kit;

namespace {

// A post office, and somebody who hangs on it.
struct Post {
    PostOffice office{office_settings()};
    Wires wires;
    Hand hand;
    LinkId link = wires.hang(hand, office);

    explicit Post() { wires.office(office, office.round()); }
    void says(const MailMessage& message) { wires.says(link, encode(message)); }
    Claim claim(const std::string& by, const std::string& of) {
        says(Knock{address_of(of)});
        const Ask asked = hand.take<Ask>().at(0);
        const Bytes part = claim_part(asked.address, asked.challenge, network());
        return {address_of(of), key_of(by).sign(part)};
    }
};

}  // namespace

TEST_CASE("who signs the challenge with the address' key gets its letters", "[08]") {
    Post post;
    const Letter letter = letter_to("ben");
    post.says(letter);
    CHECK(post.hand.take<Held>().at(0).item == id(letter));
    post.says(post.claim("ben", "ben"));
    CHECK(post.hand.take<Welcome>().at(0).letters == 1);
    CHECK(post.hand.take<Letter>() == std::vector{letter});

    SECTION("and each once, until its receipt makes room for more") {
        post.says(Find{address_of("ben")});
        CHECK(post.hand.take<Letter>().empty());
        for (int number = 2; number < 12; ++number) post.says(letter_to("ben", number));
        CHECK(post.hand.take<Letter>().size() == 7);  // with the first one, eight are under way
        post.says(receipt_for(letter));
        CHECK(post.hand.take<Letter>().size() == 1);
    }
    SECTION("a new letter comes at once") {
        post.says(letter_to("ben", 2));
        CHECK(post.hand.take<Letter>().size() == 1);
    }
    SECTION("a receipt by somebody else does not bring it again") {
        Receipt forged = receipt_for(letter);
        sign(forged, network(), key_of("mallory"));
        post.says(forged);
        CHECK(post.hand.take<Letter>().empty());
    }
}

TEST_CASE("a challenge is answered once", "[08]") {
    Post post;
    const Claim claim = post.claim("ben", "ben");
    post.says(claim);
    CHECK(post.hand.take<Welcome>().size() == 1);
    post.says(claim);
    CHECK(post.hand.take<Welcome>().empty());
    CHECK_FALSE(post.wires.open(post.link));
}

TEST_CASE("who cannot sign the challenge gets nothing, and the line is cut", "[08]") {
    Post post;
    post.says(letter_to("ben"));
    SECTION("with another key") { post.says(post.claim("mallory", "ben")); }
    SECTION("with what its owner has signed for another connection") {
        Hand ben;
        const LinkId bens = post.wires.hang(ben, post.office);
        post.wires.says(bens, encode(Knock{address_of("ben")}));
        const Ask asked = ben.take<Ask>().at(0);
        const Claim his{address_of("ben"),
                        key_of("ben").sign(claim_part(asked.address, asked.challenge, network()))};
        (void)post.claim("mallory", "ben");
        post.says(his);
    }
    SECTION("without having been asked") { post.says(Claim{address_of("ben"), {}}); }
    SECTION("with what no edge says") { post.says(Welcome{address_of("ben"), 0}); }
    SECTION("with what nobody says") { post.wires.says(post.link, R"({"kind":"open"})"); }
    CHECK(post.hand.take<Letter>().empty());
    CHECK(post.hand.take<Welcome>().empty());
    CHECK_FALSE(post.wires.open(post.link));
}

TEST_CASE("challenges are never the same", "[08]") {
    Post post;
    std::set<Hash> all;
    for (int i = 0; i < 10; ++i) {
        post.says(Knock{address_of("ben")});
        all.insert(post.hand.take<Ask>().at(0).challenge);
    }
    CHECK(all.size() == 10);
    for (int i = 0; i < 20 && post.wires.open(post.link); ++i) {
        post.says(Knock{address_of("no " + std::to_string(i))});
    }
    CHECK_FALSE(post.wires.open(post.link));  // nobody has so many addresses
}

TEST_CASE("what is wrong with a card or a letter is said, or costs the line", "[08]") {
    Post post;
    post.says(card_of("ben", Sequence{2}));
    CHECK(post.hand.take<Held>().size() == 1);
    post.says(card_of("ben"));
    CHECK(post.hand.take<Refused>().at(0).why == "older");
    Letter late = letter_to("ben");
    late = stamped(late, now - longest_held - 1s);
    post.says(late);
    CHECK(post.hand.take<Refused>().at(0).why == "over");
    CHECK(post.wires.open(post.link));
    Card forged = card_of("ben", Sequence{3});
    forged.key = public_half(secret_of("mallory"));
    post.says(stamped(forged));
    CHECK_FALSE(post.wires.open(post.link));
}

TEST_CASE("a card is found, and that there is none is said", "[08]") {
    Post post;
    post.says(Find{address_of("ben")});
    CHECK(post.hand.take<Nobody>().at(0).address == address_of("ben"));
    post.says(card_of("ben"));
    post.says(Find{address_of("ben")});
    CHECK(post.hand.take<Card>().at(0) == card_of("ben"));
}

TEST_CASE("what is handed in at one core is fetched at another, and its writer hears of it",
          "[08]") {
    Post here, there;
    // One set of lines for both offices.
    Wires wires;
    Hand ann, ben;
    wires.office(here.office, here.office.round());
    wires.office(there.office, there.office.round());
    wires.join(here.office.round(), there.office.round());
    const LinkId anns = wires.hang(ann, here.office);
    const LinkId bens = wires.hang(ben, there.office);
    wires.says(bens, encode(MailMessage{card_of("ben")}));
    wires.says(anns, encode(Find{address_of("ben")}));
    CHECK(ann.take<Card>().size() == 1);
    const Letter letter = letter_to("ben");
    wires.says(anns, encode(MailMessage{letter}));
    CHECK(ben.take<Letter>().empty());  // he has not proven that he is ben

    wires.says(bens, encode(Knock{address_of("ben")}));
    const Ask asked = ben.take<Ask>().at(0);
    const Bytes part = claim_part(asked.address, asked.challenge, network());
    wires.says(bens, encode(Claim{address_of("ben"), key_of("ben").sign(part)}));
    CHECK(ben.take<Letter>() == std::vector{letter});
    wires.says(bens, encode(MailMessage{receipt_for(letter)}));
    CHECK(ann.take<Receipt>() == std::vector{receipt_for(letter)});
    CHECK(here.office.mailboxes().letter(id(letter)) == nullptr);
    CHECK(there.office.mailboxes().letter(id(letter)) == nullptr);

    SECTION("who hands it in once more is shown the receipt") {
        wires.says(anns, encode(MailMessage{letter}));
        CHECK(ann.take<Receipt>().size() == 1);
        CHECK(ann.take<Held>().size() == 1);  // of the first time
    }
}

TEST_CASE("an edge that says too much is not heard for a while", "[08]") {
    Post post;
    for (int i = 0; i < 1'000; ++i) {
        post.wires.moment.now -= sbc::Duration{100};  // all in one moment
        post.says(Find{address_of("ben")});
    }
    CHECK(post.hand.take<Nobody>().size() < 300);
    CHECK(post.wires.open(post.link));
    post.wires.moment.now += 1min;
    post.says(Find{address_of("ben")});
    CHECK(post.hand.take<Nobody>().size() == 1);
}
