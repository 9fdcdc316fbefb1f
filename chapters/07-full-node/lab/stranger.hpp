#pragma once

#include <set>

#include "builder.hpp"
#include "chain/chain.hpp"
#include "chain/memory_store.hpp"
#include "lab/visit.hpp"
#include "ledger/remembering_checker.hpp"
#include "ledger/transaction.hpp"
#include "miner/search.hpp"
#include "sync.hpp"

// Mallory, who breaks the rules. To break one and no other she needs to know what everybody knows:
// the history and its coins.
namespace lab {

using sbc::crypto::PublicKey;
using sbc::crypto::SigningKey;
using sbc::ledger::Amount;
using sbc::ledger::Coin;
using sbc::ledger::Outpoint;
using sbc::ledger::Transaction;

// #region key
// A key that everybody can guess, as sign.cpp makes it.
inline SigningKey key_of(const std::string& name) {
    const auto seed = sbc::crypto::hash256(sbc::as_bytes("SimpleBitcoin/lab/" + name));
    return SigningKey{SigningKey::Seed{seed.bytes}};
}

inline std::chrono::sys_seconds wall_clock() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}
// #endregion key

// #region stranger
class Stranger {
public:
    struct Spend {
        Outpoint at;
        Amount amount;
    };
    // The key is made of a name, and so are those of the people she pays.
    Stranger(Door door, const sbc::chain::Network& network, const std::string& name)
        : door_{std::move(door)},
          key_{key_of(name)},
          rules_{.network = hash_of(sbc::chain::genesis(network).header)},
          ledger_{rules_, {sbc::random64(), sbc::random64()}, checker_},
          chain_{network, ledger_, store_} {}

    [[nodiscard]] const Door& door() const { return door_; }
    [[nodiscard]] const Chain& chain() const { return chain_; }
    [[nodiscard]] const SigningKey& key() const { return key_; }
    [[nodiscard]] PublicKey address() const { return key_.public_key(); }
    // #endregion stranger

    // #region catch-up
    // Asks the node for all that she lacks of its history. She looks at it as a node does: throws
    // if the node's own history breaks the rules.
    void catch_up() {
        Visit visit{door_};
        bool more = true;
        while (more) {
            const auto headers =
                answer<Headers>(visit, GetHeaders{locator_of(chain_.tip())}).headers;
            more = headers.size() == most_headers;
            for (std::size_t at = 0; at < headers.size();) {
                GetBlocks question;
                for (; at < headers.size() && question.hashes.size() < most_asked; ++at) {
                    question.hashes.push_back(hash_of(headers[at]));
                }
                for (const auto& message : visit.ask(question)) {
                    if (const auto* one = std::get_if<OneBlock>(&message)) believe(one->block);
                }
            }
        }
    }
    // #endregion catch-up

    // #region mining
    // The block that would follow on this one. She may change it before she mines it; its times are
    // as far apart as they should be, so that it does not become harder and harder for her.
    [[nodiscard]] Block next_block(const Place& parent, const std::vector<std::string>& payments,
                                   const std::optional<PublicKey>& paid = {}) const {
        std::vector<std::string> texts{coinbase(parent, {{paid.value_or(address()), Amount{100}}})};
        texts.insert(texts.end(), payments.begin(), payments.end());
        return with(parent, std::move(texts));
    }
    [[nodiscard]] Block with(const Place& parent, std::vector<std::string> texts) const {
        const auto later = parent.time() + chain_.tree().network().spacing;
        return build_block(parent, chain_.tree().next_bits(parent), std::move(texts),
                           std::max(wall_clock(), later),
                           Nonce{static_cast<std::uint32_t>(sbc::random64())});
    }
    [[nodiscard]] std::string coinbase(const Place& parent,
                                       std::vector<sbc::ledger::Output> outputs) const {
        return encode(Transaction{sbc::ledger::Coinbase{above(parent.height), rules_.network},
                                  {},
                                  std::move(outputs),
                                  {}});
    }
    // A header of a branch of hers, so that more can stand on it.
    const Place& expect(const sbc::chain::Header& header) {
        const auto place = chain_.add_header(header, wall_clock());
        if (!place) throw std::runtime_error{"her own branch: " + place.error().text};
        return **place;
    }
    // The work: some 65,537 hashes where a network is new.
    static Block mined(Block block) {
        while (true) {
            const auto found = sbc::miner::search(block.header, 0xffff'ffff);
            if (found) {
                block.header = *found;
                return block;
            }
            block.header.time += std::chrono::seconds{1};
        }
    }
    // #endregion mining

    // #region coins
    // A coin of hers that the next block may spend, never the same one twice. She mines for it, and
    // waits until it is old enough by mining on.
    Spend own_coin() {
        return coin([&](const Coin& coin) { return coin.output.to == address(); });
    }
    // One of anybody else.
    Spend foreign_coin() {
        return coin([&](const Coin& coin) { return coin.output.to != address(); });
    }
    // A payment of these coins, all of them signed with her key, whoever owns them.
    [[nodiscard]] std::string signed_by_her(Transaction payment) const {
        const auto signature = sign(encode_unsigned(payment));
        for (auto& input : payment.inputs) input.signature = signature;
        return encode(payment);
    }
    [[nodiscard]] sbc::crypto::Signature sign(const std::string& unsigned_text) const {
        return key_.sign(sbc::ledger::signed_bytes(rules_.network, unsigned_text));
    }
    // #endregion coins

    // #region asking
    // Whether a block is part of the node's history. Whoever asks what follows a block that is not
    // gets no answer, or is told the history from its beginning.
    [[nodiscard]] bool node_follows(const Hash& block) const {
        Visit visit{door_};
        for (const auto& message : visit.ask(GetHeaders{{block}})) {
            const auto* tip = std::get_if<Announce>(&message);
            const auto* after = std::get_if<Headers>(&message);
            if (tip != nullptr && tip->tip == block) return true;
            if (after != nullptr && !after->headers.empty() &&
                after->headers.front().previous == block) {
                return true;
            }
        }
        return false;
    }
    // Whether a payment waits at the node, or has got into a block since.
    [[nodiscard]] bool node_took(const Hash& id, const std::string& text) {
        Visit visit{door_};
        for (const auto& message : visit.ask(GetPayments{{id}})) {
            if (std::holds_alternative<Payments>(message)) return true;
        }
        catch_up();
        return written_.contains(text);
    }
    // #endregion asking

private:
    // #region private
    template <class Answer>
    static Answer answer(Visit& visit, const ChainMessage& question) {
        for (const auto& message : visit.ask(question)) {
            if (const auto* one = std::get_if<Answer>(&message)) return *one;
        }
        throw std::runtime_error{"the node does not answer"};
    }
    void believe(const Block& block) {
        written_.insert(block.transactions.begin(), block.transactions.end());
        const auto added = chain_.add(block, wall_clock());
        if (!added) throw std::runtime_error{"the node follows a bad block: " + added.error().text};
    }
    template <class Wanted>
    Spend coin(const Wanted& wanted) {
        for (int blocks = 0; blocks < 20; ++blocks) {
            catch_up();
            if (const auto found = find_coin(wanted)) return *found;
            // The first one is for somebody else, so that there is something to steal.
            const auto paid = chain_.height() == Height{0} ? key_of("ann").public_key() : address();
            Visit{door_}.ask(OneBlock{mined(next_block(chain_.tip(), {}, paid))});
        }
        throw std::runtime_error{"the others mine so quickly that nobody else finds a block"};
    }
    template <class Wanted>
    std::optional<Spend> find_coin(const Wanted& wanted) {
        std::optional<Spend> found;
        const std::uint64_t next = chain_.height().value() + 1;
        ledger_.coins().each([&](const Outpoint& at, const Coin& coin) {
            const bool old = !coin.mined || next >= coin.height.value() + rules_.maturity;
            if (!found && old && coin.output.amount >= Amount{100} && wanted(coin) &&
                !used_.contains(at)) {
                found = Spend{at, coin.output.amount};
            }
        });
        if (found) used_.insert(found->at);
        return found;
    }

    Door door_;
    SigningKey key_;
    sbc::ledger::Rules rules_;
    sbc::ledger::InlineChecker checker_;
    sbc::ledger::Ledger ledger_;
    sbc::chain::MemoryStore store_;
    Chain chain_;
    std::set<Outpoint> used_;
    std::set<std::string> written_;  // every transaction in the node's blocks
    // #endregion private
};

}  // namespace lab
