// The one main of every Catch2 program of the course.
//
// Without the options below it is Catch2's own main. For an exercise, ./course runs the program so
// that a verdict cannot come about by accident or by `std::exit(0)`:
//
//   SBC_NONCE=<word> exercise_<ID> --report FILE
//       Runs all test cases in the order of the source and writes Catch2's XML report to FILE.
//       Beside it, FILE.verdict grows line by line:
//           case <name>                 before each test case starts (once each)
//           <nonce> <cases> <failed>    after the run: how many cases ran and how many of them
//           failed
//       Only when the last line begins with the nonce has the run come to its end; a crash, an
//       endless loop or an early exit leaves the name of the guilty case as the last line, a
//       program that ran no case leaves no verdict. Both files of an earlier run are removed first.
//       Exit code: 0 when every case passed, 1 when a case failed. Any other end, and 1 after a
//       verdict of 0 failed (a sanitizer found a leak at the end), is a failure whose reason stands
//       on standard error. The nonce is taken out of the environment before any other code of the
//       program runs.
//
//   exercise_<ID> --list-cases
//       Prints the names of the test cases, one per line. Exit code 0.
#define CATCH_CONFIG_RUNNER
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// A wild pointer is the sanitizer's to explain: it shows the line.
#define CATCH_CONFIG_NO_POSIX_SIGNALS
#endif
#include "catch.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr std::size_t nonce_room = 128;
char nonce[nonce_room];  // plain memory: filled before the first constructor of a C++ object

// Takes the nonce, and wipes it from the environment: the code under test has no business with it.
__attribute__((constructor(101))) void take_nonce() {
    char* given = std::getenv("SBC_NONCE");
    if (given == nullptr) return;
    const std::size_t length = std::strlen(given);
    if (length < nonce_room) std::memcpy(nonce, given, length + 1);
    std::memset(given, 0, length);
    unsetenv("SBC_NONCE");
}

// Filled while the tests run; one run per process.
struct Run {
    std::string verdict_file;  // empty: nobody asked for a verdict
    std::size_t cases = 0;
    std::size_t failed = 0;
    bool ended = false;
};
Run run;

void append_line(const std::string& line) {
    std::ofstream{run.verdict_file, std::ios::app} << line << '\n';
}

#ifdef CATCH_VERSION_MAJOR_2
using Listener = Catch::TestEventListenerBase;
#else
using Listener = Catch::EventListenerBase;
#endif

class Witness : public Listener {
public:
    using Listener::Listener;

    void testCaseStarting(const Catch::TestCaseInfo& info) override {
        if (!run.verdict_file.empty()) append_line("case " + std::string{info.name});
    }
    void testRunEnded(const Catch::TestRunStats& stats) override {
        run.cases = stats.totals.testCases.total();
        run.failed = stats.totals.testCases.failed;
        run.ended = true;
    }
};
CATCH_REGISTER_LISTENER(Witness)

int run_catch(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv;
    argv.reserve(arguments.size());
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    return Catch::Session{}.run(static_cast<int>(argv.size()), argv.data());
}

int list_cases(const std::string& program) {
#ifdef CATCH_VERSION_MAJOR_2
    run_catch({program, "--list-test-names-only"});
#else
    run_catch({program, "--list-tests", "--verbosity", "quiet"});
#endif
    return 0;
}

int report(const std::string& program, const std::string& file) {
    if (nonce[0] == '\0') {
        std::cerr << "--report needs the environment variable SBC_NONCE: the word that the verdict "
                     "will begin with\n";
        return 2;
    }
    run.verdict_file = std::filesystem::absolute(file).string() + ".verdict";
    std::filesystem::remove(file);
    std::filesystem::remove(run.verdict_file);

    run_catch({program, "--reporter", "xml", "--out", file, "--order", "decl"});
    if (!run.ended || run.cases == 0) {
        std::cerr << "no test case ran\n";
        return 2;
    }
    append_line(std::string{nonce} + ' ' + std::to_string(run.cases) + ' ' +
                std::to_string(run.failed));
    return run.failed == 0 ? 0 : 1;
}

}  // namespace

#ifdef __SANITIZE_ADDRESS__
// Also notice a view of a local variable that is used after its function has returned.
extern "C" const char* __asan_default_options() { return "detect_stack_use_after_return=1"; }
extern "C" const char* __ubsan_default_options() { return "print_stacktrace=1"; }
#endif

int main(int argc, char** argv) {
    const std::vector<std::string> arguments(argv, argv + argc);
    if (argc == 2 && arguments[1] == "--list-cases") return list_cases(arguments[0]);
    if (argc == 3 && arguments[1] == "--report") return report(arguments[0], arguments[2]);
    return Catch::Session{}.run(argc, argv);
}
