// A play of bytes with a ledger: they say which coins a block spends, in which order, and what is
// wrong with it. Beside it stands one that does everything the slow way, by the words of the rules.
// Both must agree on each block, on every coin, and after each block that is taken back.
#include <map>
#include <optional>
#include <span>

#include "ledger/address_book.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::ledger;
using sbc::crypto::SigningKey;
using Coinage = std::map<Outpoint, Coin>;

constexpr HashSeed seed{1, 2};
constexpr std::size_t people = 3;

const SigningKey& person(std::size_t number) {
    static const auto key = [](const char* name) {
        return SigningKey{
            SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(std::string{name})).bytes}};
    };
    static const SigningKey all[people]{key("alice"), key("bob"), key("carol")};
    return all[number % people];
}

class LedgerPlay {
public:
    explicit LedgerPlay(std::span<const std::uint8_t> bytes) : script_{bytes} {}

    void run() {
        while (!script_.empty()) {
            const std::uint8_t what = next();
            if (what % 4 < 3) {
                block(what);
            } else if (const std::uint8_t how = next(); how % 4 == 3) {
                wait();
            } else {
                undo(how);
            }
            agree();
        }
        while (!done_.empty()) undo(0);
        agree();
    }

private:
    struct Done {
        sbc::chain::Block block;
        sbc::chain::Undo undo;
        Coinage before;
    };
    std::uint8_t next() { return script_.next(); }
    [[nodiscard]] Height height() const { return Height{done_.size() + 1}; }

    // What has once been an output, spent or not.
    Outpoint any_outpoint() {
        const std::uint8_t which = next();
        return ever_.empty() ? Outpoint{} : ever_[which % ever_.size()];
    }
    static std::size_t owner_of(const Coin* coin) {
        for (std::size_t i = 0; coin != nullptr && i < people; ++i) {
            if (person(i).public_key() == coin->output.to) return i;
        }
        return 0;
    }

    Transaction payment(const Coinage& coins) {
        const std::uint8_t how = next();
        Transaction paid;
        std::uint64_t comes_in = 0;
        std::vector<std::size_t> owners;
        for (int i = 0; i <= how % 3; ++i) {
            paid.inputs.push_back({any_outpoint(), {}});
            const auto coin = coins.find(paid.inputs.back().spends);
            owners.push_back(owner_of(coin == coins.end() ? nullptr : &coin->second));
            if (coin != coins.end()) comes_in += coin->second.output.amount.value();
        }
        const std::uint64_t fee = how / 4 % 4;
        std::uint64_t left = comes_in > fee ? comes_in - fee : 1;
        if (how >= 240) ++left;
        const std::uint64_t first = std::min<std::uint64_t>(left, next() + 1U);
        paid.outputs.push_back({person(next()).public_key(), Amount{first}});
        if (left > first) paid.outputs.push_back({person(how).public_key(), Amount{left - first}});
        const bool foreign = how >= 216 && how < 224;  // signed for another network
        const auto message = signed_bytes(foreign ? Hash{} : rules_.network, encode_unsigned(paid));
        for (std::size_t i = 0; i < owners.size(); ++i) {
            const bool forged = how >= 224 && how < 240 && i == how % owners.size();
            paid.inputs[i].signature = person(owners[i] + (forged ? 1 : 0)).sign(message);
            signed_right_[paid.inputs[i].signature] =
                foreign ? PublicKey{} : person(owners[i] + (forged ? 1 : 0)).public_key();
        }
        return paid;
    }
    Transaction coinbase(std::uint8_t how) {
        Transaction mined;
        mined.coinbase = Coinbase{how % 32 == 31 ? Height{7} : height(), rules_.network};
        if (how % 32 == 29) mined.coinbase->network = Hash{};
        mined.outputs = {{person(how).public_key(), Amount{90U + next() % 16}}};
        if (how % 2 == 0) mined.outputs.push_back({person(next()).public_key(), Amount{1}});
        return mined;
    }

    // The rules, as docs/protocol.md says them: nothing, if the block does not hold.
    std::optional<Coinage> after(const std::vector<Transaction>& block, Coinage coins) {
        std::uint64_t fees = 0;
        for (std::size_t i = 0; i < block.size(); ++i) {
            std::uint64_t in = 0;
            std::uint64_t out = 0;
            const auto& coinbase = block[i].coinbase;
            if (coinbase && (i > 0 || coinbase->height != height())) return std::nullopt;
            if (coinbase && coinbase->network != rules_.network) return std::nullopt;
            for (const Input& input : block[i].inputs) {
                const auto coin = coins.find(input.spends);
                if (coin == coins.end()) return std::nullopt;
                const auto& [output, made, mined] = coin->second;
                if (mined && height().value() < made.value() + rules_.maturity) return std::nullopt;
                if (signed_right_.at(input.signature) != output.to) return std::nullopt;
                in += output.amount.value();
                coins.erase(coin);
            }
            const Hash id = id_of(encode_unsigned(block[i]));
            for (std::uint32_t k = 0; k < block[i].outputs.size(); ++k) {
                const Output& output = block[i].outputs[k];
                out += output.amount.value();
                coins[{id, k}] = {output, height(), coinbase.has_value()};
            }
            if (!coinbase && out > in) return std::nullopt;
            if (!coinbase) fees += in - out;
        }
        std::uint64_t taken = 0;
        if (!block.empty() && block[0].coinbase) {
            for (const Output& output : block[0].outputs) taken += output.amount.value();
        }
        if (taken > 100 + fees) return std::nullopt;
        return coins;
    }

    void block(std::uint8_t how) {
        if (done_.size() == 30) return;
        std::vector<Transaction> transactions;
        if (how % 8 != 0) transactions.push_back(coinbase(how));
        Coinage coins = coins_;
        for (int i = 0; i < how / 16 % 4; ++i) {
            transactions.push_back(payment(coins));
            const Hash id = id_of(encode_unsigned(transactions.back()));
            for (std::uint32_t k = 0; k < transactions.back().outputs.size(); ++k) {
                ever_.push_back({id, k});
                coins[{id, k}] = {transactions.back().outputs[k], height(), false};
            }
        }
        if (how >= 0xf8) transactions.push_back(coinbase(how));
        sbc::chain::Block whole;
        whole.header.nonce = sbc::chain::Nonce{++blocks_};
        if (!done_.empty()) whole.header.previous = hash_of(done_.back().block.header);
        bool readable = true;
        for (const auto& transaction : transactions) {
            whole.transactions.push_back(encode(transaction));
            readable = readable && check_transaction(whole.transactions.back()).has_value();
        }
        const auto expected = readable ? after(transactions, coins_) : std::nullopt;
        auto applied = ledger_.connect(whole, height());
        must(applied.has_value() == expected.has_value());
        if (!applied) return must(!applied.error().text.empty());
        for (std::uint32_t k = 0; !transactions.empty() && k < transactions[0].outputs.size();
             ++k) {
            ever_.push_back({id_of(encode_unsigned(transactions[0])), k});
        }
        done_.push_back({std::move(whole), std::move(*applied), coins_});
        coins_ = *expected;
        forget_what_waits();
    }

    // A payment that could stand in the next block, behind those that wait already.
    void wait() {
        const Transaction payment = this->payment(free_);
        const auto checked = check_transaction(encode(payment));
        const auto expected = checked ? after({payment}, free_) : std::nullopt;
        if (!checked) return;
        const auto judged = ledger_.judge(*checked, height(), pending_);
        must(judged.has_value() == expected.has_value());
        if (!judged) return must(!judged.error().text.empty());
        must(judged->fee.value() == total(free_) - total(*expected));
        pending_.add(*checked, judged->spends);
        free_ = *expected;
        for (std::uint32_t k = 0; k < payment.outputs.size(); ++k) {
            ever_.push_back({checked->id(), k});
        }
    }
    void forget_what_waits() {
        pending_ = {};
        free_ = coins_;
    }
    static std::uint64_t total(const Coinage& coins) {
        std::uint64_t sum = 0;
        for (const auto& [outpoint, coin] : coins) sum += coin.output.amount.value();
        return sum;
    }

    void undo(std::uint8_t how) {
        if (done_.empty()) return;
        auto& [block, text, before] = done_.back();
        sbc::chain::Undo damaged = text;
        damaged[how % damaged.size()] = static_cast<char>(damaged[how % damaged.size()] ^ 4);
        must(!ledger_.disconnect(block, damaged));
        if (done_.size() > 1) {
            const Done& below = done_[done_.size() - 2];
            must(!ledger_.disconnect(block, below.undo));
            must(!ledger_.disconnect(below.block, below.undo));
        }
        must(ledger_.disconnect(block, text).has_value());
        coins_ = before;
        done_.pop_back();
        forget_what_waits();
    }

    void agree() {
        must(ledger_.coins().size() == coins_.size());
        ledger_.coins().each([&](const Outpoint& outpoint, const Coin& coin) {
            const auto found = coins_.find(outpoint);
            must(found != coins_.end() && found->second == coin);
        });
        for (std::size_t i = 0; i < people; ++i) {
            const PublicKey& key = person(i).public_key();
            std::uint64_t balance = 0;
            std::size_t count = 0;
            for (const auto& [outpoint, coin] : coins_) {
                if (coin.output.to != key) continue;
                balance += coin.output.amount.value();
                ++count;
            }
            must(book_.balance(key) == Amount{balance} && book_.coins(key).size() == count);
        }
        must(!done_.empty() || (coins_.empty() && book_.records() == 0 && book_.addresses() == 0));
    }

    fuzz::Script script_;
    static Rules rules() {
        Rules made;
        made.network = sbc::crypto::hash256(sbc::as_bytes(std::string{"a network"}));
        return made;
    }
    Rules rules_ = rules();
    AddressBook book_ = AddressBook::of_everybody(seed);
    InlineChecker checker_;
    Ledger ledger_{rules_, seed, checker_, {&book_}};
    std::vector<Done> done_;
    Coinage coins_;
    Pending pending_;
    Coinage free_;  // what is left of the coins for whoever comes behind what waits
    std::vector<Outpoint> ever_;
    std::map<Signature, PublicKey> signed_right_;  // whose signature it is
    std::uint32_t blocks_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    LedgerPlay{{data, std::min<std::size_t>(size, 200)}}.run();
    return 0;
}
