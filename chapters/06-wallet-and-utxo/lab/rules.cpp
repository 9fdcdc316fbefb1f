// Six transactions that the course's ancestor believed, and what the ledger of this stage says.
#include <algorithm>

#include "base/console.hpp"
#include "lab/attacks.hpp"

namespace lab {

using sbc::Tone;

// #region show
static std::string points(std::int64_t amount) { return std::to_string(amount) + " points"; }

// Who of them has signed this input; the keys decide, not what we know.
static std::string signer_of(const Village& village, const Crafted& transaction,
                             const Crafted::Input& input) {
    const sbc::Bytes message = signed_bytes(village.ledger.rules().network, transaction);
    for (const SigningKey* key : {&village.ann, &village.ben, &village.mallory}) {
        if (verify(key->public_key(), message, input.signature))
            return village.name_of(key->public_key());
    }
    return "nobody";
}

static void show(const Village& village, const Crafted& transaction) {
    sbc::say(Tone::Title, "mallory's transaction:");
    if (transaction.coinbase) {
        sbc::say("  the coinbase of block " + std::to_string(transaction.coinbase->height.value()) +
                 ", where 100 points are due");
    }
    for (const Crafted::Input& input : transaction.inputs) {
        sbc::say("  in:  " + points(input.brought.amount) + " of " +
                 village.name_of(input.brought.to) + ", output " +
                 std::to_string(input.spends.index) + " of " +
                 to_text(input.spends.transaction).substr(0, 8) + ", signed by " +
                 signer_of(village, transaction, input));
    }
    for (const Crafted::Output& output : transaction.outputs)
        sbc::say("  out: " + points(output.amount) + " to " + village.name_of(output.to));
}

static std::string told(const Balances& balances) {
    std::string text;
    for (const auto& [name, amount] : balances)
        text += (text.empty() ? "" : ", ") + name + " " + std::to_string(amount);
    return text;
}
// #endregion show

// #region ask
static void ask_ancestor(const Village& village, const Attack& attack) {
    sbc::say("the ancestor's rule " + attack.forgets);
    if (!attack.rule(attack.transaction, known_of(village.ledger))) {
        sbc::say(Tone::Good, "the ancestor's rule: refused");
        return;
    }
    sbc::say(Tone::Bad, "the ancestor's rule: accepted");
    sbc::say("before: " + told(balances_of(village)));
    sbc::say("after:  " + told(believed(village, attack.transaction)));
}

static void ask_ours(const Village& village, const Attack& attack) {
    const auto judged = ask(village.ledger, spelled(attack.transaction));
    if (judged) sbc::say(Tone::Bad, "our ledger: accepted");
    if (!judged) sbc::say(Tone::Good, "our ledger: refused, " + judged.error().text);
}
// #endregion ask

static void list(const std::vector<Attack>& attacks) {
    sbc::say(
        "Where the rules of the course's ancestor fail; say rules NAME, or rules NAME --ours:");
    for (const Attack& attack : attacks) {
        std::string name = attack.name;
        name.resize(11, ' ');
        sbc::say("  " + name + attack.forgets);
    }
}

}  // namespace lab

// #region main
int main(int argc, char** argv) {
    std::vector<std::string> names;
    bool ours = false;
    sbc::CommandLine options{"rules",
                             "What the course's ancestor believed, and our ledger does not."};
    options.words("name", names, "of a rule; nothing: list them");
    options.flag("--ours", ours, "ask the ledger of this stage instead");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;

    const lab::Village village;
    const auto attacks = lab::attacks_in(village);
    if (names.empty()) lab::list(attacks);
    for (const std::string& name : names) {
        const auto attack = std::find_if(attacks.begin(), attacks.end(),
                                         [&](const auto& other) { return other.name == name; });
        if (attack == attacks.end()) {
            sbc::log_error("there is no rule '" + name + "'; rules alone lists them");
            return 2;
        }
        show(village, attack->transaction);
        ours ? ask_ours(village, *attack) : ask_ancestor(village, *attack);
    }
}
// #endregion main
