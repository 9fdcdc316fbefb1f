// A core that keeps to every rule, has no key of anybody's, and writes down what it sees of
// letters.
#include <chrono>
#include <fstream>

#include "base/random.hpp"
#include "crypto/random_bytes.hpp"
#include "driver/driver.hpp"
#include "lab/names.hpp"
#include "p2p/core_node.hpp"
#include "post_office.hpp"

namespace {

using namespace stage;
using sbc::Tone;
using sbc::p2p::Tell;

// #region notebook
// What it has written down, and what it makes of that.
class Notebook {
public:
    // The file gets every letter as it came.
    explicit Notebook(const std::string& copies) : copies_{copies} {}
    [[nodiscard]] bool can_be_written() const { return copies_.good(); }
    // A neighbour has been the first to bring us something of this one's: so he hangs on it. And he
    // is awake.
    void lives(const PublicKey& who, LinkId neighbour) { home_[who] = {neighbour, ++clock_}; }
    void hangs_here(const PublicKey& who, LinkId edge) { edges_[edge] = who; }

    // A letter that an edge of our own hands in: we know whose mailbox it has opened.
    Tell handed_in(const Letter& letter, LinkId edge, Moment moment) {
        const auto writer = edges_.find(edge);
        const bool known = writer != edges_.end();
        return line(letter, moment,
                    known ? "certainly from " + lab::name_of(writer->second) : "from our own edge");
    }
    // A letter that another core has passed on. Its writer is likely to hang there too, and to have
    // been awake just before, since people answer.
    Tell passed_on(const Letter& letter, LinkId neighbour, Moment moment) {
        const std::pair<const PublicKey, Home>* best = nullptr;
        const auto likely = [&](const Home& home) {
            return std::pair{home.neighbour == neighbour, home.awake};
        };
        for (const auto& one : home_) {
            if (one.first == letter.to) continue;
            if (best == nullptr || likely(one.second) > likely(best->second)) best = &one;
        }
        const std::string guess = best == nullptr ? "nobody" : lab::name_of(best->first);
        if (best != nullptr) lives(PublicKey{best->first}, neighbour);
        return line(letter, moment, "probably from " + guess);
    }
    Tell receipt(const Receipt& receipt) {
        return {Tone::Faint, lab::name_of(receipt.to) + " has got his letter"};
    }

private:
    struct Home {
        LinkId neighbour;
        std::uint64_t awake = 0;
    };
    Tell line(const Letter& letter, Moment moment, const std::string& from) {
        copies_ << encode(letter) << std::endl;
        return {Tone::Warn, "letter " + std::to_string(++letters_) + " to " +
                                lab::name_of(letter.to) + ", at " + clock_of(moment.wall) + ", " +
                                std::to_string(letter.sealed.size()) + " bytes, " + from};
    }
    // "18:12:47", in Greenwich.
    static std::string clock_of(stage::Time wall) {
        const std::chrono::hh_mm_ss of_day{wall - std::chrono::floor<std::chrono::days>(wall)};
        const auto two = [](auto part) {
            const std::string digits = std::to_string(part.count());
            return digits.size() < 2 ? "0" + digits : digits;
        };
        return two(of_day.hours()) + ":" + two(of_day.minutes()) + ":" + two(of_day.seconds());
    }
    std::ofstream copies_;
    std::map<PublicKey, Home> home_;
    std::map<LinkId, PublicKey> edges_;
    std::uint64_t clock_ = 0;
    std::size_t letters_ = 0;
};
// #endregion notebook

// #region listeners
// The stage's own post office, with somebody who reads along.
class Counter : public sbc::p2p::Application {
public:
    Counter(PostOffice& office, Notebook& notes) : office_{office}, notes_{notes} {}
    [[nodiscard]] std::string name() const override { return office_.name(); }
    Actions published(MessageId, const std::string&, Source, Moment) override { return {}; }
    Actions direct(LinkId from, const std::string& body, Moment moment) override {
        Actions actions;
        if (const auto message = decode(body)) {
            if (const auto* claim = std::get_if<Claim>(&*message)) {
                notes_.hangs_here(claim->address, from);
            }
            if (const auto* letter = std::get_if<Letter>(&*message)) {
                actions.emplace_back(notes_.handed_in(*letter, from, moment));
            }
            if (const auto* receipt = std::get_if<Receipt>(&*message)) {
                actions.emplace_back(notes_.receipt(*receipt));
            }
        }
        append(actions, office_.direct(from, body, moment));
        return actions;
    }
    Actions left(LinkId edge) override { return office_.left(edge); }

private:
    PostOffice& office_;
    Notebook& notes_;
};

// A core node that reads every copy before it handles it. One that has been passed on once comes
// from the core where it was handed in; the relay would show the copy that is here first.
class Listening {
public:
    Listening(sbc::p2p::CoreNode& node, Notebook& notes) : node_{node}, notes_{notes} {}
    Actions received(LinkId link, sbc::ByteView payload, Moment moment) {
        Actions actions = node_.received(link, payload, moment);
        const auto carried = sbc::p2p::decode(payload);
        if (!carried) return actions;
        const auto* spread = std::get_if<sbc::p2p::Spread>(&*carried);
        if (spread == nullptr || spread->application != "post" || spread->hops != 1) return actions;
        const auto message = decode(spread->body);
        if (!message) return actions;
        if (const auto* card = std::get_if<Card>(&*message)) notes_.lives(card->address, link);
        if (const auto* letter = std::get_if<Letter>(&*message)) {
            actions.emplace_back(notes_.passed_on(*letter, link, moment));
        }
        if (const auto* receipt = std::get_if<Receipt>(&*message)) {
            notes_.lives(receipt->to, link);
            actions.emplace_back(notes_.receipt(*receipt));
        }
        return actions;
    }
    Actions opened(LinkId link, const sbc::net::Address& address, sbc::net::Direction direction,
                   Moment moment) {
        return node_.opened(link, address, direction, moment);
    }
    Actions dial_failed(const sbc::net::Address& to, const std::string& why, Moment moment) {
        return node_.dial_failed(to, why, moment);
    }
    Actions closed(LinkId link, const std::string& why, Moment moment) {
        return node_.closed(link, why, moment);
    }
    Actions typed(const std::string& line, Moment moment) { return node_.typed(line, moment); }
    Actions on_time(Moment moment) { return node_.on_time(moment); }
    Actions leave() { return node_.leave(); }
    [[nodiscard]] sbc::Instant deadline() const { return node_.deadline(); }

private:
    sbc::p2p::CoreNode& node_;
    Notebook& notes_;
};
// #endregion listeners

}  // namespace

int main(int argc, char** argv) {
    std::uint16_t port = 0;
    std::vector<std::string> seeds;
    std::uint32_t spacing = 5;
    std::string copies = "/dev/null";
    sbc::chain::Network network;
    sbc::CommandLine options{"observer", "A core that writes down what it sees of letters."};
    options.option("--port", port, "the port to listen on; 0: the system chooses");
    options.option("--core", seeds, "a node to join, as 127.0.0.1:5001; may be repeated");
    options.option("--copies", copies, "a file for each letter as it came by");
    options.option("--network", network.name, "the network's name");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    network.spacing = std::chrono::seconds{spacing};
    const auto at = sbc::net::Address::from("127.0.0.1", port);
    const auto known = sbc::net::Address::parse_all(seeds);
    if (!at || !known || !sound(network)) {
        sbc::log_error(
            known ? "say: observer --core 127.0.0.1:5001; a spacing has 1 to 86,400 seconds"
                  : known.error().text);
        return 2;
    }
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    const auto self = links.listen(*at);
    if (!self) {
        sbc::log_error(self.error().text);
        return 1;
    }
    PostOffice office{{lab::id_of(network), sbc::crypto::random_secret<32>(), {}}};
    Notebook notes{copies};
    if (!notes.can_be_written()) {
        sbc::log_error("--copies " + copies + ": this file cannot be written; name another one");
        return 1;
    }
    Counter counter{office, notes};
    const sbc::p2p::Hello hello{.network = network.name,
                                .role = sbc::p2p::Role::Core,
                                .port = self->port(),
                                .id = sbc::p2p::NodeId{sbc::random64()}};
    sbc::p2p::CoreNode node{{.hello = hello, .self = *self, .seeds = *known},
                            {&counter, &office.round()}};
    Listening listening{node, notes};
    sbc::say("observer: listening on " + self->to_text());
    sbc::driver::Driver{io, links, listening}.run();
}
