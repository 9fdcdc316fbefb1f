"""clang-tidy goes over several sources at a time: none is left out, and what it says is said of the right one."""

import json
import os
import re
import textwrap
from unittest import mock

from sample import SampleTest

from courselib.suite import tidy
from courselib.suite.run import Run
from courselib.tree import Tree


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

    def looked_at(self, answer, refuses=lambda files: ()):
        """The Result, with clang-tidy saying answer(files looked at), and a compiler that refuses some of them."""
        self.write("build/asan/compile_commands.json", json.dumps(self.commands))

        def files_in(source):
            return [tidy.short(path, self.folder) for path in re.findall('"(.*)"', source.read_text())]

        def compiled(pack, source):
            return "".join(f"{self.folder}/{path}:1:1: error: redefinition\n" for path in refuses(files_in(source)))
        with mock.patch.object(tidy, "tidy", lambda run, pack, source: answer(files_in(source))), \
                mock.patch.object(tidy, "compiled", compiled):
            (result,) = tidy.clang_tidy(self.run_now)
        return result

    def test_sources_of_one_folder_compiled_alike_go_together(self):
        for name in "abcdef":
            self.source(f"common/net/{name}.cpp")
        self.source("common/net/other.cpp", flags="-DOTHER")
        for name in "ghijkl":
            self.source(f"common/p2p/{name}.cpp")
        self.assertEqual(self.packs(), [[f"common/net/{name}.cpp" for name in "abcdef"],
                                        [f"common/p2p/{name}.cpp" for name in "ghijkl"], ["common/net/other.cpp"]])

    def test_the_few_that_are_left_of_several_folders_go_together(self):
        self.source("common/net/a.cpp")
        self.source("common/net/b.cpp", flags="-DOTHER")
        self.source("common/p2p/c.cpp")
        self.assertEqual(self.packs(), [["common/net/a.cpp", "common/p2p/c.cpp"], ["common/net/b.cpp"]])

    def test_a_new_source_gives_no_pack_of_another_folder_another_name(self):
        for name in "abcdef":
            self.source(f"common/p2p/{name}.cpp")
        self.source("common/net/new.cpp", flags="-DOTHER")
        self.looked_at(lambda files: (0, ""))
        self.assertEqual(sorted(path.name for path in (self.tree.build / "tidy").iterdir()),
                         ["common_net_new.cpp", "common_p2p_a.cpp"])

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
        self.assertEqual(self.packs(), [["common/net/a.cpp", "common/net/d.cpp"],
                                        ["common/net/b.cpp", "common/net/c.cpp"]])

    def test_programs_go_together_each_with_a_main_of_its_own(self):
        self.assertEqual(tidy.included(3, "/a.cpp").splitlines(), [
            "#define main main_3  // NOLINT",
            "#define LLVMFuzzerTestOneInput llvmfuzzertestoneinput_3  // NOLINT",
            '#include "/a.cpp"  // NOLINT', "#undef main", "#undef LLVMFuzzerTestOneInput"])

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

    def test_those_that_the_compiler_refuses_go_separately(self):
        for name in "abcd":
            self.source(f"common/net/{name}.cpp")
        seen = []

        def answer(files):
            seen.append([path[-5] for path in files])
            said = f"{self.folder}/common/net/b.cpp:3:1: error: bad [x]\n"
            return (1, said) if "common/net/b.cpp" in files else (0, "")
        result = self.looked_at(answer, lambda files: [path for path in files[1:] if path[-5] in "bd"])
        self.assertEqual(seen, [["a", "c"], ["b"], ["d"]])
        self.assertEqual((result.passed, result.failed, result.text),
                         (3, 1, "common/net/b.cpp:3:1: error: bad [x]"))

    def test_an_error_in_a_header_leaves_one_source_at_a_time(self):
        for name in "ab":
            self.source(f"common/net/{name}.cpp")
        seen = []
        self.looked_at(lambda files: seen.append(files) or (0, ""), lambda files: ["common/net/x.hpp"])
        self.assertEqual(seen, [["common/net/a.cpp"], ["common/net/b.cpp"]])

    def test_blanks_in_the_path_of_a_clone_hide_no_file_that_is_refused(self):
        self.folder = self.folder / "my own clone"
        self.tree = Tree(self.folder, self.folder / "build", self.folder / "my")
        self.run_now = Run(self.tree, "ci", seed=7)
        self.test_those_that_the_compiler_refuses_go_separately()

    def test_a_home_that_may_not_be_written_to_is_no_finding(self):
        self.write("bin/clang-tidy", "#!/bin/sh\n", executable=True)
        self.write(".clang-tidy", "")
        cache = self.write("no-folder", "")
        source = self.write("pack.cpp", "")
        with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": str(cache),
                                          "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}):
            self.assertEqual(tidy.tidy(self.run_now, tidy.Pack(str(self.folder), ("g++",)), source)[0], 0)

    def test_a_using_declaration_that_nobody_needs_is_found(self):
        self.source("common/net/a.cpp", "using std::string;\nusing sbc::net::Frame;\nFrame frame();\n")
        result = self.looked_at(lambda source: (0, ""))
        self.assertEqual((result.failed, result.text),
                         (1, "common/net/a.cpp: nothing uses string [misc-unused-using-decls]"))

    def test_a_failure_without_a_finding_is_no_success(self):
        self.source("common/net/a.cpp")
        result = self.looked_at(lambda source: (-11, "Stack dump:\n"))
        self.assertEqual((result.passed, result.failed, result.text), (0, 1, "Stack dump:"))

    def test_what_starts_the_compiler_is_left_out(self):
        self.source("common/net/a.cpp")
        (pack,) = tidy.packed(self.commands)
        self.assertEqual((pack.directory, pack.words), ("/b", ("/usr/bin/clang++", "-DSAME")))

    def test_what_was_clean_to_the_last_comment_is_not_looked_at_again(self):
        self.write("bin/clang-tidy", f"#!/bin/sh\n[ $1 = --version ] || echo . >> {self.folder}/runs\n"
                                     f"exit $(cat {self.folder}/verdict)\n", executable=True)
        self.write(".clang-tidy", "Checks: all\n")
        self.write("a.hpp", "int a();  // first\n")
        self.write("verdict", "0\n")
        source = self.folder / "pack.cpp"
        self.write("pack.cpp", '#include "a.hpp"\n')
        pack = tidy.Pack(str(self.folder), ("g++", f"-I{self.folder}"))

        def looked(times):
            with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": str(self.folder / "cache"),
                                              "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}):
                codes = [tidy.tidy(self.run_now, pack, source)[0] for _ in range(times)]
            return codes, len((self.folder / "runs").read_text().splitlines())
        self.assertEqual(looked(2), ([0, 0], 1))
        self.write("a.hpp", "int a();  // NOLINT\n")
        self.assertEqual(looked(2), ([0, 0], 2))
        self.write(".clang-tidy", "Checks: none\n")
        self.assertEqual(looked(2), ([0, 0], 3))
        self.write("a.hpp", "int a();\n")
        self.write("verdict", "1\n")
        self.assertEqual(looked(2), ([1, 1], 5))  # what was found is found again
        self.write("a.hpp", "#include <there is no such file>\n")
        self.assertEqual(looked(1), ([1], 6))
