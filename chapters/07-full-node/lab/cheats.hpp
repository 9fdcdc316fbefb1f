#pragma once

#include "base/console.hpp"
#include "lab/stranger.hpp"

// What the ancestor of this course believed of payments and blocks. Each function tries one thing,
// and says what became of it.
namespace lab {

using sbc::ledger::Output;

// #region outcome
struct Outcome {
    bool worked = false;
    std::string text;  // what the node did
};
inline void tell(const std::string& line) { sbc::say(sbc::Tone::Faint, line); }
// #endregion outcome

// #region as-payment
// Hands a payment in, as any neighbour may, and asks for it afterwards.
inline Outcome as_payment(Stranger& mallory, const std::string& text, const Hash& id) {
    Visit visit{mallory.door()};
    (void)visit.ask(Payments{{text}});
    if (mallory.node_took(id, text)) return {true, "the payment waits, or is in a block"};
    return {false, visit.ended() ? "the node takes no such payment, and leaves who brings it"
                                 : "the node takes no such payment"};
}
inline Outcome as_payment(Stranger& mallory, const Transaction& payment) {
    return as_payment(mallory, mallory.signed_by_her(payment),
                      sbc::ledger::id_of(encode_unsigned(payment)));
}
// #endregion as-payment

// #region as-block
// Mines a block and hands it in. If somebody else was quicker, the node has not looked at it.
template <class Make>
Outcome as_block(Stranger& mallory, const Make& make) {
    for (int tries = 0; tries < 20; ++tries) {
        mallory.catch_up();
        const Hash before = mallory.chain().tip().hash;
        const Block block = Stranger::mined(make());
        Visit visit{mallory.door()};
        (void)visit.ask(OneBlock{block});
        if (mallory.node_follows(hash_of(block.header))) return {true, "the block counts"};
        if (visit.ended()) return {false, "the node takes no such block, and leaves who brings it"};
        mallory.catch_up();
        if (mallory.chain().tip().hash == before) return {false, "the node takes no such block"};
    }
    throw std::runtime_error{"the others mine so quickly that nobody else finds a block"};
}

inline Outcome both_ways(Stranger& mallory, const std::string& text, const Hash& id) {
    tell("mallory hands it in as a payment");
    Outcome waits = as_payment(mallory, text, id);
    if (waits.worked) return waits;
    tell(waits.text + "; so she mines a block with it");
    return as_block(mallory, [&] { return mallory.next_block(mallory.chain().tip(), {text}); });
}
inline Outcome both_ways(Stranger& mallory, const Transaction& payment) {
    return both_ways(mallory, mallory.signed_by_her(payment),
                     sbc::ledger::id_of(encode_unsigned(payment)));
}
// #endregion as-block

// #region theft
inline Outcome theft(Stranger& mallory) {
    const auto anns = mallory.foreign_coin();
    const auto hers = mallory.own_coin();
    Transaction payment;
    payment.inputs = {{anns.at, {}}, {hers.at, {}}};  // hers comes last
    payment.outputs = {{mallory.address(), Amount{anns.amount.value() + hers.amount.value() - 1}}};
    return both_ways(mallory, payment);
}

inline Outcome inflation(Stranger& mallory) {
    Transaction payment;
    payment.inputs = {{mallory.own_coin().at, {}}};
    payment.outputs = {{mallory.address(), Amount{1'000'000}}};
    return both_ways(mallory, payment);
}
// #endregion theft

// #region negative
inline std::string with_minus(std::string text) {
    const std::string plus = "\"amount\":500}";
    return text.replace(text.find(plus), plus.size(), "\"amount\":-500}");
}

// 100 come in; -500 and 599 go out, which makes 99. No type of ours can say that, so she writes it
// by hand, and signs what she has written.
inline Outcome negative(Stranger& mallory) {
    Transaction payment;
    payment.inputs = {{mallory.own_coin().at, {}}};
    payment.outputs = {{key_of("ann").public_key(), Amount{500}}, {mallory.address(), Amount{599}}};
    const std::string unsigned_text = with_minus(encode_unsigned(payment));
    payment.inputs[0].signature = mallory.sign(unsigned_text);
    return both_ways(mallory, with_minus(encode(payment)), sbc::ledger::id_of(unsigned_text));
}
// #endregion negative

// #region coinbase
inline Outcome greedy(Stranger& mallory) {
    const auto reward = [&] {
        return mallory.coinbase(mallory.chain().tip(), {{mallory.address(), Amount{100}},
                                                        {mallory.address(), Amount{900}}});
    };
    mallory.catch_up();
    const std::string text = reward();
    tell("mallory hands in a coinbase as if it were a payment");
    Outcome waits = as_payment(mallory, text, sbc::ledger::id_of(text));
    if (waits.worked) return waits;
    tell(waits.text + "; so she mines a block: 100 points in the first output, 900 in the second");
    return as_block(mallory, [&] { return mallory.with(mallory.chain().tip(), {reward()}); });
}

inline Outcome second_coinbase(Stranger& mallory) {
    return as_block(mallory, [&] {
        const Place& tip = mallory.chain().tip();
        return mallory.next_block(tip, {mallory.coinbase(tip, {{mallory.address(), Amount{1}}})});
    });
}
// #endregion coinbase

// #region twice
// The same coin, paid to herself in two ways.
inline Transaction payment_of(const Stranger& mallory, const Stranger::Spend& coin,
                              std::uint64_t fee) {
    Transaction payment;
    payment.inputs = {{coin.at, {}}};
    payment.outputs = {{mallory.address(), Amount{coin.amount.value() - fee}}};
    return payment;
}

inline Outcome twice_in_one(Stranger& mallory) {
    const auto coin = mallory.own_coin();
    Transaction payment;
    payment.inputs = {{coin.at, {}}, {coin.at, {}}};
    payment.outputs = {{mallory.address(), Amount{2 * coin.amount.value() - 1}}};
    return both_ways(mallory, payment);
}

inline Outcome twice_waiting(Stranger& mallory) {
    const auto coin = mallory.own_coin();
    const Transaction first = payment_of(mallory, coin, 1);
    const Transaction second = payment_of(mallory, coin, 2);
    tell("mallory hands in a payment, and then another one of the same coin");
    if (!as_payment(mallory, first).worked) {
        return {true, "the node does not even take the first one"};
    }
    return as_payment(mallory, second);
}

inline Outcome twice_in_block(Stranger& mallory) {
    const auto coin = mallory.own_coin();
    const std::vector<std::string> both{mallory.signed_by_her(payment_of(mallory, coin, 1)),
                                        mallory.signed_by_her(payment_of(mallory, coin, 2))};
    return as_block(mallory, [&] { return mallory.next_block(mallory.chain().tip(), both); });
}
// #endregion twice

// #region forged
// The parent is a coinbase that is in no block. Then the honest opposite: a coin like many others,
// of which the ancestor said that one like it had been spent.
inline Outcome forged(Stranger& mallory) {
    const auto one = mallory.own_coin();
    const auto equal = mallory.own_coin();
    const std::string parent =
        mallory.coinbase(mallory.chain().tip(), {{mallory.address(), Amount{1'000}}});
    const Stranger::Spend invented{{sbc::ledger::id_of(parent), 0}, Amount{1'000}};
    Outcome believed = both_ways(mallory, payment_of(mallory, invented, 1));
    if (believed.worked) return believed;
    tell("and two honest coins of hers, worth the same, one after the other");
    for (const auto& coin : {one, equal}) {
        if (!as_payment(mallory, payment_of(mallory, coin, 1)).worked) {
            return {true, "an honest coin is taken for one that looks like it"};
        }
    }
    return {false, believed.text + "; two honest coins that are worth the same it takes both"};
}
// #endregion forged

// #region times
inline Outcome at_time(Stranger& mallory, const std::function<std::chrono::sys_seconds()>& time) {
    return as_block(mallory, [&] {
        Block block = mallory.next_block(mallory.chain().tip(), {});
        block.header.time = time();
        return block;
    });
}
inline Outcome future(Stranger& mallory) {
    return at_time(mallory, [] { return wall_clock() + std::chrono::hours{3}; });
}
inline Outcome past(Stranger& mallory) {
    return at_time(mallory,
                   [&] { return sbc::chain::BlockTree::median_time(mallory.chain().tip()); });
}

inline Outcome large(Stranger& mallory) {
    const auto filler = [](char letter) {
        return sbc::JsonWriter{}.text("x", std::string(12'000, letter)).to_text();
    };
    return as_block(mallory, [&] {
        return mallory.next_block(mallory.chain().tip(), {filler('y'), filler('z')});
    });
}
// #endregion times

// #region false-body
// A true header with a body that is not its own. If the node remembers that the *block* is bad,
// nobody can give it the true one any more.
template <class Falsify>
Outcome false_body(Stranger& mallory, const std::vector<std::string>& payments,
                   const Falsify& falsify) {
    for (int tries = 0; tries < 20; ++tries) {
        mallory.catch_up();
        const Hash before = mallory.chain().tip().hash;
        const Block honest = Stranger::mined(mallory.next_block(mallory.chain().tip(), payments));
        const Hash hash = hash_of(honest.header);
        Block bad = honest;
        falsify(bad);
        Visit visit{mallory.door()};
        (void)visit.ask(OneBlock{bad});
        if (mallory.node_follows(hash)) return {true, "the block counts"};
        tell("then somebody brings the true body of the same header");
        (void)Visit{mallory.door()}.ask(OneBlock{honest});
        if (mallory.node_follows(hash)) {
            return {false,
                    "the node takes no such body, and leaves who brings it; the true one it "
                    "takes from somebody else"};
        }
        mallory.catch_up();
        if (mallory.chain().tip().hash == before) return {true, "nobody can bring the true one"};
    }
    throw std::runtime_error{"the others mine so quickly that nobody else finds a block"};
}

// Of three transactions the last one is hashed with itself, so that four have the same root.
inline Outcome twins(Stranger& mallory) {
    std::vector<std::string> payments;
    for (const auto& coin : {mallory.own_coin(), mallory.own_coin()}) {
        payments.push_back(mallory.signed_by_her(payment_of(mallory, coin, 0)));
    }
    return false_body(mallory, payments,
                      [](Block& bad) { bad.transactions.push_back(bad.transactions.back()); });
}
inline Outcome wrong_root(Stranger& mallory) {
    return false_body(mallory, {}, [&](Block& bad) {
        bad.transactions = {
            mallory.coinbase(mallory.chain().tip(), {{mallory.address(), Amount{1'000'000}}})};
    });
}
// #endregion false-body

}  // namespace lab
