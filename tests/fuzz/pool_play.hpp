// A play of bytes with a mempool and its ledger: they say who pays whom what, which blocks are
// mined, with what in them, and how many of them count no longer. After each step the mempool must
// be what the naive one is, and the ledger must take the block that it offers.
#pragma once

#include <span>

#include "node/block_template.hpp"
#include "pool_model.hpp"
#include "script.hpp"

namespace pool {

// Nothing is signed here, so that there is time for more of everything else.
class FirstByteChecker : public sbc::ledger::SignatureChecker {
public:
    void ask(sbc::ledger::SignedMessage message) override {
        const std::size_t number = asked_++;
        for (std::size_t i = 0; i < message.signers.size(); ++i) {
            if (!wrong_ && message.signers[i].signature.bytes[0] != 1) wrong_ = {number, i};
        }
    }
    std::optional<sbc::ledger::WrongSignature> verdict() override {
        asked_ = 0;
        return std::exchange(wrong_, std::nullopt);
    }

private:
    std::size_t asked_ = 0;
    std::optional<sbc::ledger::WrongSignature> wrong_;
};

class PoolPlay {
public:
    explicit PoolPlay(std::span<const std::uint8_t> bytes) : script_{bytes} {}

    void run() {
        grow({coinbase()});
        while (!script_.empty()) {
            const std::uint8_t what = next() % 16;
            if (what < 9) add();
            if (what == 9 || what == 10) mine_template();
            if (what == 11 || what == 12) reorganise(0, 1);
            if (what == 13) reorganise(1 + next() % 4, next() % 5);
            if (what == 14) grow({coinbase()});
            if (what == 15) pass_time();
            agree();
        }
    }

private:
    using Transaction = sbc::ledger::Transaction;

    std::uint8_t next() { return script_.next(); }
    static const sbc::crypto::PublicKey& somebody() {
        static const auto key =
            sbc::crypto::SigningKey{sbc::crypto::SigningKey::Seed{}}.public_key();
        return key;
    }
    static sbc::ledger::Rules rules() {
        sbc::ledger::Rules made;
        made.network = sbc::crypto::hash256(sbc::as_bytes(std::string_view{"a network"}));
        return made;
    }
    static MempoolLimits limits() {
        MempoolLimits made;
        made.bytes = 16'000;
        made.package = 4;
        made.package_bytes = 4'000;
        made.least_output = Amount{2};
        made.expiry = std::chrono::minutes{10};
        return made;
    }

    std::string coinbase() {
        Transaction mined;
        mined.coinbase = sbc::ledger::Coinbase{naive_.next(), rules().network};
        const std::size_t outputs = 1 + next() % 4;
        for (std::size_t i = 0; i < outputs; ++i)
            mined.outputs.push_back({somebody(), Amount{10U + next() % 16}});
        return remember(mined);
    }
    std::string remember(const Transaction& transaction) {
        std::string text = encode(transaction);
        const auto id = sbc::ledger::id_of(encode_unsigned(transaction));
        for (std::uint32_t i = 0; i < transaction.outputs.size(); ++i)
            ever_.emplace_back(Outpoint{id, i}, transaction.outputs[i].amount);
        made_.push_back(text);
        return text;
    }
    // Of coins that there have been at some time; often of a late one.
    std::string payment() {
        const std::uint8_t how = next();
        Transaction paid;
        std::uint64_t comes = 0;
        for (int i = 0; i < 1 + how % 2 && !ever_.empty(); ++i) {
            const std::size_t back =
                next() % std::min<std::size_t>(ever_.size(), 1U << (how / 4 % 8));
            const auto& [outpoint, amount] = ever_[ever_.size() - 1 - back];
            paid.inputs.push_back({outpoint, {}});
            paid.inputs.back().signature.bytes[0] = how < 250 ? 1 : 0;
            comes += amount.value();
        }
        const std::uint64_t fee = std::min<std::uint64_t>(next() % 32, comes > 2 ? comes - 2 : 0);
        const std::uint64_t left = comes - fee + (how == 249 ? 1 : 0);
        const std::uint64_t parts =
            how % 8 == 7 ? std::max<std::uint64_t>(left / 3, 1) : 1 + how % 3;
        for (std::uint64_t i = 0; i + 1 < parts; ++i)
            paid.outputs.push_back({somebody(), Amount{left / parts}});
        paid.outputs.push_back({somebody(), Amount{left - (parts - 1) * (left / parts)}});
        if (how % 16 == 3) paid.note = sbc::ledger::Note{"memo", std::string(how, 'x')};
        return remember(paid);
    }
    // A new one, or one that has been made before.
    std::string any_payment() {
        if (next() % 4 != 0) return payment();
        return made_[made_.size() - 1 - next() % made_.size()];
    }

    void add() {
        const std::string text = any_payment();
        const auto checked = sbc::ledger::check_transaction(text);
        if (checked && checked->is_coinbase()) {
            must(mempool_.add(text, now_).error().reason == MempoolError::Coinbase ||
                     mempool_.add(text, now_).error().reason == MempoolError::Dust,
                 "a coinbase waits");
            return;
        }
        const bool forged = checked && checked->parts().inputs[0].signature.bytes[0] == 0;
        const std::optional<NaivePool> before = forged ? std::optional{naive_} : std::nullopt;
        std::set<Hash> evicted;
        const auto expected = naive_.add(text, now_, evicted);
        const auto added = mempool_.add(text, now_);
        if (forged && (!expected || expected == MempoolError::Immature)) {
            naive_ = *before;
            must(!added, "a forged payment waits");
            must(added.error().reason == MempoolError::WrongSignature ||
                     expected == added.error().reason,
                 "forged, and refused otherwise");
            return;
        }
        must(added.has_value() == !expected, "the mempool takes other payments");
        if (!added) return must(added.error().reason == *expected, "refused for another reason");
        std::set<Hash> left;
        for (const auto& [id, why] : added->left) {
            must(why == Departure::Evicted, "gone for another reason");
            left.insert(id);
        }
        must(left == evicted, "others are evicted");
    }

    // In the ledger, if it takes it.
    bool connect(const std::vector<std::string>& transactions) {
        Block block{{}, transactions};
        block.header.nonce = sbc::chain::Nonce{++blocks_};
        if (!undos_.empty()) block.header.previous = hash_of(undos_.back().first.header);
        auto undo = ledger_.connect(block, Height{undos_.size() + 1});
        if (undo) undos_.emplace_back(std::move(block), std::move(*undo));
        return undo.has_value();
    }
    void take_back() {
        must(ledger_.disconnect(undos_.back().first, undos_.back().second).has_value(), "undo");
        undos_.pop_back();
    }
    void grow(const std::vector<std::string>& transactions) {
        must(connect(transactions), "the ledger refuses a block");
        tell(0, 1);
    }
    void tell(std::size_t less, std::size_t more) {
        std::vector<Block> off;
        for (std::size_t left = naive_.history().size(); off.size() < less; --left)
            off.push_back(naive_.history()[left - 1].block);
        std::vector<Block> on;
        for (std::size_t i = undos_.size() - more; i < undos_.size(); ++i)
            on.push_back(undos_[i].first);
        std::set<Hash> expected_came;
        const auto expected = naive_.moved(less, on, now_, expected_came);
        const auto changes = mempool_.moved(off, on, Height{undos_.size()}, now_);
        must(std::set<Hash>(changes.came.begin(), changes.came.end()) == expected_came,
             "others come back");
        std::map<Hash, Departure> left;
        for (const auto& [id, why] : changes.left)
            must(left.emplace(id, why).second, "one has left twice");
        must(left == expected, "others leave, or for other reasons");
    }

    void mine_template() {
        const auto made = make_template(mempool_, rules(), {somebody(), {}});
        grow(made.transactions);
        made_.insert(made_.end(), made.transactions.begin(), made.transactions.end());
        ever_.emplace_back(Outpoint{sbc::ledger::check_transaction(made.transactions[0])->id(), 0},
                           Amount{rules().subsidy.value() + made.fees.value()});
    }
    // So many blocks less, and so many others: with what came to wait before, with what stood in
    // those that count no longer, and with what nobody has seen yet.
    void reorganise(std::size_t less, std::size_t more) {
        less = std::min(less, undos_.size() - 1);
        for (std::size_t i = 0; i < less; ++i) take_back();
        for (std::size_t i = 0; i < more; ++i) {
            must(connect({}), "an empty block");
            std::vector<std::string> taken;
            const int tries = next() % 4;
            for (int k = 0; k < tries; ++k) {
                take_back();
                taken.push_back(any_payment());
                if (connect(taken)) continue;
                taken.pop_back();
                must(connect(taken), "the same block as before");
            }
        }
        tell(less, more);
    }
    void pass_time() {
        now_ += std::chrono::seconds{10 * next()};
        const auto changes = mempool_.on_time(now_);
        std::set<Hash> left;
        for (const auto& [id, why] : changes.left) {
            must(why == Departure::Expired, "gone for another reason");
            left.insert(id);
        }
        must(left == naive_.expire(now_), "others expire");
        must(mempool_.deadline() > now_, "there is nothing left to do");
    }

    void agree() {
        must(mempool_.size() == naive_.waiting().size(), "others wait");
        must(mempool_.bytes() == naive_.bytes(), "they take other memory");
        must(mempool_.bytes() <= limits().bytes, "they take too much memory");
        must(mempool_.pending().size() == mempool_.size(), "the ledger's view is another one");
        std::uint64_t number = 0;
        std::uint64_t fees = 0;
        for (const auto& one : naive_.waiting()) {
            const WaitingPayment* waits = mempool_.find(one.id());
            must(waits != nullptr && waits->text == one.text, "another one waits");
            must(waits->fee == one.fee && waits->came == one.came, "it is told otherwise");
            must(std::exchange(number, waits->number) < waits->number, "in another order");
            const auto before = naive_.ancestors(one);
            must(waits->with_ancestors.payments == before.size() + 1, "other ancestors");
            std::uint64_t together = one.fee.value();
            for (const Hash& id : before) together += mempool_.find(id)->fee.value();
            must(waits->with_ancestors.fee == Amount{together}, "other fees");
            must(waits->with_descendants.payments <= limits().package, "too many heirs");
            fees += one.fee.value();
        }
        offer(fees);
    }
    void offer(std::uint64_t fees_of_all) {
        const std::uint8_t how = script_.peek();
        const BlockRoom room{how % 3 == 0 ? 100U : how % 8U, how % 3 == 1 ? 24'000U : how * 40U};
        const auto small = make_template(mempool_, rules(), {somebody(), {}}, room);
        must(small.transactions.size() <= room.transactions, "too many");
        std::size_t bytes = 0;
        for (const auto& text : small.transactions) bytes += text.size();
        must(bytes <= room.bytes, "too long");
        must(connect(small.transactions), "the ledger refuses a template");
        take_back();
        const auto whole = make_template(mempool_, rules(), {somebody(), {}});
        must(whole.transactions.size() == mempool_.size() + 1, "not all that fit are in it");
        must(whole.fees == Amount{fees_of_all}, "other fees");
        must(sbc::ledger::check_transaction(whole.transactions[0])->goes_out() ==
                 Amount{rules().subsidy.value() + fees_of_all},
             "another reward");
        must(connect(whole.transactions), "the ledger refuses a template");
        take_back();
    }

    fuzz::Script script_;
    Instant now_{std::chrono::hours{1}};
    FirstByteChecker checker_;
    sbc::ledger::Ledger ledger_{rules(), {1, 2}, checker_};
    Mempool mempool_{ledger_, Height{0}, limits()};
    NaivePool naive_{rules(), limits()};
    std::vector<std::pair<Block, sbc::chain::Undo>> undos_;
    std::vector<std::pair<Outpoint, Amount>> ever_;
    std::vector<std::string> made_;
    std::uint32_t blocks_ = 0;
};

}  // namespace pool
