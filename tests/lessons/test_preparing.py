"""Before the transcripts of a page are run, what they need is built: for a bounded time, and nothing stays behind."""

import os
import tempfile
import time
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from sample_course import HERE  # noqa: F401  (finds the tools)

from lessons import transcripts
from lessons.page import Page
from lessons.player import Player, Stuck
from lessons.report import Report
from lessons.sessions import read_sessions

COURSE = """#!/bin/sh
sleep 61 &
echo $! >compiler
wait
"""


class Preparing(unittest.TestCase):
    def test_a_build_that_takes_too_long_is_ended_with_its_compilers(self):
        session = SimpleNamespace(commands=lambda: ["./course run 01 server"])
        page = SimpleNamespace(path="README.md")
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(transcripts, "BUILD_PATIENCE", 4.0):
            course = Path(folder, "course")
            course.write_text(COURSE)
            course.chmod(0o755)
            report, began = Report(), time.monotonic()
            self.assertFalse(transcripts._prepare([session], Path(folder), page, report))
            self.assertLess(time.monotonic() - began, 50)
            compiler = int(Path(folder, "compiler").read_text())
        self.assertTrue(ends(compiler), "the compiler still runs")


    def test_a_variable_that_takes_too_long_is_told_with_its_line(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "README.md")
            file.write_text("# Waiting\n\n```console\n$ export LATE=$(sleep 30)\n```\n")
            (session,) = read_sessions(Page(Path(folder), file), Report())
            with self.assertRaises(Stuck) as caught:
                Player(Path(folder), session, patience=1.0).play()
        self.assertEqual(caught.exception.line, 4)
        self.assertIn("`export LATE=$(sleep 30)` did not end within 1 s", caught.exception.what)


def ends(pid):
    """It may take the system a moment."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


if __name__ == "__main__":
    unittest.main()
