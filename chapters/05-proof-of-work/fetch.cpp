#include "fetch.hpp"

namespace stage {

// #region fetching
using sbc::p2p::Quit;
using sbc::p2p::Send;
using sbc::p2p::Tell;

constexpr std::size_t most_fetched = 1'000'000;

Actions Fetch::ask(LinkId core) const {
    const Hash last = hash_of(so_far_.back().header);
    const std::string question = what_ == Fetched::Tree
                                     ? encode(GetTree{})
                                     : encode(GetBlocks{Height{so_far_.size() - 1}, last});
    return {Send{core, sbc::p2p::Direct{name(), question}}};
}

Actions Fetch::joined(LinkId core, Moment) { return ask(core); }

Actions Fetch::direct(LinkId core, const std::string& body, Moment) {
    const auto message = decode_chain_message(body);
    if (!message) return {Tell{sbc::Tone::Bad, message.error().text}, Quit{}};
    if (const auto* blocks = std::get_if<Blocks>(&*message)) return take(core, *blocks);
    if (const auto* top = std::get_if<TreeTop>(&*message)) {
        tree_ = *top;
        return {Quit{}};
    }
    if (std::holds_alternative<OtherHistory>(*message)) {
        return {Tell{sbc::Tone::Bad, so_far_.size() == 1 ? "it has another genesis block"
                                                         : "its history has changed; ask again"},
                Quit{}};
    }
    return {};  // it tells us something, or asks: we have nothing to say
}
// #endregion fetching

// #region fetch-answers
Actions Fetch::take(LinkId core, const Blocks& blocks) {
    so_far_.insert(so_far_.end(), blocks.blocks.begin(), blocks.blocks.end());
    if (!blocks.blocks.empty() && so_far_.size() < most_fetched) return ask(core);
    chain_ = std::move(so_far_);
    return {Quit{}};
}

Actions Fetch::on_time(Moment moment) {
    if (moment.now < give_up_) return {};
    give_up_ = sbc::never;
    return {Tell{sbc::Tone::Bad, "no core with a chain has answered in time"}, Quit{}};
}
// #endregion fetch-answers

}  // namespace stage
