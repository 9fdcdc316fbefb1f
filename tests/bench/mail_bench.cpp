// Letters through one core, from the hand of an edge to the recipient's receipt, beside the bare
// checking of that receipt and the bare parsing of both texts; a mailbox claimed among others; and
// what the letters of somebody who is away take of a core's memory.
#include <benchmark/benchmark.h>
#include <cryptopp/donna.h>
#include <malloc.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "bare_signing.hpp"
#include "message/post_office.hpp"

namespace {

using namespace sbc;
using namespace sbc::message;
using namespace std::chrono_literals;

constexpr chain::Bits easy{0x207fffff};  // every second hash will do
constexpr Time now{1'800'000'000s};
constexpr p2p::LinkId alice{1};
constexpr p2p::LinkId bob{2};
constexpr std::uint64_t many = 2'000;
const Hash network{};

p2p::Moment moment() { return {Instant{1h}, now, 7}; }

const crypto::SigningKey& bobs_key() {
    static const crypto::SigningKey key{crypto::SigningKey::Seed{crypto::Hash{{1}}.bytes}};
    return key;
}

// What is in it nobody but its recipient sees.
Letter letter_number(std::uint64_t number, const PublicKey& to) {
    Letter letter{.to = to, .key = {}, .until = now + 24h, .sealed = {}, .stamp = {.time = now}};
    for (std::size_t i = 0; i < 8; ++i) {
        letter.key.bytes.at(i) = static_cast<std::uint8_t>(number >> (8 * i));
    }
    letter.sealed.assign(size_classes.front() + crypto::aead_tag_size, 0x5a);
    const Hash id = id_of(letter, network);
    while (!is_paid(letter.stamp, id, network, easy)) {
        letter.stamp.nonce = chain::Nonce{letter.stamp.nonce.value() + 1};
    }
    return letter;
}

struct Mail {
    std::vector<std::string> letters;
    std::vector<std::string> receipts;
};
const Mail& mail() {
    static const Mail made = [] {
        Mail all;
        for (std::uint64_t number = 0; number < many; ++number) {
            const Letter letter = letter_number(number, bobs_key().public_key());
            Receipt receipt{.letter = id_of(letter, network), .to = letter.to};
            sign(receipt, network, bobs_key());
            all.letters.push_back(encode(MailMessage{letter}));
            all.receipts.push_back(encode(MailMessage{receipt}));
        }
        return all;
    }();
    return made;
}

MailLimits limits() {
    MailLimits all;
    all.stamp = easy;
    return all;
}

// Alice hangs on it, and Bob, who has proven his address.
struct Office {
    PostOffice office{{.network = network,
                       .dice = {},
                       .limits = limits(),
                       .rate = 1'000'000,
                       .burst = 1'000'000'000}};

    Office() {
        (void)office.counter().joined(alice, moment());
        (void)office.counter().joined(bob, moment());
        (void)claim();
    }
    void alice_comes_back() {
        (void)office.counter().left(alice);
        (void)office.counter().joined(alice, moment());
    }
    p2p::Actions hears(p2p::LinkId from, const MailMessage& message) {
        return office.counter().direct(from, encode(message), moment());
    }
    // What comes back.
    p2p::Actions claim() {
        const PublicKey address = bobs_key().public_key();
        const auto asked = hears(bob, Knock{address});
        const auto& direct = std::get<p2p::Direct>(std::get<p2p::Send>(asked.at(0)).message);
        const auto challenge = std::get<Ask>(decode(direct.body).value()).challenge;
        return hears(bob, Claim{address, bobs_key().sign(claim_part(address, challenge, network))});
    }
};

void letters_through_a_core(benchmark::State& state) {
    const Mail& all = mail();
    for (auto _ : state) {
        state.PauseTiming();
        auto office = std::make_unique<Office>();
        auto& counter = office->office.counter();
        state.ResumeTiming();
        for (std::size_t i = 0; i < many; ++i) {
            // "held" to Alice, the word to all cores, and the letter to Bob
            const auto held = counter.direct(alice, all.letters[i], moment());
            // the word to all cores, and the receipt to Alice
            const auto fetched = counter.direct(bob, all.receipts[i], moment());
            if (held.size() != 3 || fetched.size() != 2) throw std::logic_error{"not delivered"};
        }
        state.PauseTiming();
        office.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(many));
}
BENCHMARK(letters_through_a_core)->Unit(benchmark::kMillisecond);

void bare_receipts(benchmark::State& state) {
    const Mail& all = mail();
    BareSigner signer;
    signer.sign();
    std::size_t at = 0;
    for (auto _ : state) {
        at = (at + 1) % many;
        benchmark::DoNotOptimize(nlohmann::json::parse(all.letters[at]));
        benchmark::DoNotOptimize(nlohmann::json::parse(all.receipts[at]));
        if (!signer.verify()) throw std::logic_error{"not signed"};
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_receipts);

// One of `people` who are away.
PublicKey somebody(std::size_t number, std::size_t people) {
    PublicKey to;
    to.bytes[0] = static_cast<std::uint8_t>(number % people);
    to.bytes[1] = static_cast<std::uint8_t>(number % people >> 8);
    return to;
}

// A hundred letters wait for Bob, who signs a challenge and is shown the first eight, in a core
// that holds so many for others besides.
std::unique_ptr<Office> office_with_others(std::size_t others) {
    constexpr std::size_t each = 100;
    auto office = std::make_unique<Office>();
    for (std::size_t i = 0; i < others + each; ++i) {
        const PublicKey bobs = bobs_key().public_key();
        (void)office->hears(alice,
                            letter_number(i, i < others ? somebody(i, others / each) : bobs));
        if (i % 500 == 0) office->alice_comes_back();  // nobody remembers who has written all these
    }
    return office;
}
void claim_a_mailbox(benchmark::State& state) {
    const auto others = static_cast<std::size_t>(state.range(0));
    static std::map<std::size_t, std::unique_ptr<Office>> offices;
    auto& office = offices[others];
    if (!office) office = office_with_others(others);
    for (auto _ : state) {
        if (office->claim().size() != 1 + 8) throw std::logic_error{"not shown"};
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(claim_a_mailbox)->Arg(0)->Arg(50'000);

// A hundred letters of the smallest class for each of a thousand who are away.
void absent_recipients(benchmark::State& state) {
    constexpr std::size_t people = 1'000;
    constexpr std::size_t each = 100;
    for (auto _ : state) {
        Mailboxes boxes{network, limits()};
        const std::size_t before = ::mallinfo2().uordblks;
        for (std::size_t i = 0; i < people * each; ++i) {
            if (!boxes.keep(letter_number(i, somebody(i, people)), now)) {
                throw std::logic_error{"not held"};
            }
        }
        const std::size_t taken = ::mallinfo2().uordblks - before;
        state.counters["bytes_each"] = static_cast<double>(taken) / people;
    }
}
BENCHMARK(absent_recipients)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
