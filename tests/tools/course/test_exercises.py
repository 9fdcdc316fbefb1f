"""The learner's exercises: verdicts that cannot be had by accident, hints, progress, nothing ever lost."""

import json
import os
import shutil
import threading
import time
import unittest
from unittest import mock

import fake_build
from sample import SampleTest

from courselib import cli
from courselib.exercises import check as checking
from courselib.exercises.celebrate import Block, chain, drawing, whole_drawing
from courselib.exercises.model import find_exercise, read_exercises
from courselib.exercises.state import State
from courselib.exercises.watch import watch_file

COPY = "my/01-greeting/greeting.cpp"


class Exercises(SampleTest):
    def setUp(self):
        super().setUp()
        fake_build.patch(self)

    def course(self, *words):
        return self.printed(cli.dispatch, self.tree, ["exercise", *words])

    def check(self, order):
        self.write(COPY, f"// {order}\n")
        return self.course("01-greeting")

    def progress(self):
        path = self.folder / "my/.progress.json"
        return json.loads(path.read_text())["exercises"].get("01-greeting", {}) if path.exists() else {}


class Checking(Exercises):
    def test_the_first_check_lays_the_starter_into_my(self):
        code, text = self.course()
        self.assertEqual(code, 1)
        self.assertIn(f"Your copy is {COPY}", text)
        self.assertEqual((self.folder / COPY).read_text(), "// starter\n")

    def test_a_copy_is_never_overwritten(self):
        self.write(COPY, "// solution of mine\n")
        self.course()
        self.assertEqual((self.folder / COPY).read_text(), "// solution of mine\n")

    def test_a_failure_teaches_and_says_what_to_do(self):
        code, text = self.check("fails it is loud")
        self.assertEqual(code, 1)
        for words in ("✓ it greets", "✗ it is loud", "be LOUD", "should hold:  a", "but it is:    b",
                      "2 of 3 tests pass", "chapters/01-greet/README.md#the-idea",
                      "hint 1 of 3:  ./course exercise hint 01-greeting", COPY):
            self.assertIn(words, text)
        self.assertEqual(self.progress(), {"attempts": 1})

    def test_only_a_pass_exits_with_0_and_is_remembered(self):
        code, text = self.check("solution")
        self.assertEqual(code, 0)
        self.assertIn("Passed: all 3 tests", text)
        self.assertIn("./course demo 01 --mine", text)
        self.assertIn("passed", self.progress())
        self.assertIn("You have done all exercises", self.course()[1])

    def test_what_the_learner_prints_is_shown(self):
        self.assertIn("printed by the learner", self.check("prints x")[1])

    def test_what_the_compiler_warns_of_is_shown(self):
        code, text = self.check("warned")
        self.assertEqual(code, 0)
        self.assertIn("greeting.cpp:1:1: warning: unused", text)

    def test_a_compile_error_is_shown_under_the_learners_own_name(self):
        code, text = self.check("compile error")
        self.assertEqual(code, 1)
        self.assertIn("It does not compile yet", text)
        self.assertIn("greeting.cpp:1:1: error", text)
        self.assertNotIn("not run", text)

    def test_a_crash_names_the_test_and_explains(self):
        code, text = self.check("crashes it is loud")
        self.assertEqual(code, 1)
        for words in ("✓ it greets", "✗ it is loud (ended here)", "- it is short (not run)",
                      "in the test: it is loud", "after it was given back"):
            self.assertIn(words, text)

    def test_a_program_that_merely_exits_with_0_has_not_passed(self):
        for order, words in (("exits it greets", "a call of exit"), ("forges", "before the tests were through"),
                             ("short it is loud", "2 test cases ran, but the exercise has 3"),
                             ("leaks", "exit code 3")):
            code, text = self.check(order)
            self.assertEqual(code, 1, order)
            self.assertIn(words, text)
            self.assertNotIn("passed", self.progress())

    def test_an_endless_loop_is_ended_and_explained(self):
        started = time.monotonic()
        with mock.patch.object(checking, "TIME_LIMIT", 3):  # on a busy machine a program needs most of 1 s to start
            code, text = self.check("endless it is loud")
        self.assertEqual(code, 1)
        self.assertLess(time.monotonic() - started, 30)
        self.assertIn("✗ it is loud (endless)", text)
        self.assertIn("a loop that never comes to its end", text)

    def test_a_teacher_checks_another_file_and_touches_nothing(self):
        path = str(self.write("elsewhere/greeting.cpp", "// solution\n"))
        for where in (path, os.path.dirname(path)):
            code, text = self.course("01-greeting", "--with", where)
            self.assertEqual(code, 0)
        self.write("elsewhere/greeting.cpp", "// fails it greets\n")
        self.assertEqual(self.course("01-greeting", "--with", path)[0], 1)
        self.assertFalse((self.folder / "my").exists())
        self.assertIn("there is no file", self.trouble(cli.dispatch, self.tree,
                                                       ["exercise", "01-greeting", "--with", "nowhere"]).what)

    def test_an_exercise_may_be_named_in_short(self):
        for word in ("01-greeting", "greeting", "01-g", "greet"):
            self.assertEqual(find_exercise(self.tree, word).id, "01-greeting")
        self.assertIn("did you mean '01-greeting'?", self.trouble(find_exercise, self.tree, "01-greting").what)

    def test_cases_are_counted_in_the_source(self):
        self.assertEqual(find_exercise(self.tree, "greeting").cases, ["it greets", "it is loud", "it is short"])

    def test_a_file_that_is_no_text_is_told(self):
        self.write(COPY, "x")
        (self.folder / COPY).write_bytes(b"\xff\xfe")
        self.assertIn("cannot be read", self.trouble(cli.dispatch, self.tree, ["exercise"]).what)


class Helping(Exercises):
    def test_hints_come_in_three_grades_and_are_remembered(self):
        titles = [self.course("hint")[1].splitlines()[0] for _ in range(4)]
        self.assertEqual([title.partition(": ")[2] for title in titles],
                         ["The concept", "The place", "Almost the code", "Almost the code"])
        self.assertEqual(self.progress(), {"hints": 3})

    def test_the_solution_waits_for_a_pass_or_insistence(self):
        self.assertIn("--insist", self.trouble(cli.dispatch, self.tree, ["exercise", "solution", "greeting"]).advice)
        self.assertIn("// solution", self.course("solution", "greeting", "--insist")[1])
        self.check("solution")
        self.assertIn("// solution", self.course("solution", "greeting")[1])

    def test_reset_asks_and_keeps_a_backup(self):
        self.check("fails it greets")
        with mock.patch("builtins.input", return_value="n"):
            self.assertIn("nothing was changed",
                          self.trouble(cli.dispatch, self.tree, ["exercise", "reset", "greeting"]).what)
        self.assertEqual((self.folder / COPY).read_text(), "// fails it greets\n")
        self.course("reset", "greeting", "--yes")
        self.assertEqual((self.folder / COPY).read_text(), "// starter\n")
        backups = list((self.folder / "my/01-greeting").glob("*.backup"))
        self.assertEqual([path.read_text() for path in backups], ["// fails it greets\n"])
        self.assertEqual(self.progress(), {})

    def test_list_and_progress_show_what_is_done(self):
        self.assertEqual(json.loads(self.course("list", "--json")[1])[0]["state"], "new")
        self.check("fails it greets")
        self.assertEqual(json.loads(self.course("list", "--json")[1])[0]["state"], "begun")
        self.check("solution")
        facts = json.loads(self.course("list", "--json")[1])[0]
        self.assertEqual((facts["state"], facts["tests"], facts["seam"]), ("done", 3, True))
        self.assertIn("✓ 01-greeting", self.course("list")[1])
        text = self.course("progress")[1]
        self.assertIn("chapter 01: 1 of 1 done", text)
        self.assertIn("2 checked", text)

    def test_a_damaged_progress_file_costs_only_the_ticks(self):
        self.write("my/.progress.json", "{")
        self.assertEqual(self.check("solution")[0], 0)
        self.assertIn("passed", self.progress())


class Celebrating(Exercises):
    def add_exercise(self, name, chapter="01"):
        """One more, of which only the name matters."""
        shutil.copytree(self.folder / "exercises/01-greeting", self.folder / f"exercises/{name}")
        self.change(f"exercises/{name}/exercise.json", id=name, chapter=chapter)

    def test_the_last_exercise_of_a_chapter_is_celebrated_once(self):
        self.assertNotIn("is done", self.check("fails it greets")[1])
        text = self.check("solution")[1]
        for words in ("Chapter 01, Greeting, is done.", "│chapter 01 │", "./course break 01",
                      "read chapters/02-choir/README.md", "./course diff 01 02"):
            self.assertIn(words, text)
        self.assertNotIn("is done", self.check("solution, better")[1])
        self.assertIn("│chapter 01 │", self.course("progress")[1])

    def test_nothing_is_celebrated_before_a_chapter_is_done(self):
        self.add_exercise("01-parting")
        self.assertNotIn("is done", self.check("solution")[1])
        self.assertNotIn("mined", self.course("progress")[1])

    def test_each_chapter_is_a_block_on_the_one_before(self):
        self.add_exercise("02-parting", chapter="02")
        state = State(self.tree)
        exercises = read_exercises(self.tree)
        for exercise, day in zip(exercises, ("2026-11-21 10:00:00", "2026-11-20 10:00:00")):
            state.note(exercise, passed=day)
        first, second = chain(self.tree, state)
        self.assertEqual((first.chapter, second.chapter), ("02", "01"))  # in the order in which they were done
        self.assertEqual(first.previous, "0" * 64)
        self.assertEqual(second.previous, first.hash)
        for block in (first, second):
            self.assertEqual(block.hash[:3], "000")
        state.note(exercises[1], passed="2026-11-19 10:00:00")  # the past is changed: so is what stands on it
        self.assertNotEqual(chain(self.tree, state)[1].hash, second.hash)

    def test_no_more_blocks_are_drawn_than_fit(self):
        blocks = [Block(f"{number:02}", "000abcdef", 1, "") for number in range(1, 14)]
        for line in drawing(blocks):
            self.assertLessEqual(len(line), 80)
        self.assertIn("───┤chapter 09 │", drawing(blocks)[1])
        self.assertTrue(drawing(blocks[:2])[1].startswith("   │chapter 01 │───┤chapter 02 │"))

    def test_the_whole_chain_is_drawn_in_rows(self):
        blocks = [Block(f"{number:02}", "000abcdef", 1, "") for number in range(1, 9)]
        lines = whole_drawing(blocks)
        self.assertEqual(len(lines), 8)
        self.assertTrue(lines[1].startswith("   │chapter 01 │───┤chapter 02 │"))
        self.assertEqual(lines[5], "───┤chapter 06 │───┤chapter 07 │───┤chapter 08 │")

    def test_the_last_chapter_leads_to_no_other(self):
        self.add_exercise("02-parting", chapter="02")
        self.write("my/02-parting/greeting.cpp", "// solution\n")
        text = self.course("02-parting")[1]
        self.assertIn("Chapter 02, Choir, is done.", text)
        self.assertIn("where you are now, and what is left", text)
        self.assertNotIn("./course diff 02", text)


class Watching(Exercises):
    def test_each_save_is_checked_at_once(self):
        path = self.write(COPY, "// fails it greets\n")
        save = threading.Timer(0.3, path.write_text, ("// solution, longer\n",))
        save.start()
        exercise = find_exercise(self.tree, "greeting")
        code, text = self.printed(watch_file, self.tree, exercise, path, rounds=2)
        save.join()
        self.assertLess(text.index("2 of 3 tests pass"), text.index("Passed: all 3 tests"))
        self.assertEqual(self.progress()["attempts"], 2)

    def test_ctrl_c_ends_it_well(self):
        path = self.write(COPY, "// solution\n")
        with mock.patch("courselib.exercises.watch.check", side_effect=KeyboardInterrupt):
            self.assertEqual(self.printed(watch_file, self.tree, find_exercise(self.tree, "greeting"), path)[0], 0)


if __name__ == "__main__":
    unittest.main()
