// One payment from the beginning to the end: keys, addresses, what is signed, what a ledger says.
#include <cstdlib>

#include "base/console.hpp"
#include "crypto/hash.hpp"
#include "ledger.hpp"

namespace {

using namespace stage;
using sbc::crypto::SigningKey;

// #region key-of
// A key that everybody can guess, so that this program says the same on every machine. One for
// points that matter comes from dice that nobody can foresee: key_file.hpp.
SigningKey key_of(const std::string& name) {
    return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
}
// #endregion key-of

// #region tell
void tell(const std::string& what, const sbc::Result<Amount, LedgerError>& judged) {
    if (judged)
        sbc::say(sbc::Tone::Good, what + ": accepted, fee " + std::to_string(judged->value()));
    if (!judged) sbc::say(sbc::Tone::Bad, what + ": refused, " + judged.error().text);
}

void show(const Ledger& ledger) {
    for (const auto& [where, coin] : ledger.coins()) {
        sbc::say("  " + to_address(coin.output.to) + "  " +
                 std::to_string(coin.output.amount.value()));
    }
}
// #endregion tell

// #region mined
// Blocks 1 to 3, which are empty but for the points of block 1: ann has 100 now.
void mine(Ledger& ledger, const PublicKey& ann) {
    const Coinbase first{Height{1}, ledger.rules().network};
    if (!ledger.apply({{first, {}, {{ann, ledger.rules().subsidy}}, {}}}, Height{1})) std::abort();
}
// #endregion mined

}  // namespace

// #region payment
int main() {
    const SigningKey ann = key_of("ann");
    const SigningKey ben = key_of("ben");
    Ledger ledger{{sbc::crypto::hash256(sbc::as_bytes("classroom"))}};
    mine(ledger, ann.public_key());
    sbc::say("ann has mined block 1, and owns an output:");
    show(ledger);

    Transaction payment;
    payment.inputs = {{ledger.coins().begin()->first, {}}};
    payment.outputs = {{ben.public_key(), Amount{30}}, {ann.public_key(), Amount{69}}};
    payment.note = {"memo", "you are great, thirty times over"};
    tell("not signed", ledger.judge(payment, Height{4}));
    payment.inputs[0].signature = ben.sign(signed_bytes(ledger.rules().network, payment));
    tell("signed by ben", ledger.judge(payment, Height{4}));
    payment.inputs[0].signature = ann.sign(signed_bytes(ledger.rules().network, payment));
    tell("signed by ann, in block 3", ledger.judge(payment, Height{3}));
    tell("signed by ann, in block 4", ledger.judge(payment, Height{4}));
    // #endregion payment
    // #region happened
    Transaction changed = payment;
    changed.outputs[0].amount = Amount{31};
    tell("with one point more for ben", ledger.judge(changed, Height{4}));
    sbc::say(encode(payment));
    const auto spent = ledger.apply({payment}, Height{4});
    if (!spent) return 1;
    sbc::say("it has happened; now there are:");
    show(ledger);
    tell("the same again", ledger.judge(payment, Height{5}));
}
// #endregion happened
