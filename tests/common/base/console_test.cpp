#include "base/console.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <iostream>
#include <sstream>

#include "catch.hpp"

namespace {

// What a program has, and what its command line made of it.
struct Options {
    std::string name = "nobody";
    std::uint16_t port = 5001;
    std::uint32_t count = 7;
    std::vector<std::string> peers;
    bool verbose = false;
};

// Standard output and error, caught while this lives.
class Caught {
public:
    Caught() : out_{std::cout.rdbuf(text_.rdbuf())}, error_{std::cerr.rdbuf(text_.rdbuf())} {}
    ~Caught() {
        std::cout.rdbuf(out_);
        std::cerr.rdbuf(error_);
    }
    Caught(const Caught&) = delete;
    Caught& operator=(const Caught&) = delete;
    [[nodiscard]] std::string text() const { return text_.str(); }

private:
    std::ostringstream text_;
    std::streambuf* out_;
    std::streambuf* error_;
};

struct Parsed {
    std::optional<int> exit_code;
    std::string told;
    Options options;
};

Parsed parse(std::vector<const char*> arguments) {
    Parsed parsed;
    Options& options = parsed.options;
    sbc::CommandLine line{"program", "Does something."};
    line.option("--name", options.name, "who you are");
    line.option("--port", options.port, "where to listen");
    line.option("--count", options.count, "how many");
    line.option("--peer", options.peers, "whom to call, may be repeated");
    line.flag("--verbose", options.verbose, "more detail");
    arguments.insert(arguments.begin(), "program");
    const Caught caught;
    parsed.exit_code = line.parse(static_cast<int>(arguments.size()), arguments.data());
    parsed.told = caught.text();
    return parsed;
}

TEST_CASE("what is left out keeps its default", "[base]") {
    const Parsed parsed = parse({});
    CHECK_FALSE(parsed.exit_code);
    CHECK(parsed.told.empty());
    CHECK(parsed.options.name == "nobody");
    CHECK(parsed.options.port == 5001);
    CHECK(parsed.options.count == 7);
    CHECK(parsed.options.peers.empty());
    CHECK_FALSE(parsed.options.verbose);
}

TEST_CASE("options are read in both spellings", "[base]") {
    const Parsed parsed =
        parse({"--name", "ada", "--port=65535", "--count", "4294967295", "--verbose"});
    CHECK_FALSE(parsed.exit_code);
    CHECK(parsed.options.name == "ada");
    CHECK(parsed.options.port == 65'535);
    CHECK(parsed.options.count == 4'294'967'295);
    CHECK(parsed.options.verbose);
}

TEST_CASE("an option for a list may be repeated, and takes one value each time", "[base]") {
    const Parsed parsed = parse({"--peer", "[::1]:1", "--verbose", "--peer", "b:2", "--peer=c:3"});
    CHECK_FALSE(parsed.exit_code);
    CHECK(parsed.options.peers == std::vector<std::string>{"[::1]:1", "b:2", "c:3"});

    const Parsed swallowed = parse({"--peer", "a:1", "b:2"});
    CHECK(swallowed.exit_code == 2);
}

TEST_CASE("asking for help shows it and ends well", "[base]") {
    const Parsed parsed = parse({"--help"});
    CHECK(parsed.exit_code == 0);
    CHECK_THAT(parsed.told, ContainsSubstring("Does something."));
    CHECK_THAT(parsed.told, ContainsSubstring("--port"));
    CHECK_THAT(parsed.told, ContainsSubstring("where to listen"));
    CHECK_THAT(parsed.told, ContainsSubstring("5001"));
    CHECK(parse({"-h"}).exit_code == 0);
}

TEST_CASE("a mistake is explained and ends with 2", "[base]") {
    SECTION("an unknown option") {
        const Parsed parsed = parse({"--prot", "1"});
        CHECK(parsed.exit_code == 2);
        CHECK_THAT(parsed.told, ContainsSubstring("--prot"));
    }
    SECTION("a word that nobody expects") { CHECK(parse({"word"}).exit_code == 2); }
    SECTION("a value that is missing") { CHECK(parse({"--port"}).exit_code == 2); }
    SECTION("a single value given twice") {
        CHECK(parse({"--port", "1", "--port", "2"}).exit_code == 2);
    }
}

TEST_CASE("a number beyond its type or with anything around it is a mistake", "[base]") {
    const char* const value = GENERATE("65536", "70000", "-1", "1.5", "1e3", "x", "", "80x", "0x50",
                                       "010", "99999999999999999999", " 80");
    CAPTURE(value);
    const Parsed parsed = parse({"--port", value});
    CHECK(parsed.exit_code == 2);
    CHECK_THAT(parsed.told, ContainsSubstring("--port"));
    CHECK_THAT(parsed.told, ContainsSubstring("from 0 to 65535"));
}

TEST_CASE("words are read in their order, the first one must be there", "[base]") {
    std::string first;
    std::vector<std::string> rest;
    sbc::CommandLine line{"program", "Says words."};
    line.word("first", first, "a word");
    line.words("rest", rest, "more words");
    const Caught caught;

    SECTION("one and more") {
        const std::array<const char*, 4> arguments{"program", "a", "b", "c"};
        CHECK_FALSE(line.parse(4, arguments.data()));
        CHECK(first == "a");
        CHECK(rest == std::vector<std::string>{"b", "c"});
    }
    SECTION("one alone") {
        const std::array<const char*, 2> arguments{"program", "a"};
        CHECK_FALSE(line.parse(2, arguments.data()));
        CHECK(rest.empty());
    }
    SECTION("none") {
        const std::array<const char*, 1> arguments{"program"};
        CHECK(line.parse(1, arguments.data()) == 2);
    }
}

// What a child process writes to its standard output and error while it runs `work`. A child,
// because colour and log level belong to the whole process.
template <class Work>
std::string written_by_child(Work work) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    std::fflush(nullptr);  // else the child also writes what Catch2 has not written yet
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        work();
        ::_exit(0);
    }
    ::close(ends[1]);
    std::string text;
    std::array<char, 512> part{};
    for (ssize_t n = 0; (n = ::read(ends[0], part.data(), part.size())) > 0;) {
        text.append(part.data(), static_cast<std::size_t>(n));
    }
    ::close(ends[0]);
    int status = -1;
    CHECK(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    return text;
}

TEST_CASE("a text is taken as it was typed, whatever it means elsewhere", "[base]") {
    const char* text = GENERATE("[a,b]", "[a]", "[]", "[[a]", "{}", "%%", "", " a ", "a,b", "a=b");
    CAPTURE(text);
    const Caught caught;
    sbc::CommandLine line{"program", "Says words."};
    SECTION("as a word, and among words") {
        std::string first;
        std::vector<std::string> rest;
        line.word("first", first, "a word");
        line.words("rest", rest, "more words");
        const std::array<const char*, 5> arguments{"program", text, "x", text, text};
        CHECK_FALSE(line.parse(5, arguments.data()));
        CHECK(first == text);
        CHECK(rest == std::vector<std::string>{"x", text, text});
    }
    SECTION("as the only word") {
        std::vector<std::string> rest;
        line.words("rest", rest, "words");
        const std::array<const char*, 2> arguments{"program", text};
        CHECK_FALSE(line.parse(2, arguments.data()));
        CHECK(rest == std::vector<std::string>{text});
    }
    SECTION("as the value of an option") {
        std::string name;
        std::vector<std::string> peers;
        line.option("--name", name, "a name");
        line.option("--peer", peers, "a peer");
        const std::array<const char*, 7> arguments{"program", "--name", text, "--peer",
                                                   text,      "--peer", text};
        CHECK_FALSE(line.parse(7, arguments.data()));
        CHECK(name == text);
        CHECK(peers == std::vector<std::string>{text, text});
    }
}

TEST_CASE("narration is one plain line each when nobody watches in a terminal", "[base]") {
    const std::string text = written_by_child([] {
        sbc::say("plain");
        sbc::say(sbc::Tone::Bad, "bad");
        sbc::say(sbc::Tone::Title, "ünïcode");
        sbc::say("");
    });
    CHECK(text == "plain\nbad\nünïcode\n\n");
}

TEST_CASE("log lines say how serious they are, details only when asked for", "[base]") {
    const std::string text = written_by_child([] {
        sbc::log_detail("not yet");
        sbc::show_details(true);
        sbc::log_detail("now");
        sbc::show_details(false);
        sbc::log_detail("no more");
        sbc::log_warning("odd {} braces");
        sbc::log_error("broken");
    });
    CHECK_THAT(text, ContainsSubstring("debug now\n"));
    CHECK_THAT(text, ContainsSubstring("warning odd {} braces\n"));
    CHECK_THAT(text, ContainsSubstring("error broken\n"));
    CHECK_THAT(text, !ContainsSubstring("not yet"));
    CHECK_THAT(text, !ContainsSubstring("no more"));
    CHECK_THAT(text, !ContainsSubstring("\033"));
}

TEST_CASE("the environment asks for details", "[base]") {
    // A program of its own: the log reads the environment once.
    const std::string text = written_by_child([] {
        ::setenv("SBC_DETAILS", "1", 1);
        ::execl("/proc/self/exe", "test_base", "one line of detail is logged", nullptr);
    });
    CHECK_THAT(text, ContainsSubstring("debug this is a detail\n"));
}

TEST_CASE("one line of detail is logged", "[.base]") { sbc::log_detail("this is a detail"); }

}  // namespace
