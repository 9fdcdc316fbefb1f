// Whatever a store gives back to a ledger: any keys and values, with a sum over them that holds or
// not. What is taken is exactly what is there, and everything else is refused in words.
#include <map>

#include "chain/memory_store.hpp"
#include "ledger/coin_record.hpp"
#include "ledger/kept_ledger.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::ledger;
using Values = std::map<std::string, std::string>;

class Reader : public fuzz::Script {
public:
    using Script::Script;
    // So many, repeated if there are fewer.
    std::string text(std::size_t count) {
        std::string made;
        while (made.size() < count) made += static_cast<char>(next());
        return made;
    }
};

constexpr std::uint64_t height = 7;
const Rules rules{sbc::crypto::hash256({}), Amount{100}, 3};
const Hash tip = sbc::crypto::hash256(sbc::as_bytes("tip"));

// A coin or a line of the index, mostly of the right length.
void put_one(Values& values, Reader& reader) {
    const std::uint8_t what = reader.next();
    if (what % 4 == 3) {
        const std::string key = reader.text(what / 4 % 45U);
        values[key] = reader.text(reader.next() % 90U);
        return;
    }
    std::string key = what % 4 == 0 ? "a" + std::string(32, 'k') : "c" + std::string(31, 'x');
    key += reader.text(what % 4 == 0 ? 8 : 5);
    std::string value;
    if (what % 4 != 0) {
        value = std::string(32, 'k') + std::string(6, '\0') + reader.text(2);
        value += std::string(6, '\0') + reader.text(2);
    }
    values[key] = value;
}

void sum_up(Values& values) {
    sbc::U256 sum;
    std::uint64_t coins = 0;
    for (const auto& [key, value] : values) {
        if (!key.starts_with('c')) continue;
        ++coins;
        sum += sbc::U256::from_le_bytes(sbc::crypto::hash256(sbc::as_bytes(key + value)).bytes);
    }
    std::string said{sbc::as_text(tip.bytes)};
    put_number(said, height);
    put_number(said, coins);
    said += sbc::as_text(sum.to_le_bytes());
    values["t"] = said;
}

// Read by its own description, and not as the ledger does.
std::optional<Values> coins_in(const Values& values) {
    Values coins;
    for (const auto& [key, value] : values) {
        if (!key.starts_with('c')) continue;
        if (key.size() != 37 || value.size() != 48) return std::nullopt;
        const std::uint64_t amount = number_at(value, 32);
        const std::uint64_t at = number_at(value, 40) / 2;
        if (amount == 0 || amount > most_amount.value()) return std::nullopt;
        if (at == 0 || at > sbc::json_max_integer) return std::nullopt;
        coins.emplace(key, value);
    }
    return coins;
}

void restore(const Values& values, bool sum_holds) {
    sbc::chain::MemoryStore store;
    sbc::chain::Changes changes;
    for (const auto& [key, value] : values) changes.push_back({key, value});
    must(store.move({{}, {}, changes}).has_value());
    InlineChecker checker;
    KeptLedger ledger{rules, HashSeed{1, 2}, checker};
    const auto restored = ledger.restore(store, tip, Height{height});
    const auto expected = coins_in(values);
    if (sum_holds) must(restored.has_value() == expected.has_value());
    if (!restored) {
        must(restored.error().reason == sbc::chain::StoreError::Damaged);
        must(!restored.error().text.empty());
    } else {
        Values coins;
        ledger.ledger().coins().each([&](const Outpoint& outpoint, const Coin& coin) {
            std::string key = "c";
            put_outpoint(key, outpoint);
            put_coin(coins[key], coin);
        });
        must(coins == *expected && ledger.take_changes().empty());
    }
    PublicKey key;
    key.bytes.fill('k');
    const auto lines = records_of(store, key, Height{0}, Height{0xffff'ffff}, 3);
    if (!lines) return;
    for (std::size_t i = 1; i < lines->size(); ++i) {
        const auto& [before, first] = (*lines)[i - 1];
        const auto& [after, second] = (*lines)[i];
        must(before < after || (before == after && first < second));
        must(i < 3 || before == after);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Reader reader{{data, size}};
    const bool sum_holds = reader.next() % 4 != 0;
    Values values;
    while (!reader.empty()) put_one(values, reader);
    if (sum_holds) sum_up(values);
    restore(values, sum_holds);
    return 0;
}
