// Somebody who has no coins, no key and nothing to do with anybody: joins a node, and reads.
#include <set>

#include "base/random.hpp"
#include "base/utf8.hpp"
#include "driver/driver.hpp"
#include "ledger/transaction.hpp"
#include "node/message.hpp"
#include "p2p/application.hpp"
#include "p2p/edge_node.hpp"

namespace {

using namespace sbc::node;
using sbc::p2p::Actions;
using sbc::p2p::Direct;
using sbc::p2p::Moment;
using sbc::p2p::Send;
using sbc::p2p::Tell;

// The application "node", which asks for everything that it hears of, and keeps nothing but words.
class Eavesdropper : public sbc::p2p::Application {
public:
    [[nodiscard]] std::string name() const override { return "node"; }
    Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source, Moment) override {
        return {};
    }
    Actions direct(sbc::p2p::LinkId from, const std::string& body, Moment) override {
        const auto message = decode_node_message(body);
        if (!message) return {};
        if (const auto* tip = std::get_if<Tip>(&*message)) {
            return ask_once(from, tip->tip);
        }
        if (const auto* coming = std::get_if<Coming>(&*message)) {
            return ask_once(from, hash_of(coming->header));
        }
        if (const auto* have = std::get_if<Have>(&*message)) {
            auto ids = have->ids;
            if (ids.size() > most_payments) ids.resize(most_payments);
            return ask(from, GetPayments{std::move(ids)});
        }
        if (const auto* payments = std::get_if<Payments>(&*message)) {
            return read(payments->payments, "on its way");
        }
        if (const auto* one = std::get_if<OneBlock>(&*message)) {
            Actions actions = read(one->block.transactions, "in a block");
            const Actions back = ask_once(from, one->block.header.previous);
            actions.insert(actions.end(), back.begin(), back.end());  // until the genesis block
            return actions;
        }
        return {};
    }

private:
    Actions ask_once(sbc::p2p::LinkId from, const Hash& block) {
        if (!asked_.insert(block).second) return {};
        return ask(from, GetBlocks{{block}});
    }
    Actions ask(sbc::p2p::LinkId from, const NodeMessage& message) const {
        return {Send{from, Direct{name(), encode(message)}}};
    }
    static Actions read(const std::vector<std::string>& transactions, const std::string& where) {
        Actions actions;
        for (const auto& text : transactions) {
            const auto payment = sbc::ledger::check_transaction(text);
            if (!payment || !payment->parts().note) continue;
            actions.emplace_back(
                Tell{sbc::Tone::Warn, where + ": " + sbc::printable(payment->parts().note->text)});
        }
        return actions;
    }

    std::set<Hash> asked_;
};

}  // namespace

int main(int argc, char** argv) {
    std::string core;
    std::string network = "classroom";
    sbc::CommandLine options{"eavesdrop",
                             "Reads the notes of payments that are none of its business."};
    options.option("--core", core, "a node to listen at, as 127.0.0.1:5001");
    options.option("--network", network, "the network's name");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const auto address = sbc::net::Address::parse(core);
    if (!address) {
        sbc::log_error(address.error().text);
        return 2;
    }
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    Eavesdropper ears;
    sbc::p2p::EdgeNode node{{.hello = {.network = network, .id = sbc::p2p::NodeId{sbc::random64()}},
                             .cores = {*address}},
                            {&ears}};
    sbc::driver::Driver{io, links, node}.run();
}
