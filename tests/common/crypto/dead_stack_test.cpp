// What the library leaves on the stack when it has returned: nothing of a key.
#include <algorithm>
#include <array>
#include <optional>

#include "base/hex.hpp"
#include "catch.hpp"
#include "crypto/aead.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hkdf.hpp"
#include "crypto/scrypt.hpp"
#include "crypto/secret.hpp"
#include "crypto/x25519.hpp"

// A sanitizer keeps frames apart, or elsewhere, and forbids to look at those that are gone.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SBC_STACK_IS_WATCHED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SBC_STACK_IS_WATCHED
#endif
#endif

#ifdef SBC_STACK_IS_WATCHED

TEST_CASE("the dead stack is looked at in builds without sanitizers only", "[crypto]") {
    WARN("not tested: here a sanitizer watches the stack");
}

#else

using namespace sbc;
using namespace sbc::crypto;

namespace {

constexpr std::size_t depth = 60'000;  // bytes: several times as deep as the library goes

// All that is worked with lies elsewhere, so that what is found on the stack was left there.
struct Work {
    std::array<std::uint8_t, 32> key{};
    std::array<std::uint8_t, 64> expanded{};  // what a seed becomes before it signs (RFC 8032)
    std::optional<SigningKey> signer;
    Secret<32> secret;
    std::optional<Secret<32>> derived;
    AgreementKey half;
    std::string phrase = "a pass phrase that nobody else has";
    Bytes plaintext = Bytes(200);
    Bytes sealed;
    std::optional<SecretText> opened;
    Signature signature;
};
Work& work() {
    static Work all = [] {
        Work made;
        for (std::size_t i = 0; i < made.key.size(); ++i) {
            made.key[i] = static_cast<std::uint8_t>(0x90 + 3 * i);
        }
        for (std::size_t i = 0; i < made.plaintext.size(); ++i) {
            made.plaintext[i] = static_cast<std::uint8_t>(7 * i + 1);
        }
        made.secret = Secret<32>{made.key};
        // SHA-512 of the key, but for the bits that are set and cleared at the ends of its halves.
        const auto expanded = from_hex(
            "b3d0f058c354ad7648c057ab1b8420fa535b42ce0817870f79080b17a4e99a39"
            "55a8015373f1d316f37a03942c04eb430de703e03d84184d46093f3d7b097eab");
        std::copy(expanded->begin(), expanded->end(), made.expanded.begin());
        return made;
    }();
    return all;
}

[[gnu::noinline]] void fill_stack(std::uint8_t with) {
    std::array<volatile std::uint8_t, depth + 10'000> room;
    for (volatile std::uint8_t& byte : room) byte = with;
}

// How often these bytes stand below the frame of the caller. Looks through a pointer to volatile,
// at what no object is at any more: so it is right only for compilers that let it be.
[[gnu::noinline]] int found_below(ByteView sought) {
    volatile std::uint8_t here = 0;
    const volatile std::uint8_t* const top = &here;
    int found = 0;
    for (std::size_t down = 100 + sought.size(); down < depth; ++down) {
        std::size_t same = 0;
        while (same < sought.size() && *(top - down + same) == sought[same]) ++same;
        if (same == sought.size()) ++found;
    }
    return found;
}

[[gnu::noinline]] void leave_something(ByteView what) {
    std::array<volatile std::uint8_t, 400> left;
    for (std::size_t i = 0; i < what.size(); ++i) left[i] = what[i];
}

// Half of what is sought: some of it may be overwritten by chance.
ByteView most_of(ByteView secret) { return secret.subspan(1, secret.size() / 2); }

template <class Does>
void leaves_nothing(Does does, std::initializer_list<ByteView> secrets) {
    for (const ByteView secret : secrets) {
        fill_stack(0);
        does();
        CHECK(found_below(most_of(secret)) == 0);
    }
}

}  // namespace

TEST_CASE("these tests find what lies on the dead stack", "[crypto]") {
    fill_stack(0);
    leave_something(work().key);
    CHECK(found_below(most_of(work().key)) == 1);
    wipe_dead_stack();
    CHECK(found_below(most_of(work().key)) == 0);
}

TEST_CASE("a signing key leaves nothing of its seed on the stack", "[crypto]") {
    Work& all = work();
    const ByteView expanded{all.expanded};
    leaves_nothing([&] { all.signer.emplace(all.secret.copy()); },
                   {all.key, expanded.first(32), expanded.last(32)});
    leaves_nothing([&] { all.signature = all.signer->sign(all.plaintext); },
                   {all.key, expanded.first(32), expanded.last(32)});
}

TEST_CASE("sealing and opening leave no key and no plaintext on the stack", "[crypto]") {
    Work& all = work();
    leaves_nothing([&] { all.sealed = seal(all.secret, {}, {}, all.plaintext); },
                   {all.key, all.plaintext});
    leaves_nothing([&] { all.opened = open(all.secret, {}, {}, all.sealed); },
                   {all.key, all.plaintext});
    CHECK(all.opened);
}

TEST_CASE("deriving keys leaves nothing on the stack", "[crypto]") {
    Work& all = work();
    const auto by_scrypt = [&] {
        all.derived = scrypt(all.phrase, all.plaintext, {.log_n = 10, .r = 1, .p = 1});
    };
    by_scrypt();
    const Secret<32> slow = all.derived->copy();
    leaves_nothing(by_scrypt, {as_bytes(all.phrase), slow.reveal()});
    const auto by_hkdf = [&] { all.derived = hkdf_sha256(all.key, {}, {}); };
    by_hkdf();
    const Secret<32> fast = all.derived->copy();
    leaves_nothing(by_hkdf, {all.key, fast.reveal()});
}

TEST_CASE("agreeing on a key leaves nothing on the stack", "[crypto]") {
    Work& all = work();
    leaves_nothing([&] { all.half = public_half(all.secret); }, {all.key});
    const auto by_agreement = [&] { all.derived = agree(all.secret, all.half); };
    by_agreement();
    REQUIRE(all.derived);
    const Secret<32> shared = all.derived->copy();
    leaves_nothing(by_agreement, {all.key, shared.reveal()});
}

#endif
