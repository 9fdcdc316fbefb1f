#include "builder.hpp"

#include <algorithm>
#include <set>

#include "chain/merkle.hpp"

namespace stage {

// #region due
bool Builder::due(bool something_new, sbc::Instant now) {
    if (!every_ || !something_new) {
        deadline_ = sbc::never;
        return false;
    }
    if (deadline_ == sbc::never) deadline_ = now + *every_;
    if (now < deadline_) return false;
    deadline_ = sbc::never;
    return true;
}
// #endregion due

// #region template
// The coinbase has some 250 bytes, with amounts of any size.
constexpr std::size_t room_for_payments = sbc::chain::most_transaction_bytes - 300;

// Nobody can spend what is not there yet.
static bool can_follow(const Waiting& waiting, const Pool& pool, const std::set<Hash>& chosen) {
    const auto& inputs = waiting.payment.parts().inputs;
    return std::all_of(inputs.begin(), inputs.end(), [&](const auto& input) {
        const Hash& parent = input.spends.transaction;
        return !pool.has(parent) || chosen.contains(parent);
    });
}
// #endregion template

// #region for-a-block
std::vector<std::string> for_a_block(const Pool& pool, Height height, const Reward& reward) {
    std::vector<const Waiting*> left = pool.all();
    std::stable_sort(left.begin(), left.end(),
                     [](const Waiting* a, const Waiting* b) { return a->rate() > b->rate(); });
    std::vector<std::string> texts{""};  // the coinbase's place
    std::set<Hash> chosen;
    std::size_t room = room_for_payments;
    std::uint64_t takes = reward.rules.subsidy.value();
    while (texts.size() < sbc::chain::most_transactions) {
        const auto best = std::find_if(left.begin(), left.end(), [&](const Waiting* waiting) {
            return waiting->payment.size() <= room && can_follow(*waiting, pool, chosen);
        });
        if (best == left.end()) break;
        const CheckedTransaction& payment = (*best)->payment;
        texts.push_back(encode(payment.parts()));
        chosen.insert(payment.id());
        room -= payment.size();
        takes += (*best)->fee.value();
        left.erase(best);
    }
    const sbc::ledger::Coinbase coinbase{height, reward.rules.network};
    texts.front() = sbc::ledger::encode({coinbase, {}, {{reward.to, Amount{takes}}}, {}});
    return texts;
}
// #endregion for-a-block

// #region build
Block build_block(const Place& parent, Bits bits, std::vector<std::string> transactions,
                  std::chrono::sys_seconds wall, Nonce first) {
    Block block;
    block.header.previous = parent.hash;
    block.header.merkle_root = sbc::chain::merkle_root(sbc::chain::leaves_of(transactions));
    block.header.time =
        std::max(wall, sbc::chain::BlockTree::median_time(parent) + std::chrono::seconds{1});
    block.header.bits = bits;
    block.header.nonce = first;
    block.transactions = std::move(transactions);
    return block;
}
// #endregion build

}  // namespace stage
