"""./course test: nothing is counted that did not happen."""

import errno
import threading
import time
import unittest
from unittest import mock

from sample import ROOT
from suite_kit import SuiteTest

from courselib.building import Built
from courselib.suite import building, course, runner, verb
from courselib.suite.run import Result, Run
from courselib.suite.table import PARTS, Part
from courselib.trouble import Trouble


def part(key, results, needs=""):
    return Part(key, key, ("quick",), lambda run: iter(results), needs=needs)


class Running(SuiteTest):
    def test_the_last_line_adds_up(self):
        code, lines = self.report(part("a", [Result("x", passed=5), Result("y", passed=1, skipped=2)]))
        self.assertEqual((code, lines[-1]), (0, "6 passed, 0 failed, 2 skipped"))
        self.assertIn("seed 7 (SBC_SEED=7 repeats it)", lines)

    def test_a_failure_shows_its_text_and_how_to_repeat_it(self):
        code, lines = self.report(part("a", [Result("x", 1, 1, text="it fell\nhard", repeat="./course x")]))
        self.assertEqual((code, lines[-1]), (1, "1 passed, 1 failed"))
        for line in ("    | it fell", "    | hard", "    again: ./course x", "failed: x"):
            self.assertIn(line, lines)

    def test_what_needs_a_failed_part_is_skipped_visibly(self):
        code, lines = self.report(part("build", [Result("build", failed=1)]), part("t", [Result("t", 9)], "build"))
        self.assertEqual((code, lines[-1]), (1, "0 passed, 1 failed, 1 skipped"))
        self.assertIn("        not run, because \"build\" failed", lines)

    def test_a_part_that_breaks_is_a_failure_and_the_others_still_run(self):
        def breaks(run):
            yield Result("first", passed=1)
            raise ValueError("a defect")

        def troubled(run):
            raise Trouble("no compiler", "install one")
            yield

        def full(run):
            raise OSError(errno.ENOSPC, "No space left on device", "/build/x")
            yield
        code, lines = self.report(Part("a", "a", (), breaks), Part("b", "b", (), troubled), Part("d", "d", (), full),
                                  part("c", [Result("c", passed=1)]))
        self.assertEqual((code, lines[-1]), (1, "2 passed, 3 failed"))
        self.assertIn("    | ValueError: a defect", lines)
        self.assertIn("    | no compiler", lines)
        self.assertIn("    | /build/x: there is no room left (No space left on device)", lines)

    def test_a_part_that_waits_runs_beside_the_others(self):
        begun, ended = threading.Event(), threading.Event()

        def waits(run):
            begun.set()
            yield Result("waits", passed=int(ended.wait(10)))

        def works(run):
            yield Result("works", passed=int(begun.wait(10)))  # the other one has begun and not ended
            ended.set()
        code, lines = self.report(Part("w", "w", ("quick",), waits, beside=True),
                                  Part("x", "x", ("quick",), works))
        self.assertEqual((code, lines[-1]), (0, "2 passed, 0 failed"))

    def test_ctrl_c_ends_what_runs_beside_as_well(self):
        run, begun = self.run_of(), threading.Event()

        def waits(run):
            begun.set()
            yield Result("waits", passed=int(run.command(["sleep", "60"], "sleep", 60)[0] == 0))

        def interrupted(run):
            begun.wait(10)
            raise KeyboardInterrupt
            yield
        started = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            self.printed(runner.run_parts, run, [Part("w", "w", ("quick",), waits, beside=True),
                                                 Part("x", "x", ("quick",), interrupted)])
        self.assertLess(time.monotonic() - started, 30)
        self.assertEqual(run.children, set())

    def test_nothing_passed_is_no_success(self):
        self.assertEqual(self.report(part("a", []))[0], 1)


class TheTable(unittest.TestCase):
    def test_each_part_has_a_level_and_what_it_needs_comes_before(self):
        before = set()
        for each in PARTS:
            self.assertTrue(set(each.levels) <= {"quick", "ci", "long"} and each.levels, each.key)
            self.assertIn(each.needs, before | {""})
            before.add(each.key)

    def test_levels_and_chapters_choose_parts(self):
        quick = [part.key for part in verb.choose("quick", None, False)]
        ci = [part.key for part in verb.choose("ci", None, False)]
        self.assertNotIn("asan", quick)
        self.assertIn("asan", ci)
        self.assertEqual(len(ci), len(set(ci)))
        self.assertTrue(set(quick) <= set(ci))
        self.assertNotIn("fresh", ci)  # half an hour for a machine that has nothing
        self.assertEqual({part.key for part in verb.choose("long", None, False)} - set(ci), {"fresh"})
        self.assertNotIn("tools", [part.key for part in verb.choose("quick", None, True)])

    def test_one_part_runs_alone(self):
        self.assertEqual([(part.key, part.needs) for part in verb.choose("quick", "tidy", False)], [("tidy", "")])
        self.assertEqual(len(verb.choose("ci", "exercises", False)), 1)
        with self.assertRaises(Trouble) as caught:
            verb.choose("quick", "tidi", False)
        self.assertIn("did you mean 'tidy'?", caught.exception.what)


class FailuresAndCures(SuiteTest):
    def lines(self, answers, chapter=""):
        """The Results, with ./course answering as given: words -> (code, output)."""
        with mock.patch.object(course, "course", lambda run, words, log, timeout: answers[tuple(words)]), \
                mock.patch.object(course, "make_programs"):
            return {result.name: result for result in course.failures(self.run_of(chapter=chapter))}

    def test_shown_refused_and_pending_are_told_apart(self):
        results = self.lines({("break", "01", "rude"): (0, "x\nfailure shown: it said not much\n"),
                              ("break", "01", "later"): (1, "refused: it sang\n"),
                              ("break", "01", "rude", "--against", "02"): (0, "refused: it greeted\n")})
        self.assertEqual({name: (r.passed, r.failed, r.skipped) for name, r in results.items()}, {
            "break 01 rude": (1, 0, 0), "break 01 later": (0, 1, 0), "cure of 01 rude in 02": (1, 0, 0),
            "cure of 01 later in 03": (0, 0, 1)})
        self.assertIn("not written yet", results["cure of 01 later in 03"].note)

    def test_the_words_alone_do_not_pass(self):
        results = self.lines({("break", "01", "rude", "--against", "02"): (1, "refused: it greeted\n")}, chapter="02")
        self.assertEqual(results["cure of 01 rude in 02"].failed, 1)

    def test_another_event_is_not_the_failure_nor_its_refusal(self):
        """Its words tell which it was; those that are declared are the whole line, and without any there is no line."""
        right = {("break", "01", "rude"): (0, "failure shown: it said nothing\n"),
                 ("break", "01", "later"): (0, "failure shown: it said nothing\n"),
                 ("break", "01", "rude", "--against", "02"): (0, "refused: it greeted\n")}
        self.assertEqual([result.failed for result in self.lines(right).values()], [0, 0, 0, 0])
        for words, says in ((("break", "01", "rude"), "failure shown: it crashed"),
                            (("break", "01", "rude"), "failure shown: it said nothing, and crashed"),
                            (("break", "01", "rude"), "failure shown: "),
                            (("break", "01", "rude"), "refused: it said nothing"),
                            (("break", "01", "rude", "--against", "02"), "refused: it could not be started"),
                            (("break", "01", "rude", "--against", "02"), "failure shown: it greeted")):
            with self.subTest(words=words, says=says):
                results = self.lines({**right, words: (0, says + "\n")})
                (bad,) = [result for result in results.values() if result.failed]
                self.assertEqual(bad.repeat, "./course " + " ".join(words))
                self.assertIn("as chapter.json declares it", bad.text)
        self.change("chapters/01-greet/chapter.json", failures=[
            {"name": "rude", "title": "x", "script": "break/rude.py", "cured-in": "02"}])
        self.assertEqual([result.failed for result in self.lines(right).values()], [1, 1])

    def test_a_chapter_runs_the_cures_that_it_owns(self):
        results = self.lines({("break", "01", "rude", "--against", "02"): (0, "refused: it greeted\n")}, chapter="02")
        self.assertEqual(list(results), ["cure of 01 rude in 02"])


class Seams(SuiteTest):
    def test_each_demo_runs_with_the_solutions_in_a_learners_place(self):
        asked = []

        def answer(run, words, log, timeout, env):
            asked.append((words, env))
            return 0, "words.cpp is yours: x\n"
        with mock.patch.object(course, "course", answer):
            (result,) = course.seams(self.run_of("ci"))
        self.assertEqual((result.name, result.passed, result.note), ("demo 01 --mine", 1, "with 01-greeting"))
        my = self.tree.build / "seams"
        self.assertEqual(asked, [(["demo", "01", "--mine"], {"SBC_MY": str(my)})])
        self.assertEqual((my / "01-greeting/greeting.cpp").read_text(), "// solution\n")

    def test_a_file_that_does_not_take_its_place_is_a_failure(self):
        with mock.patch.object(course, "course", lambda *_, **__: (0, "nothing of yours\n")):
            (result,) = course.seams(self.run_of("ci"))
        self.assertIn("01-greeting did not take its place", result.text)


class ToolTests(SuiteTest):
    def test_python_tests_are_counted_as_unittest_counts_them(self):
        self.write("tests/tools/test_a.py", """
            import unittest
            class T(unittest.TestCase):
                def test_a(self): pass
                def test_b(self): self.fail()
                def test_d(self): raise ValueError
                @unittest.skip("later")
                def test_c(self): pass
            """)
        (result,) = course.tool_tests(self.run_of())
        self.assertEqual((result.passed, result.failed, result.skipped), (1, 2, 1))
        self.assertEqual(result.note, "skipped: later")
        self.write("tests/tools/test_a.py", "import nonsense\n")
        (result,) = course.tool_tests(self.run_of())
        self.assertEqual((result.passed, result.failed), (0, 1))

    def test_what_runs_programs_waits_for_them_and_nothing_runs_twice(self):
        run = self.run_of()
        for folder in ("tools", "interop", "interop/live", "gui", "chapters/01-x/sub", f"chapters/{run.stages[0].name}"):
            self.write(f"tests/{folder}/test_a.py", """
                import unittest
                class T(unittest.TestCase):
                    def test_a(self): pass
                """)
        first = f"program tests, tests/chapters/{run.stages[0].name}"
        self.assertEqual([(result.name, result.passed) for result in course.tool_tests(run)],
                         [("Python tests, tests/interop", 1), ("Python tests, tests/tools", 1)])
        self.assertEqual([(result.name, result.passed) for result in course.program_tests(run)],
                         [(first, 1), ("program tests, tests/gui", 1), ("program tests, tests/interop/live", 1)])
        narrowed = course.program_tests(self.run_of(chapter=run.stages[0].number))
        self.assertEqual([result.name for result in narrowed], [first])

    def test_the_site_is_tried_in_ci_alone_and_a_quick_run_says_so(self):
        self.write("tests/site/test_a.py", "import unittest\nclass A(unittest.TestCase):\n    def test_a(self): pass\n")
        (quick,) = course.site_tests(self.run_of())
        self.assertEqual((quick.passed, quick.skipped, quick.note), (0, 1, "--ci builds it and opens every page"))
        (ci,) = course.site_tests(self.run_of("ci"))
        self.assertEqual((ci.passed, ci.failed, ci.skipped), (1, 0, 0))
        self.assertEqual(list(course.tool_tests(self.run_of("ci"))), [])  # and it is no test of the tools


class Compiling(SuiteTest):
    def test_in_ci_a_warning_is_a_failure(self):
        for text, level, failed in (("", "ci", 0), ("x.cpp: warning: …", "quick", 0), ("x.cpp: warning: …", "ci", 1)):
            build = mock.Mock()
            build.build.return_value = Built(True, text, None)
            with self.subTest(level=level, text=text), mock.patch.object(Run, "build", lambda *_: build):
                result = building.built(self.run_of(level), "build", "dev")
                self.assertEqual((result.passed, result.failed), (1 - failed, failed))


    def test_what_starts_threads_is_found_in_code_and_in_tests(self):
        self.write("common/net/prompt.hpp", "#include <thread>\n")
        self.write("tests/common/net/prompt_test.cpp", "")
        self.write("common/chain/block.hpp", "#include <vector>\n")
        self.write("tests/common/chain/block_test.cpp", "")
        self.write("common/driver/driver.hpp", "")
        self.write("tests/common/driver/driver_test.cpp", "std::thread other;\n")
        self.write("chapters/05-work/miner.hpp", "#include <thread>\n")
        self.write("tests/chapters/05-work/miner_test.cpp", "")
        self.write("common/base/mutex.hpp", "std::jthread\n")  # has no tests
        self.assertEqual(building.threaded_parts(self.folder), ["05", "driver", "net"])


class TheCiScript(unittest.TestCase):
    def test_it_runs_the_whole_suite_from_the_root(self):
        text = (ROOT / ".ci/run").read_text()
        self.assertIn("exec ./course test --ci </dev/null", text)


if __name__ == "__main__":
    unittest.main()
