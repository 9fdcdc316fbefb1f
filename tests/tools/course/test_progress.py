"""What is kept of the exercises that are done, and how the end of a chapter is celebrated: nothing is ever lost."""

import contextlib
import errno
import io
import threading
import unittest
from unittest import mock

from exercise_kit import Exercises

from courselib import cli
from courselib.exercises.celebrate import Block, chain, drawing, whole_drawing
from courselib.exercises.model import find_exercise, read_exercises
from courselib.exercises.state import State


class Progress(Exercises):
    """my/.progress.json, whatever happens to it."""

    def test_a_damaged_file_costs_only_the_ticks_and_is_kept(self):
        for damaged in ("{", '{"exercises": ["01-greeting"]}', '{"exercises": {"01-greeting": 3}}', "\xff",
                        '{"exercises": {"01-greeting": {"hints": -4}}}',
                        '{"exercises": {"01-greeting": {"attempts": "many"}}}'):
            path = self.write("my/.progress.json", damaged)
            path.write_bytes(damaged.encode("latin-1"))
            code, text = self.check("solution")
            self.assertEqual(code, 0)
            self.assertIn("passed", self.progress())
            kept = next(self.tree.my.glob(".progress.json.*.damaged"))
            self.assertEqual(kept.read_bytes(), damaged.encode("latin-1"))
            self.assertIn(f"kept as my/{kept.name}", text)
            kept.unlink()

    def test_what_another_command_notes_meanwhile_is_not_lost(self):
        mine, exercise = State(self.tree), find_exercise(self.tree, "greeting")
        State(self.tree).note_attempt(exercise, passed=True)
        mine.note(exercise, hints=2)
        self.assertEqual({"hints", "attempts", "passed"}, set(self.progress()))

    def test_many_at_once_lose_nothing(self):
        exercise = find_exercise(self.tree, "greeting")
        threads = [threading.Thread(target=lambda: [State(self.tree).note_attempt(exercise, False) for _ in range(20)])
                   for _ in range(4)]
        with mock.patch("os.fsync"):  # what it costs depends on the disk
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(self.progress(), {"attempts": 80})

    def test_on_a_full_disk_the_old_file_stays_and_nothing_is_left_beside_it(self):
        self.check("solution")
        before = sorted(self.tree.my.iterdir()), self.progress()
        full = OSError(errno.ENOSPC, "No space left on device")
        with mock.patch("os.fsync", side_effect=full), self.assertRaises(OSError):
            State(self.tree).note(find_exercise(self.tree, "greeting"), hints=1)
        self.assertEqual((sorted(self.tree.my.iterdir()), self.progress()), before)

    def test_on_a_full_disk_no_half_starter_is_taken_for_the_learners(self):
        full = OSError(errno.ENOSPC, "No space left on device")
        with mock.patch("os.fsync", side_effect=full), self.assertRaises(OSError), \
                contextlib.redirect_stdout(io.StringIO()):
            cli.dispatch(self.tree, ["exercise"])
        self.assertEqual(list((self.tree.my / "01-greeting").iterdir()), [])


class Celebrating(Exercises):
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

    def test_fewer_are_drawn_where_the_terminal_is_narrow(self):
        blocks = [Block(f"{number:02}", "000abcdef", 1, "") for number in range(1, 9)]
        with mock.patch.dict("os.environ", {"COLUMNS": "60"}):
            self.assertEqual(len(whole_drawing(blocks)), 12)  # three rows
            for line in drawing(blocks) + whole_drawing(blocks):
                self.assertLessEqual(len(line), 60)

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


if __name__ == "__main__":
    unittest.main()
