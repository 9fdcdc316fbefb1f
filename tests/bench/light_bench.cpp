// A node with thousands of light wallets on real sockets: what each costs it in memory, how long it
// takes to tell all of them of a payment that concerns them and of a new block, beside bare writes
// of the same bytes; and proofs, made and checked.
#include <benchmark/benchmark.h>
#include <sys/wait.h>

#include <fstream>
#include <utility>

#include "../common/node/light_scene.hpp"
#include "bare_hall.hpp"
#include "bare_signing.hpp"
#include "bench_core.hpp"
#include "processor_time.hpp"

namespace {

using namespace light;
namespace net = sbc::net;
namespace p2p = sbc::p2p;

// The light service, and what the node is to say as soon as it is woken.
class Bell : public p2p::Application {
public:
    explicit Bell(LightService& service) : service_{service} {}
    void ring(Actions actions) { actions_ = std::move(actions); }

    [[nodiscard]] std::string name() const override { return "light"; }
    Actions published(p2p::MessageId, const std::string&, p2p::Source, Moment) override {
        return {};
    }
    Actions direct(LinkId from, const std::string& body, Moment moment) override {
        return service_.direct(from, body, moment);
    }
    Actions joined(LinkId link, Moment moment) override { return service_.joined(link, moment); }
    Actions left(LinkId link) override { return service_.left(link); }
    Actions on_time(Moment moment) override {
        return actions_.empty() ? service_.on_time(moment) : std::exchange(actions_, {});
    }
    [[nodiscard]] Instant deadline() const override {
        return actions_.empty() ? service_.deadline() : Instant{};
    }

private:
    LightService& service_;
    Actions actions_;
};

LightServiceLimits generous() {
    LightServiceLimits limits;
    limits.questions.answer = limits.block = std::chrono::microseconds{0};
    return limits;
}

// Each wallet watches two addresses of its own, and one that all of them share.
class LightHall {
public:
    explicit LightHall(std::size_t wallets)
        : node_{{.hello = hello(p2p::Role::Core, at_.port()),
                 .self = at_,
                 .max_edges = wallets,
                 // The wallets here answer no ping, and on a busy machine it takes a while.
                 .keepalive = {.quiet = std::chrono::hours{1}, .pong_wait = {}}},
                {&bell_}} {
        const std::string mined = coinbase(1, "bob");
        core.add(core.next({mined}, 0));
        for (std::uint64_t h = 2; h < 5; ++h) core.add(core.next({coinbase(h, "carol")}, h - 1));
        paid = payment({{id(mined), 0}}, "bob", {{address("shared"), Amount{99}}});
    }
    [[nodiscard]] bool let_join(std::size_t number) {
        if (!crowd.join(at_.port())) return false;
        poll();
        auto bytes = framed(hello(p2p::Role::Edge, 0));
        std::vector<PublicKey> keys{address("shared")};
        for (const std::size_t which : {2 * number, 2 * number + 1}) {
            const auto seed = sbc::crypto::hash256(sbc::as_bytes(std::to_string(which)));
            keys.push_back(SigningKey{SigningKey::Seed{seed.bytes}}.public_key());
        }
        const auto watch = framed(p2p::Direct{"light", encode(LightMessage{Watch{keys}})});
        bytes.insert(bytes.end(), watch.begin(), watch.end());
        if (!crowd.say(crowd.size() - 1, bytes)) return false;
        poll();
        return true;
    }
    // As a node does when something has happened.
    void say(Actions actions) {
        bell_.ring(std::move(actions));
        driver_.wake();
        poll();
    }
    void poll() { (void)io_.poll(); }
    static sbc::Bytes framed(const p2p::Message& message) {
        sbc::Bytes frame;
        net::append_frame(frame, encode(message));
        return frame;
    }

    Core core{generous()};
    std::string paid;
    Crowd crowd;

private:
    [[nodiscard]] static p2p::Hello hello(p2p::Role role, std::uint16_t port) {
        return {.network = "bench",
                .role = role,
                .port = port,
                .id = p2p::NodeId{sbc::random64()},
                .applications = {"light"}};
    }

    Hush hush_;
    asio::io_context io_;
    net::Switchboard board_{io_, {.connection = {}, .admission = {.max_connections = 0}}};
    net::Address at_ = board_.listen(net::Address::from("127.0.0.1", 0).value()).value();
    Bell bell_{core.service};
    p2p::CoreNode node_;
    sbc::driver::Driver<p2p::CoreNode> driver_{io_, board_, node_};
};

double resident_bytes() {
    std::ifstream pages{"/proc/self/statm"};
    double all = 0;
    double resident = 0;
    pages >> all >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double memory_of_wallets(std::size_t wallets) {
    LightHall hall{wallets};
    const double before = resident_bytes();
    for (std::size_t i = 0; i < wallets; ++i) {
        if (!hall.let_join(i)) return -1;
    }
    hall.poll();
    if (hall.core.service.watched() != 2 * wallets + 1) return -1;
    return (resident_bytes() - before) / static_cast<double>(wallets);
}

// In a child process, for memory that has been used and given back would not be counted again.
void memory(benchmark::State& state) {
    const auto wallets = static_cast<std::size_t>(state.range(0));
    if (!Crowd::may_hold(wallets)) return state.SkipWithError(Crowd::too_few_descriptors);
    double bytes = -1;
    for (auto _ : state) {
        int ends[2];
        if (::pipe(ends) != 0) return state.SkipWithError("no pipe");
        const pid_t pid = ::fork();
        if (pid == 0) {
            const double result = memory_of_wallets(wallets);
            ::_exit(::write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
        }
        ::close(ends[1]);
        if (::read(ends[0], &bytes, sizeof bytes) != sizeof bytes) bytes = -1;
        ::close(ends[0]);
        (void)::waitpid(pid, nullptr, 0);
    }
    if (bytes < 0) return state.SkipWithError("not all wallets came about");
    state.counters["bytes_each"] = bytes;
}
BENCHMARK(memory)->Name("light/memory")->Arg(5'000)->Iterations(1)->Unit(benchmark::kMillisecond);

// The sending process's time, the kernel's part included. Each round tells something new.
template <class Said>
void tell_all(benchmark::State& state, Said said) {
    const auto wallets = static_cast<std::size_t>(state.range(0));
    if (!Crowd::may_hold(wallets)) return state.SkipWithError(Crowd::too_few_descriptors);
    LightHall hall{wallets};
    for (std::size_t i = 0; i < wallets; ++i) {
        if (!hall.let_join(i)) return state.SkipWithError("not all wallets came about");
    }
    (void)hall.crowd.drain();
    if (!hall.core.pool.add(hall.paid, beginning)) return state.SkipWithError("no payment");
    for (auto _ : state) {
        const double began = processor_seconds();
        hall.say(said(hall));
        state.SetIterationTime(processor_seconds() - began);
        if (hall.crowd.drain() < wallets * 100) state.SkipWithError("not everybody was told");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
void tell_payment(benchmark::State& state) {
    tell_all(state, [](LightHall& hall) { return hall.core.service.came(id(hall.paid)); });
}
BENCHMARK(tell_payment)->Name("light/payment")->Arg(5'000)->UseManualTime();
void tell_tip(benchmark::State& state) {
    tell_all(state, [](LightHall& hall) { return hall.core.service.tip_changed(); });
}
BENCHMARK(tell_tip)->Name("light/tip")->Arg(5'000)->UseManualTime();

void tell_bare(benchmark::State& state) {
    const auto wallets = static_cast<std::size_t>(state.range(0));
    if (!Crowd::may_hold(wallets)) return state.SkipWithError(Crowd::too_few_descriptors);
    BareHall hall{wallets};
    if (hall.sockets.size() != wallets) return state.SkipWithError("not all connections came");
    const sbc::Bytes frame(static_cast<std::size_t>(state.range(1)), 'x');
    for (auto _ : state) {
        const double began = processor_seconds();
        if (!write_to_all(hall.sockets, frame)) state.SkipWithError("a socket was full");
        state.SetIterationTime(processor_seconds() - began);
        (void)hall.crowd.drain();
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
// As long as the payment, and as the tip.
BENCHMARK(tell_bare)->Name("light/bare")->Args({5'000, 600})->Args({5'000, 240})->UseManualTime();

// --- proofs --------------------------------------------------------------------------------------

// A block of a hundred transactions, ninety of which concern Bob.
struct Proofs {
    Core core{generous()};
    LinkId wallet{1};
    Proofs() {
        std::vector<Output> many;
        for (int i = 0; i < 90; ++i) many.push_back({address("carol"), Amount{1}});
        const std::string mined = coinbase(1, many);
        core.add(core.next({mined}, 0));
        for (std::uint64_t h = 2; h < 5; ++h) core.add(core.next({coinbase(h, "carol")}, h - 1));
        std::vector<std::string> block;
        for (std::uint32_t i = 0; i < 60; ++i) {
            block.push_back(payment({{id(mined), i}}, "carol", {{address("bob"), Amount{1}}}));
        }
        core.add(core.next(block, 4));
        core.service.joined(wallet, moment());
        core.service.direct(wallet, encode(LightMessage{Watch{{address("bob")}}}), moment());
    }
    [[nodiscard]] Moment moment() const { return {beginning, core.wall(), 1}; }
    Actions ask() {
        const GetRecords question{Height{0}, core.chain.tip().hash};
        // First that there is nothing below the block.
        (void)core.service.direct(wallet, encode(LightMessage{question}), moment());
        const GetRecords again{Height{4}, core.chain.tip().hash};
        return core.service.direct(wallet, encode(LightMessage{again}), moment());
    }
    std::vector<Record> records() {
        std::vector<Record> all;
        for (const auto& action : ask()) {
            const auto& send = std::get<p2p::Send>(action);
            const auto body = std::get<p2p::Direct>(send.message).body;
            const auto message = std::get<Records>(*decode_light_message(body));
            all.insert(all.end(), message.records.begin(), message.records.end());
        }
        return all;
    }
};

void make_proofs(benchmark::State& state) {
    Proofs proofs;
    const auto count = static_cast<std::int64_t>(proofs.records().size());
    if (count != 60) return state.SkipWithError("not all records came");
    for (auto _ : state) benchmark::DoNotOptimize(proofs.ask());
    state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(make_proofs)->Unit(benchmark::kMillisecond);

void check_proofs(benchmark::State& state) {
    Proofs proofs;
    const auto records = proofs.records();
    for (auto _ : state) {
        for (const Record& record : records) {
            if (!check_record(record, proofs.core.chain.at(record.height), rules().network)) {
                return state.SkipWithError("a proof that does not hold");
            }
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(records.size()));
}
BENCHMARK(check_proofs)->Unit(benchmark::kMillisecond);

void bare_verification(benchmark::State& state) {
    BareSigner bare;
    bare.sign();
    for (auto _ : state) {
        if (!bare.verify()) return state.SkipWithError("the library refuses its own signature");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_verification);

}  // namespace

BENCHMARK_MAIN();
