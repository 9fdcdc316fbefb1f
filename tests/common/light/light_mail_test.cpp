// Letters and engravings of light wallets, over a real node.
#include <algorithm>

#include "base/file.hpp"
#include "catch.hpp"
#include "crypto/address.hpp"
#include "scene.hpp"

using namespace sbc;
using namespace light_test;
using gui::MailState;

namespace {

crypto::PublicKey make_keys(const std::string& path) {
    wallet::Keys keys;
    keys.push_back(wallet::new_key("mine"));
    const auto key = keys.front().key.public_key();
    REQUIRE(wallet::create_key_file(path, phrase(), keys));
    return key;
}

const gui::MailLetter* last_letter(const Watched& wallet) {
    const auto mail = wallet.account.mail();
    if (!mail || mail->conversations.empty()) return nullptr;
    return &mail->conversations.front().letters.back();
}
bool last_is(const Watched& wallet, MailState state) {
    const auto* letter = last_letter(wallet);
    return letter != nullptr && letter->state == state;
}
std::size_t letters_of(const Watched& wallet) {
    std::size_t count = 0;
    for (const auto& each : wallet.account.mail()->conversations) count += each.letters.size();
    return count;
}
bool knows(const Watched& wallet, const crypto::PublicKey& whom) {
    const auto mail = wallet.account.mail();
    return std::any_of(mail->contacts.begin(), mail->contacts.end(), [&](const auto& each) {
        return each.known && each.address == crypto::to_address(whom);
    });
}
bool told(const Watched& wallet, const std::string& beginning) {
    return std::any_of(wallet.news.begin(), wallet.news.end(),
                       [&](const gui::News& each) { return each.text.starts_with(beginning); });
}
bool opens(Watched& wallet) {
    if (!wallet.account.open_keys(phrase())) return false;
    return wallet.becomes([&] { return wallet.account.mail()->open; });
}

struct TwoPeople {
    ScratchFolder folder;
    std::string alices = folder / "alice";
    std::string bobs = folder / "bob";
    crypto::PublicKey alice = make_keys(alices);
    crypto::PublicKey bob = make_keys(bobs);
    RealNode node{key_of("somebody").public_key(), nullptr, Carries::Everything};
    light::LightSettings settings = settings_of({node.address()});
};

}  // namespace

TEST_CASE("a letter waits for whoever is away, and comes once", "[light]") {
    TwoPeople two;
    {  // bob was here once: there is a card of his
        Watched bob{two.settings, two.bobs};
        REQUIRE(opens(bob));
        CHECK_FALSE(bob.account.mail()->card.fingerprint.empty());
        CHECK(bob.account.mail()->address == crypto::to_address(two.bob));
    }
    {
        Watched alice{two.settings, two.alices};
        REQUIRE(opens(alice));
        REQUIRE(alice.account.write_letter(two.bob, "Come at eight."));
        REQUIRE(alice.becomes([&] { return last_is(alice, MailState::OnItsWay); }));
        CHECK(knows(alice, two.bob));
        CHECK(two.node.letters() == 1);
    }
    {
        Watched bob{two.settings, two.bobs};
        REQUIRE(opens(bob));
        REQUIRE(bob.becomes([&] { return last_letter(bob) != nullptr; }));
        CHECK(last_letter(bob)->text == "Come at eight.");
        CHECK_FALSE(last_letter(bob)->ours);
        CHECK(bob.account.mail()->conversations.front().with == crypto::to_address(two.alice));
        REQUIRE(bob.account.mail()->contacts.size() == 1);
        CHECK(bob.account.mail()->contacts.front().unread == 1);
        CHECK(told(bob, "A letter from "));
        bob.account.read_letters(two.alice);
        REQUIRE(bob.becomes([&] { return bob.account.mail()->contacts.front().unread == 0; }));
    }
    Watched bob{two.settings, two.bobs};
    REQUIRE(opens(bob));
    REQUIRE(bob.becomes([&] { return bob.account.mail()->coming == 0; }));
    CHECK(letters_of(bob) == 1);  // kept from the run before, and not a second time
    CHECK(bob.account.mail()->contacts.front().unread == 0);
    Watched alice{two.settings, two.alices};
    REQUIRE(opens(alice));
    REQUIRE(alice.becomes([&] { return last_is(alice, MailState::Delivered); }));
    CHECK(told(alice, "Your letter to "));
    CHECK(two.node.letters() == 0);
}

TEST_CASE("two who are there write to each other", "[light]") {
    TwoPeople two;
    Watched alice{two.settings, two.alices};
    Watched bob{two.settings, two.bobs};
    REQUIRE(opens(alice));
    REQUIRE(opens(bob));
    REQUIRE(alice.account.find_card(two.bob));
    REQUIRE(alice.becomes([&] { return knows(alice, two.bob); }));
    SECTION("and compare their words first") {
        const auto contact = alice.account.mail()->contacts.front();
        CHECK(contact.fingerprint == bob.account.mail()->card.fingerprint);
        CHECK_FALSE(contact.compared);
        const auto refused = alice.account.compare_card(two.bob, "other words", true);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().text == "the card has changed meanwhile: compare the new words");
        REQUIRE(alice.account.compare_card(two.bob, contact.fingerprint, true));
        REQUIRE(alice.becomes([&] { return alice.account.mail()->contacts.front().compared; }));
        // A new card has a new key, and whoever knew the old one is warned.
        REQUIRE(bob.account.renew_card());
        REQUIRE(bob.becomes([&] {
            const auto mail = bob.account.mail();
            return mail->card.sequence == 2 && mail->open;  // a core has the new one
        }));
        REQUIRE(alice.account.find_card(two.bob));
        REQUIRE(alice.becomes([&] { return alice.account.mail()->contacts.front().changed; }));
        CHECK(told(alice, "The key of "));
    }
    SECTION("there and back") {
        REQUIRE(alice.account.write_letter(two.bob, "Are you there?"));
        REQUIRE(bob.becomes([&] { return letters_of(bob) == 1; }));
        REQUIRE(bob.account.write_letter(two.alice, "Yes."));
        REQUIRE(alice.becomes([&] { return letters_of(alice) == 2; }));
        REQUIRE(alice.becomes([&] {
            const auto mail = alice.account.mail();
            return mail->conversations.front().letters.front().state == MailState::Delivered;
        }));
        CHECK(last_letter(alice)->text == "Yes.");
        SECTION("and what is forgotten is gone, also after a restart") {
            REQUIRE(alice.account.forget_contact(two.bob));
            REQUIRE(alice.becomes([&] { return letters_of(alice) == 0; }));
        }
    }
    SECTION("with the keys locked nothing is shown and nothing written") {
        bob.account.close_keys();
        (void)bob.account.take_news();
        CHECK(bob.account.mail()->contacts.empty());
        CHECK(bob.account.mail()->address.empty());
        CHECK_FALSE(bob.account.write_letter(two.alice, "Hello"));
        REQUIRE(alice.account.write_letter(two.bob, "Are you there?"));
        REQUIRE(alice.becomes([&] { return last_is(alice, MailState::OnItsWay); }));
        REQUIRE(opens(bob));
        REQUIRE(bob.becomes([&] { return letters_of(bob) == 1; }));
    }
}

TEST_CASE("the window and wallet-cli may use the same letters", "[light]") {
    TwoPeople two;
    Watched window{two.settings, two.alices};
    REQUIRE(opens(window));
    {
        Watched terminal{two.settings, two.alices};
        REQUIRE(opens(terminal));
        REQUIRE(terminal.account.write_letter(two.bob, "From the terminal"));
        REQUIRE(terminal.becomes([&] { return letters_of(terminal) == 1; }));
    }
    // The window finds that another program has written, reads it, and goes on from there.
    REQUIRE(window.account.write_letter(two.bob, "From the window"));
    REQUIRE(window.becomes([&] { return letters_of(window) == 2; }));
    CHECK(window.account.mail()->trouble.empty());
    Watched again{two.settings, two.alices};
    REQUIRE(again.account.open_keys(phrase()));
    REQUIRE(again.becomes([&] { return letters_of(again) == 2; }));
}

TEST_CASE("without its letters a wallet works on, and says why", "[light]") {
    TwoPeople two;
    REQUIRE(create_file(two.alices + ".letters", "something else\n", Readers::OwnerOnly));
    Watched alice{two.settings, two.alices};
    REQUIRE(alice.account.open_keys(phrase()));
    two.node.mine();
    REQUIRE(alice.is_up_to_date(1));
    const auto mail = alice.account.mail();
    REQUIRE(mail);
    CHECK(mail->trouble.starts_with("There are no letters: "));
    CHECK(mail->trouble.find("is no letter book") != std::string::npos);
    CHECK(told(alice, "There are no letters: "));
    const auto refused = alice.account.write_letter(two.bob, "Hello");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text == mail->trouble);
    CHECK(*read_file(two.alices + ".letters", 1'000) == "something else\n");
}

TEST_CASE("cores that carry no letters are told of, and a letter is kept for others", "[light]") {
    TwoPeople two;
    RealNode plain{key_of("somebody").public_key()};
    {
        Watched alice{settings_of({plain.address()}), two.alices};
        REQUIRE(alice.account.open_keys(phrase()));
        REQUIRE(alice.becomes([&] { return !alice.account.mail()->trouble.empty(); }));
        CHECK(alice.account.mail()->trouble == "No core here carries letters.");
        CHECK_FALSE(alice.account.mail()->open);
        CHECK_FALSE(alice.account.engravings());
        REQUIRE(alice.account.write_letter(two.bob, "Later"));
        REQUIRE(alice.becomes([&] { return letters_of(alice) == 1; }));
    }
    {
        Watched bob{two.settings, two.bobs};
        REQUIRE(opens(bob));
    }
    Watched alice{two.settings, two.alices};
    REQUIRE(opens(alice));
    CHECK(alice.account.mail()->trouble.empty());
    REQUIRE(alice.becomes([&] { return last_is(alice, MailState::OnItsWay); }));
}

TEST_CASE("what is engraved is heard first, and then proven", "[light]") {
    const ScratchFolder folder;
    const auto me = make_keys(folder / "keys");
    RealNode node{me, nullptr, Carries::Everything};
    node.mine(5);
    Watched wallet{settings_of({node.address()}), folder / "keys"};
    CHECK_FALSE(wallet.account.engrave("I was here", {}));  // the keys are locked
    REQUIRE(wallet.account.open_keys(phrase()));
    REQUIRE(wallet.becomes([&] { return wallet.account.balance().spendable.count == 300; }));
    REQUIRE(wallet.becomes([&] { return wallet.account.engravings() != nullptr; }));
    CHECK(wallet.account.engravings()->empty());
    CHECK_FALSE(wallet.account.nobody_engraves());
    REQUIRE(wallet.account.engrave("I was here", gui::Points{7}));
    REQUIRE(wallet.becomes([&] { return !wallet.account.engravings()->empty(); }));
    CHECK_FALSE(wallet.account.engravings()->front().verified);
    node.mine();
    REQUIRE(wallet.becomes([&] { return wallet.account.engravings()->front().verified; }));
    REQUIRE(wallet.account.engravings()->size() == 1);
    const gui::Engraving engraving = wallet.account.engravings()->front();
    CHECK(engraving.author == crypto::to_address(me));
    CHECK(engraving.text == "I was here");
    CHECK(engraving.height == 6);
    CHECK(engraving.ours);
    CHECK_FALSE(engraving.when.empty());
    REQUIRE(wallet.is_up_to_date(6));
    CHECK(wallet.account.history().front().fee.count == 7);
    SECTION("somebody else reads it, and knows that it is not his") {
        Watched other{settings_of({node.address()}), folder / "others"};
        REQUIRE(other.becomes([&] {
            const auto shown = other.account.engravings();
            return shown && !shown->empty() && shown->front().verified;
        }));
        CHECK_FALSE(other.account.engravings()->front().ours);
    }
}
