#include "base/console.hpp"

#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <system_error>
#include <utility>

#include "base/utf8.hpp"

namespace sbc {
namespace {

// Where there may be several words, CLI11 takes "[a,b]" for two of them. With this behind it, which
// nobody can type, it is one; as_typed() takes it away again.
constexpr char end_of_word = '\0';

std::string in_one_piece(std::string word) {
    const bool a_list = !word.empty() && word.front() == '[' && word.back() == ']';
    if (a_list) word += end_of_word;
    return word;
}
std::string as_typed(std::string word) {
    if (!word.empty() && word.back() == end_of_word) word.pop_back();
    return word;
}

template <class Into>
CLI::Option& add_text(CLI::App& app, const std::string& name, Into& into, const std::string& help) {
    return *app.add_option(name, into, help)->transform(as_typed);
}

// A number has one spelling: CLI11 alone would also take "010" for 8, " 80" for 80 and "" for 0.
template <class Number>
void add_number(CLI::App& app, const std::string& name, Number& into, const std::string& help) {
    const auto refuse_other_text = [](const std::string& text) -> std::string {
        Number number{};
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec == std::errc{} && std::to_string(number) == text) return {};
        return "\"" + printable(text, 40) + "\" is not a whole number from 0 to " +
               std::to_string(std::numeric_limits<Number>::max());
    };
    app.add_option(name, into, help)
        ->capture_default_str()
        ->transform(as_typed)
        ->check(refuse_other_text);
}

}  // namespace

struct CommandLine::Parser {
    Parser(const std::string& program, const std::string& about)
        : whole{std::make_unique<CLI::App>(about, program)}, app{*whole} {}
    explicit Parser(CLI::App& part) : app{part} {}
    std::unique_ptr<CLI::App> whole;  // nothing in a command, which is a part of another's
    CLI::App& app;
    std::vector<std::unique_ptr<CommandLine>> commands;
};

CommandLine::CommandLine(const std::string& program, const std::string& about)
    : parser_{std::make_unique<Parser>(program, about)} {}

CommandLine::CommandLine(std::unique_ptr<Parser> parser) : parser_{std::move(parser)} {}

CommandLine::~CommandLine() = default;

void CommandLine::option(const std::string& name, std::string& into, const std::string& help) {
    add_text(parser_->app, name, into, help).capture_default_str();
}
void CommandLine::option(const std::string& name, std::uint16_t& into, const std::string& help) {
    add_number(parser_->app, name, into, help);
}
void CommandLine::option(const std::string& name, std::uint32_t& into, const std::string& help) {
    add_number(parser_->app, name, into, help);
}
void CommandLine::option(const std::string& name, std::vector<std::string>& into,
                         const std::string& help) {
    // One value each time the option is named: `--peer A B` must not swallow a following word.
    add_text(parser_->app, name, into, help).expected(1)->take_all()->allow_extra_args(false);
}
void CommandLine::flag(const std::string& name, bool& into, const std::string& help) {
    parser_->app.add_flag(name, into, help);
}
void CommandLine::word(const std::string& name, std::string& into, const std::string& help) {
    add_text(parser_->app, name, into, help).required();
}
void CommandLine::words(const std::string& name, std::vector<std::string>& into,
                        const std::string& help) {
    add_text(parser_->app, name, into, help);
}

CommandLine& CommandLine::command(const std::string& name, const std::string& help) {
    CLI::App& part = *parser_->app.add_subcommand(name, help);
    part.fallthrough();  // an option that it does not know may be the program's own
    parser_->app.require_subcommand(1);
    auto made = std::unique_ptr<CommandLine>{new CommandLine{std::make_unique<Parser>(part)}};
    return *parser_->commands.emplace_back(std::move(made));
}

std::string CommandLine::chosen() const {
    const auto given = parser_->app.get_subcommands();
    return given.empty() ? std::string{} : given.front()->get_name();
}

std::optional<int> CommandLine::parse(int argc, const char* const* argv) {
    return parse(argc, argv, std::cout, std::cerr);
}

std::optional<int> CommandLine::parse(int argc, const char* const* argv, std::ostream& help,
                                      std::ostream& mistakes) {
    std::vector<std::string> arguments;  // the last one first, as CLI11 wants them
    for (int at = argc - 1; at > 0; --at) arguments.push_back(in_one_piece(argv[at]));
    try {
        parser_->app.parse(std::move(arguments));
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        return parser_->app.exit(error, help, mistakes) == 0 ? 0 : 2;
    }
}

namespace {

const char* colour_of(Tone tone) {
    switch (tone) {
        case Tone::Plain: return "";
        case Tone::Good: return "\033[32m";
        case Tone::Warn: return "\033[33m";
        case Tone::Bad: return "\033[31m";
        case Tone::Faint: return "\033[2m";
        case Tone::Title: return "\033[1;36m";
    }
    return "";
}

bool coloured_output() {
    return std::getenv("NO_COLOR") == nullptr && ::isatty(STDOUT_FILENO) == 1;
}

// The program's own log: standard error, one line an event, with the time of day.
spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> instance = [] {
        const auto colours = std::getenv("NO_COLOR") == nullptr ? spdlog::color_mode::automatic
                                                                : spdlog::color_mode::never;
        auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(colours);
        auto made = std::make_shared<spdlog::logger>("log", std::move(sink));
        made->set_pattern("%H:%M:%S.%e %^%l%$ %v");
        if (std::getenv("SBC_DETAILS") != nullptr) made->set_level(spdlog::level::debug);
        return made;
    }();
    return *instance;
}

}  // namespace

void say(Tone tone, std::string_view line) {
    static const bool coloured = coloured_output();
    const std::string colour = coloured ? colour_of(tone) : "";
    const std::string whole = colour + std::string{line} + (colour.empty() ? "\n" : "\033[0m\n");
    std::fwrite(whole.data(), 1, whole.size(), stdout);
    std::fflush(stdout);
}

void log_detail(std::string_view line) { logger().debug("{}", line); }
void log_warning(std::string_view line) { logger().warn("{}", line); }
void log_error(std::string_view line) { logger().error("{}", line); }
void show_details(bool on) { logger().set_level(on ? spdlog::level::debug : spdlog::level::info); }

}  // namespace sbc
