#include "gui/cli_terminal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "catch.hpp"
#include "gui/cli_program.hpp"

namespace {

// A terminal, whose keyboard and screen the test has in its hand.
class Terminal {
public:
    Terminal() : hand_{::posix_openpt(O_RDWR | O_NOCTTY)} {
        REQUIRE(hand_ >= 0);
        REQUIRE(::grantpt(hand_) == 0);
        REQUIRE(::unlockpt(hand_) == 0);
        std::array<char, 128> name{};
        REQUIRE(::ptsname_r(hand_, name.data(), name.size()) == 0);
        terminal_ = ::open(name.data(), O_RDWR | O_NOCTTY);
        REQUIRE(terminal_ >= 0);
    }
    ~Terminal() {
        ::close(terminal_);
        ::close(hand_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    [[nodiscard]] int number() const { return terminal_; }
    void type(const std::string& keys) const {
        REQUIRE(::write(hand_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
    }

private:
    int hand_;
    int terminal_ = -1;
};

class Pipe {
public:
    Pipe() { REQUIRE(::pipe(ends_.data()) == 0); }
    ~Pipe() {
        for (const int end : ends_) ::close(end);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    [[nodiscard]] int out() const { return ends_[0]; }
    [[nodiscard]] int in() const { return ends_[1]; }

private:
    std::array<int, 2> ends_{};
};

TEST_CASE("only a clear yes is a yes", "[cli]") {
    const Terminal terminal;
    const Pipe told;
    const auto ask = sbc::gui::question_on(terminal.number(), told.in());
    REQUIRE(ask);
    const auto [keys, yes] =
        GENERATE(std::pair{"y\n", true}, std::pair{"Yes\n", true}, std::pair{"\n", false},
                 std::pair{"n\n", false}, std::pair{"yup\n", false}, std::pair{"\x04", false});
    CAPTURE(keys);
    terminal.type(keys);
    CHECK(ask("Pay?") == yes);
    std::array<char, 64> text{};
    const ssize_t count = ::read(told.out(), text.data(), text.size());
    CHECK(std::string(text.data(), static_cast<std::size_t>(count)) == "Pay? [y/N] ");
}

TEST_CASE("where no terminal is, nobody is asked", "[cli]") {
    const Pipe pipe;
    CHECK_FALSE(sbc::gui::question_on(pipe.out(), pipe.in()));
}

TEST_CASE("pass phrases are the lines of a descriptor, one for each time", "[cli]") {
    using sbc::gui::PassPhraseFor;
    const auto program = sbc::gui::in_this_terminal("wallet-cli", "A wallet.");
    const Pipe pipe;
    const std::string lines = "correct horse\nnew one\n\n";
    REQUIRE(::write(pipe.in(), lines.data(), lines.size()) == static_cast<ssize_t>(lines.size()));
    const auto first = program.pass_phrase({PassPhraseFor::Opening, pipe.out()});
    REQUIRE(first);
    CHECK(first->reveal() == "correct horse");
    const auto second = program.pass_phrase({PassPhraseFor::Creating, pipe.out()});
    REQUIRE(second);
    CHECK(second->reveal() == "new one");
    const auto empty = program.pass_phrase({PassPhraseFor::Exporting, pipe.out()});
    REQUIRE_FALSE(empty);
    CHECK(empty.error().reason == sbc::gui::CliError::Refused);
    CHECK_THAT(empty.error().text, ContainsSubstring("The pass phrase is empty"));
    CHECK_FALSE(program.pass_phrase({PassPhraseFor::Importing, 999}));
}

}  // namespace
