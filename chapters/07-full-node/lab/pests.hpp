#pragma once

#include "lab/cheats.hpp"
#include "net/listener.hpp"

// Other ways to annoy a node: whole histories, nonsense, and what others are said to be.
namespace lab {

// #region serve
// Announces a history and gives whatever the node asks for, as an honest neighbour would. How often
// it has asked.
inline unsigned serve(Visit& visit, const Announce& tip, const std::vector<Block>& history) {
    unsigned questions = 0;
    visit.say(tip);
    while (const auto message = visit.hear(sbc::Duration{3'000})) {
        const auto said = Visit::chain_message(*message);
        if (!said) continue;
        if (std::holds_alternative<GetHeaders>(*said)) {
            Headers answer;
            for (const Block& block : history) answer.headers.push_back(block.header);
            visit.say(answer);
            if (++questions >= 100) break;  // enough to see that it would go on for ever
        }
        if (const auto* wanted = std::get_if<GetBlocks>(&*said)) {
            ++questions;
            for (const Block& block : history) {
                const auto& hashes = wanted->hashes;
                const Hash hash = hash_of(block.header);
                if (std::find(hashes.begin(), hashes.end(), hash) == hashes.end()) continue;
                visit.say(OneBlock{block});
            }
        }
    }
    return questions;
}
// #endregion serve

// #region other-genesis
// A history of another network, under the name of this one.
inline Outcome other_genesis(Stranger& mallory) {
    sbc::chain::Network network = mallory.chain().tree().network();
    network.name = "mallory's own";
    sbc::chain::BlockTree tree{network};
    const Place* tip = &tree.root();
    std::vector<Block> history;
    for (int i = 0; i < 6; ++i) {
        const std::vector<std::string> texts{
            mallory.coinbase(*tip, {{mallory.address(), Amount{100}}})};
        history.push_back(Stranger::mined(build_block(*tip, tree.next_bits(*tip), texts,
                                                      tip->time() + network.spacing, Nonce{0})));
        tip = *tree.accept(*check_header(history.back().header), wall_clock());
    }
    tell(
        "mallory announces a history with more work than there is, of six blocks on another "
        "genesis block");
    mallory.catch_up();
    const auto work = mallory.chain().tip().work + mallory.chain().tip().work + tip->work;
    Visit visit{mallory.door()};
    const unsigned questions = serve(visit, {tip->hash, tip->height, work}, history);
    if (mallory.node_follows(tip->hash)) return {true, "the node has another genesis block now"};
    if (questions > 10) return {true, "the node asks for it again and again"};
    const std::string asked = questions == 1 ? "once" : std::to_string(questions) + " times";
    return {false,
            "the node has asked " + asked +
                ", finds nothing that stands on its own genesis block, and keeps its history"};
}
// #endregion other-genesis

// #region broken-history
// A branch that begins two blocks below the tip and has more work; in its third block mallory takes
// a million. All headers hold; only who looks at the transactions finds out.
inline Outcome broken_history(Stranger& mallory) {
    (void)mallory.own_coin();  // so that there is some history
    const Place& tip = mallory.chain().tip();
    const Hash before = tip.hash;
    const auto work = tip.work;
    const Place* end = tip.parent->parent;
    std::vector<Block> history;
    while (history.size() < 6 || end->work <= work) {
        Block block =
            history.size() == 2
                ? mallory.with(*end,
                               {mallory.coinbase(*end, {{mallory.address(), Amount{1'000'000}}})})
                : mallory.next_block(*end, {});
        history.push_back(Stranger::mined(std::move(block)));
        end = &mallory.expect(history.back().header);
    }
    tell(
        "mallory announces a history that parts from the node's two blocks below its tip, and has "
        "more work");
    Visit visit{mallory.door()};
    (void)serve(visit, {end->hash, end->height, end->work}, history);
    const bool moved =
        mallory.node_follows(hash_of(history[2].header)) || !mallory.node_follows(before);
    if (moved) return {true, "the node follows the broken history"};
    return {false,
            std::string{
                "the node asks for headers and blocks, stops at the one that breaks the rules, "} +
                (visit.ended() ? "leaves who brings it, " : "") + "and keeps its own history"};
}
// #endregion broken-history

// #region nonsense
// Bytes that are no message, before the greeting and after it. Each time the node must leave, and
// be there for the next one.
inline Outcome nonsense(Stranger& mallory, const std::string& bytes) {
    for (const bool silent : {true, false}) {
        Visit visit{mallory.door(), {.silent = silent}};
        visit.say_bytes(sbc::as_bytes(bytes));
        (void)visit.until_pong();
        if (!visit.ended()) return {true, "the node goes on listening"};
    }
    (void)Visit{mallory.door()}.until_pong();
    return {false, "the node reads no further, leaves, and greets the next one"};
}
// What Python's pickle makes of "run this command when you are read".
inline Outcome pickle(Stranger& mallory) {
    return nonsense(mallory, "cos\nsystem\n(S'echo mallory was here'\ntR.");
}
inline Outcome long_frame(Stranger& mallory) {
    return nonsense(mallory, std::string(1'000'000, ' '));
}
inline Outcome deep(Stranger& mallory) {
    std::string body;
    for (int level = 0; level < 10'000; ++level) body += "{\"a\":";
    body += '1' + std::string(10'000, '}');
    return nonsense(mallory, R"({"application":"node","body":)" + body + R"(,"type":"direct"})");
}
// #endregion nonsense

// #region cores-of
// The cores that the node tells everybody of.
inline std::vector<Address> cores_of(const Stranger& mallory) {
    Visit visit{mallory.door()};
    visit.say(sbc::p2p::LinkMessage{sbc::p2p::GetCores{}});
    (void)visit.until_pong();
    return visit.cores();
}
// #endregion cores-of

// #region amplifier
// Doors that count who knocks, at addresses of this machine.
class Doors {
public:
    explicit Doors(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            auto opened = sbc::net::Listener::open(io_, *Address::parse("127.0.0.1:0"), admission_,
                                                   [this](auto, const auto&, auto) { ++knocks_; });
            if (!opened) throw std::runtime_error{opened.error().text};
            addresses_.push_back((*opened)->local());
            listeners_.push_back(std::move(*opened));
        }
    }
    Doors(const Doors&) = delete;
    Doors& operator=(const Doors&) = delete;
    ~Doors() {
        for (const auto& listener : listeners_) listener->close();
        io_.poll();
    }
    [[nodiscard]] const std::vector<Address>& addresses() const { return addresses_; }
    // How many have knocked after so long.
    unsigned count(sbc::Duration wait) {
        io_.run_for(wait);
        return knocks_;
    }

private:
    asio::io_context io_;
    sbc::net::Admission admission_{{}};
    std::vector<std::shared_ptr<sbc::net::Listener>> listeners_;
    std::vector<Address> addresses_;
    unsigned knocks_ = 0;
};

// Mallory joins as a core and names 64 addresses, again and again: the ancestor called each of them
// at once, to see whether it was one.
inline Outcome amplifier(Stranger& mallory) {
    constexpr unsigned lists = 20;
    constexpr unsigned seconds = 5;
    Doors doors{64};
    const auto before = cores_of(mallory);
    Visit visit{mallory.door(), {.port = doors.addresses().front().port()}};
    for (unsigned i = 0; i < lists; ++i) {
        visit.say(sbc::p2p::LinkMessage{sbc::p2p::Cores{doors.addresses()}});
    }
    (void)visit.until_pong();
    const unsigned dials = doors.count(std::chrono::seconds{seconds});
    const std::string figures = "of 64 addresses that mallory named " + std::to_string(lists) +
                                " times " + "the node has called " + std::to_string(dials) +
                                " in " + std::to_string(seconds) + " seconds";
    if (dials > 2 * seconds + 2) return {true, figures};
    if (cores_of(mallory) != before) return {true, figures + ", and told others of them"};
    return {false, figures + ", at most one each half second, and told nobody of them"};
}
// #endregion amplifier

// #region impostors
// Twenty cores, all of them mallory: each says that it listens somewhere, one that it is the node
// itself, and sends a list in which the node does not stand. The ancestor believed all of it.
inline Outcome impostors(Stranger& mallory) {
    const Doors doors{20};
    const auto before = cores_of(mallory);
    std::vector<std::unique_ptr<Visit>> visits;
    for (const Address& door : doors.addresses()) {
        const auto port = visits.empty() ? mallory.door().node.port() : door.port();
        visits.push_back(std::make_unique<Visit>(mallory.door(), Manners{.port = port}));
        visits.back()->say(sbc::p2p::LinkMessage{sbc::p2p::Cores{doors.addresses()}});
        (void)visits.back()->until_pong();
    }
    tell("the node has twenty neighbours that are one, and calls them back; nobody answers there");
    if (cores_of(mallory) != before) return {true, "the node tells others of them"};
    mallory.catch_up();
    const Block block = Stranger::mined(mallory.with(
        mallory.chain().tip(),
        {mallory.coinbase(mallory.chain().tip(), {{mallory.address(), Amount{1'000'000}}})}));
    (void)visits.back()->ask(OneBlock{block});
    if (mallory.node_follows(hash_of(block.header))) return {true, "it believes a block of theirs"};
    return {false, "the node tells nobody of them, and judges what such a core says as anybody's"};
}
// #endregion impostors

}  // namespace lab
