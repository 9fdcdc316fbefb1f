#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sbc {

// The options of a program: `--port 5001`, `--verbose`, and words without a name. Wraps CLI11, so
// that a chapter's program reads and compiles light. Variables must outlive parse().
class CommandLine {
public:
    CommandLine(const std::string& program, const std::string& about);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    // A value that may be left out; the variable's present value is the default.
    void option(const std::string& name, std::string& into, const std::string& help);
    void option(const std::string& name, std::uint16_t& into, const std::string& help);
    void option(const std::string& name, std::uint32_t& into, const std::string& help);
    // May be repeated: `--peer A --peer B`.
    void option(const std::string& name, std::vector<std::string>& into, const std::string& help);
    void flag(const std::string& name, bool& into, const std::string& help);
    // A word that must be given, and the words after it.
    void word(const std::string& name, std::string& into, const std::string& help);
    void words(const std::string& name, std::vector<std::string>& into, const std::string& help);

    // One thing of several that the program does, `wallet-cli pay …`: what is added to the command
    // that comes back belongs to it alone. Once there is one, exactly one must be given; the
    // program's own options may stand before it or behind it. Lives as long as this.
    [[nodiscard]] CommandLine& command(const std::string& name, const std::string& help);
    // The name of the command that was given, after parse(); empty where there are none.
    [[nodiscard]] std::string chosen() const;

    // Nothing: go on. A number: leave main with it (0 when help was asked for, 2 after a mistake,
    // which has been explained on standard error).
    [[nodiscard]] std::optional<int> parse(int argc, const char* const* argv);
    // The same, for who has other places for help and for mistakes.
    [[nodiscard]] std::optional<int> parse(int argc, const char* const* argv, std::ostream& help,
                                           std::ostream& mistakes);

private:
    struct Parser;
    explicit CommandLine(std::unique_ptr<Parser> parser);
    std::unique_ptr<Parser> parser_;
};

// What a line of narration is about; a terminal shows it in colour (never when NO_COLOR is set or
// the output is not a terminal).
enum class Tone { Plain, Good, Warn, Bad, Faint, Title };

// One line on standard output, at once. Text from elsewhere goes through printable() first. Any
// thread.
void say(Tone tone, std::string_view line);
inline void say(std::string_view line) { say(Tone::Plain, line); }

// One line on standard error; a detail where SBC_DETAILS is set, or after show_details(true).
void log_detail(std::string_view line);
void log_warning(std::string_view line);
void log_error(std::string_view line);
void show_details(bool on);

}  // namespace sbc
