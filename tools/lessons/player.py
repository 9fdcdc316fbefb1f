"""Plays a session: starts its commands for real, types what the page types, keeps what they say.

Every program runs in a process group of its own, in the root of the repository, on free ports chosen
by the system, with a folder of its own for the learner's copies; all have ended when play() returns.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional

from courselib.process import Process
from courselib.trouble import Trouble
from lessons.compare import DOTS, begins_with, find_mismatch, without_blank_ends
from lessons.normalise import as_shown, normalise
from lessons.sessions import Part, Session, Step

PATIENCE = 30.0  # seconds for a command to say what it should, or to end
FAREWELL = 5.0  # seconds to end after Ctrl+C
SETTLE = 5.0  # seconds in which the last lines of a background program must have come
QUIET = 1.0  # seconds of silence after which a program seems to have said what it had to say
TICK = 0.02
EXPORT = re.compile(r"export ([A-Z][A-Z_]*)=")
MY_FILE = re.compile(r"(?<![\w./])my/")  # the learner's own folder, which a session has for itself


class Stuck(Exception):
    """The session cannot go on as the page tells it."""

    def __init__(self, line: int, what: str, todo: str):
        super().__init__(what)
        self.line, self.what, self.todo = line, what, todo


@dataclass
class Program:
    """One command of the page: what it should say, what it said, and where each event came in."""
    command: Step
    process: Process
    steps: List[Step] = field(default_factory=list)  # all but the command
    heard: Dict[int, int] = field(default_factory=dict)  # steps so far -> lines said by then
    final: Optional[List[str]] = None  # what counts, when the session ended before the program


class Player:
    def __init__(self, root: Path, session: Session, patience: float = PATIENCE, record: bool = False):
        self.root, self.session, self.patience, self.record = root, session, patience, record
        self.programs: List[Program] = []
        self._terminals: Dict[str, Program] = {}
        self._ports = dict(zip(session.ports, free_ports(len(session.ports))))
        self._exported: Dict[str, str] = {}  # by `$ export NAME=…`, for the commands after it

    # -- the run --------------------------------------------------------------------------------

    def play(self) -> None:
        """Raises Stuck when a wait was in vain; what was said until then is kept."""
        with tempfile.TemporaryDirectory(prefix="lesson-") as folder:
            self._folder = folder
            try:
                for part in self.session.parts:
                    self._play_part(part)
                self._settle()
            finally:
                self._end_all()

    def _play_part(self, part: Part) -> None:
        runs = part.runs()
        for number, (command, steps) in enumerate(runs):
            stays = number == len(runs) - 1 and (part.background or command is None)
            typed_into = any(step.kind not in ("line", "dots") for step in steps)
            program = self._terminals.get(part.terminal)
            if command is not None:
                program = self._start(part, command, keeps_input=stays or typed_into)
            elif program is None:
                raise Stuck(part.block.line, "this block shows output but nothing runs in its terminal",
                            "Begin it with `$ command`, or name the terminal of an earlier block of the session")
            for step in steps:
                self._perform(program, step)
            if not stays:
                self._wait_for_end(program)
            elif program.process.running:
                self._wait_until_said(program, all_of_it=False)
            self._mark(program)

    def _start(self, part: Part, step: Step, keeps_input: bool) -> Program:
        before = self._terminals.get(part.terminal)
        if before is not None and before.process.running:
            raise Stuck(step.line, f"the terminal is still busy with `{before.command.text}`",
                        "Run this command in another terminal, or end the program before (^C)")
        environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "SBC_MY": self._folder,
                       **self._exported}
        export = EXPORT.match(step.text)
        if export:  # a shell of its own forgets it, so we keep it
            self._exported[export[1]] = self._value(step, export[1], environment)
        command = "true" if export else self._outward(step.text)
        process = Process(step.text, ["/bin/sh", "-c", command], cwd=str(self.root), env=environment)
        program = Program(step, process)
        self.programs.append(program)
        self._terminals[part.terminal] = program
        if not keeps_input:
            process.close_input()
        return program

    def _value(self, step: Step, name: str, environment: Dict[str, str]) -> str:
        """What a variable is when the step has set it."""
        try:
            return subprocess.run(["/bin/sh", "-c", f"{self._outward(step.text)}; printf %s \"${name}\""],
                                  cwd=str(self.root), env=environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, text=True, timeout=self.patience, check=False).stdout
        except subprocess.TimeoutExpired:
            raise Stuck(step.line, f"`{step.text}` did not end within {self.patience:g} s",
                        "Export what is there at once") from None

    def _perform(self, program: Program, step: Step) -> None:
        if step.kind in ("line", "dots"):
            program.steps.append(step)
            return
        self._wait_until_said(program, all_of_it=True)
        self._mark(program)
        program.steps.append(step)
        if step.kind == "typed":
            if not program.process.type(self._outward(step.text)):
                raise Stuck(step.line, f"`{program.command.text}` had ended before `{step.text}` could be typed",
                            "Show what it does today")
        elif step.kind == "end of input":
            program.process.close_input()
        else:
            interrupt(program.process)
            self._wait_for_end(program, FAREWELL)

    # -- waiting --------------------------------------------------------------------------------

    def _wait_until_said(self, program: Program, all_of_it: bool) -> None:
        """Until the lines of the page have come: all so far, or, before the page turns to another terminal,
        at least the first that this block added and then a silence (the others may have their cause there)."""
        expected = self.expected(program)
        done = len(self._words(program.steps[:max(program.heard, default=0)]))
        needed = expected if all_of_it else expected[:done + 1]
        until = time.monotonic() + self.patience
        last_change, count = time.monotonic(), -1
        while True:
            now, actual = time.monotonic(), self.actual(program)
            if len(actual) != count:
                last_change, count = now, len(actual)
            quiet = now - last_change > QUIET
            if begins_with(expected, actual) and (expected or quiet):
                return
            if quiet and (begins_with(needed, actual) or self.record and count):
                return
            if now > until or quiet and not program.process.running:
                self._stuck(program, expected)
                return
            time.sleep(TICK)

    def _stuck(self, program: Program, expected: List[Optional[str]]) -> None:
        if self.record:
            return
        mismatch = find_mismatch(expected, self.actual(program))
        line = self.line_of(program, mismatch.index if mismatch else len(expected) - 1)
        wanted = expected[mismatch.index] if mismatch and mismatch.index < len(expected) else "its lines"
        got = f"`{mismatch.got}`" if mismatch and mismatch.got is not None else "nothing more"
        raise Stuck(line, f"`{program.command.text}` did not say `{wanted}`; it said {got}",
                    "Correct the text or the program, or run check.py --update-transcripts and read it again")

    def _wait_for_end(self, program: Program, patience: Optional[float] = None) -> None:
        try:
            program.process.wait(patience or self.patience)
        except Trouble:
            raise Stuck(program.command.line, f"`{program.command.text}` did not end within "
                        f"{patience or self.patience:g} s",
                        "Show how it ends (`> quit`, `^C`, `^D`), or mark the block `background`") from None

    def _settle(self) -> None:
        """Background programs: what counts is what they said while the session lasted."""
        until = time.monotonic() + (QUIET if self.record else SETTLE)
        running = [program for program in self.programs if program.process.running]
        for program in running:
            while find_mismatch(self.expected(program), self.actual(program)) and time.monotonic() < until:
                time.sleep(TICK)
        for program in running:
            if self.record or not find_mismatch(self.expected(program), self.actual(program)):
                program.final = program.process.lines

    def _end_all(self) -> None:
        for program in reversed(self.programs):
            if program.process.running:
                interrupt(program.process)
                with contextlib.suppress(Trouble):
                    program.process.wait(FAREWELL)
                    continue
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(program.process.pid, signal.SIGKILL)
        for program in self.programs:
            program.process.end()

    # -- the two sides --------------------------------------------------------------------------

    def _mark(self, program: Program) -> None:
        program.heard[len(program.steps)] = len(program.process.lines)

    @staticmethod
    def _words(steps: List[Step]) -> List[Step]:
        return [step for step in steps if step.kind in ("line", "dots")]

    def line_of(self, program: Program, index: int) -> int:
        words = self._words(program.steps)
        return words[index].line if index < len(words) else (words[-1] if words else program.command).line

    def expected(self, program: Program) -> List[Optional[str]]:
        return self.normal(self._words(program.steps))

    def said(self, program: Program) -> List[str]:
        """What the program said, as the page would show it: with the page's ports."""
        lines = program.process.lines if program.final is None else program.final
        return [as_shown(self._homeward(line)) for line in lines]

    def actual(self, program: Program) -> List[str]:
        return self.normal_lines(self.said(program))

    def normal(self, words: List[Step]) -> List[Optional[str]]:
        return without_blank_ends([DOTS if step.kind == "dots" else self._normal(step.text) for step in words])

    def normal_lines(self, lines: List[str]) -> List[str]:
        return without_blank_ends([self._normal(line) for line in lines])

    def _normal(self, line: str) -> str:
        return normalise(line, self.session.ports, self.session.keep)

    def _outward(self, text: str) -> str:
        return replace_numbers(MY_FILE.sub(f"{self._folder}/", text), self._ports)

    def _homeward(self, text: str) -> str:
        text = text.replace(self._folder, "my")
        return replace_numbers(text, {free: shown for shown, free in self._ports.items()})


def interrupt(process: Process) -> None:
    """Ctrl+C, as a terminal sends it: to the program and everything it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)


def replace_numbers(text: str, numbers: Dict[str, str]) -> str:
    if not numbers:
        return text
    pattern = r"(?<!\d)(" + "|".join(map(re.escape, numbers)) + r")(?!\d)"
    return re.sub(pattern, lambda found: numbers[found[1]], text)


def free_ports(count: int) -> List[str]:
    """Ports that the system has just given out and that nobody uses."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [str(one.getsockname()[1]) for one in sockets]
