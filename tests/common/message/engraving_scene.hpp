// Full nodes that show engravings, a wallet's timeline, and the wires between them, in virtual
// time.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../node/light_scene.hpp"
#include "message/engraving_index.hpp"
#include "message/engraving_service.hpp"
#include "message/timeline.hpp"

namespace stone {

using namespace light;
using namespace sbc::message;
using sbc::p2p::LinkId;

// Each input is signed by the owner who is named for it; what goes out goes back to the first.
inline std::string noted(const std::vector<std::pair<Outpoint, std::string>>& coins,
                         const std::string& app, const std::string& text,
                         std::uint64_t amount = 10) {
    Transaction made;
    for (const auto& [coin, owner] : coins) made.inputs.push_back({coin, {}});
    made.outputs = {{address(coins.front().second), Amount{amount}}};
    made.note = sbc::ledger::Note{app, text};
    const auto message = signed_bytes(rules().network, encode_unsigned(made));
    for (std::size_t i = 0; i < coins.size(); ++i) {
        made.inputs[i].signature = key(coins[i].second).sign(message);
    }
    return encode(made);
}
inline std::string engraved(const Outpoint& coin, const std::string& owner, const std::string& text,
                            std::uint64_t amount = 10) {
    return noted({{coin, owner}}, "engraved", text, amount);
}

// What a full node is to those who read engravings.
struct Mason {
    explicit Mason(EngravingIndex::Limits index_limits = {}, EngravingServiceLimits limits = {})
        : index{core.chain, core.store, index_limits},
          service{core.chain, core.store, index, [this](const Hash& one) { return shown(one); },
                  limits} {}

    void add(const Block& block) { (void)core.add(block); }
    // The index and the service do what is due.
    Actions work(Moment moment) {
        Actions all;
        while (index.deadline() <= moment.now) {
            sbc::p2p::append(all, index.on_time(moment));
        }
        if (service.deadline() <= moment.now) sbc::p2p::append(all, service.on_time(moment));
        return all;
    }
    void pay(const std::string& text) {
        const auto added = core.pool.add(text, beginning);
        need(added.has_value());
        service.came(added->id);
    }
    [[nodiscard]] std::optional<ShownPayment> shown(const Hash& one) const {
        const WaitingPayment* waiting = core.pool.find(one);
        if (waiting == nullptr) return std::nullopt;
        ShownPayment made{waiting->text, {}};
        for (const Output& output : core.pool.spends(*waiting)) {
            made.spends.push_back({output.to, output.amount});
        }
        return made;
    }
    [[nodiscard]] std::vector<std::string> texts(std::size_t most = 1'000) const {
        std::vector<std::string> all;
        for (const Engraved& one : index.last(most)) all.push_back(one.text);
        return all;
    }

    Core core;
    EngravingIndex index;
    EngravingService service;
};

// One wallet's timeline. Its headers are shown by hand, or with each block that the first node
// gets.
class Street {
public:
    explicit Street(std::size_t count, TimelineLimits limits = {}) : timeline{headers, limits} {
        while (masons.size() < count) masons.push_back(std::make_unique<Mason>());
    }
    [[nodiscard]] Moment moment() const {
        return {now,
                network().begins + 10h + std::chrono::floor<std::chrono::seconds>(now - beginning),
                1};
    }
    LinkId connect(std::size_t mason) {
        const LinkId link{++links_so_far_};
        links.emplace(link, masons[mason].get());
        perform(masons[mason]->service.joined(link, moment()), true);
        perform(timeline.joined(link, moment()), false);
        run();
        return link;
    }
    void show(const Block& block) {
        const auto checked = check_header(block.header);
        need(checked.has_value());
        const auto place = headers.accept(*checked, moment().wall);
        need(place.has_value());
        headers.body_arrived(**place);
        headers.follow(headers.best_header());
    }
    // Another coin of alice's, and these.
    Block mine(std::vector<std::string> transactions = {}) {
        Core& core = masons[0]->core;
        const std::uint64_t height = core.chain.height().value() + 1;
        std::vector<std::string> all{coinbase(height, "alice")};
        coins.push_back({id(all.front()), 0});
        all.insert(all.end(), transactions.begin(), transactions.end());
        Block block = core.next(all, height - 1);
        give(block);
        return block;
    }
    void give(const Block& block) {
        if (shows) show(block);
        for (const auto& mason : masons) mason->add(block);
        run();
    }
    void pay(std::size_t mason, const std::string& text) {
        masons[mason]->pay(text);
        run();
    }
    [[nodiscard]] std::string by_alice(std::size_t coin, const std::string& text) const {
        return engraved(coins.at(coin), "alice", text);
    }

    void run() {
        if (asleep) return;
        for (bool again = true; again;) {
            need(++steps < 100'000);
            again = false;
            for (const auto& mason : masons) perform(mason->work(moment()), true);
            if (timeline.deadline() <= now) {
                again = true;
                perform(timeline.on_time(moment()), false);
            }
            if (letters.empty()) continue;
            again = true;
            Letter letter = std::move(letters.front());
            letters.pop_front();
            deliver(letter);
        }
    }
    void wait(sbc::Duration time) {
        for (const Instant end = now + time; now < end;) {
            Instant next = std::min(end, timeline.deadline());
            for (const auto& mason : masons) next = std::min(next, mason->service.deadline());
            now = std::max(now, next);
            run();
        }
    }
    // "5 text" if it stands in block 5 and is proven, "? text" if it was only heard.
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> all;
        for (const auto& [engraved, verified] : timeline.entries()) {
            const auto height = std::to_string(engraved.height.value());
            all.push_back((verified ? height : "?") + " " + engraved.text);
        }
        return all;
    }

    struct Letter {
        bool to_wallet;
        LinkId link;
        std::string body;
    };
    Instant now = beginning;
    std::vector<std::unique_ptr<Mason>> masons;
    sbc::chain::BlockTree headers{network()};
    Timeline timeline;
    std::map<LinkId, Mason*> links;
    std::deque<Letter> letters;
    std::vector<Outpoint> coins;  // alice's, by block
    bool shows = true;            // each block's header to the wallet
    bool asleep = false;          // nothing is done, by anybody
    // May alter what a node says, or (false) suppress it.
    std::function<bool(LinkId, EngravingMessage&)> tamper;
    std::vector<LinkId> closed_by_wallet;
    std::vector<LinkId> closed_by_core;
    std::vector<Height> asked;  // below which heights
    std::string told;
    std::size_t steps = 0;

    void perform(const Actions& actions, bool by_core) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                post({send->link}, send->message, by_core);
            } else if (const auto* all = std::get_if<sbc::p2p::Broadcast>(&action)) {
                post(all->links, all->message, by_core);
            } else if (const auto* close = std::get_if<sbc::p2p::Close>(&action)) {
                (by_core ? closed_by_core : closed_by_wallet).push_back(close->link);
                const auto link = links.find(close->link);
                if (link == links.end()) continue;
                (void)link->second->service.left(close->link);
                links.erase(link);
                (void)timeline.left(close->link);
            } else if (const auto* tell = std::get_if<sbc::p2p::Tell>(&action)) {
                told += tell->text + "\n";
            }
        }
    }

private:
    void post(const std::vector<LinkId>& to, const sbc::p2p::Message& message, bool by_core) {
        const auto& direct = std::get<sbc::p2p::Direct>(message);
        need(direct.application == "engraved");
        need(!sbc::p2p::unsendable(message));
        for (const LinkId link : to) letters.push_back({by_core, link, direct.body});
    }
    void deliver(Letter& letter) {
        const auto link = links.find(letter.link);
        if (link == links.end()) return;
        auto message = decode_engraving_message(letter.body);
        need(message.has_value());
        if (!letter.to_wallet) {
            asked.push_back(std::get<Show>(*message).below);
            return perform(link->second->service.direct(letter.link, letter.body, moment()), true);
        }
        if (tamper && !tamper(letter.link, *message)) return;
        perform(timeline.direct(letter.link, encode(*message), moment()), false);
    }
    std::uint64_t links_so_far_ = 0;
};

// Three coins of alice's can be spent, and the wallet hangs on one node.
struct Begun : Street {
    explicit Begun(std::size_t nodes = 1, TimelineLimits limits = {}) : Street{nodes, limits} {
        for (int i = 0; i < 6; ++i) mine();
    }
};

using Lines = std::vector<std::string>;

}  // namespace stone
