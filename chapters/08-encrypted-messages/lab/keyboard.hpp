#pragma once

#include <map>

#include "crypto/address.hpp"
#include "node/full_node.hpp"

namespace lab {

// What somebody types at a node: say PAYMENT, balance ADDRESS. Chapter 07's node did this itself;
// the one in common/ leaves it to whoever has a keyboard.
class Keyboard : public sbc::p2p::Application {
public:
    Keyboard(sbc::node::FullNode& node, const sbc::ledger::Ledger& ledger)
        : node_{node}, ledger_{ledger} {}
    [[nodiscard]] std::string name() const override { return "keyboard"; }
    sbc::p2p::Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source,
                                sbc::p2p::Moment) override {
        return {};
    }
    sbc::p2p::Actions typed(const std::string& line, sbc::p2p::Moment moment) override {
        if (line.starts_with("balance ")) show_balance(line.substr(8));
        if (!line.starts_with("say ")) return out_.take();
        auto answer = node_.submit(line.substr(4), moment);
        out_.tell(answer.refused ? sbc::Tone::Bad : sbc::Tone::Good,
                  answer.refused ? "not taken, " + *answer.refused : "waits for a block");
        append(answer.actions, out_.take());
        return answer.actions;
    }

private:
    void show_balance(const std::string& address) {
        const auto key = sbc::crypto::from_address(address);
        if (!key) return out_.tell(sbc::Tone::Bad, key.error().text);
        std::uint64_t points = 0;
        std::multimap<sbc::chain::Height, std::string> coins;  // the oldest first
        ledger_.coins().each([&](const auto& outpoint, const auto& coin) {
            if (coin.output.to != *key) return;
            const std::string amount = std::to_string(coin.output.amount.value());
            points += coin.output.amount.value();
            coins.emplace(coin.height, to_text(outpoint.transaction) + ":" +
                                           std::to_string(outpoint.index) + " of " + amount +
                                           (coin.mined ? ", mined" : ", paid"));
        });
        for (const auto& [height, coin] : coins) {
            out_.tell(sbc::Tone::Plain,
                      "  coin " + coin + " in block " + std::to_string(height.value()));
        }
        out_.tell(sbc::Tone::Plain, "balance " + std::to_string(points));
    }

    sbc::node::FullNode& node_;
    const sbc::ledger::Ledger& ledger_;
    sbc::p2p::Outbox out_;
};

}  // namespace lab
