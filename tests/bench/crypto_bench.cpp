// Signatures and sealed texts, beside bare calls of the library; and what an address costs, which
// is read for each output of each transaction.
#include <benchmark/benchmark.h>

#include <string>

#include "bare_signing.hpp"
#include "crypto/address.hpp"
#include "crypto/aead.hpp"
#include "crypto/ed25519.hpp"

namespace {

using namespace sbc::crypto;

const sbc::Bytes message(200, 0);  // about a transaction's
SigningKey key() { return SigningKey{SigningKey::Seed{}}; }

void verify_signature(benchmark::State& state) {
    const SigningKey signer = key();
    const Signature signature = signer.sign(message);
    for (auto _ : state) {
        if (!verify(signer.public_key(), message, signature)) state.SkipWithError("refused");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(verify_signature);

void bare_verify(benchmark::State& state) {
    BareSigner bare;
    bare.sign();
    for (auto _ : state) {
        if (!bare.verify()) state.SkipWithError("refused");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_verify);

void sign(benchmark::State& state) {
    const SigningKey signer = key();
    for (auto _ : state) benchmark::DoNotOptimize(signer.sign(message));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(sign);

void bare_sign(benchmark::State& state) {
    BareSigner bare;
    for (auto _ : state) bare.sign();
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_sign);

void read_address(benchmark::State& state) {
    const std::string address = to_address(key().public_key());
    for (auto _ : state) benchmark::DoNotOptimize(from_address(address));
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(read_address);

// --- sealed texts --------------------------------------------------------------------------------

void seal_text(benchmark::State& state) {
    const sbc::Bytes text(static_cast<std::size_t>(state.range(0)));
    const AeadKey sealing;
    for (auto _ : state) benchmark::DoNotOptimize(seal(sealing, AeadNonce{}, {}, text));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(seal_text)->Arg(1'024)->Arg(65'536);

void bare_seal(benchmark::State& state) {
    std::vector<std::uint8_t> text(static_cast<std::size_t>(state.range(0)));
    BareSealer<CryptoPP::ChaCha20Poly1305::Encryption> bare;
    for (auto _ : state) bare.seal(text);
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(bare_seal)->Arg(1'024)->Arg(65'536);

void open_text(benchmark::State& state) {
    const sbc::Bytes text(static_cast<std::size_t>(state.range(0)));
    const AeadKey sealing;
    const sbc::Bytes sealed = seal(sealing, AeadNonce{}, {}, text);
    for (auto _ : state) {
        if (!open(sealing, AeadNonce{}, {}, sealed)) state.SkipWithError("refused");
    }
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(open_text)->Arg(1'024)->Arg(65'536);

// The text that it decrypts is another one each time, and refused: the work is the same.
void bare_open(benchmark::State& state) {
    std::vector<std::uint8_t> text(static_cast<std::size_t>(state.range(0)));
    BareSealer<CryptoPP::ChaCha20Poly1305::Decryption> bare;
    for (auto _ : state) benchmark::DoNotOptimize(bare.open(text));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(bare_open)->Arg(1'024)->Arg(65'536);

}  // namespace

BENCHMARK_MAIN();
