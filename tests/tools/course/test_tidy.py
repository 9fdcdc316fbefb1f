"""clang-tidy goes over several sources at a time: none is left out, and what it says is said of the right one."""

import json
import textwrap
from pathlib import Path
from unittest import mock

from sample import SampleTest

from courselib.suite import tidy
from courselib.suite.run import Run


class Tidy(SampleTest):
    def setUp(self):
        super().setUp()
        self.run_now = Run(self.tree, "ci", seed=7)
        self.commands = []

    def source(self, path, text="", flags="-DSAME"):
        self.write(path, textwrap.dedent(text))
        self.commands.append({"directory": "/b", "file": str(self.folder / path),
                              "command": f"env X=1 /usr/bin/ccache /usr/bin/clang++ {flags} -o {path}.o -c {path}"})

    def packs(self):
        return [[tidy.short(path, self.folder) for path in pack.files] for pack in tidy.packed(self.commands)]

    def looked_at(self, answer):
        """The Result, with clang-tidy saying answer(path of the source)."""
        self.write("build/asan/compile_commands.json", json.dumps(self.commands))
        with mock.patch.object(tidy, "tidy", lambda run, database, source: answer(source)):
            (result,) = tidy.clang_tidy(self.run_now)
        return result

    def test_sources_of_one_folder_compiled_alike_go_together(self):
        self.source("common/net/a.cpp")
        self.source("common/net/b.cpp")
        self.source("common/net/c.cpp", flags="-DOTHER")
        self.source("common/p2p/d.cpp")
        self.assertEqual(self.packs(), [["common/net/a.cpp", "common/net/b.cpp"], ["common/net/c.cpp"],
                                        ["common/p2p/d.cpp"]])

    def test_names_of_their_own_that_clash_keep_sources_apart(self):
        self.source("common/net/a.cpp", """
            namespace sbc {
            namespace {
            constexpr int most = 3;
            Result<int> read(int x) {
                return x;
            }
            }  // namespace
            }  // namespace sbc
            """)
        self.source("common/net/b.cpp", "namespace {\nint read(int x) { return x; }\n}  // namespace\n")
        self.source("common/net/c.cpp", "namespace {\nstruct most {};\n}  // namespace\n")
        self.source("common/net/d.cpp", "namespace sbc {\nint read(long x) { return 1; }\n}\n")  # for all to see
        self.source("common/net/e.cpp", "int main() {}\n")
        self.source("common/net/f.cpp", "int main(int argc, char** argv) {}\n")
        self.assertEqual(self.packs(), [["common/net/a.cpp", "common/net/d.cpp", "common/net/e.cpp"],
                                        ["common/net/b.cpp", "common/net/c.cpp", "common/net/f.cpp"]])

    def test_each_source_is_looked_at_once_and_few_enough_at_a_time(self):
        for number in range(2 * tidy.MOST + 1):
            self.source(f"common/net/{number:02}.cpp")
        self.commands += self.commands[:3]  # built twice
        self.assertEqual([len(pack) for pack in self.packs()], [tidy.MOST, tidy.MOST, 1])

    def test_a_finding_is_told_of_its_own_file(self):
        for name in "abc":
            self.source(f"common/net/{name}.cpp")
        said = f"{self.folder}/common/net/b.cpp:3:1: error: bad [x]\n  int y;\n"
        result = self.looked_at(lambda source: (1, said))
        self.assertEqual((result.passed, result.failed), (2, 1))
        self.assertEqual(result.text, "common/net/b.cpp:3:1: error: bad [x]\n  int y;")
        self.assertEqual(result.repeat, "clang-tidy -p build/asan common/net/b.cpp")

    def test_those_that_do_not_go_together_are_looked_at_one_by_one(self):
        self.source("common/net/a.cpp")
        self.source("common/net/b.cpp")

        def answer(source):
            if source.name.startswith("pack_"):
                return 1, f"{self.folder}/common/net/b.cpp:1:1: error: redefinition [clang-diagnostic-error]\n"
            return int(source.name == "b.cpp"), f"{source}:3:1: error: bad [x]\n" if source.name == "b.cpp" else ""
        result = self.looked_at(answer)
        self.assertEqual((result.passed, result.failed, result.text),
                         (1, 1, "common/net/b.cpp:3:1: error: bad [x]"))

    def test_a_using_declaration_that_nobody_needs_is_found(self):
        self.source("common/net/a.cpp", "using std::string;\nusing sbc::net::Frame;\nFrame frame();\n")
        result = self.looked_at(lambda source: (0, ""))
        self.assertEqual((result.failed, result.text),
                         (1, "common/net/a.cpp: nothing uses string [misc-unused-using-decls]"))

    def test_a_failure_without_a_finding_is_no_success(self):
        self.source("common/net/a.cpp")
        result = self.looked_at(lambda source: (-11, "Stack dump:\n"))
        self.assertEqual((result.passed, result.failed, result.text), (0, 1, "Stack dump:"))

    def test_a_pack_includes_its_sources_and_is_compiled_as_they_are(self):
        self.source("common/net/a.cpp")
        database = tidy.write_packs(tidy.packed(self.commands), self.folder / "build/tidy")
        (entry,) = json.loads(database.read_text())
        self.assertEqual(entry["arguments"], ["/usr/bin/clang++", "-DSAME", "-c", entry["file"]])
        self.assertIn(f'#include "{self.folder}/common/net/a.cpp"', Path(entry["file"]).read_text())
