// The edge of common/ at a post office of the stage, and the lab's edge at one of common/: they
// have nothing in common but what docs/protocol.md says.
#include "chain/target.hpp"
#include "lab/correspondent.hpp"
#include "mail_kit.hpp"
#include "message/correspondent.hpp"
#include "message/post_office.hpp"

using namespace kit;
namespace common = sbc::message;

namespace {

struct Memory : common::LetterBookKeeper {
    bool keep(const common::LetterBook&) override { return true; }
};

// Somebody who uses the wallet's letters.
struct Modern {
    SigningKey key;
    Memory memory;
    std::uint64_t drawn = 0;
    common::Correspondent mail;

    explicit Modern(const std::string& name)
        : key{key_of(name)}, mail{settings(name), key, memory, common::LetterBook{}} {}
    common::CorrespondentSettings settings(const std::string& name) {
        common::CorrespondentSettings settings;
        settings.network = network();
        settings.stamp = nearly_free;
        settings.secret = [this, name] { return secret_of(name + std::to_string(++drawn)); };
        return settings;
    }
    // Does all that is due, and looks for all stamps.
    void work(Wires& wires) {
        for (int round = 0; round < 20; ++round) {
            wires.does(mail, mail.on_time(wires.moment));
            if (!mail.job()) continue;
            auto header = mail.job()->header;
            const auto target = sbc::chain::target_of(header.bits).value();
            while (!sbc::chain::meets(hash_of(header), target)) {
                header.nonce = sbc::chain::Nonce{header.nonce.value() + 1};
            }
            wires.does(mail, mail.stamped(mail.job()->item, header, wires.moment));
        }
    }
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> all;
        for (const auto& letter : mail.book().letters) {
            if (!letter.ours) all.push_back(letter.text);
        }
        return all;
    }
};

// And of the lab's.
struct Plain {
    SigningKey key;
    std::uint64_t drawn = 0;
    lab::Correspondent mail;

    explicit Plain(const std::string& name)
        : key{key_of(name)},
          mail{{.network = network(),
                .stamp = nearly_free,
                .card_secret = [name](Sequence) { return secret_of(name); },
                .fresh = [this, name] { return secret_of(name + std::to_string(++drawn)); }},
               key} {}
};

}  // namespace

TEST_CASE("the wallet's letters go through a post office of the stage", "[08]") {
    PostOffice office{office_settings()};
    Wires wires;
    wires.office(office, office.round());
    Modern alice{"alice"}, bob{"bob"};
    const LinkId bobs = wires.hang(bob.mail, office);
    bob.work(wires);
    REQUIRE(bob.mail.is_open());
    wires.cut(bobs);  // he goes away
    (void)wires.hang(alice.mail, office);
    alice.work(wires);
    REQUIRE(alice.mail.write(address_of("bob"), "see you at eight", wires.moment));
    alice.work(wires);
    CHECK(office.mailboxes().letters_for(address_of("bob")).size() == 1);

    (void)wires.hang(bob.mail, office);
    bob.work(wires);
    CHECK(bob.texts() == std::vector<std::string>{"see you at eight"});
    CHECK(office.mailboxes().letters_for(address_of("bob")).empty());
    alice.work(wires);
    CHECK(alice.mail.book().letters.front().state == common::LetterState::Delivered);
}

TEST_CASE("the lab's edge and the wallet's write to each other, at a core of either kind", "[08]") {
    common::PostOfficeSettings settings;
    settings.network = network();
    settings.dice = secret_of("dice");
    settings.limits.stamp = nearly_free;
    common::PostOffice modern{std::move(settings)};
    PostOffice plain{office_settings()};
    const bool at_ours = GENERATE(true, false);
    Application& counter = at_ours ? static_cast<Application&>(plain) : modern.counter();
    Application& round = at_ours ? plain.round() : modern.round();
    CAPTURE(at_ours);
    Wires wires;
    wires.office(counter, round);
    Modern alice{"alice"};
    Plain ben{"ben"};
    (void)wires.hang(alice.mail, counter);
    alice.work(wires);
    (void)wires.hang(ben.mail, counter);
    REQUIRE(alice.mail.write(address_of("ben"), "from the wallet", wires.moment));
    alice.work(wires);
    REQUIRE(ben.mail.received().size() == 1);
    CHECK(ben.mail.received().front().text == "from the wallet");
    CHECK(ben.mail.received().front().from == address_of("alice"));
    wires.does(ben.mail, ben.mail.write(address_of("alice"), "from the lab", wires.moment));
    alice.work(wires);
    CHECK(alice.texts() == std::vector<std::string>{"from the lab"});
    CHECK(ben.mail.waiting() == 0);
    CHECK(alice.mail.book().letters.front().state == common::LetterState::Delivered);
}

TEST_CASE("what common/ spreads between cores the stage holds, and the other way round", "[08]") {
    common::PostOfficeSettings settings;
    settings.network = network();
    settings.dice = secret_of("dice");
    settings.limits.stamp = nearly_free;
    common::PostOffice modern{std::move(settings)};
    PostOffice plain{office_settings()};
    Wires wires;
    wires.office(plain, plain.round());
    wires.office(modern.counter(), modern.round());
    wires.join(plain.round(), modern.round());
    Modern alice{"alice"};
    Plain ben{"ben"};
    (void)wires.hang(alice.mail, modern.counter());
    alice.work(wires);
    (void)wires.hang(ben.mail, plain);
    REQUIRE(alice.mail.write(address_of("ben"), "across", wires.moment));
    alice.work(wires);
    REQUIRE(ben.mail.received().size() == 1);
    alice.work(wires);
    CHECK(alice.mail.book().letters.front().state == common::LetterState::Delivered);
    wires.does(ben.mail, ben.mail.write(address_of("alice"), "and back", wires.moment));
    alice.work(wires);
    CHECK(alice.texts() == std::vector<std::string>{"and back"});
}
