// Letters of 200 bytes, sealed and opened, beside the bare primitives; and what a core does with
// one: reads it, hashes it, looks at its stamp.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>

#include "bare_letter.hpp"
#include "crypto/random_bytes.hpp"
#include "message/mail_message.hpp"

namespace {

using namespace sbc::message;
using namespace std::chrono_literals;

struct Scene {
    Hash network{};
    sbc::crypto::SigningKey alice = key(1);
    sbc::crypto::SigningKey bob = key(2);
    sbc::crypto::AgreementSecret secret = sbc::crypto::random_secret<32>();
    Card card{.address = bob.public_key(),
              .key = sbc::crypto::public_half(secret),
              .from = Time{1'800'000'000s},
              .until = Time{1'800'100'000s}};
    Draft draft{.text = std::string(200, 'x'), .sent = card.from, .until = card.until};

    static sbc::crypto::SigningKey key(std::uint8_t number) {
        sbc::crypto::SigningKey::Seed seed;
        seed.fill()[0] = number;
        return sbc::crypto::SigningKey{std::move(seed)};
    }
    [[nodiscard]] Letter letter(const sbc::crypto::AgreementSecret& fresh) const {
        auto sealed = seal(draft, card, alice, fresh, network);
        if (!sealed) throw std::runtime_error(sealed.error().text);
        return std::move(*sealed);
    }
    [[nodiscard]] BareLetter bare() const {
        const Letter one = letter(secret);
        const Opened inside{.from = alice.public_key(), .sent = draft.sent, .text = draft.text};
        return {signed_part(one, inside, network).size(),
                bound_part(one, network).size() + one.key.bytes.size()};
    }
};

void seal_letter(benchmark::State& state) {
    const Scene scene;
    const auto fresh = sbc::crypto::random_secret<32>();
    for (auto _ : state) benchmark::DoNotOptimize(scene.letter(fresh));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(seal_letter);

void bare_seal(benchmark::State& state) {
    BareLetter bare = Scene{}.bare();
    for (auto _ : state) bare.seal();
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_seal);

void open_letter(benchmark::State& state) {
    const Scene scene;
    const Letter letter = scene.letter(sbc::crypto::random_secret<32>());
    for (auto _ : state) {
        if (!open(letter, scene.secret, scene.card.key, scene.network)) {
            state.SkipWithError("refused");
        }
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(open_letter);

// The text that it decrypts is another one each time, and refused: the work is the same.
void bare_open(benchmark::State& state) {
    BareLetter bare = Scene{}.bare();
    bare.seal();
    for (auto _ : state) benchmark::DoNotOptimize(bare.open());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_open);

void read_letter(benchmark::State& state) {
    const Scene scene;
    const std::string body = encode(scene.letter(sbc::crypto::random_secret<32>()));
    for (auto _ : state) {
        const auto message = decode(body);
        const auto& letter = std::get<Letter>(message.value());
        benchmark::DoNotOptimize(
            is_paid(letter.stamp, id_of(letter, scene.network), scene.network, usual_stamp));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_letter);

void check_card(benchmark::State& state) {
    Scene scene;
    sign(scene.card, scene.network, scene.bob);
    for (auto _ : state) {
        if (!check(scene.card, scene.network)) state.SkipWithError("refused");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(check_card);

}  // namespace

BENCHMARK_MAIN();
