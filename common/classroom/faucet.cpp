#include "classroom/faucet.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <set>

namespace sbc::classroom {
namespace {

using ledger::Amount;
using ledger::Coin;
using ledger::Outpoint;
using wallet::OwnCoin;

// By these words, and the host's signature, a gift is known again after a restart.
const ledger::Note& welcome() {
    static const ledger::Note note{std::string{wallet::memo_app}, "welcome to the class"};
    return note;
}

std::string shown(std::uint64_t points) {
    return std::to_string(points) + (points == 1 ? " point" : " points");
}

}  // namespace

Faucet::Faucet(node::FullNode& node, const ledger::Ledger& ledger, const crypto::SigningKey& host,
               FaucetSettings settings, std::vector<Student> known)
    : node_{node},
      ledger_{ledger},
      host_{host},
      settings_{settings},
      students_{std::move(known)},
      looked_{node.chain().tip().hash} {
    assert(settings.gift > 0 && settings.in_one_payment > 0);
    assert(settings.gift <= ledger::most_amount.value() / settings.in_one_payment);
    for (const Student& student : students_) note(student);
    find_last_gifts();
}

// --- who asks ------------------------------------------------------------------------------------

Gift Faucet::answer(const Ask& ask, Gift::State state, std::string word) const {
    const std::uint64_t amount = state == Gift::State::Given ? settings_.gift : 0;
    return {ask.name, ask.address, state, amount, std::move(word), {}};
}

void Faucet::note(const Student& student) {
    by_name_[student.name] = student.address;
    by_address_[student.address] = student.name;
}

// Of whoever has been here before, or may never come.
std::optional<Gift> Faucet::known_answer(const Ask& ask) const {
    using enum Gift::State;
    const auto name = by_name_.find(ask.name);
    if (name != by_name_.end() && name->second != ask.address) {
        return answer(ask, Refused,
                      "the name " + ask.name + " " +
                          (waits(name->second) ? "waits for its points"
                                               : "has been given its points already") +
                          ", at another address: is it somebody else's? Take another "
                          "name then");
    }
    if (name != by_name_.end()) {
        if (waits(ask.address)) {
            return answer(ask, Later,
                          shown(settings_.gift) + " come with one of the next payments");
        }
        return answer(ask, Given, shown(settings_.gift) + " have been given to you already");
    }
    const auto address = by_address_.find(ask.address);
    if (address != by_address_.end()) {
        return answer(
            ask, Refused,
            "this address has asked for its points already, under the name " + address->second);
    }
    if (ask.address == host_.public_key()) {
        return answer(ask, Refused, "this is the host's own address, from which all gifts come");
    }
    if (!crypto::valid(ask.address)) return answer(ask, Refused, "nobody can have this address");
    return std::nullopt;
}

Gift Faucet::ask(const Ask& ask, Instant now) {
    using enum Gift::State;
    if (auto known = known_answer(ask)) return std::move(*known);
    const Student student{ask.name, ask.address};
    if (is_paid(ask.address)) {  // and the program was killed before it had written it down
        note(student);
        students_.push_back(student);
        return answer(ask, Given, shown(settings_.gift) + " have been given to you already");
    }
    if (by_name_.size() >= settings_.students) {
        return answer(ask, Refused,
                      "all that was to be given has been given, to " +
                          std::to_string(settings_.students) +
                          " students: ask one of them to pay you something");
    }
    note(student);
    queue_.push_back(student);
    if (pay_at_ == never) pay_at_ = now + settings_.pause;
    return answer(ask, Later, shown(settings_.gift) + " come with one of the next payments");
}

bool Faucet::waits(const crypto::PublicKey& address) const {
    return std::any_of(queue_.begin(), queue_.end(),
                       [&](const Student& one) { return one.address == address; });
}

// --- paying --------------------------------------------------------------------------------------

Instant Faucet::deadline() const {
    const bool wants_blocks = failed_ || !payments_.empty();
    return wants_blocks && has_new_block() ? std::min(look_at_, pay_at_) : pay_at_;
}

std::vector<Gift> Faucet::on_time(p2p::Moment moment) {
    if (has_new_block() && moment.now >= look_at_) {
        if (failed_) pay_at_ = moment.now;  // there may be other coins now
        look_after(moment);
    }
    if (moment.now < pay_at_) return {};
    // While a better history is coming, ours has coins that will be gone.
    const auto planned = node_.catching_up() ? std::nullopt : plan();
    failed_ = !planned || !pay(*planned, moment);
    pay_at_ = moment.now + (failed_ ? settings_.try_again : settings_.pause);
    if (failed_) return {};
    auto gifts = given(planned->amount.value() / settings_.gift);
    if (queue_.empty()) pay_at_ = never;
    return gifts;
}

// What could stand in the next block, and does not wait for it already.
std::vector<OwnCoin> Faucet::spendable() const {
    const node::Mempool& mempool = node_.mempool();
    const std::uint64_t next = mempool.height().value();
    std::set<Outpoint> taken;  // by gifts that are to be handed in anew
    for (const Payment& payment : payments_) {
        for (const ledger::Input& input : payment.made.parts().inputs) taken.insert(input.spends);
    }
    std::vector<OwnCoin> found;
    ledger_.coins().each([&](const Outpoint& outpoint, const Coin& coin) {
        if (coin.output.to != host_.public_key() || taken.contains(outpoint)) return;
        if (coin.mined && next < coin.height.value() + ledger_.rules().maturity) return;
        if (!mempool.pending().spender_of(outpoint)) found.push_back({outpoint, coin});
    });
    return found;
}

std::uint64_t Faucet::points() const {
    std::uint64_t together = 0;
    for (const OwnCoin& own : spendable()) together += own.coin.output.amount.value();
    return together;
}

// For as many as can be paid at once.
std::optional<wallet::Plan> Faucet::plan() const {
    const std::vector<OwnCoin> coins = spendable();
    for (auto count = std::min(queue_.size(), settings_.in_one_payment); count > 0; --count) {
        if (auto planned = plan_for(count, coins)) return planned;
    }
    return std::nullopt;
}

std::optional<wallet::Plan> Faucet::plan_for(std::size_t students,
                                             const std::vector<OwnCoin>& coins) const {
    const wallet::PaymentSize size{welcome()};
    const std::size_t outputs = students + 1;  // with the change
    const auto fee_of = [&](std::size_t inputs) { return size.fee({}, inputs, outputs); };
    wallet::Plan plan;
    plan.amount = Amount{students * settings_.gift};
    if (outputs > ledger::most_parts) return std::nullopt;
    auto chosen = wallet::choose(coins, plan.amount, fee_of, size.most_inputs(outputs));
    if (!chosen) return std::nullopt;
    plan.spends = std::move(*chosen);
    plan.fee = fee_of(plan.spends.size());
    std::uint64_t rest = 0;
    for (const OwnCoin& own : plan.spends) {
        plan.payment.inputs.push_back({own.outpoint, {}});
        rest += own.coin.output.amount.value();
    }
    plan.change = Amount{rest - plan.amount.value() - plan.fee.value()};
    for (std::size_t i = 0; i < students; ++i) {
        plan.payment.outputs.push_back({queue_[i].address, Amount{settings_.gift}});
    }
    if (plan.change > Amount{}) {
        plan.payment.outputs.push_back({host_.public_key(), plan.change});
    }
    plan.payment.note = welcome();
    return plan;
}

bool Faucet::pay(const wallet::Plan& plan, p2p::Moment moment) {
    auto made = wallet::sign(plan, ledger_.rules().network,
                             [&](const crypto::PublicKey&) { return &host_; });
    if (!made) return false;
    std::string text = encode(made->parts());
    if (!hand_in(text, moment)) return false;
    payments_.push_back({std::move(*made), std::move(text), {}});
    return true;
}

bool Faucet::hand_in(const std::string& payment, p2p::Moment moment) {
    auto answer = node_.submit(payment, moment);
    std::move(answer.actions.begin(), answer.actions.end(), std::back_inserter(actions_));
    return !answer.refused;
}

// The first of those who wait.
std::vector<Gift> Faucet::given(std::size_t students) {
    std::vector<Gift> gifts;
    for (; students > 0; --students) {
        const Student student = std::move(queue_.front());
        queue_.pop_front();
        gifts.push_back(answer({student.name, student.address}, Gift::State::Given,
                               shown(settings_.gift) + " are on their way"));
        students_.push_back(student);
    }
    return gifts;
}

// --- looking after what was given ----------------------------------------------------------------

// After a restart: those that wait, and those in the last blocks.
void Faucet::find_last_gifts() {
    const chain::Chain& chain = node_.chain();
    const std::uint64_t tip = chain.height().value();
    for (std::uint64_t at = tip < deep ? 1 : tip - deep + 1; at <= tip; ++at) {
        const chain::Place& place = chain.at(chain::Height{at});
        const auto block = chain.block(place);
        if (!block) continue;
        for (const std::string& text : block->transactions) {
            find_gift(text, Payment::Stands{place.height, place.hash});
        }
    }
    std::vector<const node::WaitingPayment*> waiting;
    for (const chain::Hash& id : node_.mempool().pending().concerning(host_.public_key())) {
        waiting.push_back(node_.mempool().find(id));
    }
    std::sort(waiting.begin(), waiting.end(),
              [](const auto* one, const auto* other) { return one->number < other->number; });
    for (const auto* one : waiting) find_gift(one->text, {});
}

void Faucet::find_gift(const std::string& transaction, std::optional<Payment::Stands> in) {
    auto read = ledger_.read(transaction);
    if (!read || read->is_coinbase() || read->parts().note != welcome()) return;
    const Bytes message = ledger::signed_bytes(ledger_.rules().network, read->unsigned_text());
    const crypto::Signature& signature = read->parts().inputs.front().signature;
    if (!crypto::verify(host_.public_key(), message, signature)) return;
    payments_.push_back({std::move(*read), transaction, in});
}

bool Faucet::has_new_block() const {
    return looked_ != node_.chain().tip().hash && !node_.catching_up();
}

void Faucet::look_after(p2p::Moment moment) {
    const chain::Chain& chain = node_.chain();
    for (Payment& payment : payments_) {
        if (payment.in && !chain.has(payment.in->height, payment.in->block)) payment.in.reset();
    }
    if (!find_missing()) {
        look_at_ = moment.now + settings_.try_again;
        return;
    }
    looked_ = chain.tip().hash;
    look_at_ = Instant::min();
    std::erase_if(payments_, [&](const Payment& payment) {
        return payment.in && payment.in->height.value() + deep <= chain.height().value();
    });
    // The oldest first: others may spend their change.
    std::vector<Payment> lost;
    for (auto at = payments_.begin(); at != payments_.end();) {
        const bool missing = is_missing(*at);
        if (missing && !can_happen(*at)) {
            lost.push_back(std::move(*at));
            at = payments_.erase(at);
            continue;
        }
        if (missing) (void)hand_in(at->text, moment);  // refused: another time
        ++at;
    }
    std::vector<Student> owed;
    for (const Payment& payment : lost) {
        for (Student& student : paid_by(payment)) owed.push_back(std::move(student));
    }
    std::erase_if(owed, [&](const Student& student) {
        return is_paid(student.address) || waits(student.address);
    });
    for (const Student& student : owed) std::erase(students_, student);
    if (!owed.empty()) pay_at_ = moment.now;
    queue_.insert(queue_.begin(), owed.begin(), owed.end());
}

bool Faucet::is_missing(const Payment& payment) const {
    return !payment.in && node_.mempool().find(payment.made.id()) == nullptr;
}

// In the blocks that our history has now and did not have at the last look. False: the store has
// failed.
bool Faucet::find_missing() {
    const auto missing = [&](const Payment& payment) { return is_missing(payment); };
    if (std::none_of(payments_.begin(), payments_.end(), missing)) return true;
    const chain::Chain& chain = node_.chain();
    const chain::Place* before = chain.tree().find(looked_);
    if (before == nullptr) before = &chain.tree().root();
    for (const chain::Place* place : chain::path_between(*before, chain.tip()).connect) {
        const auto block = chain.block(*place);
        if (!block) return false;
        const auto& texts = block->transactions;
        for (Payment& payment : payments_) {
            if (payment.in) continue;
            if (std::find(texts.begin(), texts.end(), payment.text) == texts.end()) continue;
            payment.in = Payment::Stands{place->height, place->hash};
        }
    }
    return true;
}

// Now or later: what it spends is there, or will be when something else has happened.
bool Faucet::can_happen(const Payment& payment) const {
    const auto& inputs = payment.made.parts().inputs;
    return std::all_of(inputs.begin(), inputs.end(), [&](const ledger::Input& input) {
        if (ledger_.coins().find(input.spends)) return true;
        if (node_.mempool().pending().find(input.spends)) return true;
        return std::any_of(payments_.begin(), payments_.end(), [&](const Payment& other) {
            return !other.in && other.made.id() == input.spends.transaction;
        });
    });
}

// Those of them whose names are known.
std::vector<Faucet::Student> Faucet::paid_by(const Payment& payment) const {
    std::vector<Student> students;
    for (const ledger::Output& output : payment.made.parts().outputs) {
        const auto name = by_address_.find(output.to);
        if (name != by_address_.end()) students.push_back({name->second, output.to});
    }
    return students;
}

bool Faucet::is_paid(const crypto::PublicKey& address) const {
    return std::any_of(payments_.begin(), payments_.end(), [&](const Payment& payment) {
        const auto& outputs = payment.made.parts().outputs;
        return std::any_of(outputs.begin(), outputs.end(),
                           [&](const ledger::Output& output) { return output.to == address; });
    });
}

}  // namespace sbc::classroom
