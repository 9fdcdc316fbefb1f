// Somebody who has a wallet alone asks the host of a class for the points that each student gets.
#include <chrono>
#include <exception>

#include "base/random.hpp"
#include "base/utf8.hpp"
#include "classroom/asker.hpp"
#include "crypto/address.hpp"
#include "driver/driver.hpp"
#include "p2p/edge_node.hpp"

namespace {

using namespace sbc;

// Ends the program when nobody has answered in time. An application for the sake of its deadline:
// that is one of the node's, so nobody waits for it who has ended the program himself.
class Patience : public p2p::Application {
public:
    explicit Patience(Instant until) : until_{until} {}
    [[nodiscard]] std::string name() const override { return "patience"; }
    p2p::Actions published(p2p::MessageId, const std::string&, p2p::Source, p2p::Moment) override {
        return {};
    }
    p2p::Actions on_time(p2p::Moment) override { return {p2p::Quit{}}; }
    [[nodiscard]] Instant deadline() const override { return until_; }

private:
    Instant until_;
};

int ask(const classroom::JoinWord& word, const classroom::Ask& wish, std::uint32_t patience) {
    asio::io_context io;
    net::Switchboard links{io, {}};
    classroom::Asker asker{word.code, wish};
    p2p::EdgeSettings settings;
    settings.hello.network = to_text(word.code);
    settings.hello.id = p2p::NodeId{random64()};
    settings.cores = {word.host};
    Patience limit{std::chrono::steady_clock::now() + std::chrono::seconds{patience}};
    p2p::EdgeNode edge{settings, {&asker, &limit}};
    driver::Driver driver{io, links, edge};
    std::string trouble;
    driver.tell_to([&](const p2p::Tell& tell) {
        if (tell.tone == Tone::Plain) say("class-ask: " + tell.text);
        if (tell.tone == Tone::Warn || tell.tone == Tone::Bad) trouble = tell.text;
    });
    driver.run();
    const auto& answer = asker.answer();
    if (asker.waits()) {
        say("class-ask: the host has nothing to give yet, and pays as soon as it can: look at your "
            "balance later");
        return 0;
    }
    if (!answer) {
        log_error("nobody answers at " + word.host.to_text() +
                  (trouble.empty() ? "" : "; the last try: " + trouble));
    }
    if (!answer) return 1;
    say("class-ask: " + printable(answer->word));
    return answer->state == classroom::Gift::State::Given ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
    std::string join;
    std::string name;
    std::string address;
    std::uint32_t patience = 60;
    CommandLine line{"class-ask", "Asks the host of a class for points to begin with."};
    line.option("--join", join, "the class, as 192.168.1.20:5001/maths/5s/k3vqw7zdk3vq");
    line.option("--name", name, "what you are called in the class");
    line.option("--address", address, "the address of your wallet");
    line.option("--patience", patience, "seconds to wait for an answer");
    if (const auto exit_code = line.parse(argc, argv)) return *exit_code;
    const auto word = classroom::read_join_word(join);
    const auto to = crypto::from_address(address);
    if (!word || !to || !classroom::is_nick(name) || name == "host") {
        log_error(!word ? word.error().text
                  : !to ? "--address wants the address of your wallet: " + to.error().text
                        : "say with --name what you are called: 1 to 40 bytes without blanks, and "
                          "not host");
        return 2;
    }
    return ask(*word, {name, *to}, patience);
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
