#include "doorkeeper.hpp"

#include <string>

#include "catch.hpp"

using exercise::Challenge;
using exercise::claim_part;
using exercise::Doorkeeper;
using exercise::Hash;
using exercise::Link;
using exercise::Signature;
using sbc::crypto::SigningKey;

namespace {

Hash hash(const std::string& name) { return sbc::crypto::hash256(sbc::as_bytes(name)); }
const Hash network = hash("classroom");
const Challenge c1 = hash("32 bytes that nobody has seen before");
const Challenge c2 = hash("32 others");

SigningKey owner(const std::string& name) {
    return SigningKey{SigningKey::Seed{hash("address of " + name).bytes}};
}
const SigningKey& alice() {
    static const SigningKey key = owner("alice");
    return key;
}
const SigningKey& bob() {
    static const SigningKey key = owner("bob");
    return key;
}
const SigningKey& eve() {
    static const SigningKey key = owner("eve");
    return key;
}
std::string name_of(const SigningKey& person) {
    if (&person == &alice()) return "alice";
    return &person == &bob() ? "bob" : "eve";
}
std::string name_of(const Challenge& challenge) {
    if (challenge == c1) return "c1";
    if (challenge == c2) return "c2";
    return challenge == Challenge{} ? "zeros" : "something else";
}

// A core, and the story of those who come to it.
class Core {
public:
    Challenge knocks(std::uint64_t link, const SigningKey& for_whom, const Challenge& fresh) {
        const Challenge asked = door_.knocks(Link{link}, for_whom.public_key(), fresh);
        tell(link, "knocks for " + name_of(for_whom) + ", fresh is " + name_of(fresh) +
                       "; you asked for " + name_of(asked));
        return asked;
    }
    bool claims(std::uint64_t link, const SigningKey& for_whom, const Signature& signature,
                const std::string& which) {
        const bool good = door_.claims(Link{link}, for_whom.public_key(), signature);
        tell(link, "claims " + name_of(for_whom) + ", with " + which + "; you said: " + yes(good));
        return good;
    }
    bool may_fetch(std::uint64_t link, const SigningKey& of_whom) {
        const bool open = door_.may_fetch(Link{link}, of_whom.public_key());
        tell(link, "fetches the letters of " + name_of(of_whom) + "; you said: " + yes(open));
        return open;
    }
    void left(std::uint64_t link) {
        door_.left(Link{link});
        tell(link, "has ended");
    }
    // Knocks and signs what it is asked for.
    Signature proves(std::uint64_t link, const SigningKey& who, const Challenge& fresh) {
        const Signature signature = signed_by(who, who, knocks(link, who, fresh));
        (void)claims(link, who, signature, "a good signature of that");
        return signature;
    }
    static Signature signed_by(const SigningKey& signer, const SigningKey& for_whom,
                               const Challenge& challenge) {
        return signer.sign(claim_part(for_whom.public_key(), challenge, network));
    }
    std::string story;

private:
    static std::string yes(bool good) { return good ? "yes" : "no"; }
    void tell(std::uint64_t link, const std::string& what) {
        story += "\n  link " + std::to_string(link) + " " + what;
    }
    Doorkeeper door_{network};
};

// Whether bob can get his letters at all, and eve cannot by signing for him.
bool reads_signatures() {
    Core core;
    core.proves(1, bob(), c1);
    const Challenge asked = core.knocks(2, bob(), c2);
    return core.may_fetch(1, bob()) &&
           !core.claims(2, bob(), Core::signed_by(eve(), bob(), asked), "eve's signature");
}

}  // namespace

TEST_CASE("who can sign for an address gets its letters") {
    Core core;
    const Challenge asked = core.knocks(1, bob(), c1);
    const bool good =
        core.claims(1, bob(), Core::signed_by(bob(), bob(), asked), "bob's signature");
    const bool open = core.may_fetch(1, bob());
    INFO("so far:" << core.story);
    INFO("that is bob, and nobody else can be: the door is open for him");
    CHECK(good);
    CHECK(open);
}

TEST_CASE("to knock is not enough") {
    Core core;
    (void)core.knocks(1, bob(), c1);
    const bool open = core.may_fetch(1, bob());
    INFO("so far:" << core.story);
    INFO(
        "he has said that the address is his. Everybody can say that: he has not signed anything "
        "yet");
    CHECK_FALSE(open);
}

TEST_CASE("another one's signature opens nothing") {
    Core core;
    const Challenge asked = core.knocks(2, bob(), c1);
    const bool good =
        core.claims(2, bob(), Core::signed_by(eve(), bob(), asked), "eve's signature");
    const bool open = core.may_fetch(2, bob());
    INFO("so far:" << core.story);
    INFO(
        "she has signed the right thing, and with her own key. Look whose signature it is: an "
        "address");
    INFO("is a public key, and verify() needs nothing else");
    CHECK_FALSE(good);
    CHECK_FALSE(open);
}

TEST_CASE("who has not been asked cannot answer") {
    Core core;
    const bool good = core.claims(2, bob(), Core::signed_by(bob(), bob(), Challenge{}),
                                  "bob's signature of 32 zeros");
    INFO("so far:" << core.story);
    INFO(
        "nobody has knocked, so there is no question. To read it with [] makes one: a challenge "
        "of");
    INFO("zeros. Bob may have signed that somewhere, once, and it would be good here for ever");
    CHECK_FALSE(good);
}

TEST_CASE("an answer that eve has overheard opens nothing") {
    if (!reads_signatures()) return;  // other tests tell
    Core core;
    const Signature overheard = core.proves(1, bob(), c1);
    (void)core.knocks(2, bob(), c2);
    const bool good = core.claims(2, bob(), overheard, "what bob has said on link 1");
    INFO("so far:" << core.story);
    INFO(
        "eve has heard bob's answer, on the way. If the core asks the same each time, the answer "
        "to it");
    INFO("is the same each time: take `fresh`, nobody has signed that before");
    CHECK_FALSE(good);
}

TEST_CASE("a question is answered once") {
    Core core;
    const Signature signature = core.proves(1, bob(), c1);
    const bool good = core.claims(1, bob(), signature, "the same signature");
    INFO("so far:" << core.story);
    INFO(
        "a challenge is a number used once. It is used up by its first answer, good or not: what "
        "is");
    INFO("left lying about is found by somebody one day");
    CHECK_FALSE(good);
}

TEST_CASE("the door is open for this connection alone") {
    Core core;
    (void)core.proves(1, bob(), c1);
    const bool open = core.may_fetch(2, bob());
    INFO("so far:" << core.story);
    INFO("bob is on link 1. On link 2 eve is connected to the same core, and has proven nothing");
    CHECK_FALSE(open);
}

TEST_CASE("the door is open for this address alone") {
    Core core;
    (void)core.proves(1, bob(), c1);
    const bool open = core.may_fetch(1, alice());
    INFO("so far:" << core.story);
    INFO(
        "he has proven that he is bob. Alice's letters are none of his business. And who has "
        "several");
    INFO("addresses proves each of them");
    CHECK_FALSE(open);
}

TEST_CASE("when a connection has ended its doors are closed") {
    Core core;
    (void)core.proves(1, bob(), c1);
    core.left(1);
    const bool open = core.may_fetch(1, bob());
    INFO("so far:" << core.story);
    INFO(
        "bob has gone. The next connection may get the number 1 again, and whoever has that comes "
        "in");
    INFO("by a door that bob has left open");
    CHECK_FALSE(open);
}

TEST_CASE("when a connection has ended its questions are gone") {
    Core core;
    const Challenge asked = core.knocks(1, bob(), c1);
    core.left(1);
    const bool good =
        core.claims(1, bob(), Core::signed_by(bob(), bob(), asked), "bob's signature of that");
    INFO("so far:" << core.story);
    INFO(
        "bob's answer came too late, and eve has it now. Her connection has the number 1, too, and "
        "is");
    INFO("let in with the answer to a question that was put to somebody else");
    CHECK_FALSE(good);
}

TEST_CASE("the others' doors stay open") {
    Core core;
    (void)core.proves(1, bob(), c1);
    (void)core.proves(2, alice(), c2);
    core.left(1);
    const bool open = core.may_fetch(2, alice());
    INFO("so far:" << core.story);
    INFO("bob has left, and alice has not left: her door stays as it is");
    CHECK(open);
}
