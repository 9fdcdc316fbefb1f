// What it costs to let payments wait, beside the bare checking of their signatures by the same
// library; and what a mempool of 100,000 takes: memory, a block of the best ones, a block that
// comes, room for somebody who pays more.
#include <benchmark/benchmark.h>
#include <cryptopp/donna.h>
#include <malloc.h>

#include "ledger_scene.hpp"
#include "node/block_template.hpp"
#include "processor_time.hpp"

namespace {

using namespace scene;
using namespace sbc::node;

constexpr sbc::Instant now{};

void put_in(Ledger& ledger, const std::vector<Block>& blocks) {
    Height height{1};
    for (const Block& block : blocks) {
        if (!ledger.connect(block, height)) throw std::logic_error{"a coinbase was refused"};
        height = sbc::chain::above(height);
    }
}

// --- admission -----------------------------------------------------------------------------------

constexpr std::size_t few = 1'000;

const Wealth& some_coins() {
    static const Wealth made = wealth(2 * few);
    return made;
}
// Of so many coins each, for somebody else, and the rest back. Strangers have never been paid.
std::vector<std::string> make_payments(std::size_t inputs, bool to_strangers) {
    const Wealth& from = some_coins();
    std::vector<std::string> payments;
    for (std::size_t i = 0; i < few; ++i) {
        Transaction payment;
        std::vector<const SigningKey*> owners;
        for (std::size_t k = 0; k < inputs; ++k) {
            payment.inputs.push_back({from.coins[inputs * i + k], {}});
            owners.push_back(&from.owners[inputs * i + k]);
        }
        const PublicKey to =
            to_strangers ? key(1'000'000 + i).public_key() : from.owners[few - i].public_key();
        const PublicKey rest =
            to_strangers ? key(2'000'000 + i).public_key() : owners[0]->public_key();
        payment.outputs = {{to, Amount{400}}, {rest, Amount{inputs * 1'000 - 401 - i % 100}}};
        payments.push_back(signed_text(std::move(payment), owners));
    }
    return payments;
}
const std::vector<std::string>& some_payments(std::size_t inputs) {
    static std::map<std::size_t, std::vector<std::string>> made;
    auto& payments = made[inputs];
    if (payments.empty()) payments = make_payments(inputs, false);
    return payments;
}

double seconds_to_admit(const Ledger& ledger, std::vector<std::string> payments) {
    Mempool mempool{ledger, Height{some_coins().blocks.size()}};
    const double began = processor_seconds();
    for (std::string& text : payments) {
        if (!mempool.add(std::move(text), now)) throw std::logic_error{"refused"};
    }
    return processor_seconds() - began;
}

void admit(benchmark::State& state) {
    const auto& payments = some_payments(static_cast<std::size_t>(state.range(0)));
    InlineChecker checker;
    Ledger ledger{rules, seed, checker};
    put_in(ledger, some_coins().blocks);
    for (auto _ : state) state.SetIterationTime(seconds_to_admit(ledger, payments));
    state.SetItemsProcessed(state.iterations() * std::int64_t{few});
}
BENCHMARK(admit)->Arg(1)->Arg(2)->UseManualTime()->Unit(benchmark::kMillisecond);

// A ledger for each time: it remembers addresses.
void admit_strangers(benchmark::State& state) {
    static const auto payments = make_payments(1, true);
    for (auto _ : state) {
        InlineChecker checker;
        Ledger ledger{rules, seed, checker};
        put_in(ledger, some_coins().blocks);
        state.SetIterationTime(seconds_to_admit(ledger, payments));
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{few});
}
BENCHMARK(admit_strangers)->UseManualTime()->Unit(benchmark::kMillisecond);

// Bare: the library's own check of the same signatures.
void bare_check(benchmark::State& state) {
    const auto inputs = static_cast<std::size_t>(state.range(0));
    struct Signed {
        sbc::Bytes message;
        const SigningKey* owner;
        sbc::crypto::Signature signature;
    };
    std::vector<Signed> all;
    for (const std::string& text : some_payments(inputs)) {
        const auto payment = check_transaction(text).value();
        const auto message = signed_bytes(rules.network, payment.unsigned_text());
        for (const Input& input : payment.parts().inputs)
            all.push_back({message, &some_coins().owners[all.size()], input.signature});
    }
    for (auto _ : state) {
        const double began = processor_seconds();
        for (const auto& [message, owner, signature] : all) {
            const auto& key = owner->public_key();
            if (CryptoPP::Donna::ed25519_sign_open(message.data(), message.size(), key.bytes.data(),
                                                   signature.bytes.data()) != 0) {
                state.SkipWithError("a signature does not hold");
            }
        }
        state.SetIterationTime(processor_seconds() - began);
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{few});
}
BENCHMARK(bare_check)->Arg(1)->Arg(2)->UseManualTime()->Unit(benchmark::kMillisecond);

// --- 100,000 that wait ---------------------------------------------------------------------------

class Believer : public SignatureChecker {
public:
    void ask(SignedMessage) override {}
    std::optional<WrongSignature> verdict() override { return std::nullopt; }
};
constexpr std::size_t many = 100'000;

struct Crowd {
    Believer believer;
    Wealth from = wealth(many + 20'000);
    Ledger ledger{rules, seed, believer};
    std::optional<Mempool> mempool;
    double bytes_each = 0;

    Crowd() {
        put_in(ledger, from.blocks);
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < many; ++i) texts.push_back(text(i, 1 + i % 500));
        const std::size_t before = used();
        mempool.emplace(ledger, Height{from.blocks.size()}, MempoolLimits{.bytes = 1'000'000'000});
        for (std::string& text : texts) {
            if (!mempool->add(std::string{text}, now)) throw std::logic_error{"refused"};
        }
        bytes_each = static_cast<double>(used() - before) / static_cast<double>(many);
    }
    static std::size_t used() { return ::mallinfo2().uordblks + ::mallinfo2().hblkhd; }
    [[nodiscard]] std::string text(std::size_t coin, std::uint64_t fee) const {
        Transaction payment;
        payment.inputs = {{from.coins[coin], {}}};
        payment.outputs = {{from.owners[(coin + many / 2) % many].public_key(), Amount{400}},
                           {from.owners[coin].public_key(), Amount{600 - fee}}};
        return encode(payment);
    }
};
Crowd& crowd() {
    static Crowd made;
    return made;
}

void memory(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(crowd());
    state.counters["bytes_each"] = crowd().bytes_each;
    const auto said = static_cast<double>(crowd().mempool->bytes()) / static_cast<double>(many);
    if (crowd().bytes_each > said) state.SkipWithError("they take more than is counted");
}
BENCHMARK(memory)->Iterations(1)->Unit(benchmark::kMillisecond);

void best_block(benchmark::State& state) {
    const Miner miner{crowd().from.owners[0].public_key(), {}};
    for (auto _ : state) {
        const auto made = make_template(*crowd().mempool, rules, miner);
        if (made.transactions.size() < 40) state.SkipWithError("the block is not full");
    }
}
BENCHMARK(best_block)->Unit(benchmark::kMillisecond);

// A block with 50 of those that wait comes, and is taken back.
void block_comes_and_goes(benchmark::State& state) {
    Crowd& all = crowd();
    const Miner miner{all.from.owners[0].public_key(), {}};
    const Block block{{}, make_template(*all.mempool, rules, miner).transactions};
    const Height below{all.from.blocks.size()};
    for (auto _ : state) {
        const auto undo = all.ledger.connect(block, all.mempool->height());
        if (!undo) {
            state.SkipWithError("refused");
            return;
        }
        const double began = processor_seconds();
        (void)all.mempool->moved({}, {&block, 1}, sbc::chain::above(below), now);
        double seconds = processor_seconds() - began;
        all.ledger.undo(block, *undo);
        const double again = processor_seconds();
        (void)all.mempool->moved({&block, 1}, {}, below, now);
        seconds += processor_seconds() - again;
        state.SetIterationTime(seconds);
        if (all.mempool->size() != many) state.SkipWithError("somebody is missing");
    }
}
BENCHMARK(block_comes_and_goes)->UseManualTime()->Iterations(200)->Unit(benchmark::kMillisecond);

// The pool is full: each that comes pays more than the one that goes.
void evict(benchmark::State& state) {
    const Crowd& all = crowd();
    MempoolLimits limits;
    limits.bytes = all.mempool->bytes();
    Mempool full{all.ledger, Height{all.from.blocks.size()}, limits};
    for (std::size_t i = 0; i < many; ++i) {
        if (!full.add(all.text(i, 1 + i % 100), now)) throw std::logic_error{"refused"};
    }
    std::vector<std::string> dear;
    for (std::size_t i = 0; i < 20'000; ++i) dear.push_back(all.text(many + i, 200));
    std::size_t next = 0;
    for (auto _ : state) {
        const auto added = full.add(std::move(dear[next++]), now);
        if (!added || (next > 10 && added->left.empty())) {
            state.SkipWithError("nobody had to go");
            return;
        }
    }
    if (full.bytes() > limits.bytes) state.SkipWithError("there are too many");
}
BENCHMARK(evict)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
