// The node of this chapter and the one that has come of it speak one language: each catches up with
// the other, hears of its blocks and payments, and gives way to the better history.
#include <deque>

#include "chain_app.hpp"
#include "node/full_node.hpp"
#include "node_kit.hpp"

using namespace kit;
using sbc::p2p::Actions;
using sbc::p2p::LinkId;
using sbc::p2p::Moment;

namespace {

const LinkId line{1};

// One of either kind on the two ends of a line, as long as it holds.
class Pair {
public:
    Pair() { REQUIRE(graduate_.restore(now_)); }

    stage::ChainApp lesson{{.network = easy(),
                            .miner = key_of("lesson").public_key(),
                            .block_every = sbc::Duration{0},
                            .empty_blocks = true},
                           store_of_lesson_,
                           checker_};
    sbc::node::FullNode& graduate = graduate_;  // set up below

    void join() {
        joined_ = true;
        carry_out(graduate_, lesson.joined(line, moment()));
        carry_out(lesson, graduate_.joined(line, moment()));
        settle();
    }
    void part() {
        joined_ = false;
        letters_.clear();
        (void)lesson.left(line);
        (void)graduate_.left(line);
    }
    template <class Node>
    void mine(Node& node, int blocks) {
        for (; blocks > 0; --blocks) {
            act(node, node.on_time(moment()));
            for (int wait = 0; wait < 60 && !node.job(); ++wait) pass(1s);  // a newer tip, first
            REQUIRE(node.job());
            auto job = *node.job();
            job.header = mined(job.header);
            node.solved(job);
            act(node, node.on_time(moment()));
            settle();
        }
    }
    void say(const CheckedTransaction& payment) {
        act(lesson, lesson.typed("say " + text_of(payment), moment()));
        settle();
    }
    void submit(const CheckedTransaction& payment) {
        const auto answer = graduate_.submit(text_of(payment), moment());
        REQUIRE_FALSE(answer.refused);
        act(graduate_, answer.actions);
        settle();
    }
    void pass(sbc::Duration time) {
        for (const auto end = now_ + time; now_ < end;) {
            now_ += 100ms;
            if (now_ >= lesson.deadline()) act(lesson, lesson.on_time(moment()));
            if (now_ >= graduate_.deadline()) act(graduate_, graduate_.on_time(moment()));
            settle();
        }
    }
    // What the miner of this block can spend.
    [[nodiscard]] CheckedTransaction spend(const std::string& miner, std::uint64_t height) const {
        const auto block = lesson.chain().block(lesson.chain().at(Height{height})).value();
        const auto coin = sbc::ledger::check_transaction(block.transactions.front()).value();
        return paid(key_of(miner), {{coin.id(), 0}}, {output(bob(), 99)});
    }
    void agree(std::uint64_t height) {
        CHECK(lesson.chain().height() == Height{height});
        CHECK(graduate_.chain().height() == Height{height});
        CHECK(lesson.chain().tip().hash == graduate_.chain().tip().hash);
    }
    [[nodiscard]] bool waits(const CheckedTransaction& payment) const {
        return lesson.pool().has(payment.id()) && graduate_.mempool().find(payment.id()) != nullptr;
    }

private:
    void act(const stage::ChainApp&, const Actions& actions) { carry_out(graduate_, actions); }
    void act(const sbc::node::FullNode&, const Actions& actions) { carry_out(lesson, actions); }
    template <class Node>
    void carry_out(Node& to, const Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                FAIL("one sends the other away, with penalty " << close->penalty);
            } else if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                post(to, send->message);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                post(to, all->message);
            }
        }
    }
    template <class Node>
    void post(Node& to, const sbc::p2p::Message& message) {
        const auto& direct = std::get<sbc::p2p::Direct>(message);
        if (!joined_ || direct.application != "node") return;
        letters_.emplace_back(
            [this, &to, body = direct.body] { act(to, to.direct(line, body, moment())); });
    }
    void settle() {
        for (int steps = 0; !letters_.empty(); ++steps) {
            REQUIRE(steps < 100'000);
            const auto letter = std::move(letters_.front());
            letters_.pop_front();
            letter();
        }
    }
    [[nodiscard]] Moment moment() const {
        return {now_, wall + std::chrono::floor<std::chrono::seconds>(now_ - start), 7};
    }

    sbc::ledger::InlineChecker checker_;
    sbc::chain::MemoryStore store_of_lesson_;
    sbc::chain::MemoryStore store_;
    sbc::ledger::KeptLedger ledger_{rules(), seed, checker_};
    Chain chain_{easy(), ledger_, store_};
    sbc::node::FullNode graduate_{{chain_, ledger_.ledger(), store_, seed},
                                  {.miner = sbc::node::Miner{key_of("graduate").public_key(), {}}}};
    std::deque<std::function<void()>> letters_;
    sbc::Instant now_ = start;
    bool joined_ = false;
};

}  // namespace

TEST_CASE("the graduate catches up with the lesson's node, and each hears of the other's blocks",
          "[07][graduate]") {
    Pair pair;
    pair.mine(pair.lesson, 300);  // more than go into one message of headers
    pair.join();
    pair.pass(1s);
    pair.agree(300);
    pair.mine(pair.lesson, 2);
    pair.agree(302);
    pair.mine(pair.graduate, 2);
    pair.agree(304);
}

TEST_CASE("the lesson's node catches up with the graduate", "[07][graduate]") {
    Pair pair;
    pair.mine(pair.graduate, 300);
    pair.join();
    pair.pass(1s);
    pair.agree(300);
}

TEST_CASE("a payment said to either waits with both", "[07][graduate]") {
    Pair pair;
    pair.mine(pair.lesson, 4);
    pair.join();
    pair.pass(1s);
    const auto first = pair.spend("lesson", 1);
    const auto second = pair.spend("lesson", 2);
    pair.say(first);
    pair.submit(second);
    pair.pass(5s);
    CHECK(pair.waits(first));
    CHECK(pair.waits(second));
    pair.mine(pair.graduate, 1);
    pair.pass(1s);
    pair.agree(5);
    CHECK(pair.lesson.pool().all().empty());
    CHECK(pair.graduate.mempool().size() == 0);
}

TEST_CASE("after a fork both follow the better history, whoever has mined it", "[07][graduate]") {
    Pair pair;
    pair.mine(pair.lesson, 4);
    pair.join();
    pair.pass(1s);
    const auto payment = pair.spend("lesson", 1);
    pair.part();
    SECTION("the lesson's, and the payment waits again") {
        pair.submit(payment);
        pair.mine(pair.graduate, 1);
        pair.mine(pair.lesson, 2);
    }
    SECTION("the graduate's, and the payment waits again") {
        pair.say(payment);
        pair.mine(pair.lesson, 1);
        pair.mine(pair.graduate, 2);
    }
    pair.join();
    pair.pass(5s);
    pair.agree(6);
    CHECK(pair.waits(payment));
}
