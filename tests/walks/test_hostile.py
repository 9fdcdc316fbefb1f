"""Grades files that really are compiled: honest ones, and ones that want a point without solving the exercise, the
teacher's files, or the machine."""

import json
import shutil
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from courselib import cli  # noqa: E402
from courselib.grading import grader  # noqa: E402
from courselib.grading.jail import Jail, Limits  # noqa: E402
from courselib.tree import Tree  # noqa: E402

FOLDER = ROOT / "exercises" / "01-big-endian"
SOLUTION = (FOLDER / "solution/big_endian.cpp").read_text()
WRONG = (FOLDER / "wrong/modulo_255.cpp").read_text()
ALIVE = ROOT / "exercises" / "02-who-is-alive"
HEADER = (ALIVE / "solution/keepalive.hpp").read_text()


def instead(body, includes=""):
    """A file whose encode_length does this."""
    return f"""{includes}
#include "big_endian.hpp"
namespace exercise {{
std::array<std::uint8_t, 4> encode_length(std::uint32_t length) {{ {body} return {{std::uint8_t(length)}}; }}
std::uint32_t decode_length(std::span<const std::uint8_t, 4> bytes) {{ return bytes[0]; }}
}}
"""


# name -> (mark, what its explanation says, the file)
FILES = {
    "solves-it": ("passed", "", SOLUTION),
    "uses-the-library": ("passed", "", "#include <map>\n#include <memory>\n#include <sstream>\n#include <vector>\n" +
                         SOLUTION +
                         "static std::vector<std::map<int, std::unique_ptr<std::ostringstream>>> unused(3);\n"),
    "is-wrong": ("failed", "a byte has 256 values", WRONG),
    "does-not-compile": ("did not compile", "big_endian.cpp:1:1: error", "what is this?\n"),
    "ends-early": ("tried to end early", "_Exit", "#include <cstdlib>\n" + SOLUTION +
                   "static const bool early = (std::_Exit(0), true);\n"),
    "has-a-main": ("did not compile", "main", SOLUTION + "int main() {}\n"),
    "prints-a-verdict": ("failed", "It printed:\n1 4 0\nPassed: all 4 tests", "#include <iostream>\n" + WRONG +
                         'static const bool forged = (std::cout << "1 4 0\\nPassed: all 4 tests, in 0.1 s.\\n"\n'
                         '    "4 passed, 0 failed\\n" << std::flush, true);\n'),
    "forges-a-verdict": ("not allowed", "a file stream", "#include <fstream>\n" + SOLUTION +
                         'static const bool forged = (std::ofstream{"report.xml.verdict"} << "1 4 0", true);\n'),
    "asks-for-the-word": ("not allowed", "getenv", "#include <cstdlib>\n" + SOLUTION +
                          'const char* word = std::getenv("SBC_NONCE");\n'),
    "is-first": ("not allowed", ".init_array.00001", SOLUTION + "__attribute__((constructor(1))) void first() {}\n"),
    "is-first-among-the-sanitizers": ("not allowed", ".init_array.00099",
                                      SOLUTION + "__attribute__((constructor(99))) void first() {}\n"),
    "is-before-the-first": ("not allowed", ".preinit_array", SOLUTION + "void first() {}\n"
                            '__attribute__((section(".preinit_array"), used)) void (*entry)() = first;\n'),
    "is-chosen-while-loading": ("not allowed", "chosen_first is chosen while the program is loaded", SOLUTION +
                                'extern "C" {\n'
                                'int nothing() { return 0; }\n'
                                'int (*choose())() { return nothing; }\n'
                                'int chosen_first() __attribute__((ifunc("choose")));\n'
                                '}\n'),
    "defines-new": ("not allowed", "it defines _Znwm", "#include <cstdlib>\n#include <new>\n" + SOLUTION +
                    "void* operator new(std::size_t size) { return std::malloc(size); }\n"),
    "defines-what-the-harness-has": ("did not compile", "__asan_default_options", SOLUTION +
                                     'extern "C" const char* __asan_default_options() { return "exitcode=0"; }\n'),
    "replaces-a-function": ("not allowed", "strcmp", SOLUTION +
                            'extern "C" int strcmp(const char*, const char*) { return 0; }\n'),
    "assembles": ("not allowed", "assembly", SOLUTION + '#define JOIN(a, b) a##b\nvoid f() { JOIN(a, sm)("nop"); }\n'),
    "hides-behind-a-line": ("not allowed", "#line", SOLUTION + '#line 1 "other.cpp"\nvoid f() { asm("nop"); }\n'),
    "copies-our-solution": ("did not compile", "No such file", f'#include "{FOLDER}/solution/big_endian.cpp"\n'),
    "reads-a-password": ("did not compile", "No such file", '#include "/etc/passwd"\n' + SOLUTION),
    "reads-without-end": ("did not compile", "No such file", '#include "/dev/zero"\n' + SOLUTION),
    "forks": ("not allowed", "fork", "#include <unistd.h>\n" + SOLUTION + "const int child = fork();\n"),
    "loops": ("took too long", "encode_length puts", instead("for (volatile unsigned i = length;;) i = i + 1;")),
    "grows": ("used too much memory", "", instead("std::vector<std::vector<char>> all; for (;;) "
                                                  "all.emplace_back(1 << 25, 'x');", "#include <vector>")),
    "prints-without-end": (("took too long", "used too much memory"), "",  # the tests keep it: whichever is first
                           instead("for (;;) std::cout << length << '\\n';", "#include <iostream>")),
    "writes-outside": ("crashed", "outside of a buffer",
                       instead("std::vector<char> few(4); few.data()[4 + length % 2] = 1;",
                                                                 "#include <vector>")),
    "throws-at-the-start": ("crashed", "nobody caught", SOLUTION +
                            "static const int never = [] { throw 1; return 1; }();\n"),
    "keeps-the-compiler-busy": ("took too long", "The compiler", SOLUTION + """
template <int N, int M> struct Slow {
    static constexpr long value = Slow<N - 1, 2 * M>::value + Slow<N - 1, 2 * M + 1>::value;
};
template <int M> struct Slow<0, M> { static constexpr long value = M; };
long slow = Slow<24, 1>::value;
"""),
}
HEADERS = {
    "solves-it": ("passed", "", HEADER),
    "redefines-the-checks": ("not allowed", "the macro", HEADER + "\n#define main other\n"),
    "ends-early": ("tried to end early", "_Exit", HEADER + "\n#include <cstdlib>\n"
                   "inline const bool early = (std::_Exit(0), true);\n"),
}

# Shorter, so that nobody waits. A compiler that is kept busy takes more and more memory: its time must be over first.
RUN = Limits(seconds=3.0, memory=200, disk=64, processes=20)
BUILD = Limits(seconds=8.0, memory=2048, address_space=6144)


class Hostile(unittest.TestCase):
    def setUp(self):
        if Jail.possible():
            self.skipTest(f"this system lets us build no walls: {Jail.possible()}")
        self.folder = Path(tempfile.mkdtemp(prefix="hostile-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def grade(self, exercise, file, files):
        for name, (_, _, text) in files.items():
            path = self.folder / "in" / name / exercise / file
            path.parent.mkdir(parents=True)
            path.write_text(text)
        with mock.patch.object(grader, "RUN", RUN), mock.patch.object(grader, "BUILD", BUILD):
            code = cli.dispatch(Tree.here(), ["exercise", "grade", str(self.folder / "in"), "--only", exercise,
                                              "--junit",
                                              str(self.folder / "junit.xml"), "--gradescope", str(self.folder / "out")])
        self.assertEqual(code, 0)
        for name, (mark, says, _) in files.items():
            with self.subTest(name):
                result = json.loads((self.folder / "out" / name / "results.json").read_text())
                output = result["tests"][0]["output"]
                self.assertIn(output.partition("\n")[0].partition(":")[0], mark if isinstance(mark, tuple) else [mark],
                              output)
                self.assertIn(says, output)
                self.assertEqual(result["score"], float(mark == "passed"))

    def test_a_file_of_its_own(self):
        self.grade("01-big-endian", "big_endian.cpp", FILES)

    def test_a_header_that_is_compiled_with_the_tests(self):
        self.grade("02-who-is-alive", "keepalive.hpp", HEADERS)


if __name__ == "__main__":
    unittest.main()
