"""./course test and ./course bench: nothing is counted that did not happen."""

import json
import sys
import threading
import time
import unittest
from unittest import mock

from sample import ROOT, SampleTest

from courselib import bench
from courselib.building import Built
from courselib.suite import building, course, reliability, runner, simulation, speed, verb
from courselib.suite.run import Result, Run, totals
from courselib.suite.table import PARTS, Part
from courselib.trouble import Trouble


class SuiteTest(SampleTest):
    def run_of(self, level="quick", chapter=""):
        return Run(self.tree, level, seed=7, chapter=chapter)

    def report(self, *parts, level="quick"):
        code, text = self.printed(runner.run_parts, self.run_of(level), parts)
        return code, text.rstrip().splitlines()


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
        code, lines = self.report(Part("a", "a", (), breaks), Part("b", "b", (), troubled),
                                  part("c", [Result("c", passed=1)]))
        self.assertEqual((code, lines[-1]), (1, "2 passed, 2 failed"))
        self.assertIn("    | ValueError: a defect", lines)
        self.assertIn("    | no compiler", lines)

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

    def test_a_command_is_counted_by_its_last_line(self):
        self.assertEqual(totals("x", 0, "3 passed, 0 failed\n4 passed, 0 failed, 1 skipped\n").passed, 4)
        self.assertEqual(totals("x", 1, "4 passed, 2 failed\n").failed, 2)
        self.assertEqual(totals("x", 1, "4 passed, 0 failed\n").failed, 1)
        self.assertEqual(totals("x", 0, "well\n").failed, 1)

    def test_a_command_that_takes_too_long_is_ended(self):
        run = self.run_of()
        code, output = run.command([sys.executable, "-c", "print('begun', flush=True); import time; time.sleep(60)"],
                                   "slow", 0.5)
        self.assertIsNone(code)
        self.assertIn("it was not through after 0.50 s", output)
        self.assertEqual((self.tree.logs / "slow.log").read_text(), "begun\n")

    def test_a_command_may_end_what_it_started_before_it_is_killed(self):
        code = ("import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(print('in order')))\n"
                "print('begun', flush=True)\ntime.sleep(60)")
        self.assertIn("in order", self.run_of().command([sys.executable, "-c", code], "orderly", 0.5)[1])

    def test_commands_know_the_seed(self):
        self.assertEqual(self.run_of().command([sys.executable, "-c", "import os; print(os.environ['SBC_SEED'])"],
                                               "seed", 20), (0, "7\n"))


class TheTable(unittest.TestCase):
    def test_each_part_has_a_level_and_what_it_needs_comes_before(self):
        before = set()
        for each in PARTS:
            self.assertTrue(set(each.levels) <= {"quick", "ci"} and each.levels, each.key)
            self.assertIn(each.needs, before | {""})
            before.add(each.key)

    def test_levels_and_chapters_choose_parts(self):
        quick = [part.key for part in verb.choose("quick", None, False)]
        ci = [part.key for part in verb.choose("ci", None, False)]
        self.assertNotIn("asan", quick)
        self.assertIn("asan", ci)
        self.assertEqual(len(ci), len(set(ci)))
        self.assertTrue(set(quick) <= set(ci))
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
        results = self.lines({("break", "01", "rude"): (0, "x\nfailure shown: y\n"),
                              ("break", "01", "later"): (1, "refused: z\n"),
                              ("break", "01", "rude", "--against", "02"): (0, "refused: no\n")})
        self.assertEqual({name: (r.passed, r.failed, r.skipped) for name, r in results.items()}, {
            "break 01 rude": (1, 0, 0), "break 01 later": (0, 1, 0), "cure of 01 rude in 02": (1, 0, 0),
            "cure of 01 later in 03": (0, 0, 1)})
        self.assertIn("not written yet", results["cure of 01 later in 03"].note)

    def test_the_words_alone_do_not_pass(self):
        results = self.lines({("break", "01", "rude", "--against", "02"): (1, "refused: no\n")}, chapter="02")
        self.assertEqual(results["cure of 01 rude in 02"].failed, 1)

    def test_a_chapter_runs_the_cures_that_it_owns(self):
        results = self.lines({("break", "01", "rude", "--against", "02"): (0, "refused: no\n")}, chapter="02")
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


class Fuzzing(SuiteTest):
    def test_each_target_replays_its_corpus_and_prints_its_reduced_count(self):
        self.write("build/asan/tests/fuzz_frames", "#!/bin/sh\necho \"$@\"\n", executable=True)
        self.write("build/asan/tests/fuzz_hello", "#!/bin/sh\necho crashed; exit 77\n", executable=True)
        (self.folder / "tests/fuzz/corpus/frames").mkdir(parents=True)
        for name in ("frames", "hello"):
            self.write(f"tests/fuzz/{name}_fuzz.cpp", "")
        with mock.patch.object(speed, "built", lambda *_, **__: Result("build", passed=1)):
            built, frames, hello = speed.fuzz(self.run_of("ci"))
        self.assertEqual((frames.passed, frames.note), (1, "100 000 runs instead of 10 000 000, seed 7"))
        said = (self.tree.logs / "fuzz_frames.log").read_text()
        for words in ("-runs=100000", "-seed=7", "tests/fuzz/corpus/frames"):
            self.assertIn(words, said)
        self.assertEqual((hello.failed, hello.text), (1, "crashed"))


SIZES_TOLD = "200 cores in a storm, 1000 nodes in a crowd, 40 cores that mine"


class Simulating(SuiteTest):
    def setUp(self):
        super().setUp()
        self.write("tests/sim/network_test.cpp", "")
        patch = mock.patch.object(simulation, "built", lambda *_, **__: Result("build", passed=1))
        patch.start()
        self.addCleanup(patch.stop)

    def result(self, script, level="ci"):
        self.write("build/release/tests/test_simulation", "#!/bin/sh\n" + script, executable=True)
        built, result, self.full_nodes = simulation.simulate(self.run_of(level))
        return result

    def test_the_seeds_follow_that_of_the_run_and_their_reduced_count_is_printed(self):
        result = self.result("echo $SBC_SEED $SBC_SIM_SEEDS $SBC_SIM_CORES $1 >> seen\n")
        self.assertEqual((result.passed, result.note),
                         (5, "5 seeds instead of 200 from 7 on; " + SIZES_TOLD))
        self.assertEqual((self.folder / "seen").read_text(),
                         "7 5 200 [simulation]~[full-nodes]\n7 5 200 [full-nodes]\n")
        self.assertEqual(self.full_nodes.note, "5 seeds instead of 1000 from 7 on; " + SIZES_TOLD)

    def test_time_that_is_up_ends_it_after_the_batch(self):
        with mock.patch.dict(simulation.SECONDS, {"long": 0}):
            result = self.result("true\n", level="long")
        self.assertEqual((result.passed, result.note),
                         (5, "5 seeds instead of 200 from 7 on; " + SIZES_TOLD))
        self.assertEqual(self.result("true\n", level="long").note,
                         "200 seeds from 7 on; " + SIZES_TOLD)

    def test_a_program_may_have_a_full_figure_of_its_own(self):
        with mock.patch.dict(simulation.LONG_SEEDS, {"test_simulation": 12}):
            self.assertEqual(self.result("true\n").note, "5 seeds instead of 12 from 7 on; " + SIZES_TOLD)
            self.assertEqual(self.result("true\n", level="long").note, "12 seeds from 7 on; " + SIZES_TOLD)

    def test_a_failure_shows_what_was_said_and_repeats_its_batch(self):
        with mock.patch.dict(simulation.SEEDS, {"ci": 12}):
            result = self.result("[ $SBC_SEED -lt 17 ] || { echo host 3 has 19 posts; exit 1; }\n")
        self.assertEqual((result.passed, result.failed, result.text), (10, 1, "host 3 has 19 posts"))
        self.assertEqual(result.repeat, "SBC_SEED=17 SBC_SIM_SEEDS=2 SBC_SIM_CORES=200 SBC_SIM_NODES=1000 "
                                        "SBC_SIM_MINERS=40 build/release/tests/test_simulation "
                                        "'[simulation]~[full-nodes]'")

    def test_a_chapter_with_such_scenarios_is_simulated_too(self):
        self.write(f"tests/chapters/{self.run_of().stages[0].name}/simulation_test.cpp", "")
        for name in ("simulation", "stage_01"):
            self.write(f"build/release/tests/test_{name}", "#!/bin/sh\n", executable=True)
        self.assertEqual([result.name for result in simulation.simulate(self.run_of())],
                         ["build", "simulate, test_simulation", "simulate, test_simulation, full nodes",
                          "simulate, test_stage_01"])


class Killing(SuiteTest):
    def setUp(self):
        super().setUp()
        patch = mock.patch.object(reliability, "built", lambda *_, **__: Result("build", passed=1))
        patch.start()
        self.addCleanup(patch.stop)
        for program in ("test_store", "test_node"):
            self.write(f"build/release/tests/{program}", "#!/bin/sh\necho $SBC_KILLS $SBC_CHEAP_HEADERS >> seen\n"
                                                         "echo 'All tests passed (3 assertions in 1 test case)'\n",
                       executable=True)
        for script in ("kills", "soak"):
            self.write(f"tests/processes/{script}.py", "import sys\nprint(*sys.argv[1:], file=open('seen', 'a'))\n"
                                                       "print('3 passed, 0 failed')\n")

    def test_what_is_done_less_of_is_said(self):
        results = list(reliability.reliability(self.run_of("ci")))
        self.assertEqual([result.note for result in results if result.note],
                         ["12 instead of 500 kills, seed 7", "20000 instead of 500000 headers in a run",
                          "12 instead of 500 kills, seed 7", "30 instead of 600 seconds, 6 nodes, release, seed 7",
                          "30 instead of 600 seconds, 6 nodes, asan, seed 7"])
        self.assertEqual((self.folder / "seen").read_text().splitlines(),
                         ["12", "20000", "--kills 12 --seed 7", "--nodes 6 --seconds 30 --build release --seed 7",
                          "--nodes 6 --seconds 30 --build asan --seed 7"])

    def test_the_full_figures_are_those_of_the_documents(self):
        results = list(reliability.reliability(self.run_of("long")))
        self.assertEqual([result.note for result in results if result.note][:4],
                         ["500 kills, seed 7", "500000 headers in a run", "500 kills, seed 7",
                          "600 seconds, 20 nodes, release, seed 7"])

    def test_a_test_that_is_not_there_has_not_passed(self):
        self.write("build/release/tests/test_store", "#!/bin/sh\necho 'No tests ran'\n", executable=True)
        failed = [result for result in reliability.reliability(self.run_of("ci")) if result.failed]
        self.assertEqual([(result.name, result.text) for result in failed], [("kills of a store", "No tests ran")])

    def test_a_script_that_fails_is_repeated_by_its_seed(self):
        self.write("tests/processes/kills.py", "print('block 7 is lost')\nprint('0 passed, 1 failed')\nexit(1)\n")
        kills = [result for result in reliability.reliability(self.run_of("ci")) if result.failed]
        self.assertEqual([(result.text, result.repeat) for result in kills],
                         [("block 7 is lost\n0 passed, 1 failed",
                           "python3 tests/processes/kills.py --kills 12 --seed 7")])


BENCH = """#!{python}
import json
print(json.dumps({{"benchmarks": [
    {{"name": "ours_median", "run_name": "ours", "aggregate_name": "median", "items_per_second": 80.0,
      "real_time": 9, "bytes_each": 1500}},
    {{"name": "ours_mean", "run_name": "ours", "aggregate_name": "mean", "items_per_second": 1.0, "real_time": 1}},
    {{"name": "bare_median", "run_name": "bare", "aggregate_name": "median", "items_per_second": 100.0,
      "real_time": 6}}]}}))
"""


class Bench(SuiteTest):
    def setUp(self):
        super().setUp()
        self.write("build/release/tests/bench_x", BENCH.format(python=sys.executable), executable=True)
        patch = mock.patch("courselib.building.Build.need")
        patch.start()
        self.addCleanup(patch.stop)

    def rows(self, **more):
        row = {"name": "frames", "program": "bench_x", "value": "ours", "limit": "bare", "unit": "1/s", "aim": 0.8}
        self.write("tests/bench/bench.json", json.dumps([{**row, **more}]))
        return bench.measure(self.tree)

    def test_a_row_compares_medians_with_the_bare_limit(self):
        self.assertEqual(self.rows(), [{"name": "frames", "value": 80.0, "unit": "1/s", "limit": 100.0, "ratio": 0.8,
                                        "aim": 0.8, "better": "higher", "ok": True}])
        self.assertFalse(self.rows(aim=0.9)[0]["ok"])

    def test_lower_may_be_better(self):
        row = self.rows(better="lower", aim=1.5)[0]
        self.assertEqual((row["value"], row["limit"], row["ratio"], row["ok"]), (9.0, 6.0, 1.5, True))
        self.assertFalse(self.rows(better="lower", aim=1.2)[0]["ok"])

    def test_a_limit_may_be_fixed_and_the_figure_named(self):
        row = self.rows(limit=2000, field="bytes_each", unit="B", better="lower", aim=1)[0]
        self.assertEqual((row["value"], row["limit"], row["ratio"], row["ok"]), (1500.0, 2000.0, 0.75, True))
        self.assertFalse(self.rows(limit=1000, field="bytes_each", better="lower", aim=1)[0]["ok"])
        self.assertIn("has no items", self.trouble(self.rows, field="items").what)

    def test_a_row_without_an_aim_is_only_told(self):
        row = self.rows(aim=None)[0]
        self.assertEqual((row["ratio"], row["aim"], row["ok"]), (0.8, None, True))
        _, text = self.printed(bench.show, [row])
        self.assertRegex(text, r"0\.80\s*$")

    def test_a_word_chooses_rows_by_their_name_or_program(self):
        self.rows()
        for word, count in (("", 1), ("rame", 1), ("ch_x", 1), ("bare", 0)):
            self.assertEqual(len(bench.measure(self.tree, word=word)), count, word)
        self.assertEqual(bench.exercise_rows(self.tree, "frames"), [])
        what = self.trouble(bench.run, self.tree, "bench", ["nothing"]).what
        self.assertIn("no row with 'nothing'", what)

    def test_the_median_counts_in_a_quick_run_too(self):
        self.rows()
        self.assertEqual(bench.measure(self.tree, quick=True)[0]["value"], 80.0)

    def test_a_quick_run_makes_less_of_what_takes_long_and_a_measured_one_does_not(self):
        self.write("build/release/tests/bench_x", """#!/bin/sh
printf '{"benchmarks": [{"name": "ours", "run_name": "ours", "aggregate_name": "median",'
printf '"items_per_second": %s}]}' "${SBC_BENCH_BLOCKS:-10000}"
""", executable=True)
        self.rows(limit=100)
        self.assertEqual(bench.measure(self.tree, quick=True)[0]["value"], 500.0)
        self.assertEqual(bench.measure(self.tree)[0]["value"], 10000.0)

    def test_a_missing_benchmark_or_program_is_named(self):
        self.assertIn("no benchmark is called fast", self.trouble(self.rows, value="fast").what)
        self.assertIn("bench_y was not built", self.trouble(self.rows, program="bench_y").what)
        self.write("build/release/tests/bench_x", "#!/bin/sh\necho oh >&2; exit 2\n", executable=True)
        self.assertIn("exit code 2:\noh", self.trouble(self.rows).what)

    def test_the_learners_loop_is_a_row_beside_its_budget(self):
        import fake_build
        fake_build.patch(self)
        (row,) = bench.exercise_rows(self.tree)
        self.assertEqual((row["name"], row["unit"], row["limit"], row["better"]),
                         ("save to verdict, 01-greeting", "s", 1.0, "lower"))
        self.assertEqual(row["ok"], row["ratio"] <= 1.0)

    def test_people_get_a_table(self):
        _, text = self.printed(bench.show, [bench.make_row("frames", 1.5e6, "1/s", 2e6, 0.8, False)])
        self.assertRegex(text, r"frames\s+1\.50 M\s+2\.00 M\s+1/s\s+0\.75\s+>= 0\.8\s+NOT YET")


class TheCiScript(unittest.TestCase):
    def test_it_runs_the_whole_suite_from_the_root(self):
        text = (ROOT / ".ci/run").read_text()
        self.assertIn("exec ./course test --ci </dev/null", text)


if __name__ == "__main__":
    unittest.main()
