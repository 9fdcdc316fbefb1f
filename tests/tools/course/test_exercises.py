"""The learner's exercises: verdicts that cannot be had by accident, hints, progress, nothing ever lost."""

import errno
import json
import os
import threading
import time
import unittest
from unittest import mock

from exercise_kit import COPY, Exercises

from courselib import cli
from courselib.exercises import check as checking
from courselib.exercises.model import find_exercise
from courselib.exercises.watch import watch_file


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

    def test_what_a_program_prints_moves_no_cursor(self):
        path = self.write("elsewhere/greeting.cpp", "// prints \\x1b[2J\\x1b]0;a title\\x07\\x1b(0passed\n")
        _, text = self.course("01-greeting", "--with", str(path))
        self.assertIn("printed by the learner", text)
        self.assertIn("passed", text)
        self.assertNotRegex(text, r"[\x00-\x09\x0b-\x1f]")

    def test_what_cannot_be_noted_is_told_all_the_same(self):
        refuses = mock.patch("os.fsync", side_effect=OSError(errno.EROFS, "Read-only file system"))
        self.write(COPY, "// solution\n")
        with refuses:
            code, text = self.course("01-greeting")
            self.assertEqual(code, 0)
            self.assertIn("Passed: all 3 tests", text)
            self.assertIn("it does not count as passed yet", text)
            code, text = self.printed(watch_file, self.tree, find_exercise(self.tree, "greeting"),
                                      self.folder / COPY, rounds=1)
            self.assertIn("Passed: all 3 tests", text)
            code, text = self.course("hint", "greeting")
        self.assertEqual(code, 0)
        for words in ("hint 1 of 3: The concept", "it will come again", "Read-only file system", "SBC_MY"):
            self.assertIn(words, text)
        self.assertEqual(self.progress(), {})

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

    def test_a_crash_does_not_hide_the_words_of_what_had_failed_before(self):
        text = self.check("staggers it is loud")[1]
        for words in ("✗ it greets", "✗ it is loud (ended here)", "hello", "should hold:  a", "in the test: it is loud"):
            self.assertIn(words, text)
        self.assertLess(text.index("should hold"), text.index("in the test"))

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
        with mock.patch.object(checking, "TIME_LIMIT", 6):  # on a busy machine a program needs most of 1 s to start
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

    def test_a_chapter_s_number_means_its_exercises(self):
        self.add_exercise("01-parting", chapter="01")
        for word in ("01", "1"):
            self.assertIn("could be 01-greeting, 01-parting", self.trouble(find_exercise, self.tree, word).what)

    def test_a_misspelt_command_is_answered_with_the_nearest(self):
        for word, meant in (("hnt", "hint"), ("wach", "watch"), ("01-greting", "01-greeting")):
            trouble = self.trouble(cli.dispatch, self.tree, ["exercise", word])
            self.assertIn(f"did you mean '{meant}'?", trouble.what)

    def test_cases_are_counted_in_the_source(self):
        self.assertEqual(find_exercise(self.tree, "greeting").cases, ["it greets", "it is loud", "it is short"])

    def test_the_mark_that_some_editors_begin_a_file_with_is_left_out(self):
        path = self.write(COPY, "")
        path.write_bytes(b"\xef\xbb\xbf// solution\n")
        self.course("01-greeting")
        checked = checking.checked_file(self.tree, find_exercise(self.tree, "greeting"))
        self.assertEqual(checked.read_text().splitlines()[1:], ["// solution"])  # it is not in the first line there

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

    def test_a_second_reset_in_the_same_second_keeps_both_versions(self):
        with mock.patch("time.strftime", return_value="20260102-030405"):
            for order in ("fails it greets", "fails it is loud"):
                self.write(COPY, f"// {order}\n")
                self.course("reset", "greeting", "--yes")
        kept = {path.read_text() for path in (self.folder / "my/01-greeting").glob("*.backup")}
        self.assertEqual(kept, {"// fails it greets\n", "// fails it is loud\n"})


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

    def test_a_save_that_cannot_be_read_is_told_and_the_next_one_is_checked(self):
        path = self.write(COPY, "")
        path.write_bytes(b"\xff\xfe")
        save = threading.Timer(0.3, path.write_text, ("// solution\n",))
        save.start()
        code, text = self.printed(watch_file, self.tree, find_exercise(self.tree, "greeting"), path, rounds=2)
        save.join()
        self.assertLess(text.index("cannot be read"), text.index("Passed: all 3 tests"))
        self.assertEqual(self.progress()["attempts"], 1)

    def test_ctrl_c_ends_it_well(self):
        path = self.write(COPY, "// solution\n")
        with mock.patch("courselib.exercises.watch.check", side_effect=KeyboardInterrupt):
            self.assertEqual(self.printed(watch_file, self.tree, find_exercise(self.tree, "greeting"), path)[0], 0)


if __name__ == "__main__":
    unittest.main()
