#include "ledger/kept_ledger.hpp"

#include <algorithm>
#include <cassert>
#include <set>
#include <tuple>

#include "ledger/coin_record.hpp"

namespace sbc::ledger {
namespace {

using chain::StoreError;

constexpr std::string_view coins_prefix = "c";
constexpr std::string_view concerns_prefix = "a";
constexpr std::string_view tip_key = "t";
constexpr std::size_t concern_size = 1 + 32 + 4 + 4;
constexpr std::size_t tip_size = 32 + 8 + 8 + 32;
constexpr std::size_t tip_coins = 32 + 8;  // where their number stands
// What a file claims about its coins is no reason to allocate more than this at once.
constexpr std::uint64_t most_reserved = 1'000'000;

std::string coin_key(const Outpoint& outpoint) {
    std::string key{coins_prefix};
    put_outpoint(key, outpoint);
    return key;
}
std::string coin_value(const Coin& coin) {
    std::string value;
    value.reserve(coin_record_size);
    put_coin(value, coin);
    return value;
}
U256 share_of(std::string_view key, std::string_view value) {
    std::string both{key};
    both += value;
    return U256::from_le_bytes(crypto::hash256(as_bytes(both)).bytes);
}

std::string concern_key(const PublicKey& key, Height height, std::uint32_t place) {
    std::string text{concerns_prefix};
    text += as_text(key.bytes);
    put_number32(text, static_cast<std::uint32_t>(height.value()));
    put_number32(text, place);
    return text;
}

tl::unexpected<Refusal<StoreError>> damaged(const std::string& why) {
    return refuse(StoreError::Damaged, "what was kept of the coins is damaged: " + why);
}

// What is under this one key, if anything.
Result<std::optional<std::string>, StoreError> value_of(const chain::BlockStore& store,
                                                        std::string_view wanted) {
    std::optional<std::string> found;
    auto looked = store.each_value(wanted, wanted, [&](auto key, auto value) {
        if (key == wanted) found = std::string{value};
        return false;
    });
    if (!looked) return pass_on(looked);
    return found;
}

std::vector<Onlooker*> together(Onlooker& first, std::vector<Onlooker*> others) {
    others.insert(others.begin(), &first);
    return others;
}

}  // namespace

KeptLedger::KeptLedger(const Rules& rules, const HashSeed& seed, SignatureChecker& checker,
                       std::vector<Onlooker*> onlookers)
    : seed_{seed}, ledger_{rules, seed, checker, together(*this, std::move(onlookers))} {}

Result<void, chain::BlockError> KeptLedger::check(std::string_view transaction) const {
    return ledger_.check(transaction);
}

Result<chain::Undo, chain::BlockError> KeptLedger::apply(const chain::Block& block, Height height) {
    auto applied = ledger_.apply(block, height);
    if (!applied) return applied;
    tip_.hash = hash_of(block.header);
    tip_.height = height;
    return applied;
}

void KeptLedger::undo(const chain::Block& block, const chain::Undo& undo) {
    ledger_.undo(block, undo);
    tip_.hash = block.header.previous;
    tip_.height = below(tip_.height);
}

// --- what happens --------------------------------------------------------------------------------

void KeptLedger::applied(const BlockView& block, Height height) {
    std::size_t next = 0;  // of the coins that were spent
    for (const CheckedTransaction& transaction : block.transactions) {
        for (const Input& input : transaction.parts().inputs) {
            coins_.push_back({input.spends, block.spent[next++], false});
        }
        const auto& outputs = transaction.parts().outputs;
        for (std::uint32_t i = 0; i < outputs.size(); ++i) {
            const Coin coin{outputs[i], height, transaction.is_coinbase()};
            coins_.push_back({{transaction.id(), i}, coin, true});
        }
    }
    note_concerned(block, height, true);
}

// Everything backwards.
void KeptLedger::undone(const BlockView& block) {
    const Height height = tip_.height;
    std::size_t next = block.spent.size();
    for (std::size_t i = block.transactions.size(); i-- > 0;) {
        const CheckedTransaction& transaction = block.transactions[i];
        const auto& [coinbase, inputs, outputs, note] = transaction.parts();
        for (std::uint32_t k = 0; k < outputs.size(); ++k) {
            const Coin coin{outputs[k], height, transaction.is_coinbase()};
            coins_.push_back({{transaction.id(), k}, coin, false});
        }
        for (std::size_t k = inputs.size(); k-- > 0;) {
            coins_.push_back({inputs[k].spends, block.spent[--next], true});
        }
    }
    note_concerned(block, height, false);
}

void KeptLedger::note_concerned(const BlockView& block, Height height, bool comes) {
    assert(height.value() <= 0xffff'ffff);
    std::size_t next = 0;
    for (std::uint32_t place = 0; place < block.transactions.size(); ++place) {
        const auto& [coinbase, inputs, outputs, note] = block.transactions[place].parts();
        std::set<PublicKey> keys;
        for (std::size_t i = 0; i < inputs.size(); ++i) keys.insert(block.spent[next++].output.to);
        for (const Output& output : outputs) keys.insert(output.to);
        for (const PublicKey& key : keys) concerns_.push_back({key, place, height, comes});
    }
}

// --- what has changed ----------------------------------------------------------------------------

chain::Changes KeptLedger::take_changes() {
    chain::Changes changes;
    changes.reserve(coins_.size() + concerns_.size() + 1);
    take_coins(changes);
    take_concerns(changes);
    auto tip = encode(tip_);
    if (tip != kept_tip_) changes.push_back({std::string{tip_key}, tip});
    kept_tip_ = std::move(tip);
    return changes;
}

void KeptLedger::take_coins(chain::Changes& changes) {
    std::stable_sort(coins_.begin(), coins_.end(), [](const CoinEvent& a, const CoinEvent& b) {
        return a.outpoint < b.outpoint;
    });
    for (auto first = coins_.begin(); first != coins_.end();) {
        const auto next = std::find_if(first, coins_.end(), [&](const CoinEvent& event) {
            return event.outpoint != first->outpoint;
        });
        const CoinEvent& last = *(next - 1);
        const bool was = !first->comes;
        const bool same = was == last.comes && (!was || first->coin == last.coin);
        if (!same) {
            std::string key = coin_key(first->outpoint);
            std::optional<std::string> value;
            if (was) {
                tip_.sum = tip_.sum - share_of(key, coin_value(first->coin));
                --tip_.coins;
            }
            if (last.comes) {
                value = coin_value(last.coin);
                tip_.sum += share_of(key, *value);
                ++tip_.coins;
            }
            changes.push_back({std::move(key), std::move(value)});
        }
        first = next;
    }
    coins_.clear();
}

void KeptLedger::take_concerns(chain::Changes& changes) {
    const auto order = [](const ConcernEvent& event) {
        return std::tie(event.key, event.height, event.place);
    };
    std::stable_sort(concerns_.begin(), concerns_.end(),
                     [&](const auto& a, const auto& b) { return order(a) < order(b); });
    for (auto first = concerns_.begin(); first != concerns_.end();) {
        const auto next = std::find_if(first, concerns_.end(), [&](const auto& event) {
            return order(event) != order(*first);
        });
        const bool was = !first->comes;
        const bool is = (next - 1)->comes;
        if (was != is) {
            changes.push_back({concern_key(first->key, first->height, first->place),
                               is ? std::optional<std::string>{""} : std::nullopt});
        }
        first = next;
    }
    concerns_.clear();
}

std::optional<std::string> KeptLedger::encode(const Tip& tip) {
    if (tip.height == Height{0}) return std::nullopt;
    std::string text{as_text(tip.hash.bytes)};
    put_number(text, tip.height.value());
    put_number(text, tip.coins);
    text += as_text(tip.sum.to_le_bytes());
    return text;
}

// --- after a restart -----------------------------------------------------------------------------

// Counts them and adds them up in `tip`.
Result<Coins, StoreError> KeptLedger::read_coins(const chain::BlockStore& store, Coins coins,
                                                 Tip& tip) {
    bool readable = true;
    auto all = store.each_value(coins_prefix, coins_prefix, [&](auto key, auto value) {
        const auto outpoint = decode_outpoint(key.substr(coins_prefix.size()));
        const auto coin = decode_coin(value);
        readable = outpoint && coin && coins.add(*outpoint, *coin);
        tip.sum += share_of(key, value);
        ++tip.coins;
        return readable;
    });
    if (!all) return pass_on(all);
    if (!readable) return damaged("one of them cannot be read");
    return coins;
}

Result<void, StoreError> KeptLedger::restore(const chain::BlockStore& store, const Hash& tip,
                                             Height height) {
    assert(ledger_.coins().size() == 0);
    auto kept = value_of(store, tip_key);
    if (!kept) return pass_on(kept);
    Coins coins{seed_};
    if (*kept && (*kept)->size() == tip_size) {
        coins.reserve(std::min(number_at(**kept, tip_coins), most_reserved));
    }
    Tip found{tip, height, 0, {}};
    auto read = read_coins(store, std::move(coins), found);
    if (!read) return pass_on(read);
    const bool too_early = height == Height{0} && found.coins > 0;
    if (too_early || encode(found) != *kept) {
        return damaged("they are not those of block " + to_text(tip));
    }
    ledger_.begin_with(std::move(*read), tip);
    tip_ = found;
    kept_tip_ = std::move(*kept);
    return {};
}

// --- an address ----------------------------------------------------------------------------------

Result<std::vector<Concerning>, StoreError> records_of(const chain::BlockStore& store,
                                                       const PublicKey& key, Height above,
                                                       Height upto, std::size_t most) {
    std::vector<Concerning> records;
    if (above >= upto || above >= Height{0xffff'ffff}) return records;
    bool readable = true;
    std::string prefix{concerns_prefix};
    prefix += as_text(key.bytes);
    const auto look = [&](std::string_view found, std::string_view value) {
        readable = found.size() == concern_size && value.empty();
        if (!readable) return false;
        const Concerning next{Height{number32_at(found, prefix.size())},
                              number32_at(found, prefix.size() + 4)};
        const bool enough =
            !records.empty() && records.size() >= most && records.back().height != next.height;
        if (next.height > upto || enough) return false;
        records.push_back(next);
        return true;
    };
    auto looked = store.each_value(prefix, concern_key(key, chain::above(above), 0), look);
    if (!looked) return pass_on(looked);
    if (!readable) return refuse(StoreError::Damaged, "the index of addresses is damaged");
    return records;
}

}  // namespace sbc::ledger
