"""The commands that ./course test runs: read to their end, and ended when they take too long."""

import os
import signal
import sys
import time
import unittest

from suite_kit import SuiteTest

from courselib.suite.run import totals
from courselib.suite.table import Part

PATIENCE = 3.0  # seconds: a busy machine may take one of them to start Python


class Commands(SuiteTest):
    def test_a_command_is_counted_by_its_last_line(self):
        self.assertEqual(totals("x", 0, "3 passed, 0 failed\n4 passed, 0 failed, 1 skipped\n").passed, 4)
        self.assertEqual(totals("x", 1, "4 passed, 2 failed\n").failed, 2)
        self.assertEqual(totals("x", 1, "4 passed, 0 failed\n").failed, 1)
        self.assertEqual(totals("x", 0, "well\n").failed, 1)

    def test_a_command_that_takes_too_long_is_ended(self):
        run = self.run_of()
        code, output = run.command([sys.executable, "-c", "print('begun', flush=True); import time; time.sleep(60)"],
                                   "slow", PATIENCE)
        self.assertIsNone(code)
        self.assertIn("it was not through after 3.0 s", output)
        self.assertEqual((self.tree.logs / "slow.log").read_text(), "begun\n")

    def test_a_command_may_end_what_it_started_before_it_is_killed(self):
        code = ("import signal, sys, time\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(print('in order')))\n"
                "print('begun', flush=True)\ntime.sleep(60)")
        self.assertIn("in order", self.run_of().command([sys.executable, "-c", code], "orderly", PATIENCE)[1])

    def test_whoever_a_command_leaves_behind_is_not_waited_for(self):
        left = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], "\
               "start_new_session=True).pid, flush=True)"
        began = time.monotonic()
        code, output = self.run_of().command([sys.executable, "-c", left], "log", 300)
        self.addCleanup(os.kill, int(output), signal.SIGKILL)  # it holds the output open, in a group of its own
        self.assertEqual(code, 0)
        self.assertLess(time.monotonic() - began, 45)

    def test_the_last_words_of_a_command_are_read_whole(self):
        code, output = self.run_of().command([sys.executable, "-c", "print('x\\n' * 100_000 + 'end', end='')"], "log", 60)
        self.assertEqual((code, output), (0, "x\n" * 100_000 + "end"))

    def test_a_tool_that_is_missing_is_named(self):
        lines = self.report(Part("t", "t", ("quick",), lambda run: [run.command(["no-such-tool"], "log", 9)]))[1]
        self.assertIn("    | no-such-tool is not there", lines)
        self.assertFalse([line for line in lines if "Traceback" in line])

    def test_commands_know_the_seed(self):
        self.assertEqual(self.run_of().command([sys.executable, "-c", "import os; print(os.environ['SBC_SEED'])"],
                                               "seed", 20), (0, "7\n"))


if __name__ == "__main__":
    unittest.main()
