#include "fetch.hpp"

namespace stage {

// #region fetching
using sbc::p2p::Quit;
using sbc::p2p::Send;
using sbc::p2p::Tell;

constexpr std::size_t most_fetched = 1'000'000;

Actions Fetch::ask(LinkId core) const {
    const GetBlocks question{Height{so_far_.size() - 1}, hash_of(so_far_.back().header)};
    return {Send{core, sbc::p2p::Direct{name(), encode(question)}}};
}

Actions Fetch::joined(LinkId core, Moment) { return ask(core); }

Actions Fetch::direct(LinkId core, const std::string& body, Moment) {
    const auto message = decode_chain_message(body);
    const auto* answer = message ? std::get_if<Blocks>(&*message) : nullptr;
    if (message && answer == nullptr) return {};  // it asks us something: we have nothing to say
    if (answer == nullptr) return {Tell{sbc::Tone::Bad, message.error().text}, Quit{}};
    so_far_.insert(so_far_.end(), answer->blocks.begin(), answer->blocks.end());
    if (!answer->blocks.empty() && so_far_.size() < most_fetched) return ask(core);
    chain_ = std::move(so_far_);
    return {Quit{}};
}

Actions Fetch::on_time(Moment moment) {
    if (moment.now < give_up_) return {};
    give_up_ = sbc::never;
    return {Tell{sbc::Tone::Bad, "no core with a chain has answered in time"}, Quit{}};
}
// #endregion fetching

}  // namespace stage
