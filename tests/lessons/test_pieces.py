"""The pieces of the lesson checker on their own."""

import unittest
from pathlib import Path

from sample_course import HERE  # noqa: F401  (finds the tools)

from lessons.compare import DOTS, Mismatch, begins_with, find_mismatch
from lessons.normalise import RULES, as_shown, normalise
from lessons.page import Page, code_spans, slug_of
from lessons.player import replace_numbers
from lessons.regions import RegionError, find_regions, get_region, is_marker, strip_markers
from lessons.report import Report
from lessons.sessions import read_sessions
from lessons.stages import is_boilerplate, load_stages

SOURCE = """int first;
    // #region outer
    int a;

    // #region inner
    int b;
    // #endregion inner
    // #endregion outer
"""


class Regions(unittest.TestCase):
    def test_a_region_is_dedented_and_without_inner_markers(self):
        self.assertEqual(get_region(SOURCE, "outer"), ["int a;", "", "int b;"])
        self.assertEqual(get_region(SOURCE, "inner"), ["int b;"])
        self.assertEqual(find_regions(SOURCE)["outer"].numbers, [3, 4, 6])

    def test_no_name_means_the_whole_file(self):
        self.assertEqual(get_region(SOURCE, ""), ["int first;", "    int a;", "", "    int b;"])

    def test_stripping_removes_the_marker_lines_and_nothing_else(self):
        self.assertEqual(strip_markers(SOURCE), "int first;\n    int a;\n\n    int b;\n")
        self.assertEqual(strip_markers("no newline at the end"), "no newline at the end")

    def test_any_comment_sign_makes_a_marker_but_code_does_not(self):
        for line in ("// #region a", "  # #endregion a", "-- #region a-b", "<!-- #region a -->"):
            self.assertTrue(is_marker(line), line)
        for line in ("// see #region a", "#region", "int region;", "// #regional office", 'f("// #region a");'):
            self.assertFalse(is_marker(line), line)

    def test_broken_markers_are_refused_with_their_line(self):
        for text, line, words in (("// #region a\n", 1, "never ends"), ("\n// #endregion a\n", 2, "never began"),
                                  ("// #region a\n// #region a\n", 2, "second time"), ("// #region\n", 1, "no name")):
            with self.assertRaisesRegex(RegionError, words) as caught:
                find_regions(text)
            self.assertEqual(caught.exception.line, line)
        with self.assertRaisesRegex(RegionError, r"no region `b` \(regions here: inner, outer\)"):
            get_region(SOURCE, "b")


class Compare(unittest.TestCase):
    def test_dots_stand_for_any_number_of_lines(self):
        for actual in (["a", "z"], ["a", "b", "z"], ["a", "z", "z"]):
            self.assertIsNone(find_mismatch(["a", DOTS, "z"], actual), actual)
        self.assertEqual(find_mismatch(["a", DOTS, "z"], ["a", "z", "b"]), Mismatch(3, "b"))

    def test_the_first_difference_is_told(self):
        self.assertEqual(find_mismatch(["a", "b"], ["a", "c"]), Mismatch(1, "c"))
        self.assertEqual(find_mismatch(["a", "b"], ["a"]), Mismatch(1, None))
        self.assertEqual(find_mismatch(["a"], ["a", "b"]), Mismatch(1, "b"))
        self.assertEqual(find_mismatch([], ["a"]), Mismatch(0, "a"))

    def test_a_beginning_is_enough_while_a_program_runs(self):
        self.assertTrue(begins_with(["a"], ["a", "b"]))
        self.assertFalse(begins_with(["a", "b"], ["a"]))


class Normalise(unittest.TestCase):
    def test_what_varies_is_forgiven(self):
        for line, becomes in (("\x1b[32mgreen\x1b[0m", "green"), ("10 %\r90 %\rdone", "done"), ("> > hello", "hello"),
                              ("at 07:01:02.345", "at <time>"), ("in 3 ms", "in <duration>"),
                              ("in 2.5 s", "in <duration>"), ("id deadbee5", "id <id>"), ("pid 4242", "pid <pid>"),
                              ("from 127.0.0.1:45678", "from 127.0.0.1:<port>"),
                              ("in 0.0042 seconds: 7330419 a second", "in <duration>: <rate> a second"),
                              ("mined after 65537 hashes, 7.1 million a second",
                               "mined after <luck> hashes, <rate> million a second"),
                              ("│ nonce     42", "│ nonce     <luck>"),
                              ("from [::1]:45678", "from [::1]:<port>"),
                              ("to sb1c44s9t…rrdp0n", "to <address>"),
                              ("sb102nk9zfj04a3gh3ud3xavuxe99ew6ausde8f6szqppe54a6prpesw2pche  100", "<address>  100"),
                              ("on port 45678", "on port <port>")):
            self.assertEqual(normalise(line), becomes)

    def test_what_matters_is_kept(self):
        for line in ("after 2 s", "20 bytes", "00 00 00 05", "a decade effaced", "65537 hashes", "chapter 01", "12:30", "port 80"):
            self.assertEqual(normalise(line), line)

    def test_declared_ports_and_kept_rules_are_compared(self):
        self.assertEqual(normalise("127.0.0.1:5001 [::1]:40000", ["5001"]), "127.0.0.1:5001 [::1]:<port>")
        self.assertEqual(normalise("id deadbee5", keep=["ids"]), "id deadbee5")

    def test_every_rule_says_why(self):
        self.assertTrue(all(rule.name and len(rule.why.split()) > 5 for rule in RULES))
        self.assertEqual(as_shown("\x1b[1m> in 3 ms\x1b[0m  "), "in 3 ms")


class Pages(unittest.TestCase):
    def page(self, text):
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "page.md"
            file.write_text(text, encoding="utf-8")
            page = Page(Path(folder), file)
            return page, page.blocks

    def test_headings_have_the_anchors_that_github_gives(self):
        for title, slug in (("New C++ here", "new-c-here"), ("`frame.hpp`: a _frame_", "framehpp-a-_frame_"),
                            ("What's *new*?", "whats-new"), ("[A link](x.md) here", "a-link-here"), ("UTF-8", "utf-8")):
            self.assertEqual(slug_of(title), slug)
        page, _ = self.page("# One\n## Two\n## Two\n<a id=\"three\"></a>\n")
        self.assertEqual(list(page.anchors), ["one", "two", "two-1", "three"])

    def test_code_is_not_searched_for_links_or_headings(self):
        page, _ = self.page("`[a](b)` [c](d.md)\n```text\n# no heading [e](f)\n```\n![g](h.svg)\n")
        self.assertEqual(page.links, [(1, "d.md"), (5, "h.svg")])
        self.assertEqual(page.anchors, {})

    def test_links_and_code_may_run_over_the_end_of_a_line(self):
        page, _ = self.page("one\n[two\nthree](a.md) `./course\nlist`\n```text\nx\n```\n")
        self.assertEqual(page.links, [(3, "a.md")])
        self.assertEqual(page.code, [(3, "./course list"), (6, "x")])

    def test_blocks_know_their_lines(self):
        _, blocks = self.page("# T\ntext\nmore\n<!-- excerpt a -->\n  ```cpp\n  x\n  ```\nafter\n")
        self.assertEqual([(b.kind, b.line, b.lines) for b in blocks],
                         [("heading", 1, ["# T"]), ("text", 2, ["text", "more"]),
                          ("comment", 4, ["<!-- excerpt a -->"]), ("fence", 5, ["  x"]), ("text", 8, ["after"])])
        self.assertEqual(code_spans("`a` and ``b`c``"), ["a", "b`c"])

    def test_sessions_gather_their_blocks(self):
        page, _ = self.page("<!-- session a terminal 1 ports 5001 5002 background -->\n```console\n$ x\n```\n\n"
                            "```console\n$ y\n```\n<!-- session a keep ids -->\n```console\n$ z\n> w\n...\n^C\n```\n")
        first, second = read_sessions(page, Report())
        self.assertEqual((first.name, first.ports, first.keep, len(first.parts)), ("a", ["5001", "5002"], ["ids"], 2))
        self.assertEqual([part.background for part in first.parts], [True, False])
        self.assertEqual(second.commands(), ["y"])
        self.assertEqual([step.kind for step in first.parts[1].steps], ["command", "typed", "dots", "interrupt"])

    def test_ports_are_replaced_as_whole_numbers(self):
        self.assertEqual(replace_numbers("5001 15001 5001,50011", {"5001": "9"}), "9 15001 9,50011")


class Stages(unittest.TestCase):
    def test_boilerplate_needs_no_explanation(self):
        for line in ("#include <x>", "#pragma once", "namespace stage {", "}  // namespace stage", "  });", "{", "};"):
            self.assertTrue(is_boilerplate(line), line)
        for line in ("int x;", "return {};", "#define X", "using namespace std;"):
            self.assertFalse(is_boilerplate(line), line)

    def test_a_file_that_grows_shows_only_its_new_lines(self):
        first, second = load_stages(HERE / "sample", Report())
        self.assertEqual(second.new_lines("greet.cpp"), {7, 8})
        self.assertEqual(first.new_lines("greet.cpp"), {1, 3, 6, 7, 8, 11})


if __name__ == "__main__":
    unittest.main()
