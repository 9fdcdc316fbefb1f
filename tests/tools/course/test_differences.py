"""The figures of ./course diff, and the budgets that hold the stages to them."""

import sys
import unittest

from sample import ROOT, SampleTest

from courselib import cli, differences
from courselib.differences import Figures, compare
from courselib.stages import read_stages

sys.path.insert(0, str(ROOT / "tools" / "checks"))
import budgets  # noqa: E402


class Counting(SampleTest):
    def test_a_line_in_place_of_another_is_changed_the_rest_added_or_removed(self):
        self.assertEqual(compare(["a", "b", "c"], ["a", "x", "y", "c"]), Figures(added=1, changed=1))
        self.assertEqual(compare(["a", "b", "c"], ["a", "c"]), Figures(removed=1))
        self.assertEqual(compare([], ["a", "b"]), Figures(added=2))

    def test_blank_lines_and_region_markers_do_not_count(self):
        path = self.write("x.cpp", "// #region a\nint a;\n\n   \n  // #endregion a\n# #region b\nint b;\n")
        self.assertEqual(differences.counted_lines(path), ["int a;", "int b;"])

    def test_lines_that_nobody_reads_do_not_count(self):
        path = self.folder / "boilerplate.hpp"
        path.write_text("#pragma once\n#include <map>\nnamespace stage {\nint a;\n}\n}  // namespace stage\n")
        self.assertEqual(differences.counted_lines(path), ["int a;"])

    def test_a_file_that_rests_for_a_stage_is_compared_with_its_last_version(self):
        stages = read_stages(self.tree)
        resting = differences.version_before(stages, "02", "greeter.cpp")
        self.assertEqual(resting, self.folder / "chapters/02-choir/greeter.cpp")
        (self.folder / "chapters/02-choir/greeter.cpp").unlink()
        resting = differences.version_before(read_stages(self.tree), "02", "greeter.cpp")
        self.assertEqual(resting, self.folder / "chapters/01-greet/greeter.cpp")
        self.assertIsNone(differences.version_before(read_stages(self.tree), "02", "words.hpp"))


class Diff(SampleTest):
    def test_each_file_has_its_kind_and_figures(self):
        stages = read_stages(self.tree)
        changes = {c.name: c for c in differences.changes_between(self.tree, stages, *stages)}
        self.assertEqual({name: c.kind for name, c in changes.items()},
                         {"greeter.cpp": "changed", "choir.cpp": "new", "words.hpp": "graduated"})
        self.assertEqual(changes["greeter.cpp"].figures, Figures(added=1))
        self.assertEqual(changes["words.hpp"].figures, Figures(added=1))
        self.assertEqual(differences.total(changes.values()), Figures(added=2))

    def test_it_prints_sittings_total_and_what_is_newly_used(self):
        code, text = self.printed(cli.dispatch, self.tree, ["diff", "01", "02"])
        self.assertEqual(code, 0)
        for words in ("common/base/words.hpp", "at most 10", "All together  2", "2 lines differ (+2 ~0 -0)",
                      "fewer than 500", "graduated from 01", "given with 02"):
            self.assertIn(words, text)

    def test_full_shows_the_lines(self):
        text = self.printed(cli.dispatch, self.tree, ["diff", "01", "02", "--full"])[1]
        self.assertIn("+    sing();", text)
        self.assertIn("+// Greets.", text)

    def test_a_new_subject_is_said_plainly(self):
        self.change("chapters/02-choir/chapter.json", subject="singing")
        self.assertIn("A new subject begins (singing)", self.printed(cli.dispatch, self.tree, ["diff", "1", "2"])[1])

    def test_one_chapter_is_compared_with_what_graduated(self):
        for words in (["diff", "01"], ["diff", "01", "common"]):
            text = self.printed(cli.dispatch, self.tree, words)[1]
            self.assertIn("words.hpp -> common/base/words.hpp  +1 ~0 -0", text)
            self.assertIn("It knows the empty name.", text)
        self.assertIn("Nothing graduates", self.printed(cli.dispatch, self.tree, ["diff", "02"])[1])

    def test_the_wrong_order_is_turned_round(self):
        self.assertEqual(self.trouble(cli.dispatch, self.tree, ["diff", "02", "01"]).advice, "./course diff 01 02")


class Budgets(SampleTest):
    def faults(self):
        said = []
        passed, failed = budgets.check_all(self.tree, say=said.append)
        return failed, "\n".join(said)

    def test_a_sound_course_has_no_fault(self):
        self.assertEqual(self.faults()[0], 0)

    def test_each_fault_is_told_in_a_sentence(self):
        many = "".join(f"int a{i};\n" for i in range(600))
        chapter = "chapters/02-choir/chapter.json"
        self.write("chapters/02-choir/choir.cpp", many)
        self.write("chapters/02-choir/stray.cpp", "int x;\n")
        self.change("chapters/01-greet/chapter.json", line_limit=400,
                    files={"greeter.cpp": {"end": "grows"}, "words.hpp": {"end": "graduates", "to": "base/no.hpp"}})
        self.change(chapter, files={"greeter.cpp": {"end": "stays"}, "choir.cpp": {"end": "ends here"},
                                    "gone.cpp": {"end": "grows"}})
        failed, text = self.faults()
        for sentence in ("line_limit 400; a whole number up to 250", "601 new or changed lines, 591 more than",
                         "stray.cpp stands in 0 sittings", "greeter.cpp has no end", "\"why\" must say",
                         "gone.cpp, but there is no such file", "base/no.hpp, which does not exist",
                         "differs from chapter 01 by 602 lines"):
            self.assertIn(sentence, text)
        self.assertEqual(failed, 5)


if __name__ == "__main__":
    unittest.main()
