// How an engraving that somebody hands in at a whole node comes to those who listen there.
#include "../node/full_node_kit.hpp"
#include "message/engraving_index.hpp"
#include "message/engraving_service.hpp"

using namespace kit;

namespace {

std::string carve(const Outpoint& coin, const std::string& text) {
    sbc::ledger::Transaction made;
    made.inputs = {{coin, {}}};
    made.outputs = {{alice().public_key(), Amount{90}}};
    made.note = sbc::ledger::Note{"engraved", text};
    made.inputs[0].signature =
        alice().sign(sbc::ledger::signed_bytes(rules().network, encode_unsigned(made)));
    return encode(made);
}

}  // namespace

TEST_CASE("a full node's engraving is told while it waits, and shown when a block holds it",
          "[message]") {
    namespace message = sbc::message;
    FullNodeSettings settings{.miner = Miner{alice().public_key(), {}}};
    settings.workbench.gather = sbc::Duration{0};
    Home home{settings};
    home.mine(5);
    message::EngravingIndex index{home.chain(), home.store};
    message::EngravingService service{home.chain(), home.store, index,
                                      message::waiting_in(home.node())};
    home.node().when_payment_comes([&](const Hash& id) { service.came(id); });
    const LinkId wallet{3};
    const auto said = [&](const Actions& actions) {
        std::vector<message::EngravingMessage> all;
        for (const auto& action : actions) {
            const sbc::p2p::Message* body = nullptr;
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) body = &send->message;
            if (const auto* many = std::get_if<sbc::p2p::Broadcast>(&action)) body = &many->message;
            REQUIRE(body != nullptr);
            const auto& direct = std::get<sbc::p2p::Direct>(*body);
            all.push_back(*message::decode_engraving_message(direct.body));
        }
        return all;
    };
    service.joined(wallet, home.moment());
    const std::string show = encode(message::Show{message::from_the_top});
    REQUIRE(said(service.direct(wallet, show, home.moment())).size() == 1);

    const std::string text = carve(home.coin(1), "here");
    REQUIRE(home.submit(text) == "");
    REQUIRE(service.deadline() <= home.now);
    const auto heard = said(service.on_time(home.moment()));
    REQUIRE(heard.size() == 1);
    CHECK(std::get<message::Heard>(heard[0]).shown ==
          ShownPayment{text, {{alice().public_key(), Amount{100}}}});

    home.mine();
    CHECK_FALSE(message::waiting_in(home.node())(id(text)));
    while (index.deadline() <= home.now) (void)index.on_time(home.moment());
    const auto news = said(service.on_time(home.moment()));
    REQUIRE(news.size() == 1);
    CHECK(std::get<message::News>(news[0]).from == Height{6});
    const auto shown = said(service.direct(wallet, show, home.moment()));
    REQUIRE(shown.size() == 1);
    CHECK(std::get<message::Page>(shown[0]).records.at(0).transaction == text);
    home.node().when_payment_comes({});
}
