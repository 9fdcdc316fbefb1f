// Stage 04's messages: any bytes are a message of the chain or a refusal; what is a message
// survives being sent on; and no message, wherever it comes from, harms a node that hears it.

#include "../../script.hpp"
#include "chain_app.hpp"

namespace {

using fuzz::must;
void hear(const std::string& body) {
    const stage::Moment moment{sbc::Instant{std::chrono::hours{1}},
                               std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}, 7};
    const stage::LinkId neighbour{1};
    stage::ChainApp app{{"fuzz", sbc::Duration{0}}};
    app.published(stage::MessageId{1}, body, {neighbour}, moment);
    app.direct(neighbour, body, moment);
    app.on_time(moment);
    must(check_chain(app.chain().blocks()).has_value());
    app.typed("show", moment);
    app.typed("pool", moment);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body{sbc::as_text({data, size})};
    fuzz::reads_what_it_writes(stage::decode_chain_message, body);
    hear(body);
    return 0;
}
