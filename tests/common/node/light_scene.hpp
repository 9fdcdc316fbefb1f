// Full nodes with their light services, a light wallet, and the wires between them, in virtual
// time.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "chain/memory_store.hpp"
#include "chain/merkle.hpp"
#include "crypto/ed25519.hpp"
#include "node/light_service.hpp"
#include "node/light_wallet.hpp"
#include "node/mempool.hpp"

namespace light {

namespace wallet = sbc::wallet;

using namespace sbc::node;
using namespace std::chrono_literals;
using sbc::Instant;
using sbc::chain::Block;
using sbc::chain::Chain;
using sbc::chain::leaves_of;
using sbc::chain::Network;
using sbc::crypto::SigningKey;
using sbc::ledger::Amount;
using sbc::ledger::check_transaction;
using sbc::ledger::CheckedTransaction;
using sbc::ledger::Coin;
using sbc::ledger::Outpoint;
using sbc::ledger::Output;
using sbc::ledger::signed_bytes;
using sbc::ledger::Transaction;
using sbc::p2p::Actions;
using sbc::p2p::Moment;

// Of the scene itself.
inline void need(bool so) {
    if (!so) throw std::logic_error{"the scene does not do what it should"};
}

constexpr Instant beginning{std::chrono::hours{1}};

inline const SigningKey& key(const std::string& name) {
    static std::map<std::string, SigningKey> keys;
    const auto made = [&] {
        return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
    };
    auto found = keys.find(name);
    if (found == keys.end()) found = keys.emplace(name, made()).first;
    return found->second;
}
inline const sbc::crypto::PublicKey& address(const std::string& name) {
    return key(name).public_key();
}

inline Network network() {  // every second hash is a block
    Network made;
    made.name = "light";
    made.easiest = sbc::chain::Bits{0x207fffff};
    return made;
}
inline sbc::ledger::Rules rules() {
    static const Hash id = hash_of(genesis(network()).header);
    return {id};
}

inline std::string coinbase(std::uint64_t height, const std::vector<Output>& outputs,
                            const std::string& note = {}) {
    Transaction made;
    made.coinbase = sbc::ledger::Coinbase{Height{height}, rules().network};
    made.outputs = outputs;
    if (!note.empty()) made.note = sbc::ledger::Note{"memo", note};
    return encode(made);
}
inline std::string coinbase(std::uint64_t height, const std::string& to,
                            std::uint64_t amount = 100) {
    return coinbase(height, {{address(to), Amount{amount}}});
}
// All inputs are this owner's.
inline std::string payment(const std::vector<Outpoint>& coins, const std::string& from,
                           const std::vector<Output>& outputs) {
    Transaction made;
    for (const Outpoint& coin : coins) made.inputs.push_back({coin, {}});
    made.outputs = outputs;
    const auto signature = key(from).sign(signed_bytes(rules().network, encode_unsigned(made)));
    for (auto& input : made.inputs) input.signature = signature;
    return encode(made);
}
inline Hash id(const std::string& text) { return check_transaction(text)->id(); }
inline CheckedTransaction checked(const std::string& text) { return *check_transaction(text); }

inline Block on(const sbc::chain::BlockTree& tree, const Place& parent,
                std::vector<std::string> transactions, std::chrono::seconds after = 5s) {
    Block block;
    block.transactions = std::move(transactions);
    block.header.previous = parent.hash;
    block.header.merkle_root = sbc::chain::merkle_root(leaves_of(block.transactions));
    block.header.time = parent.time() + after;
    block.header.bits = tree.next_bits(parent);
    while (!check_header(block.header)) {
        block.header.nonce = sbc::chain::Nonce{block.header.nonce.value() + 1};
    }
    return block;
}

// A store whose disk may fail when it is asked how to take a block back.
class Shelf : public sbc::chain::MemoryStore {
public:
    [[nodiscard]] sbc::Result<sbc::chain::Undo, sbc::chain::StoreError> undo(
        const Hash& hash) const override {
        if (fails) return sbc::refuse(sbc::chain::StoreError::Failed, "the disk does not answer");
        return MemoryStore::undo(hash);
    }
    bool fails = false;
};

// What a full node is to its wallets.
class Core {
public:
    explicit Core(LightServiceLimits limits = {})
        : service{chain,
                  store,
                  LightDesk{
                      [this](const PublicKey& one) { return pool.pending().concerning(one); },
                      [this](const Hash& one) { return shown(one); },
                      [this](const std::string& text, Moment moment) { return pay(text, moment); }},
                  {1, 2},
                  limits} {}

    // The block above the tip, or above another one.
    [[nodiscard]] Block next(std::vector<std::string> transactions, std::uint64_t above) const {
        return on(chain.tree(), chain.at(Height{above}), std::move(transactions));
    }
    // What its wallets are to be told.
    Actions add(const Block& block) {
        const auto path = chain.add(block, wall());
        need(path.has_value());
        const auto texts = [&](const std::vector<const Place*>& places) {
            std::vector<Block> blocks;
            blocks.reserve(places.size());
            for (const Place* place : places) blocks.push_back(*chain.block(*place));
            return blocks;
        };
        Actions all;
        const auto then = [&](Actions more) { all.insert(all.end(), more.begin(), more.end()); };
        const auto changes =
            pool.moved(texts(path->disconnect), texts(path->connect), chain.height(), beginning);
        for (const Hash& one : changes.came) then(service.came(one));
        for (const Hash& one : changes.in_blocks) service.confirmed(one);
        for (const Left& one : changes.left) then(service.gone(one.id, words(one.why)));
        if (!path->connect.empty()) then(service.tip_changed());
        return all;
    }
    LightDesk::Answer pay(const std::string& text, Moment moment) {
        if (refuses) return {*refuses, {}};
        const auto added = pool.add(text, moment.now);
        if (added) return {{}, service.came(added->id)};
        if (added.error().reason == MempoolError::Waits) return {};
        return {added.error().text, {}};
    }
    [[nodiscard]] std::chrono::sys_seconds wall() const {
        return chain.tip().time() + std::chrono::hours{1};
    }

    sbc::ledger::InlineChecker checker;
    sbc::ledger::KeptLedger ledger{rules(), {1, 2}, checker};
    Shelf store;
    Chain chain{network(), ledger, store};
    Mempool pool{ledger.ledger(), Height{0}};
    std::optional<std::string> refuses;  // every payment, for this reason
    LightService service;

private:
    [[nodiscard]] std::optional<LightDesk::Payment> shown(const Hash& one) const {
        const WaitingPayment* waiting = pool.find(one);
        if (waiting == nullptr) return std::nullopt;
        return LightDesk::Payment{waiting->text, pool.spends(*waiting)};
    }
};

// One wallet, its cores, and what is under way between them. A link has one number at both ends.
class Town {
public:
    explicit Town(std::size_t count, LightWalletLimits limits = {})
        : wallet{network(), rules(), limits} {
        while (cores.size() < count) cores.push_back(std::make_unique<Core>());
    }

    [[nodiscard]] Moment moment() const {
        return {now,
                network().begins + 10h + std::chrono::floor<std::chrono::seconds>(now - beginning),
                1};
    }
    LinkId connect(std::size_t core) {
        const LinkId link{++links_so_far_};
        links.emplace(link, cores[core].get());
        core_says(cores[core]->service.joined(link, moment()));
        wallet_says(wallet.joined(link, moment()));
        run();
        return link;
    }
    void disconnect(LinkId link) {
        Core* core = links.at(link);
        links.erase(link);
        core_says(core->service.left(link));
        wallet_says(wallet.left(link));
        run();
    }
    // A block that all of them, or one, get.
    void mine(std::vector<std::string> transactions) {
        const Block block =
            cores[0]->next(std::move(transactions), cores[0]->chain.height().value());
        for (std::size_t i = 0; i < cores.size(); ++i) give(i, block);
    }
    void give(std::size_t core, const Block& block) {
        core_says(cores[core]->add(block));
        run();
    }
    void core_pays(std::size_t core, const std::string& text) {
        const auto answer = cores[core]->pay(text, moment());
        need(!answer.refused);
        core_says(answer.actions);
        run();
    }

    // Until nothing is under way.
    void run() {
        while (!letters.empty() || wallet.deadline() <= now) {
            need(++steps < 100'000);
            if (letters.empty()) {
                wallet_says(wallet.on_time(moment()));
                continue;
            }
            Letter letter = std::move(letters.front());
            letters.pop_front();
            deliver(letter);
        }
    }
    void wait(sbc::Duration time) {
        for (const Instant end = now + time; now < end;) {
            Instant next = std::min(end, wallet.deadline());
            for (const auto& core : cores) next = std::min(next, core->service.deadline());
            now = std::max(now, next);
            for (const auto& core : cores) core_says(core->service.on_time(moment()));
            wallet_says(wallet.on_time(moment()));
            run();
        }
    }

    struct Letter {
        bool to_wallet;
        LinkId link;
        std::string body;
    };
    void core_says(const Actions& actions) { perform(actions, true); }
    void wallet_says(const Actions& actions) { perform(actions, false); }

    Instant now = beginning;
    std::vector<std::unique_ptr<Core>> cores;
    LightWallet wallet;
    std::map<LinkId, Core*> links;
    std::deque<Letter> letters;
    // May alter what a core says, or (false) suppress it.
    std::function<bool(LinkId, LightMessage&)> tamper;
    std::vector<LinkId> closed_by_wallet;
    std::vector<LinkId> closed_by_core;
    std::string told;
    std::size_t asked = 0;  // messages of the wallet
    std::size_t steps = 0;

    [[nodiscard]] std::uint64_t balance() const {
        return wallet.wallet().balance().spendable.value();
    }
    [[nodiscard]] std::uint64_t arriving() const {
        return wallet.wallet().balance().arriving.value();
    }

private:
    void perform(const Actions& actions, bool by_core) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                post({send->link}, send->message, by_core);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                post(all->links, all->message, by_core);
            } else if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                (by_core ? closed_by_core : closed_by_wallet).push_back(close->link);
                if (links.contains(close->link)) disconnect(close->link);
            } else if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                told += tell->text + "\n";
            }
        }
    }
    void post(const std::vector<LinkId>& to, const sbc::p2p::Message& message, bool by_core) {
        const auto& direct = std::get<sbc::p2p::Direct>(message);
        need(direct.application == "light");
        need(!sbc::p2p::unsendable(message));
        for (const LinkId link : to) letters.push_back({by_core, link, direct.body});
    }
    void deliver(Letter& letter) {
        const auto link = links.find(letter.link);
        if (link == links.end()) return;
        if (!letter.to_wallet) {
            ++asked;
            return core_says(link->second->service.direct(letter.link, letter.body, moment()));
        }
        auto message = decode_light_message(letter.body);
        need(message.has_value());
        if (tamper && !tamper(letter.link, *message)) return;
        wallet_says(wallet.direct(letter.link, encode(*message), moment()));
    }
    std::uint64_t links_so_far_ = 0;
};

inline bool says(const Town& town, const std::string& words) {
    return town.told.find(words) != std::string::npos;
}
inline bool worries(const Town& town, const std::string& words) {
    for (const std::string& one : town.wallet.state().worries) {
        if (one.find(words) != std::string::npos) return true;
    }
    return false;
}
inline const wallet::Entry& newest(const Town& town) { return town.wallet.wallet().entry(0); }

}  // namespace light
