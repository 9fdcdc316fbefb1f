// Stage 07's messages: any bytes are a message of a node or a refusal; what is a message survives
// being sent on; and no message, from whomever it comes, harms a node that hears it.

#include "../../script.hpp"
#include "chain/memory_store.hpp"
#include "chain_app.hpp"

namespace {

using fuzz::must;
const std::chrono::sys_seconds wall = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};

// What a node says, others understand.
void understood(const stage::Actions& actions) {
    for (const auto& action : actions) {
        const auto* send = std::get_if<sbc::p2p::Send>(&action);
        const auto* all = std::get_if<sbc::p2p::Broadcast>(&action);
        if (send == nullptr && all == nullptr) continue;
        const auto& direct =
            std::get<sbc::p2p::Direct>(send != nullptr ? send->message : all->message);
        must(stage::decode_chain_message(direct.body).has_value());
    }
}

// Each line of it by itself, from two neighbours.
void hear(const std::string& bodies) {
    sbc::ledger::InlineChecker checker;
    sbc::chain::MemoryStore store;
    // The network of docs/protocol.md, whose block is in the corpus.
    stage::ChainSettings settings;
    settings.seed = {1, 2};
    settings.miner = sbc::crypto::SigningKey{{}}.public_key();
    settings.block_every = sbc::Duration{0};
    settings.empty_blocks = true;
    stage::ChainApp app{settings, store, checker};
    sbc::Instant now = sbc::Instant{std::chrono::hours{1}};
    const auto moment = [&] { return stage::Moment{now, wall, 7}; };
    for (const std::uint64_t neighbour : {1U, 2U}) {
        understood(app.joined(stage::LinkId{neighbour}, moment()));
    }
    std::uint64_t from = 1;
    for (std::size_t begin = 0; begin <= bodies.size();) {
        const std::size_t end = std::min(bodies.find('\n', begin), bodies.size());
        understood(app.direct(stage::LinkId{from}, bodies.substr(begin, end - begin), moment()));
        understood(app.on_time(moment()));
        from = 3 - from;
        now += std::chrono::seconds{3};
        begin = end + 1;
    }
    understood(app.left(stage::LinkId{1}));
    for (const char* line : {"show", "tip", "pool", "say {}", "balance sb1"}) {
        understood(app.typed(line, moment()));
    }
    std::uint64_t points = 0;
    app.ledger().coins().each(
        [&](const auto&, const auto& coin) { points += coin.output.amount.value(); });
    must(points <= 100 * app.chain().height().value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body{sbc::as_text({data, size})};
    fuzz::reads_what_it_writes(stage::decode_chain_message, body);
    hear(body);
    return 0;
}
