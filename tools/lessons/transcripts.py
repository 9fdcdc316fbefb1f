"""Transcripts: every console block of a lesson is run for real and must print what the page shows."""

import os
import re
import tempfile
from pathlib import Path
from typing import List, Tuple

from courselib.process import Process
from courselib.trouble import Trouble
from lessons.compare import find_mismatch
from lessons.page import Page
from lessons.player import PATIENCE, Player, Program, Stuck
from lessons.report import Report
from lessons.sessions import Session, read_sessions

USES_STAGE = re.compile(r"\./course\s+(?:run|break|demo)\s+(\d\d)\b")
USES_EXERCISE = re.compile(r"^\./course\s+exercise\b(?!\s+(?:list|hint|watch)\b)")
BUILD_PATIENCE = 900.0
UPDATE = "Correct the text or the program, or run check.py --update-transcripts and read it again"

Change = Tuple[int, int, List[str]]  # lines [first, end) of the page, 1-based, and what replaces them


def check_transcripts(page: Page, root: Path, report: Report, update: bool = False,
                      patience: float = PATIENCE) -> None:
    sessions = read_sessions(page, report)
    changes: List[Change] = []
    if not _prepare(sessions, root, page, report):
        return
    for session in sessions:
        player = Player(root, session, patience, record=update)
        try:
            player.play()
        except Stuck as stuck:
            report.defect(page.path, stuck.line, stuck.what, stuck.todo)
            continue
        for program in player.programs:
            if update:
                changes += _changes(player, program)
            else:
                _check_program(player, program, report)
    for first, end, lines in sorted(changes, reverse=True):
        page.lines[first - 1:end - 1] = lines
    if changes:
        page.file.write_text("\n".join(page.lines) + "\n", encoding="utf-8")


def _prepare(sessions: List[Session], root: Path, page: Page, report: Report) -> bool:
    """Builds first what the sessions need, so that no transcript shows or waits for a compiler."""
    commands = [command for session in sessions for command in session.commands()]
    stages = sorted({found for command in commands for found in USES_STAGE.findall(command)})
    exercises = sorted({command for command in commands if USES_EXERCISE.match(command)})
    for command in [f"./course build {number}" for number in stages] + exercises:
        with tempfile.TemporaryDirectory(prefix="lesson-") as folder:
            process = Process(command, ["/bin/sh", "-c", command], cwd=root, env={**os.environ, "SBC_MY": folder})
            try:
                process.close_input()
                code = process.wait(BUILD_PATIENCE)
            except Trouble:
                report.defect(page.path, 1, f"`{command}` took more than {BUILD_PATIENCE:g} s", "Make it faster")
                return False
            finally:
                process.end()  # with the compilers that it has started
        if code != 0 and command not in exercises:
            last = " / ".join("\n".join(process.lines).strip().splitlines()[-3:])
            report.defect(page.path, 1, f"`{command}` failed, so its transcripts cannot be run ({last})",
                          "Repair the build")
            return False
    return True


def _check_program(player: Player, program: Program, report: Report) -> None:
    page, command = player.session.page, program.command
    expected, actual = player.expected(program), player.actual(program)
    mismatch = find_mismatch(expected, actual)
    if mismatch is None:
        report.ok()
    elif mismatch.index == len(expected):
        report.defect(page.path, player.line_of(program, mismatch.index),
                      f"`{command.text}` says more than the page shows: `{mismatch.got}`",
                      UPDATE + " (`...` stands for lines that do not matter)")
    else:
        wanted = expected[mismatch.index] or "a blank line"
        got = "nothing more" if mismatch.got is None else f"`{mismatch.got}`"
        report.defect(page.path, player.line_of(program, mismatch.index),
                      f"`{command.text}` should say `{wanted}` but says {got}", UPDATE)


def _changes(player: Player, program: Program) -> List[Change]:
    """New lines for each stretch of output between two events whose lines no longer agree."""
    if find_mismatch(player.expected(program), player.actual(program)) is None:
        return []
    said = player.said(program)
    bounds = sorted(set(program.heard) - {0})
    changes: List[Change] = []
    heard = first = 0
    for bound in bounds or [0]:
        steps = program.steps[first:bound]
        until = len(said) if bound == max(bounds, default=0) else program.heard[bound]
        lines, words = said[heard:until], [step for step in steps if step.kind in ("line", "dots")]
        heard, place = until, (steps[0].line + 1 if steps else program.command.line + 1)
        if words:
            place = words[0].line
        if find_mismatch(player.normal(words), player.normal_lines(lines)) is not None:
            changes.append((place, words[-1].line + 1 if words else place, lines))
        first = bound
    return changes
