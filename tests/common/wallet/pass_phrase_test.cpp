#include "wallet/pass_phrase.hpp"

#include <sys/socket.h>

#include <optional>

#include "common/net/child.hpp"
#include "terminal.hpp"

using namespace sbc::wallet;

namespace {

// What can be read from this descriptor is the text, and no more.
class Pipe {
public:
    explicit Pipe(const std::string& text) {
        REQUIRE(::pipe(ends_.data()) == 0);
        REQUIRE(::write(ends_[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
        ::close(ends_[1]);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() { ::close(ends_[0]); }
    [[nodiscard]] int number() const { return ends_[0]; }

private:
    std::array<int, 2> ends_{};
};

using Asked = sbc::Result<sbc::crypto::SecretText, PassPhraseError>;

std::string words(const Asked& asked) {
    return asked ? std::string{asked->reveal()} : "refused: " + asked.error().text;
}
std::optional<PassPhraseError> why_not(const Asked& asked) {
    if (asked) return std::nullopt;
    CHECK(asked.error().text.size() > 20);
    return asked.error().reason;
}

// For a child at a terminal: 0 where these words were typed, else a number for the reason.
int asked_for(const std::string& expected, Typed typed) {
    const auto asked = ask_pass_phrase({}, "Pass phrase", typed);
    if (!asked) return 10 + static_cast<int>(asked.error().reason);
    return asked->reveal() == expected ? 0 : 1;
}
int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
int code_of(PassPhraseError reason) { return 10 + static_cast<int>(reason); }

class Environment {
public:
    explicit Environment(const std::string& text) { ::setenv("SBC_PASS_PHRASE", text.c_str(), 1); }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { ::unsetenv("SBC_PASS_PHRASE"); }
};

}  // namespace

TEST_CASE("a descriptor gives one pass phrase for each line, and leaves the next", "[wallet]") {
    const Pipe pipe{"open sesame\n  お茶 \nlast"};
    CHECK(words(ask_pass_phrase(pipe.number(), "")) == "open sesame");
    CHECK(words(ask_pass_phrase(pipe.number(), "")) == "  お茶 ");
    CHECK(words(ask_pass_phrase(pipe.number(), "", Typed::Twice)) == "last");
    CHECK(why_not(ask_pass_phrase(pipe.number(), "")) == PassPhraseError::Empty);
}

TEST_CASE("a descriptor without a pass phrase is refused with what is wrong", "[wallet]") {
    CHECK(why_not(ask_pass_phrase(Pipe{"\nnext"}.number(), "")) == PassPhraseError::Empty);
    CHECK(why_not(ask_pass_phrase(Pipe{""}.number(), "")) == PassPhraseError::Empty);
    const std::string longest(longest_pass_phrase, 'x');
    CHECK(words(ask_pass_phrase(Pipe{longest + "\n"}.number(), "")) == longest);
    const Pipe longer{longest + "xx\nnext\n"};
    CHECK(why_not(ask_pass_phrase(longer.number(), "")) == PassPhraseError::TooLong);
    CHECK(words(ask_pass_phrase(longer.number(), "")) == "next");
    CHECK(why_not(ask_pass_phrase(-1, "")) == PassPhraseError::BadDescriptor);
    CHECK(why_not(ask_pass_phrase(999'999, "")) == PassPhraseError::BadDescriptor);
    const int for_writing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    CHECK(why_not(ask_pass_phrase(for_writing, "")) == PassPhraseError::BadDescriptor);
    ::close(for_writing);
}

TEST_CASE("a descriptor that does not wait by itself is waited for", "[wallet]") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    REQUIRE(::fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0);
    REQUIRE(::write(ends[1], "correct hor", 11) == 11);
    // The rest comes when the first bytes are gone: from another process, since this one waits.
    const pid_t writer = ::fork();
    REQUIRE(writer >= 0);
    if (writer == 0) {
        ::alarm(30);
        int left = 1;
        while (left > 0) {
            if (::ioctl(ends[0], FIONREAD, &left) != 0) ::_exit(1);
        }
        ::_exit(::write(ends[1], "se\nnext\n", 8) == 8 ? 0 : 1);
    }
    ::close(ends[1]);
    CHECK(words(ask_pass_phrase(ends[0], "")) == "correct horse");
    CHECK(words(ask_pass_phrase(ends[0], "")) == "next");
    CHECK(why_not(ask_pass_phrase(ends[0], "")) == PassPhraseError::Empty);
    ::close(ends[0]);
    int status = -1;
    REQUIRE(::waitpid(writer, &status, 0) == writer);
    CHECK(status == 0);
}

TEST_CASE("what cannot be read to its end is no pass phrase", "[wallet]") {
    const int folder = ::open("/", O_RDONLY | O_CLOEXEC);
    const auto asked = ask_pass_phrase(folder, "");
    CHECK(why_not(asked) == PassPhraseError::BadDescriptor);
    CHECK_THAT(words(asked), ContainsSubstring("could not be read"));
    ::close(folder);
    // One that hangs up in the middle of a line, without having read what came to it.
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
    REQUIRE(::write(ends[0], "unread", 6) == 6);
    REQUIRE(::write(ends[1], "half a li", 9) == 9);
    ::close(ends[1]);
    CHECK(why_not(ask_pass_phrase(ends[0], "")) == PassPhraseError::BadDescriptor);
    ::close(ends[0]);
}

TEST_CASE("the environment gives a pass phrase, and a descriptor goes before it", "[wallet]") {
    const Environment environment{"from the environment"};
    CHECK(words(ask_pass_phrase({}, "")) == "from the environment");
    CHECK(words(ask_pass_phrase(Pipe{"from here\n"}.number(), "")) == "from here");
    const Environment empty{""};
    CHECK(why_not(ask_pass_phrase({}, "")) == PassPhraseError::Empty);
}

TEST_CASE("without a terminal the text names the other ways", "[wallet]") {
    const auto child = child::run([] {
        ::setsid();  // a session without a terminal
        const auto asked = ask_pass_phrase({}, "");
        if (asked || asked.error().reason != PassPhraseError::NoTerminal) return 1;
        const std::string& text = asked.error().text;
        const bool helps = text.find("--pass-fd") != std::string::npos &&
                           text.find("SBC_PASS_PHRASE") != std::string::npos;
        return helps ? 0 : 2;
    });
    CHECK(child.exit_code == 0);
}

TEST_CASE("what is typed at the prompt is not shown, and afterwards the terminal is as before",
          "[wallet]") {
    // A new terminal shows what is typed.
    Terminal terminal{[] { return asked_for("open sesame", Typed::Once); }};
    terminal.wait_for("Pass phrase: ");
    CHECK_FALSE(terminal.shows_what_is_typed());
    terminal.type("open sesame\n");
    terminal.wait_for("\n");
    CHECK(exit_code(terminal.end()) == 0);
    CHECK(terminal.shows_what_is_typed());
    CHECK(terminal.shown() == "Pass phrase: \r\n");
}

TEST_CASE("a mistake can be mended while it is typed", "[wallet]") {
    Terminal terminal{[] { return asked_for("open sesame", Typed::Once); }};
    terminal.wait_for("Pass phrase: ");
    terminal.type(
        "open sesamx\x7f"
        "e\n");
    CHECK(exit_code(terminal.end()) == 0);
}

TEST_CASE("a new pass phrase is typed twice, and must be the same", "[wallet]") {
    Terminal terminal{[] { return asked_for("new words", Typed::Twice); }};
    terminal.wait_for("Pass phrase: ");
    terminal.type("new words\n");
    terminal.wait_for("Pass phrase again: ");
    SECTION("the same") {
        terminal.type("new words\n");
        CHECK(exit_code(terminal.end()) == 0);
    }
    SECTION("another") {
        terminal.type("new word\n");
        CHECK(exit_code(terminal.end()) == code_of(PassPhraseError::Different));
    }
    SECTION("none") {
        terminal.type("\n");
        CHECK(exit_code(terminal.end()) == code_of(PassPhraseError::Empty));
    }
}

TEST_CASE("Ctrl+D instead of a pass phrase is an answer too", "[wallet]") {
    Terminal terminal{[] { return asked_for("", Typed::Once); }};
    terminal.wait_for("Pass phrase: ");
    terminal.type("\x04");
    CHECK(exit_code(terminal.end()) == code_of(PassPhraseError::Cancelled));
    CHECK(terminal.shows_what_is_typed());
}

TEST_CASE("Ctrl+C at the prompt ends the program, and the terminal is as before", "[wallet]") {
    Terminal terminal{[] { return asked_for("", Typed::Once); }};
    terminal.wait_for("Pass phrase: ");
    int expected = SIGINT;
    SECTION("Ctrl+C") { terminal.type("half a phr\x03"); }
    SECTION("Ctrl+\\") {
        terminal.type("\x1c");
        expected = SIGQUIT;
    }
    SECTION("told by another program") {
        ::kill(terminal.pid(), SIGTERM);
        expected = SIGTERM;
    }
    const int status = terminal.end();
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == expected);
    CHECK(terminal.shows_what_is_typed());
}

TEST_CASE("a program that has its own use for Ctrl+C is told that nothing was typed", "[wallet]") {
    Terminal terminal{[] {
        ::signal(SIGINT, SIG_IGN);
        return asked_for("", Typed::Once);
    }};
    terminal.wait_for("Pass phrase: ");
    terminal.type("\x03");
    CHECK(exit_code(terminal.end()) == code_of(PassPhraseError::Cancelled));
    CHECK(terminal.shows_what_is_typed());
}

TEST_CASE("after Ctrl+Z the question comes again, and begins anew", "[wallet]") {
    Terminal terminal{[] { return asked_for("open sesame", Typed::Once); }};
    terminal.wait_for("Pass phrase: ");
    terminal.type("forgotten\x1a");
    terminal.wait_for("Pass phrase: ");
    CHECK_FALSE(terminal.shows_what_is_typed());
    terminal.type("open sesame\n");
    CHECK(exit_code(terminal.end()) == 0);
    CHECK(terminal.shown().find("forgotten") == std::string::npos);
}
