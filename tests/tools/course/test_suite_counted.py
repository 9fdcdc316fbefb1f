"""What is done less of in a quick run, and ./course bench: the counts and figures are those that were."""

import json
import sys
import unittest
from unittest import mock

from suite_kit import SuiteTest

from courselib import bench
from courselib.suite import fresh, fuzzing, reliability, simulation
from courselib.suite.run import Result
from courselib.trouble import Trouble


class Fuzzing(SuiteTest):
    # What libFuzzer says in the end.
    TRIED = "#!/bin/sh\necho \"$@\" \"$ASAN_OPTIONS\"\necho stat::number_of_executed_units: {}\n"

    def setUp(self):
        super().setUp()
        patch = mock.patch.object(fuzzing, "built", lambda *_, **__: Result("build", passed=1))
        patch.start()
        self.addCleanup(patch.stop)

    def target(self, name, script, preset):
        self.write(f"build/{preset}/tests/fuzz_{name}", script, executable=True)
        self.write(f"tests/fuzz/{name}_fuzz.cpp", "")

    def test_each_target_replays_its_corpus_and_prints_its_reduced_count(self):
        self.target("frames", self.TRIED.format(99_000), "asan")
        self.target("hello", "#!/bin/sh\necho crashed; exit 77\n", "asan")
        (self.folder / "tests/fuzz/corpus/frames").mkdir(parents=True)
        built, frames, hello = fuzzing.fuzz(self.run_of("ci"))
        self.assertEqual((frames.passed, frames.note), (1, "99 000 runs instead of 10 000 000, seed 7"))
        said = (self.tree.logs / "fuzz_frames.log").read_text()
        for words in ("-runs=100000", "-seed=7", "tests/fuzz/corpus/frames", "quarantine_size_mb"):
            self.assertIn(words, said)
        self.assertEqual((hello.failed, hello.text), (1, "crashed"))

    def test_who_does_not_say_how_much_he_did_has_not_passed(self):
        self.target("mute", "#!/bin/sh\necho done\n", "asan")
        built, mute = fuzzing.fuzz(self.run_of("ci"))
        self.assertEqual((mute.passed, mute.failed), (0, 1))
        self.assertIn("how many inputs", mute.text)

    def long_run(self, name, done):
        self.write(f"build/found/fuzz_{name}.runs", done)
        *_, result = fuzzing.fuzz(self.run_of("long"))
        return result, (self.tree.logs / f"fuzz_{name}.log").read_text()

    def test_a_long_run_goes_on_where_the_last_one_stopped(self):
        for preset in ("scout", "fuzz"):
            self.target("ledger", self.TRIED.format(3_000_000), preset)
        ledger, said = self.long_run("ledger", "8500000\n")
        self.assertEqual((ledger.passed, ledger.failed), (1, 0))
        self.assertTrue(ledger.note.startswith("11 500 000 runs, seed 7"), ledger.note)
        self.assertEqual((self.folder / "build/found/fuzz_ledger.runs").read_text(), "11500000\n")
        self.assertIn("-runs=500000", said)  # up to where the sanitizers begin

    def test_scouts_try_nine_of_ten_inputs_and_the_sanitizers_go_on_with_what_they_found(self):
        self.target("mempool", "#!/bin/sh\necho scout \"$@\"\necho stat::number_of_executed_units: 9900000\n", "scout")
        self.target("mempool", "#!/bin/sh\necho watched \"$@\"; exit 77\n", "fuzz")
        mempool, said = self.long_run("mempool", "")  # a crash of the machine cut it off
        self.assertIn("watched", said)
        self.assertNotIn("-max_len", said)
        mempool, said = self.long_run("mempool", "9000000\n")
        self.assertIn(f"watched {self.folder}/build/found/fuzz_mempool", said)
        self.assertIn("-max_len=40", said)
        self.assertEqual((mempool.passed, mempool.failed), (0, 1))  # a crash ends a long run
        self.target("mempool", "#!/bin/sh\necho scout \"$@\"; exit 77\n", "scout")
        mempool, said = self.long_run("mempool", "8000000\n")
        self.assertIn("scout", said)
        self.assertIn("-max_len=40", said)
        self.assertIn("-runs=1000000", said)

    def test_a_long_run_can_be_done_in_parts(self):
        with mock.patch.dict("os.environ", {"SBC_FUZZ": "hello,frames"}):
            self.assertEqual(fuzzing.chosen(["card", "frames", "hello"]), ["hello", "frames"])
        with mock.patch.dict("os.environ", {"SBC_FUZZ": "hallo"}), self.assertRaises(Trouble) as caught:
            fuzzing.chosen(["card", "hello"])
        self.assertIn("did you mean 'hello'?", caught.exception.what)


class ABareMachine(SuiteTest):
    def result(self, root=True, script=""):
        self.write("tests/fresh/bare_debian.py", script)
        with mock.patch("os.geteuid", lambda: 0 if root else 1000), mock.patch("shutil.which", lambda name: name):
            return next(fresh.bare_debian(self.run_of("long")))

    def test_only_root_makes_one_and_who_may_not_is_told(self):
        result = self.result(root=False)
        self.assertEqual((result.passed, result.failed, result.skipped), (0, 0, 1))
        self.assertIn("root's rights", result.note)

    def test_what_the_script_counts_counts(self):
        self.assertEqual(self.result(script="print('2 passed, 0 failed')").passed, 2)
        result = self.result(script="print('FAILED  ./course test: no')\nprint('1 passed, 1 failed')")
        self.assertEqual((result.passed, result.failed), (1, 1))
        self.assertIn("FAILED  ./course test", result.text)


SIZES_TOLD = ("200 cores in a storm, 1000 nodes in a crowd, 40 cores that mine, 60 payments among "
              "attackers")


class Simulating(SuiteTest):
    def setUp(self):
        super().setUp()
        self.write("tests/sim/network_test.cpp", "")
        patch = mock.patch.object(simulation, "built", lambda *_, **__: Result("build", passed=1))
        patch.start()
        self.addCleanup(patch.stop)

    def result(self, script, level="ci"):
        self.write("build/release/tests/test_simulation", "#!/bin/sh\n" + script, executable=True)
        with mock.patch.dict("os.environ", {"SBC_SIM": "large"}):
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

    def test_small_networks_go_on_where_the_last_sitting_stopped(self):
        self.write("build/found/simulate-test_simulation-small.seeds", "9920\n")
        with mock.patch.dict("os.environ", {"SBC_SIM": "small"}):
            self.write("build/release/tests/test_simulation", "#!/bin/sh\n"
                       "echo $SBC_SEED $SBC_SIM_SEEDS $SBC_SIM_CORES $1 >> seen\n", executable=True)
            built, small = simulation.simulate(self.run_of("long"))
        self.assertEqual((self.folder / "seen").read_text(),
                         "9921 50 12 [simulation]~[classroom]~[distances]~[courses]\n"
                         "9971 30 12 [simulation]~[classroom]~[distances]~[courses]\n")
        self.assertEqual((small.passed, small.failed), (10_000, 0))
        self.assertTrue(small.note.startswith("10000 seeds from 1 on; 12 cores"), small.note)

    def test_a_seed_that_fails_is_not_counted(self):
        with mock.patch.dict("os.environ", {"SBC_SIM": "small"}):
            self.write("build/release/tests/test_simulation", "#!/bin/sh\n[ $SBC_SEED -lt 100 ]\n", executable=True)
            built, small = simulation.simulate(self.run_of("long"))
        self.assertEqual((small.passed, small.failed), (100, 1))
        self.assertIn("SBC_SEED=101", small.repeat)
        self.assertEqual((self.folder / "build/found/simulate-test_simulation-small.seeds").read_text(), "100\n")

    def test_networks_of_no_size_are_refused(self):
        with mock.patch.dict("os.environ", {"SBC_SIM": "smal"}), self.assertRaises(Trouble) as caught:
            list(simulation.simulate(self.run_of("long")))
        self.assertIn("did you mean 'small'?", caught.exception.what)

    def test_a_failure_shows_what_was_said_and_repeats_its_batch(self):
        with mock.patch.dict(simulation.SEEDS, {"ci": 12}):
            result = self.result("[ $SBC_SEED -lt 17 ] || { echo host 3 has 19 posts; exit 1; }\n")
        self.assertEqual((result.passed, result.failed, result.text), (10, 1, "host 3 has 19 posts"))
        self.assertEqual(result.repeat, "SBC_SEED=17 SBC_SIM_SEEDS=2 SBC_SIM_CORES=200 SBC_SIM_NODES=1000 "
                                        "SBC_SIM_MINERS=40 SBC_SIM_PAYMENTS=60 build/release/tests/test_simulation "
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
        for script in ("kills", "soak", "class_crowd"):
            self.write(f"tests/processes/{script}.py", "import sys\nprint(*sys.argv[1:], file=open('seen', 'a'))\n"
                                                       "print('3 passed, 0 failed')\n")

    def test_what_is_done_less_of_is_said(self):
        results = list(reliability.reliability(self.run_of("ci")))
        self.assertEqual([result.note for result in results if result.note],
                         ["12 instead of 500 kills, seed 7", "20000 instead of 500000 headers in a run",
                          "12 instead of 500 kills, seed 7", "30 instead of 600 seconds, 6 nodes, release, seed 7",
                          "45 instead of 300 seconds, 8 nodes and 16 wallets, seed 7",
                          "30 instead of 600 seconds, 6 nodes, asan, seed 7"])
        self.assertEqual((self.folder / "seen").read_text().splitlines(),
                         ["12", "20000", "--kills 12 --seed 7", "--nodes 6 --seconds 30 --build release --seed 7",
                          "--nodes 8 --wallets 16 --seconds 45 --seed 7",
                          "--nodes 6 --seconds 30 --build asan --seed 7"])

    def test_the_full_figures_are_those_of_the_documents(self):
        results = list(reliability.reliability(self.run_of("long")))
        self.assertEqual([result.note for result in results if result.note][:5],
                         ["500 kills, seed 7", "500000 headers in a run", "500 kills, seed 7",
                          "600 seconds, 20 nodes, release, seed 7",
                          "300 seconds, 30 nodes and 60 wallets, seed 7"])

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


if __name__ == "__main__":
    unittest.main()
