#include "gui/movement.hpp"

namespace sbc::gui {

namespace {

struct Flow {
    std::uint64_t ours = 0;
    std::uint64_t others = 0;
    std::optional<crypto::PublicKey> other;  // the first of them
};

template <class Mine>
Flow flow_of(const std::vector<Side>& sides, const Mine& mine) {
    Flow flow;
    for (const Side& side : sides) {
        const bool ours = mine(side.key);
        (ours ? flow.ours : flow.others) += side.points.count;
        if (!ours && !flow.other) flow.other = side.key;
    }
    return flow;
}

EntryKind kind_of(const Movement& movement, const Flow& in, const Flow& out) {
    if (movement.in.empty()) return EntryKind::Mined;
    if (in.ours == 0) return EntryKind::Received;
    return out.others == 0 ? EntryKind::ToMyself : EntryKind::Sent;
}

}  // namespace

std::optional<AccountEntry> entry_of(const Movement& movement,
                                     const std::function<bool(const crypto::PublicKey&)>& mine) {
    const Flow in = flow_of(movement.in, mine);
    const Flow out = flow_of(movement.out, mine);
    if (in.ours == 0 && out.ours == 0) return std::nullopt;
    AccountEntry entry;
    entry.id = movement.id;
    entry.kind = kind_of(movement, in, out);
    entry.state = movement.height == 0 ? EntryState::Waiting : EntryState::Confirmed;
    entry.height = movement.height;
    entry.amount = {entry.kind == EntryKind::Sent ? out.others : out.ours};
    // To oneself: what was wanted stands first, and what comes back after it.
    if (entry.kind == EntryKind::ToMyself) entry.amount = movement.out.front().points;
    // The fee of somebody else's payment is none of our business.
    if (in.ours > 0) entry.fee = {in.ours + in.others - out.ours - out.others};
    const Flow& counterpart = in.ours > 0 ? out : in;
    entry.counterpart = counterpart.other.value_or(movement.out.front().key);
    entry.note = movement.note;
    return entry;
}

Points leaving(const std::vector<AccountEntry>& history) {
    Points leaving;
    for (const AccountEntry& entry : history) {
        if (entry.state != EntryState::Waiting || entry.kind != EntryKind::Sent) continue;
        leaving.count += entry.amount.count + entry.fee.count;
    }
    return leaving;
}

}  // namespace sbc::gui
