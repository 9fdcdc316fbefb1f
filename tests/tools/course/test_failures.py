"""break and demo, with programs that stand in for the compiled ones."""

import os
import signal
import subprocess
import sys
import textwrap
import unittest
from unittest import mock

from sample import ROOT, SampleTest

from courselib import cli, demos, failures


class Break(SampleTest):
    def setUp(self):
        super().setUp()
        self.make_programs()
        patch = mock.patch.object(failures, "stage_build")
        patch.start()
        self.addCleanup(patch.stop)

    def course(self, *words):
        code, text = self.printed(cli.dispatch, self.tree, list(words))
        return code, text.rstrip().splitlines()

    def test_the_last_line_says_that_the_failure_was_shown(self):
        code, lines = self.course("break", "01", "rude")
        self.assertEqual((code, lines[-1]), (0, "failure shown: it said nothing"))
        self.assertIn("greeter | rude", lines)

    def test_without_a_name_all_are_shown_and_pending_cures_said(self):
        code, lines = self.course("break", "01")
        self.assertEqual((code, lines[-1]), (0, "failure shown: all 2 (rude, later)"))
        self.assertIn("(cured in chapter 02)", lines)
        self.assertIn("(cured in chapter 03, which is not written yet)", lines)

    def test_a_failure_that_does_not_happen_is_an_error(self):
        self.change("chapters/01-greet/chapter.json", failures=[
            {"name": "none", "title": "Nothing", "script": "break/none.py", "limit": "it is so"}])
        self.write("chapters/01-greet/break/none.py", "def attack(s):\n    return s.refused('all is well')\n")
        code, lines = self.course("break", "01")
        self.assertEqual((code, lines[-1]), (1, "refused: all is well"))
        self.assertIn("(a limit, not a fault to cure: it is so)", lines)

    def test_the_cure_refuses_the_same_script(self):
        code, lines = self.course("break", "01", "rude", "--against", "02")
        self.assertEqual((code, lines[-1]), (0, "refused: it greeted"))
        self.assertTrue(lines[0].startswith("01 rude, tried on 02: "), lines)

    def test_a_cure_that_does_not_cure_is_an_error(self):
        self.change("chapters/01-greet/chapter.json", failures=[
            {"name": "rude", "title": "x", "script": "break/rude.py", "cured-in": "02"}])
        code, lines = self.course("break", "01", "rude", "--against", "02")
        self.assertEqual((code, lines[-1]), (1, "failure shown: it said nothing"))

    def test_a_script_without_a_verdict_and_a_lost_connection_are_told(self):
        self.write("chapters/01-greet/break/rude.py", "def attack(s):\n    pass\n")
        self.assertIn("gave no verdict", self.trouble(cli.dispatch, self.tree, ["break", "01", "rude"]).what)
        self.write("chapters/01-greet/break/rude.py", "def attack(s):\n    raise ConnectionResetError('gone')\n")
        self.assertIn("could not be played: gone",
                      self.trouble(cli.dispatch, self.tree, ["break", "01", "rude"]).what)

    def test_what_is_neither_shown_nor_refused_is_an_error(self):
        self.write("chapters/01-greet/break/rude.py", "def attack(s):\n    raise s.unclear('it fell asleep')\n")
        for words in (["break", "01", "rude"], ["break", "01", "rude", "--against", "02"]):
            self.assertEqual(self.trouble(cli.dispatch, self.tree, words).what,
                             "neither the failure nor a refusal: it fell asleep")

    def test_a_chapter_without_failures_says_so(self):
        self.assertIn("nothing to break", self.trouble(cli.dispatch, self.tree, ["break", "02"]).what)


class Demo(SampleTest):
    def setUp(self):
        super().setUp()
        self.make_programs()

    def play(self):
        from courselib.stages import find_stage
        return self.printed(demos.play, find_stage(self.tree, "01"), self.tree.build / "dev")

    def test_the_script_is_played(self):
        self.assertEqual(self.play(), (0, "Watch.\ngreeter | rude\n"))

    def test_a_connection_that_a_demo_misses_is_told(self):
        self.write("chapters/01-greet/demo.py", "def demo(s):\n    raise ConnectionRefusedError(111, 'refused')\n")
        trouble = self.trouble(self.play)
        self.assertIn("the demo could not be played: [Errno 111] refused", trouble.what)
        self.assertIn("chapters/01-greet/demo.py", trouble.advice)

    def test_a_program_that_fails_by_itself_fails_the_demo(self):
        self.write("build/dev/chapters/01-greet/greeter", "#!/bin/sh\necho ready\nexit 4\n", executable=True)
        self.write("chapters/01-greet/demo.py", "def demo(s):\n    s.start('greeter').wait()\n")
        with mock.patch("sys.stderr"):
            self.assertEqual(self.play()[0], 1)

    def test_the_newest_stage_with_a_demo_is_taken(self):
        with mock.patch.object(demos, "stage_build") as built:
            self.printed(cli.dispatch, self.tree, ["demo"])
        self.assertEqual(built.call_args[0][1].number, "01")

    def test_mine_asks_for_a_file_of_mine(self):
        self.assertIn("./course exercise 01-greeting",
                      self.trouble(cli.dispatch, self.tree, ["demo", "01", "--mine"]).advice)
        self.change("chapters/02-choir/chapter.json", demo="demo.py")
        self.assertIn("no exercise of chapter 02",
                      self.trouble(cli.dispatch, self.tree, ["demo", "02", "--mine"]).what)

    def test_mine_builds_with_the_learners_files(self):
        self.write("my/01-greeting/greeting.cpp", "// mine\n")
        with mock.patch.object(demos, "Build") as build, mock.patch.object(demos, "play", return_value=0):
            code, text = self.printed(cli.dispatch, self.tree, ["demo", "01", "--mine"])
        self.assertIn("words.cpp is yours: my/01-greeting/greeting.cpp", text)
        self.assertIn("-DSBC_MINE=ON", build.call_args[1]["options"])

    def test_ctrl_c_ends_the_demo_in_order(self):
        """In a process of its own, as in a terminal: the programs end too, and the exit code is 0."""
        self.write("build/dev/chapters/01-greet/greeter", f"""#!{sys.executable}
import os, time
print("pid", os.getpid(), flush=True)
time.sleep(60)
""", executable=True)
        self.write("chapters/01-greet/demo.py", "def demo(s):\n    s.start('greeter').wait(60)\n")
        code = textwrap.dedent(f"""
            import sys
            sys.path.insert(0, {str(ROOT / "tools")!r})
            from pathlib import Path
            from courselib import demos
            from courselib.stages import find_stage
            from courselib.tree import Tree
            tree = Tree(*map(Path, sys.argv[1:]))
            sys.exit(demos.play(find_stage(tree, "01"), tree.build / "dev"))""")
        child = subprocess.Popen([sys.executable, "-c", code, self.tree.root, self.tree.build, self.tree.my],
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        pid = int(child.stdout.readline().split()[-1])
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=20)
        self.assertEqual(child.returncode, 0)
        with self.assertRaises(ProcessLookupError):
            os.kill(pid, 0)


if __name__ == "__main__":
    unittest.main()
