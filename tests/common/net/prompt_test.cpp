#include "net/prompt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <asio/executor_work_guard.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "catch.hpp"
#include "loopback.hpp"

namespace {

using loopback::Loop;
using sbc::net::Prompt;
using Lines = std::vector<std::string>;

// Another standard input while this lives.
class StandardInput {
public:
    explicit StandardInput(int other) : real_{::dup(STDIN_FILENO)} {
        REQUIRE(real_ >= 0);
        REQUIRE(::dup2(other, STDIN_FILENO) == STDIN_FILENO);
        ::close(other);
    }
    ~StandardInput() {
        ::dup2(real_, STDIN_FILENO);
        ::close(real_);
    }
    StandardInput(const StandardInput&) = delete;
    StandardInput& operator=(const StandardInput&) = delete;

private:
    int real_;
};

// A pipe as standard input, with somebody who types into it.
class Keyboard {
public:
    Keyboard() : Keyboard{make_pipe()} {}
    ~Keyboard() { hang_up(); }
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

    void type(std::string_view text) const {
        REQUIRE(::write(end_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    void hang_up() {
        if (end_ >= 0) ::close(std::exchange(end_, -1));
    }

private:
    explicit Keyboard(std::array<int, 2> ends) : input_{ends[0]}, end_{ends[1]} {}
    static std::array<int, 2> make_pipe() {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        return ends;
    }
    StandardInput input_;
    int end_;
};

// A regular file with this content as standard input.
int file_with(std::string_view text) {
    std::FILE* const file = std::tmpfile();
    REQUIRE(file != nullptr);
    REQUIRE(std::fwrite(text.data(), 1, text.size(), file) == text.size());
    REQUIRE(std::fflush(file) == 0);
    const int copy = ::dup(::fileno(file));
    std::fclose(file);
    REQUIRE(::lseek(copy, 0, SEEK_SET) == 0);
    return copy;
}

// A prompt and what it has told.
struct Reader {
    Loop loop;
    Lines lines;
    int ends = 0;
    std::function<void()> on_line = [] {};

    [[nodiscard]] std::unique_ptr<Prompt> prompt() {
        return std::make_unique<Prompt>(
            loop.io,
            [this](const std::string& line) {
                CHECK(ends == 0);
                lines.push_back(line);
                on_line();
            },
            [this] { ++ends; });
    }
    // Until the end of input, keeping the loop at work meanwhile.
    [[nodiscard]] bool read_all() {
        const auto reading = prompt();
        const auto at_work = asio::make_work_guard(loop.io);
        return loop.until([this] { return ends > 0; });
    }
};

TEST_CASE("each line that is typed arrives without its end", "[net]") {
    Keyboard keyboard;
    Reader reader;
    const auto prompt = reader.prompt();
    const auto at_work = asio::make_work_guard(reader.loop.io);
    keyboard.type("hello\n");
    REQUIRE(reader.loop.until([&] { return reader.lines.size() == 1; }));
    keyboard.type("two\n\nlines ");
    REQUIRE(reader.loop.until([&] { return reader.lines.size() == 3; }));
    CHECK(reader.lines == Lines{"hello", "two", ""});
    keyboard.type("in pieces\n");
    REQUIRE(reader.loop.until([&] { return reader.lines.size() == 4; }));
    CHECK(reader.lines.back() == "lines in pieces");
    CHECK(reader.ends == 0);

    keyboard.hang_up();
    REQUIRE(reader.loop.until([&] { return reader.ends > 0; }));
    CHECK(reader.ends == 1);
    CHECK(reader.lines.size() == 4);
}

TEST_CASE("the end of input ends the last line too", "[net]") {
    Keyboard keyboard;
    keyboard.type("one\ntwo");
    keyboard.hang_up();
    Reader reader;
    REQUIRE(reader.read_all());
    CHECK(reader.lines == Lines{"one", "two"});
    CHECK(reader.ends == 1);
}

TEST_CASE("a file, an empty one and /dev/null are inputs like any other", "[net]") {
    Reader reader;
    SECTION("a file") {
        const StandardInput input{file_with("from\na file\n")};
        REQUIRE(reader.read_all());
        CHECK(reader.lines == Lines{"from", "a file"});
    }
    SECTION("an empty file") {
        const StandardInput input{file_with("")};
        REQUIRE(reader.read_all());
        CHECK(reader.lines.empty());
    }
    SECTION("/dev/null") {
        const StandardInput input{::open("/dev/null", O_RDONLY)};
        REQUIRE(reader.read_all());
        CHECK(reader.lines.empty());
    }
    SECTION("what cannot be read: it has ended") {
        const StandardInput input{::open("/", O_RDONLY)};
        REQUIRE(reader.read_all());
        CHECK(reader.lines.empty());
    }
    CHECK(reader.ends == 1);
}

TEST_CASE("of a longer line the first 64 KiB arrive, and the next line whole", "[net]") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + ' ';
    Reader reader;
    const StandardInput input{file_with(text + "tail\nnext\n" + text)};
    REQUIRE(reader.read_all());
    REQUIRE(reader.lines.size() == 3);
    CHECK((reader.lines[0] == text.substr(0, 65'536)));
    CHECK(reader.lines[1] == "next");
    CHECK((reader.lines[2] == text.substr(0, 65'536)));
}

TEST_CASE("lines come in their order, however many", "[net]") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += std::to_string(i) + '\n';
    Reader reader;
    const StandardInput input{file_with(text)};
    REQUIRE(reader.read_all());
    REQUIRE(reader.lines.size() == 20'000);
    for (std::size_t i = 0; i < 20'000; ++i) {
        if (reader.lines[i] != std::to_string(i)) FAIL("line " << i << ": " << reader.lines[i]);
    }
}

TEST_CASE("a huge file is not read ahead of what has been handled", "[net]") {
    const std::string line(99, 'x');
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += line + '\n';
    Reader reader;
    const StandardInput input{file_with(text)};
    ::off_t furthest_ahead = 0;
    reader.on_line = [&] {
        const auto handled = static_cast<::off_t>(reader.lines.size() * 100);
        furthest_ahead = std::max(furthest_ahead, ::lseek(STDIN_FILENO, 0, SEEK_CUR) - handled);
    };
    REQUIRE(reader.read_all());
    CHECK(reader.lines.size() == 10'000);
    CHECK(furthest_ahead <= 10'000);
}

TEST_CASE("a prompt that waits does not hold up the end of the program", "[net]") {
    Keyboard keyboard;
    Reader reader;
    SECTION("nothing was ever typed") {
        const auto prompt = reader.prompt();
        CHECK(reader.loop.ends());
    }
    SECTION("in the middle of a line") {
        const auto prompt = reader.prompt();
        const auto at_work = asio::make_work_guard(reader.loop.io);
        keyboard.type("whole\nhal");
        CHECK(reader.loop.until([&] { return !reader.lines.empty(); }));
        CHECK(reader.lines == Lines{"whole"});
    }
    SECTION("with lines that nobody handled") {
        keyboard.type("one\ntwo\n");
        const auto prompt = reader.prompt();
    }
    SECTION("at once") { (void)reader.prompt(); }
    CHECK(reader.ends == 0);
}

TEST_CASE("a prompt leaves standard input as it was: blocking, and with what it has not read",
          "[net]") {
    Keyboard keyboard;
    const int before = ::fcntl(STDIN_FILENO, F_GETFL);
    {
        Reader reader;
        const auto prompt = reader.prompt();
        const auto at_work = asio::make_work_guard(reader.loop.io);
        keyboard.type("mine\n");
        REQUIRE(reader.loop.until([&] { return reader.lines.size() == 1; }));
        CHECK(::fcntl(STDIN_FILENO, F_GETFL) == before);
    }
    keyboard.type("not mine");
    std::array<char, 9> rest{};
    CHECK(::read(STDIN_FILENO, rest.data(), rest.size()) == 8);
}

}  // namespace
