#include "wallet/entry.hpp"

#include <vector>

namespace sbc::wallet {
namespace {

// One side of a transaction. Sums that no rules allow end at the most there can be.
struct Side {
    Amount ours;
    Amount others;
    std::optional<PublicKey> first_other;
    bool known = true;

    void add(const ledger::Output& output, const PublicKeys& keys) {
        if (output.to == PublicKey{}) {
            known = false;
            return;
        }
        const bool own = keys.contains(output.to);
        Amount& side = own ? ours : others;
        side = ledger::sum(side, output.amount).value_or(ledger::most_amount);
        if (!own && !first_other) first_other = output.to;
    }
};

Amount less(Amount from, Amount taken) {
    return ledger::difference(from, taken).value_or(Amount{});
}

// All that is spent is ours: what does not come back goes to others, or is the fee.
void describe_own(Entry& entry, const Side& out, const Side& in, const ledger::Output& first) {
    entry.fee = less(less(in.ours, out.ours), out.others);
    if (out.first_other) {
        entry.kind = Kind::Sent;
        entry.amount = out.others;
        entry.counterpart = out.first_other;
    } else {
        entry.kind = Kind::ToMyself;
        entry.amount = first.amount;
        entry.counterpart = first.to;
    }
}

// Others pay as well, or alone. Who pays which part of the fee nobody can tell.
void describe_shared(Entry& entry, const Side& out, const Side& in) {
    if (in.ours > out.ours) {
        entry.kind = Kind::Sent;
        entry.amount = less(in.ours, out.ours);
        entry.counterpart = out.first_other;
    } else {
        entry.kind = Kind::Received;
        entry.amount = less(out.ours, in.ours);
        entry.counterpart = in.first_other;
    }
}

void describe_mined(Entry& entry, const std::vector<ledger::Output>& outputs,
                    const PublicKeys& keys) {
    entry.kind = Kind::Mined;
    for (const ledger::Output& output : outputs) {
        if (!keys.contains(output.to)) continue;
        entry.amount = ledger::sum(entry.amount, output.amount).value_or(ledger::most_amount);
        if (!entry.counterpart) entry.counterpart = output.to;
    }
}

}  // namespace

std::optional<Entry> entry_for(const CheckedTransaction& transaction, std::span<const Coin> spent,
                               const PublicKeys& keys) {
    Side in;
    Side out;
    for (const Coin& coin : spent) in.add(coin.output, keys);
    const auto& outputs = transaction.parts().outputs;
    for (const ledger::Output& output : outputs) out.add(output, keys);
    if (in.ours == Amount{} && out.ours == Amount{}) return std::nullopt;
    Entry entry;
    entry.id = transaction.id();
    entry.note = transaction.parts().note;
    if (transaction.is_coinbase()) {
        describe_mined(entry, outputs, keys);
    } else if (in.known && !in.first_other) {
        describe_own(entry, out, in, outputs.front());
    } else {
        describe_shared(entry, out, in);
    }
    return entry;
}

}  // namespace sbc::wallet
