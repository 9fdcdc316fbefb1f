#include <sstream>

#include "base/console.hpp"
#include "catch.hpp"

namespace {

// A program that does two things, what it was asked for, and what it said.
struct Parsed {
    std::optional<int> exit_code;
    std::string chosen, whom, amount, label;
    bool json = false;
    std::string help, mistakes;
};

Parsed parse(std::vector<const char*> arguments) {
    Parsed parsed;
    sbc::CommandLine line{"purse", "Keeps points."};
    line.flag("--json", parsed.json, "for programs");
    sbc::CommandLine& pay = line.command("pay", "pay somebody");
    pay.word("whom", parsed.whom, "who gets it");
    pay.word("amount", parsed.amount, "how much");
    sbc::CommandLine& label = line.command("label", "name an address");
    label.option("--name", parsed.label, "its name");
    arguments.insert(arguments.begin(), "purse");
    std::ostringstream help;
    std::ostringstream mistakes;
    parsed.exit_code =
        line.parse(static_cast<int>(arguments.size()), arguments.data(), help, mistakes);
    parsed.chosen = line.chosen();
    parsed.help = help.str();
    parsed.mistakes = mistakes.str();
    return parsed;
}

TEST_CASE("a command has words and options of its own", "[base]") {
    const Parsed paid = parse({"pay", "ben", "5"});
    CHECK_FALSE(paid.exit_code);
    CHECK(paid.chosen == "pay");
    CHECK(paid.whom == "ben");
    CHECK(paid.amount == "5");

    const Parsed named = parse({"label", "--name", "savings"});
    CHECK_FALSE(named.exit_code);
    CHECK(named.chosen == "label");
    CHECK(named.label == "savings");

    const Parsed mixed = parse({"pay", "ben", "5", "--name", "savings"});
    CHECK(mixed.exit_code == 2);
    CHECK_THAT(mixed.mistakes, ContainsSubstring("--name"));
}

TEST_CASE("the program's own options stand before a command or behind it", "[base]") {
    CHECK(parse({"--json", "pay", "ben", "5"}).json);
    const Parsed behind = parse({"pay", "ben", "5", "--json"});
    CHECK_FALSE(behind.exit_code);
    CHECK(behind.json);
    CHECK(behind.amount == "5");
}

TEST_CASE("a negative number is a word, for the command to judge", "[base]") {
    const Parsed parsed = parse({"pay", "ben", "-5"});
    CHECK_FALSE(parsed.exit_code);
    CHECK(parsed.amount == "-5");
}

TEST_CASE("exactly one command must be given", "[base]") {
    CHECK(parse({}).exit_code == 2);
    CHECK(parse({"--json"}).exit_code == 2);
    CHECK(parse({"burn"}).exit_code == 2);
    CHECK(parse({"label", "pay", "ben", "5"}).exit_code == 2);
    CHECK(parse({"pay", "ben"}).exit_code == 2);
    CHECK(parse({"pay", "ben", "5", "6"}).exit_code == 2);
    CHECK_FALSE(parse({}).mistakes.empty());
}

TEST_CASE("help lists the commands, and a command's help what it takes", "[base]") {
    const Parsed all = parse({"--help"});
    CHECK(all.exit_code == 0);
    CHECK_THAT(all.help, ContainsSubstring("pay somebody"));
    CHECK_THAT(all.help, ContainsSubstring("name an address"));
    CHECK(all.mistakes.empty());

    const Parsed one = parse({"pay", "--help"});
    CHECK(one.exit_code == 0);
    CHECK_THAT(one.help, ContainsSubstring("how much"));
    CHECK_THAT(one.help, !ContainsSubstring("its name"));
}

}  // namespace
