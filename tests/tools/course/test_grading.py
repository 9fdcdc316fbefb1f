"""Grading a folder of submissions: whose files they are, what is not even run, limits, and the results' form.

What is compiled here is nothing (fake_build.py); tests/walks/test_hostile.py grades hostile files for real.
"""

import contextlib
import json
import os
import re
import sys
import xml.etree.ElementTree as xml
from pathlib import Path
from unittest import mock

import fake_build
from sample import SampleTest

from courselib import cli
from courselib.exercises.check import SANITIZERS
from courselib.exercises.model import read_exercises
from courselib.grading import grader, inspection, submissions, verb
from courselib.grading.jail import Jail, Limits
from courselib.tree import Tree


class FakeGrader(grader.Grader):
    """What the first line of the file says happens, in the real bounds."""

    def __init__(self, tree, jail, exercise, _recipe):
        self.tree, self.jail, self.exercise = tree, jail, exercise

    def build(self, scratch, text):
        order = text.strip().lstrip("/ ").splitlines()[0]
        if order == "compile error":
            return self.mark("compile", "1:1: error: what is this?")
        (scratch / "program").write_text(fake_build.PROGRAM.format(python=sys.executable, order=order))
        (scratch / "program").chmod(0o755)
        return None


class Grading(SampleTest):
    def setUp(self):
        super().setUp()
        fake_build.patch(self)
        for target, name, fake in ((verb, "Grader", FakeGrader), (verb, "exercises_build", fake_build.FakeBuild),
                                   (verb.recipe, "prepare", lambda tree, build, chosen: {e.id: None for e in chosen}),
                                   (verb, "make_jail", lambda unwalled: Jail(walled=False)),
                                   (grader, "RUN", Limits(seconds=5.0))):
            patcher = mock.patch.object(target, name, fake)
            patcher.start()
            self.addCleanup(patcher.stop)

    def hand_in(self, student, order):
        self.write(f"in/{student}/01-greeting/greeting.cpp", f"// {order}\n")

    def grade(self, *words, folder="in"):
        code, text = self.printed(cli.dispatch, self.tree, ["exercise", "grade", str(self.folder / folder), *words])
        self.assertEqual(code, 0)
        return text

    def marks(self, text):
        """student -> mark, from the table."""
        rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in text.splitlines()]
        return {row[0]: row[-1] for row in rows if len(row) > 2 and row[1] == "01-greeting"}

    def result(self, path="build/grades/results.json"):
        return json.loads((self.folder / path).read_text())


class Marks(Grading):
    def test_each_end_has_its_word_and_only_a_pass_has_a_point(self):
        words = {"solution": "passed", "fails it is loud": "failed", "compile error": "did not compile",
                 "crashes it greets": "crashed", "exits it greets": "tried to end early", "leaks": "crashed",
                 "forges": "forged verdict", "short it is loud": "forged verdict", "starter": "not begun"}
        for order in words:
            self.hand_in(order.replace(" ", "-"), order)
        (self.folder / "in/nobody").mkdir()
        marks = self.marks(self.grade())
        self.assertEqual(marks, {**{order.replace(" ", "-"): word for order, word in words.items()},
                                 "nobody": "not handed in"})
        points = {name: self.result(f"build/grades/{name}/results.json")["score"] for name in marks}
        self.assertEqual({name for name, score in points.items() if score}, {"solution"})

    def test_a_program_that_does_not_end_is_ended(self):
        self.hand_in("alice", "endless it is loud")
        with mock.patch.object(grader, "RUN", Limits(seconds=0.3)):
            text = self.grade()
        self.assertEqual(self.marks(text), {"alice": "took too long"})
        output = self.result("build/grades/alice/results.json")["tests"][0]["output"]
        self.assertIn("took too long: 1 of 3 tests", output)
        self.assertIn("In the test: it is loud", output)

    def test_blanks_in_the_path_of_the_temporary_folder_part_no_word(self):
        self.hand_in("alice", "solution of mine")
        (self.folder / "a b").mkdir()
        with mock.patch("tempfile.tempdir", str(self.folder / "a b")):
            self.assertEqual(self.marks(self.grade()), {"alice": "passed"})

    def test_who_has_had_enough_does_not_wait_for_what_runs(self):
        jail = Jail(walled=False)
        impatient = mock.Mock(prove=mock.Mock(side_effect=KeyboardInterrupt))
        with self.assertRaises(KeyboardInterrupt):
            verb.run_all(jail, {"01-greeting": impatient}, [])
        came = jail.run(self.folder, "sleep 60; echo here >a", Limits(seconds=60), ["a"])
        self.assertEqual(came.files, {})

    def test_the_exit_code_is_0_whatever_the_marks_and_nothing_of_the_teachers_is_touched(self):
        self.hand_in("alice", "fails it greets")
        self.grade()
        self.assertFalse((self.folder / "my").exists())

    def test_our_own_solution_must_pass_first(self):
        self.hand_in("alice", "solution of mine")
        self.write("exercises/01-greeting/solution/greeting.cpp", "// fails it greets\n")
        told = self.trouble(cli.dispatch, self.tree, ["exercise", "grade", str(self.folder / "in")])
        self.assertIn("our own solution of 01-greeting does not pass on this machine (failed)", told.what)


class Folders(Grading):
    def test_one_students_folder_is_known_by_its_exercises(self):
        self.write("alice/01-greeting/greeting.cpp", "// solution\n")
        self.write("alice/.progress.json", "{}")
        self.assertEqual(self.marks(self.grade(folder="alice")), {"alice": "passed"})
        self.assertEqual(self.result()["score"], 1.0)

    def test_a_whole_repository_has_its_files_in_my(self):
        self.write("repository/my/01-greeting/greeting.cpp", "// solution\n")
        self.assertEqual(self.marks(self.grade("--student", "alice", folder="repository")), {"alice": "passed"})
        self.write("in/bob/my/01-greeting/greeting.cpp", "// solution\n")
        self.assertEqual(self.marks(self.grade()), {"bob": "passed"})

    def test_who_is_named_may_have_handed_in_nothing(self):
        (self.folder / "empty").mkdir()
        self.assertIn("alice: 0 of 1 passed", self.grade("--student", "alice", folder="empty"))
        told = self.trouble(cli.dispatch, self.tree, ["exercise", "grade", str(self.folder / "empty")])
        self.assertIn("nobody has handed in anything", told.what)
        self.assertIn("alice/01-greeting/greeting.cpp", told.advice)

    def test_links_and_what_is_no_text_are_not_read(self):
        self.hand_in("alice", "solution")
        (self.folder / "in/bob/01-greeting").mkdir(parents=True)
        (self.folder / "in/bob/01-greeting/greeting.cpp").symlink_to("../../alice/01-greeting/greeting.cpp")
        (self.folder / "in/carol").mkdir()
        (self.folder / "in/carol/01-greeting").symlink_to("../alice/01-greeting")
        (self.folder / "in/dave").symlink_to("alice")
        for name, content in (("erin", b"\xff\xfe"), ("frank", b"/" * (submissions.LARGEST + 1))):
            self.hand_in(name, "")
            (self.folder / f"in/{name}/01-greeting/greeting.cpp").write_bytes(content)
        (self.folder / "in/gina/01-greeting").mkdir(parents=True)
        os.mkfifo(self.folder / "in/gina/01-greeting/greeting.cpp")
        self.assertEqual(self.marks(self.grade()), {"alice": "passed", "bob": "not allowed", "carol": "not handed in",
                                                    "erin": "not allowed", "frank": "not allowed",
                                                    "gina": "not allowed"})


class Results(Grading):
    def test_junit_has_a_suite_for_each_student(self):
        for name, order in (("alice", "solution"), ("bob", "fails it is loud"), ("carol", "crashes it greets")):
            self.hand_in(name, order)
        (self.folder / "in/dave").mkdir()
        self.grade("--junit", str(self.folder / "j.xml"))
        suites = {suite.get("name"): suite for suite in xml.parse(self.folder / "j.xml").getroot()}
        counts = {name: tuple(int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped"))
                  for name, suite in suites.items()}
        self.assertEqual(counts, {"alice": (1, 0, 0, 0), "bob": (1, 1, 0, 0), "carol": (1, 0, 1, 0),
                                  "dave": (1, 0, 0, 1)})
        self.assertIn("be LOUD", suites["bob"].find("testcase/failure").text)
        self.assertEqual(suites["carol"].find("testcase/error").get("message"), "crashed")
        self.assertEqual(suites["dave"].find("testcase/skipped").get("message"), "not handed in")

    def test_gradescope_gets_scores_and_words(self):
        self.write("alice/01-greeting/greeting.cpp", "// fails it is loud\n")
        path = self.folder / "elsewhere/results.json"
        text = self.grade("--gradescope", str(path), folder="alice")
        self.assertIn(f"written: {self.tree.short(path)}", text)
        found = self.result("elsewhere/results.json")
        self.assertEqual({key: found[key] for key in ("score", "max_score", "visibility", "stdout_visibility")},
                         {"score": 0.0, "max_score": 1.0, "visibility": "visible", "stdout_visibility": "hidden"})
        test = found["tests"][0]
        self.assertEqual((test["score"], test["max_score"], test["status"]), (0.0, 1.0, "failed"))
        self.assertIn("failed: 2 of 3 tests", test["output"])
        self.assertIn("be LOUD", test["output"])

    def test_nobodys_name_writes_a_row_of_the_table(self):
        for name in ("bob\ncarol  01-greeting  3 of 3  passed", "\x1b]0;a title\x07\r\x1b[2Adave", "erin\udcff"):
            self.hand_in(name, "fails it greets")
        text = self.grade()
        self.assertEqual(text.count("2 of 3  failed"), 3)
        self.assertNotRegex(text, r"(?m)^ *(carol|dave)|[\x00-\x09\x0b-\x1f\ud800-\udfff]")
        self.assertEqual(len(list((self.folder / "build/grades").glob("*/results.json"))), 3)

    def test_a_result_that_cannot_be_written_keeps_no_other_back(self):
        for name in ("alice", "junit.xml", "zoe"):
            self.hand_in(name, "solution")
        told = self.trouble(cli.dispatch, self.tree, ["exercise", "grade", str(self.folder / "in")])
        self.assertRegex(told.what, "junit.xml/results.json cannot be written: File exists$")
        for name in ("alice", "zoe"):
            self.assertEqual(self.result(f"build/grades/{name}/results.json")["score"], 1.0)

    def test_missing_walls_are_told_in_every_result(self):
        self.write("alice/01-greeting/greeting.cpp", "// solution\n")
        self.assertIn("Graded without walls", self.grade(folder="alice"))
        self.assertIn("Graded without walls", self.result()["output"])
        self.assertIn('name="walled" value="false"', (self.folder / "build/grades/junit.xml").read_text())

    def test_what_xml_cannot_hold_does_not_break_it(self):
        exercise = read_exercises(self.tree)[0]
        text = verb.results.junit([verb.Report("a\x01b", [verb.Mark(exercise, "crashed", "\x1b[31m\x00<&]]>\ud800")])],
                                  True)
        self.assertEqual(xml.fromstring(text).find("testsuite/testcase/error").text, "\ufffd<&]]>\ufffd")


class ThePage(SampleTest):
    def test_docs_grading_says_the_limits_that_there_are(self):
        page = (Tree.here().root / "docs/grading.md").read_text().replace(",", "")
        rows = {row[1]: [float(number) for number in re.findall(r"\d+", row[2])]
                for row in (line.split("|") for line in page.splitlines()) if len(row) == 4}
        rows = {name.strip(): numbers for name, numbers in rows.items()}
        run, build = grader.RUN, grader.BUILD
        sanitizer = [float(re.search(rf"{key}=(\d+)", SANITIZERS["ASAN_OPTIONS"])[1])
                     for key in ("hard_rss_limit_mb", "max_allocation_size_mb")]
        self.assertEqual(rows["took too long"], [run.seconds, run.patience, build.seconds, build.patience])
        self.assertEqual(rows["used too much memory"], [*sanitizer, run.memory, build.memory])
        self.assertEqual(rows["too many processes"], [run.processes, build.processes])
        self.assertEqual(rows["fills the disk"], [run.disk, build.disk])


class Inspection(SampleTest):
    FILE = Path("/tmp/x/handed-in/keepalive.hpp")

    def test_a_line_directive_is_found_however_it_is_written(self):
        for text in ('#line 1 "x"', '/**/#line 1 "x"', '\ufeff#line 1 "x"', '#/**/line 1 "x"', '#\\ \nline 1 "x"',
                     '\f#line 1 "x"', '/*\n*/ # 1 "x"'):
            self.assertIn("#line", inspection.of_source(text + "\n"), text)
        self.assertEqual(inspection.of_source('// peer #1 "x"\nauto a = "#line 1"; /* block #7 */\n'), "")

    def test_nothing_hides_assembly(self):
        for text in ('auto s = R"(")"; void f() { asm("nop"); } auto t = "";',
                     "int x = 1'0; asm(\"nop\"); char c = 'a';",
                     'auto s = R"(\u2028# 1 "/usr/include/x.h")";\nasm("nop");',
                     '# 1 "/tmp/x/handed-in/./keepalive.hpp" 1\nasm("nop");'):
            self.assertEqual(self.seen(text), "it holds assembly", text)
        self.assertEqual(self.seen("auto s = \"asm\"; auto t = R\"-(asm\n)-\"; char c = 'a'; int i = 1'000;"), "")

    def test_a_header_takes_no_macro_away_from_the_tests(self):
        self.assertEqual(self.seen("#undef CHECK\n#define CHECK "), "it takes away the macro CHECK")
        self.assertEqual(self.seen("#define KEEPALIVE_HPP "), "")

    def seen(self, text):
        return inspection.of_preprocessed(f'# 1 "{self.FILE}"\n{text}\n', self.FILE, [self.FILE.parent])


class Walls(SampleTest):
    def test_without_walls_nothing_is_run_unless_allowed(self):
        with mock.patch.object(Jail, "possible", staticmethod(lambda: "unshare failed: Operation not permitted")):
            told = self.trouble(verb.make_jail, False)
            self.assertIn("Operation not permitted", told.what)
            self.assertIn("--allow-network", told.advice)
            self.assertFalse(verb.make_jail(True).walled)

    def both(self):
        yield Jail(walled=False)
        if not Jail.possible():
            yield Jail(walled=True)

    def run_in(self, jail, command, limits=Limits(seconds=5.0), **more):
        return jail.run(self.folder, command, limits, ["a"], **more)

    def test_the_word_and_nothing_of_the_teachers_environment_reaches_the_program(self):
        for jail in self.both():
            with mock.patch.dict(os.environ, {"SECRET_TOKEN": "x1"}):
                came = self.run_in(jail, 'env; printf %s "$SBC_NONCE" >a; exit 3', word="only this")
            self.assertEqual((came.exit_code, came.files), (3, {"a": b"only this"}))
            self.assertNotIn("SECRET_TOKEN", came.output)

    def test_loops_memory_and_processes_have_ends(self):
        loop = "python3 -c 'while True: pass'"
        greedy = "python3 -c 'x = bytearray(400000000); import time; time.sleep(30)'"
        for jail in self.both():
            self.assertEqual(self.run_in(jail, loop, Limits(seconds=1)).over, "time")
            self.assertEqual(self.run_in(jail, "sleep 60", Limits(seconds=0.2)).over, "time")
            self.assertEqual(self.run_in(jail, greedy, Limits(seconds=10, memory=150)).over, "memory")
            many = "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 60 & done; wait"
            self.assertEqual(self.run_in(jail, many, Limits(seconds=5, processes=8)).over, "processes")

    def test_nobody_stays_behind(self):
        for jail in self.both():
            came = self.run_in(jail, "(setsid sleep 1234.5 >/dev/null 2>&1 &) ; echo here >a")
            self.assertEqual(came.files, {"a": b"here\n"})
            self.assertFalse([pid for pid in os.listdir("/proc") if pid.isdigit() and
                              b"1234.5" in command_line(pid)])

    def test_many_files_that_are_open_outside_disturb_nothing(self):
        with contextlib.ExitStack() as opened:
            for _ in range(20):  # a shell knows the descriptors 0 to 9 only
                opened.enter_context(open(os.devnull))
            for jail in self.both():
                self.assertEqual(self.run_in(jail, "echo here >a").files, {"a": b"here\n"})

    def test_a_flood_of_output_is_read_and_forgotten(self):
        for jail in self.both():
            came = self.run_in(jail, "head -c 30000000 /dev/urandom; echo done >a")
            self.assertEqual(came.files, {"a": b"done\n"})
            self.assertLess(len(came.output), 1_000_000)

    def test_a_full_disk_is_only_its_own(self):
        for jail in self.both():
            came = self.run_in(jail, "head -c 9000000 /dev/urandom >big; wc -c <big", Limits(seconds=5, disk=4))
            self.assertLessEqual(int(came.output.split()[-1]), 4 * 1024 * 1024, came.output)

    def test_behind_walls_there_is_no_network_nothing_to_read_and_nobody_else(self):
        if Jail.possible():
            self.skipTest("this system lets us build no walls")
        jail = Jail(walled=True)
        secret = self.write("secret.txt", "marks")
        came = self.run_in(jail, f"cat {secret} /etc/passwd; ls -A /home /root; ls /proc | grep -c '^[0-9]'; "
                                 "cat /proc/1/environ /proc/1/fd/0; tail -n +3 /proc/net/dev | cut -d: -f1; "
                                 "echo x >/usr/x; kill -KILL 1; umount /usr; unshare -r true; cat $0", word="hidden")
        for words in ("marks", "root:x:", "eth", "hidden"):
            self.assertNotIn(words, came.output)
        for words in (f"cat: {secret}: No such file", "/proc/1/environ: Permission denied", "Read-only file system",
                      "lo\n"):
            self.assertIn(words, came.output)
        self.assertFalse(os.path.exists("/usr/x"))


def command_line(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""


if __name__ == "__main__":
    import unittest
    unittest.main()
