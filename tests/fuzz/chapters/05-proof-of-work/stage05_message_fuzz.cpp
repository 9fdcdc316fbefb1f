// Stage 05's messages: any bytes are a message of the chain or a refusal; what is a message
// survives being sent on; and no message, wherever it comes from, harms a node that hears it.

#include "../../script.hpp"
#include "chain_app.hpp"
#include "verify.hpp"

namespace {

using fuzz::must;
const std::chrono::sys_seconds wall = std::chrono::sys_days{std::chrono::year{2026} / 1 / 2};

// Every second hash is a block: what is in the corpus was mined in no time.
stage::Network network() {
    stage::Network network;
    network.name = "fuzz";
    network.easiest = stage::Bits{0x207fffff};
    return network;
}

// What a node says, others understand.
void understood(const stage::Actions& actions) {
    for (const auto& action : actions) {
        if (const auto* publish = std::get_if<sbc::p2p::Publish>(&action)) {
            must(stage::decode_chain_message(publish->body).has_value());
        }
    }
}

void hear(const std::string& body) {
    sbc::Instant now{std::chrono::hours{1}};
    const auto moment = [&] { return stage::Moment{now, wall, 7}; };
    stage::ChainApp app{{"fuzz", network(), sbc::Duration{0}, true}};
    for (const std::uint64_t neighbour : {1U, 2U}) {
        understood(app.joined(stage::LinkId{neighbour}, moment()));
    }
    understood(app.published(stage::MessageId{1}, body, {stage::LinkId{1}}, moment()));
    for (const std::uint64_t neighbour : {1U, 2U, 1U}) {
        understood(app.direct(stage::LinkId{neighbour}, body, moment()));
        understood(app.on_time(moment()));
        now += std::chrono::seconds{3};
    }
    understood(app.left(stage::LinkId{1}));
    for (const char* line : {"show", "tree", "pool", "pay bob 100 you are great"}) {
        understood(app.typed(line, moment()));
    }
    std::vector<stage::Block> blocks;
    for (stage::Height at{}; at <= app.chain().height(); at = above(at)) {
        blocks.push_back(app.chain().at(at).block);
    }
    must(stage::check_chain(network(), blocks, wall) == app.chain().tip().work);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body{sbc::as_text({data, size})};
    fuzz::reads_what_it_writes(stage::decode_chain_message, body);
    hear(body);
    return 0;
}
