#include "ledger/ledger.hpp"

#include <cassert>
#include <set>
#include <stdexcept>

#include "crypto/address.hpp"
#include "ledger/undo.hpp"

namespace sbc::ledger {

// What the checker has been asked, so that its verdict can be told in words. It never leaves the
// checker with questions that nobody waits for.
class Ledger::Questions {
public:
    Questions(SignatureChecker& checker, const Hash& network)
        : checker_{checker}, network_{network} {}
    Questions(const Questions&) = delete;
    Questions& operator=(const Questions&) = delete;
    ~Questions() {
        if (!signers_.empty()) (void)checker_.verdict();
    }

    void ask(const CheckedTransaction& payment, const std::vector<Coin>& spends) {
        if (spends.empty()) return;
        SignedMessage message{signed_bytes(network_, payment.unsigned_text()), {}};
        message.signers.reserve(spends.size());
        std::vector<PublicKey> keys;
        for (std::size_t i = 0; i < spends.size(); ++i) {
            const PublicKey& key = spends[i].output.to;
            message.signers.push_back({key, payment.parts().inputs[i].signature});
            keys.push_back(key);
        }
        checker_.ask(std::move(message));
        signers_.push_back(std::move(keys));
    }

    // Success when all that were asked for have signed.
    [[nodiscard]] Result<void, LedgerError> answer() {
        if (signers_.empty()) return {};
        const auto asked = std::exchange(signers_, {});
        const auto wrong = checker_.verdict();
        if (!wrong) return {};
        const PublicKey& key = asked.at(wrong->message).at(wrong->signer);
        return refuse(LedgerError::WrongSignature,
                      "the owner of " + crypto::to_address(key) + " has not signed this");
    }

private:
    SignatureChecker& checker_;
    const Hash& network_;
    std::vector<std::vector<PublicKey>> signers_;  // of each message
};

// --- one payment ---------------------------------------------------------------------------------

Result<Coin, LedgerError> Ledger::coin_for(const Outpoint& outpoint, Height height,
                                           const Pending& waiting) const {
    using enum LedgerError;
    if (const auto spender = waiting.spender_of(outpoint)) {
        return refuse(UnknownCoin, "the payment " + to_text(*spender) + " spends it, and waits");
    }
    auto coin = coins_.find(outpoint);
    if (!coin) {
        const auto output = waiting.find(outpoint);
        if (!output) return refuse(UnknownCoin, "such a coin is spent already, or was never there");
        return Coin{*output, height, false};
    }
    const bool young = height.value() < coin->height.value() + rules_.maturity;
    if (coin->mined && young) {
        return refuse(Immature, "what was mined in block " + std::to_string(coin->height.value()) +
                                    " can be spent " + std::to_string(rules_.maturity) +
                                    " blocks later");
    }
    return *coin;
}

// What comes before the first reason to refuse is asked in any case: a signature that is wrong
// there is the reason that comes first.
Result<Ledger::Judged, LedgerError> Ledger::examine(const CheckedTransaction& payment,
                                                    Height height, const Pending& waiting,
                                                    Questions& questions) const {
    using enum LedgerError;
    Judged judged;
    std::optional<Amount> comes_in{Amount{}};
    Result<void, LedgerError> found;
    for (const Input& input : payment.parts().inputs) {
        auto coin = coin_for(input.spends, height, waiting);
        if (!coin) {
            found = pass_on(coin);
            break;
        }
        judged.spends.push_back(*coin);
        comes_in = sum(*comes_in, coin->output.amount);
        if (!comes_in) {
            found = refuse(BadAmount, "together that is more than there can be");
            break;
        }
    }
    questions.ask(payment, judged.spends);
    if (!found) return pass_on(found);
    const auto fee = difference(*comes_in, payment.goes_out());
    if (!fee) {
        return refuse(Overspent, std::to_string(comes_in->value()) + " come in, but " +
                                     std::to_string(payment.goes_out().value()) + " go out");
    }
    judged.fee = *fee;
    return judged;
}

Result<Ledger::Judged, LedgerError> Ledger::judge(const CheckedTransaction& payment, Height height,
                                                  const Pending& waiting) const {
    if (payment.is_coinbase()) {
        return refuse(LedgerError::WrongPlace, "a coinbase stands first in its own block");
    }
    Questions questions{checker_, rules_.network};
    auto judged = examine(payment, height, waiting, questions);
    auto answer = questions.answer();
    if (!answer) return pass_on(answer);
    return judged;
}

// --- a block -------------------------------------------------------------------------------------

Result<void, LedgerError> Ledger::judge_coinbase(const Coinbase& coinbase, std::size_t place,
                                                 Height height) const {
    if (place == 0 && coinbase.height == height && coinbase.network == rules_.network) return {};
    return refuse(LedgerError::WrongPlace, "a coinbase stands first in its own block");
}

void Ledger::happen(const CheckedTransaction& transaction, Height height) {
    for (const Input& input : transaction.parts().inputs) (void)coins_.take(input.spends);
    const auto& outputs = transaction.parts().outputs;
    for (std::uint32_t i = 0; i < outputs.size(); ++i) {
        // No id comes twice: each names a coin that is spent once, or the height of its block.
        const bool fresh =
            coins_.add({transaction.id(), i}, {outputs[i], height, transaction.is_coinbase()});
        assert(fresh);
        (void)fresh;
    }
}

// Everything backwards: a block may spend what it has made itself.
void Ledger::take_back(const BlockView& done) {
    std::size_t left = done.spent.size();
    for (std::size_t i = done.transactions.size(); i-- > 0;) {
        const CheckedTransaction& transaction = done.transactions[i];
        const auto& [coinbase, inputs, outputs, note] = transaction.parts();
        for (std::uint32_t k = 0; k < outputs.size(); ++k) {
            (void)coins_.take({transaction.id(), k});
        }
        for (std::size_t k = inputs.size(); k-- > 0;) {
            (void)coins_.add(inputs[k].spends, done.spent[--left]);
        }
    }
}

Result<void, LedgerError> Ledger::go_through(const chain::Block& block, Height height, Done& done,
                                             Questions& questions) {
    const Pending nothing_waits;
    done.reward = rules_.subsidy;
    done.transactions.reserve(block.transactions.size());
    for (std::size_t i = 0; i < block.transactions.size(); ++i) {
        auto read = checked_.take(block.transactions[i]);
        if (!read) {
            auto fresh = this->read(block.transactions[i]);
            if (!fresh) return pass_on(fresh);
            read = std::move(*fresh);
        }
        if (const auto& coinbase = read->parts().coinbase) {
            auto placed = judge_coinbase(*coinbase, i, height);
            if (!placed) return placed;
        } else {
            auto judged = examine(*read, height, nothing_waits, questions);
            if (!judged) return pass_on(judged);
            // Nobody can take more than there can be, so that is all that a sum must say.
            done.reward = sum(done.reward, judged->fee).value_or(most_amount);
            done.spent.insert(done.spent.end(), judged->spends.begin(), judged->spends.end());
        }
        happen(*read, height);
        done.transactions.push_back(std::move(*read));
    }
    return {};
}

Result<chain::Undo, LedgerError> Ledger::connect(const chain::Block& block, Height height) {
    Done done;
    Questions questions{checker_, rules_.network};
    auto held = go_through(block, height, done, questions);
    auto answer = questions.answer();
    if (!answer) held = pass_on(answer);  // in whatever came before the other reason
    const BlockView view{done.transactions, done.spent};
    const bool takes = held && !done.transactions.empty() && done.transactions[0].is_coinbase();
    if (takes && done.transactions[0].goes_out() > done.reward) {
        held = refuse(LedgerError::TooMuchReward,
                      "a miner may take " + std::to_string(done.reward.value()) + " here");
    }
    if (!held) {
        take_back(view);
        return pass_on(held);
    }
    for (Onlooker* onlooker : onlookers_) onlooker->applied(view, height);
    last_ = hash_of(block.header);
    return encode_undo(block, done.spent);
}

// --- taking one back -----------------------------------------------------------------------------

// What it has made and not spent itself is there; what it has spent is not.
bool Ledger::applied_last(const BlockView& block) const {
    std::set<Outpoint> spent;
    for (const CheckedTransaction& transaction : block.transactions) {
        for (const Input& input : transaction.parts().inputs) {
            if (!spent.insert(input.spends).second || coins_.find(input.spends)) return false;
        }
    }
    if (spent.size() != block.spent.size()) return false;
    for (const CheckedTransaction& transaction : block.transactions) {
        const auto& outputs = transaction.parts().outputs;
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            const Outpoint outpoint{transaction.id(), i};
            if (!spent.contains(outpoint) && !coins_.find(outpoint)) return false;
        }
    }
    return true;
}

Result<void, LedgerError> Ledger::disconnect(const chain::Block& block, const chain::Undo& undo) {
    if (last_ != hash_of(block.header)) {
        return refuse(LedgerError::BadUndo, "this is not the block that was applied last");
    }
    auto spent = decode_undo(block, undo);
    if (!spent) return pass_on(spent);
    std::vector<CheckedTransaction> transactions;
    transactions.reserve(block.transactions.size());
    for (const std::string& text : block.transactions) {
        auto read = this->read(text);
        if (!read) return refuse(LedgerError::BadUndo, "no such block was applied");
        transactions.push_back(std::move(*read));
    }
    const BlockView view{transactions, *spent};
    if (!applied_last(view)) {
        return refuse(LedgerError::BadUndo, "what this block has done is not what there is");
    }
    take_back(view);
    last_ = block.header.previous;
    for (Onlooker* onlooker : onlookers_) onlooker->undone(view);
    return {};
}

// --- as a chain asks -----------------------------------------------------------------------------

Result<void, chain::BlockError> Ledger::check(std::string_view transaction) const {
    auto checked = read(transaction);
    if (!checked) return refuse(chain::BlockError::BadTransaction, checked.error().text);
    checked_.add(transaction, std::move(*checked));
    return {};
}

Result<chain::Undo, chain::BlockError> Ledger::apply(const chain::Block& block, Height height) {
    auto connected = connect(block, height);
    if (!connected) return refuse(chain::BlockError::BadPayment, connected.error().text);
    return std::move(*connected);
}

void Ledger::undo(const chain::Block& block, const chain::Undo& undo) {
    const auto undone = disconnect(block, undo);
    if (!undone) throw std::runtime_error{undone.error().text};
}

// --- after a restart -----------------------------------------------------------------------------

void Ledger::begin_with(Coins coins, const Hash& last) {
    assert(coins_.size() == 0);
    coins_ = std::move(coins);
    last_ = last;
}

Result<void, chain::StoreError> Ledger::restore(const chain::BlockStore& /*store*/,
                                                const Hash& /*tip*/, Height height) {
    if (height == Height{0}) return {};
    return refuse(chain::StoreError::Missing, "this ledger has kept none of its coins");
}

}  // namespace sbc::ledger
