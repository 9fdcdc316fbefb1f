// What a light wallet says to its owner.
#include <array>

#include "base/utf8.hpp"
#include "node/light_wallet.hpp"

namespace sbc::node {
namespace {

std::string blocks(std::uint64_t count) {
    return std::to_string(count) + (count == 1 ? " block" : " blocks");
}

// Of what a light wallet is, by the design: said to its owner in the window and by wallet-cli.
constexpr std::array<std::string_view, 7> limits_of_a_light_wallet{
    "The cores that you ask learn your addresses, and so do those who run them: that these belong "
    "together, and when you look.",
    "A proof shows that a transaction is in a block. Nothing shows that there is no other one: a "
    "core can leave out what you have received, or spent.",
    "That a coin is still unspent nobody can prove to you; a core may hide the payment that spent "
    "it. Before a block holds your payment you only know what was said.",
    "A payment that waits for a block is a core's word. Somebody may pay otherwise with the same "
    "coin: count on it when blocks have followed.",
    "Of a block you see the header, and what concerns you. That all the rest keeps the rules you "
    "believe because of the work in it, which is more than others have shown.",
    "If all the cores you ask belong to one person, a history can be shown to you that holds, but "
    "is behind, or has less work than the true one. You can notice that it is slow.",
    "The cure for the first three is called compact filters: each block has a short summary, you "
    "fetch it for every block, and look for yourself. This wallet does not do that.",
};

}  // namespace

std::span<const std::string_view> LightWallet::cannot_know() { return limits_of_a_light_wallet; }

std::string LightWallet::name_of(LinkId link) const {
    std::string name = names_ ? names_(link) : std::string{};
    if (!name.empty()) return name;
    const auto core = cores_.find(link);
    return core == cores_.end() ? "a core" : "core " + std::to_string(core->second.number);
}

// To go on after the core's name.
std::string LightWallet::how_apart(const Core& core) const {
    if (!core.tip) return "does not say which block is its last one";
    const Place& ours = tree_.ours();
    const Place* theirs = tree_.find(core.tip->tip);
    const std::string where = std::to_string(core.tip->height.value());
    if (theirs == nullptr && core.tip->work > ours.work) {
        return "claims a history up to block " + where + ", with more work, and does not show it";
    }
    if (theirs != nullptr && &ancestor(ours, std::min(ours.height, theirs->height)) == theirs) {
        return "is " + blocks(ours.height.value() - theirs->height.value()) + " behind, at " +
               where;
    }
    return "has another history, up to block " + where + ", with no more work in it than yours";
}

std::vector<std::string> LightWallet::complaints_about(LinkId link, const Core& core) const {
    std::vector<std::string> complaints;
    if (!core.left_out.empty()) {
        complaints.push_back(name_of(link) + " leaves out " + std::to_string(core.left_out.size()) +
                             " of your transactions that another core proves");
    }
    if (is_apart(core)) complaints.push_back(name_of(link) + " " + how_apart(core));
    return complaints;
}

LightState LightWallet::state() const {
    LightState state;
    state.headers = tree_.ours().height;
    state.tip_time = tree_.ours().time();
    state.read = history_.read();
    state.isolation = isolation_;
    for (const auto& [link, core] : cores_) {
        LightCore seen{link,      name_of(link),   core.tip,
                       core.read, caught_up(core), complaints_about(link, core)};
        state.worries.insert(state.worries.end(), seen.complaints.begin(), seen.complaints.end());
        state.cores.push_back(std::move(seen));
    }
    if (cores_.size() == 1) {
        state.worries.emplace_back("only one core is there, so nobody contradicts it");
    }
    std::string alone = words(isolation_, tree_.network());
    if (!alone.empty()) state.worries.push_back(std::move(alone));
    return state;
}

std::optional<LightPayment> LightWallet::payment(const Hash& id) const {
    if (!is_own(id)) return std::nullopt;
    LightPayment payment;
    for (const auto& [link, core] : cores_) {
        const auto own = core.payments.find(id);
        const Reply reply = own == core.payments.end() ? Reply::None : own->second.reply;
        if (reply == Reply::Taken) {
            payment.taken_by.push_back(name_of(link));
        } else if (reply == Reply::Refused) {
            payment.refused.push_back(name_of(link) + ": " + printable(own->second.reason));
        } else {
            ++payment.unanswered;
        }
    }
    return payment;
}

}  // namespace sbc::node
