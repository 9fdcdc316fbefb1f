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

const ledger::Note& Faucet::welcome() {
    static const ledger::Note note{std::string{wallet::memo_app}, "welcome to the class"};
    return note;
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

}  // namespace sbc::classroom
