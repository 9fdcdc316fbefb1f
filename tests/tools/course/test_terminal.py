"""What a terminal shows, and what goes to a pipe: colours, the line that changes, and lines that are too long."""

import contextlib
import io
import os
import unittest
from unittest import mock

import sample  # noqa: F401  (finds courselib)

from courselib import cli, terminal
from courselib.scenario import Scenario
from courselib.trouble import Trouble


class FakeTerminal(io.StringIO):
    def isatty(self):
        return True


class WhatATerminalShows(unittest.TestCase):
    def test_on_a_terminal_one_line_changes_and_goes_away(self):
        out, now = FakeTerminal(), [0.0]
        with mock.patch.dict("os.environ", {"TERM": "xterm", "NO_COLOR": "1"}):
            progress = terminal.Progress(out, clock=lambda: now[0])
            for text in ("1 of 2", "2 of 2"):
                progress.update(text)
                now[0] += 1
            progress.clear()
        self.assertEqual(out.getvalue(), "\r\x1b[K  1 of 2\r\x1b[K  2 of 2\r\x1b[K")

    def test_on_a_pipe_a_line_comes_every_ten_seconds(self):
        out, now = io.StringIO(), [0.0]
        progress = terminal.Progress(out, clock=lambda: now[0])
        for second in range(25):
            now[0] = second
            progress.update(f"{second}")
        progress.clear()
        self.assertEqual(out.getvalue(), "  10\n  20\n")

    def test_colours_are_for_terminals_that_want_them(self):
        with mock.patch.dict("os.environ", {"TERM": "xterm"}):
            os.environ.pop("NO_COLOR", None)
            self.assertEqual(terminal.paint("x", "bold red", FakeTerminal()), "\x1b[1;31mx\x1b[0m")
            self.assertEqual(terminal.paint("x", "red", io.StringIO()), "x")
            os.environ["NO_COLOR"] = "1"
            self.assertEqual(terminal.paint("x", "red", FakeTerminal()), "x")

    def test_durations_are_for_people(self):
        self.assertEqual([terminal.seconds(s) for s in (0.421, 3.25, 12.3, 185)],
                         ["0.42 s", "3.2 s", "12 s", "3 min 05 s"])


class LinesThatAreTooLong(unittest.TestCase):
    def said(self, text, columns, out=None, **how):
        out = out or FakeTerminal()
        with mock.patch.dict("os.environ", {"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(columns)}), \
                contextlib.redirect_stdout(out):
            terminal.say(text, **how)
        return out.getvalue()

    def test_they_are_broken_between_words(self):
        text = "one two three four five six seven eight nine ten"
        self.assertEqual(self.said(text, 30), "one two three four five six\nseven eight nine ten\n")
        self.assertEqual(self.said(text, 48), text + "\n")  # it fits exactly
        self.assertEqual(self.said("  " + text, 30), "  one two three four five six\n  seven eight nine ten\n")

    def test_a_row_of_a_table_hangs_under_its_last_column(self):
        self.assertEqual(self.said("  run   sends back what it receives, to all", 32),
                         "  run   sends back what it\n        receives, to all\n")

    def test_a_column_that_begins_too_far_to_the_right_goes_on_a_line_of_its_own(self):
        self.assertEqual(self.said("  run  ./course run 01 server    sends back what comes", 36),
                         "  run  ./course run 01 server\n           sends back what comes\n")

    def test_a_word_that_is_longer_than_the_line_stays_whole(self):
        word = "x" * 50
        self.assertEqual(self.said(f"see {word} there", 30), f"see\n{word}\nthere\n")

    def test_characters_of_japanese_take_two_columns(self):
        self.assertEqual(terminal.cells("こんにちは"), 10)
        self.assertEqual(terminal.cells("\x1b[1me\u0301\x1b[0m"), 1)  # an accent of its own, in bold
        self.assertEqual(self.said("こんにちは こんにちは こんにちは", 30), "こんにちは こんにちは\nこんにちは\n")

    def test_a_paragraph_goes_on_where_its_line_was_broken(self):
        text = "\none two three four five six seven\neight nine ten\n\neleven\n"
        self.assertEqual(self.said(text, 30), "\none two three four five six\nseven eight nine ten\n\neleven\n\n")
        self.assertEqual(self.said(text, 40), text + "\n")  # every line fits

    def test_what_begins_something_else_is_not_joined(self):
        text = "one two three four five six seven"
        for following in ("  eight", "eight bytes: 08", "./x  eight\n./y  nine"):
            with self.subTest(following):
                self.assertEqual(self.said(text + "\n" + following, 30),
                                 "one two three four five six\nseven\n" + following + "\n")
        self.assertEqual(self.said(text + ":\neight", 30), "one two three four five six\nseven:\neight\n")

    def test_code_stays_as_it_is_and_so_does_what_goes_to_a_pipe(self):
        text = "one two three four five six seven eight nine ten"
        self.assertEqual(self.said(text, 30, as_it_is=True), text + "\n")
        self.assertEqual(self.said(text, 30, out=io.StringIO()), text + "\n")

    def test_so_are_the_lines_of_an_error_and_of_a_demo(self):
        err, out = FakeTerminal(), FakeTerminal()
        with mock.patch.dict("os.environ", {"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "30"}), \
                contextlib.redirect_stderr(err):
            cli.show(Trouble("there is no bread in the house", "go out and buy some, for instance here"))
            Scenario("01", {}, out=out).tell("Two bakers meet. Neither of them has any bread.")
        self.assertEqual(err.getvalue(), "course: there is no bread in\nthe house\n"
                                         "  go out and buy some, for\n  instance here\n")
        self.assertEqual(out.getvalue(), "Two bakers meet. Neither of\nthem has any bread.\n")

    def test_where_there_is_hardly_a_column_the_terminal_does_as_it_likes(self):
        text = "one two three four five six seven eight nine ten"
        self.assertEqual(self.said(text, 20), text + "\n")


if __name__ == "__main__":
    unittest.main()
