"""A scenario starts a stage's own programs, talks to them, and says what happened.

The demos (chapters/NN-name/demo.py) and the failures (chapters/NN-name/break/NAME.py) are plain scripts
that get a Scenario, by habit called `s`:

    s.start("server", "--port", "0")       -> Process: wait_for, said, lines, type, stop, cont, kill, terminate,
                                              interrupt, wait, end, pid, running (see process.py)
    s.connect(port)                        -> a socket with a timeout (see wire.py for frames)
    s.tell("Ten clients say nothing.")     narration
    s.shows("client 3", "hello")           a line in the name of somebody
    s.let_user_type(edge)                  on a terminal: what the user types goes to that program
    s.interactive                          is there a user at a terminal?
    s.can_show("wallet")                   and a display, and is this program with a window built?
    s.stage                                "02": the stage whose programs run
    s.failure("why") / s.refused("why")    the verdict, to be returned from attack(s)
    raise s.unclear("what came instead")   neither of the two: the attack did not work as it should, or something
                                           else went wrong

Whatever happens, everything that was started has ended when the scenario is over.
"""

import itertools
import os
import select
import shlex
import signal
import socket
import sys
import threading
import time
from dataclasses import dataclass

from courselib import terminal
from courselib.process import PATIENCE, Process
from courselib.stages import without_window
from courselib.trouble import Trouble

NAME_COLOURS = ("cyan", "yellow", "green", "magenta", "bright_blue", "bright_green",
                "bright_magenta", "bright_cyan")


@dataclass(frozen=True)
class Verdict:
    """What an attack came to: the failure was shown, or it was refused."""
    shown: bool
    text: str

    def __str__(self):
        return ("failure shown: " if self.shown else "refused: ") + self.text


class Scenario:
    """Use it in a `with`: leaving the block ends every program and closes every socket."""

    def __init__(self, stage, programs, substitutes=None, out=None):
        """programs: name -> path of the executable. substitutes: name -> what takes its place, a program and
        perhaps options ("server --framed"), when a failure is tried against the stage that cures it."""
        self.stage = stage
        self.processes = []
        self._programs = programs
        self._substitutes = substitutes or {}
        self._sockets = []
        self._out = out or sys.stdout
        self._printing = threading.Lock()
        self._colours = {}
        self._next_colour = itertools.cycle(NAME_COLOURS)
        self._widest_name = 6
        self._muted = set()
        self._typed = ""  # read from the keyboard, not yet handed out

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # -- programs and connections ---------------------------------------------------------------

    def start(self, program, *args, name=None, quiet=False, env=None):
        """Starts a program of the stage. quiet=True: its output is read but not shown. env: variables beside ours."""
        actual, *options = shlex.split(self._substitutes.get(program, program))
        if actual not in self._programs:
            raise Trouble(f"stage {self.stage} has no program '{actual}'",
                          "its programs: " + ", ".join(sorted(self._programs)))
        if not os.path.exists(self._programs[actual]):
            raise without_window(actual)
        name = name or self._free_name(program)
        if quiet:
            self._muted.add(name)
        self._colour_of(name)
        process = Process(name, [self._programs[actual], *options, *args], on_line=self._on_line,
                          env={**os.environ, **(env or {})})
        self.processes.append(process)
        return process

    def connect(self, port, host="127.0.0.1", timeout=PATIENCE):
        """A TCP connection with a timeout (OSError if there is none); closed at the end if the script does not."""
        sock = socket.create_connection((host, int(port)), timeout)
        self._sockets.append(sock)
        return sock

    def _free_name(self, program):
        taken = {process.name for process in self.processes}
        return next(name for name in itertools.chain([program], (f"{program} {n}" for n in itertools.count(2)))
                    if name not in taken)

    # -- what people see ------------------------------------------------------------------------

    def tell(self, text):
        """Narration: a paragraph between the programs' lines."""
        self._print(terminal.paint(terminal.fit(text, self._out), "bold", self._out))

    def shows(self, name, text):
        """A line of output in the name of somebody who is not a started program."""
        prefix = terminal.paint(name.ljust(self._widest_name), self._colour_of(name), self._out)
        bar = terminal.paint("|", "dim", self._out)
        shown = text if terminal.colour_wanted(self._out) else terminal.plain(text)
        self._print("\n".join(f"{prefix} {bar} {line}" for line in shown.split("\n")))

    def mute(self, process):
        """From now on its output is read but not shown."""
        self._muted.add(process.name)

    def unmute(self, process):
        self._muted.discard(process.name)

    def _on_line(self, process, line):
        if process.name not in self._muted:
            self.shows(process.name, line)

    def _colour_of(self, name):
        self._widest_name = max(self._widest_name, len(name))
        if name not in self._colours:
            self._colours[name] = next(self._next_colour)
        return self._colours[name]

    def _print(self, text):
        with self._printing:
            try:
                print(text, file=self._out, flush=True)
            except OSError:
                pass  # nobody reads any more, or the terminal is gone: the scenario still ends in order

    # -- the user -------------------------------------------------------------------------------

    @property
    def interactive(self):
        """Is there a user who can type and see?"""
        return sys.stdin is not None and sys.stdin.isatty() and self._out.isatty()

    def can_show(self, program):
        """Would the user see this program's window? Where what a window needs is missing, it is not built."""
        return self.interactive and terminal.has_display() and os.path.exists(self._programs[program])

    def let_user_type(self, process, until="quit", timeout=None):
        """Sends the lines that the user types to the program's input.

        Returns when the user types `until` (which is not sent) or Ctrl+D, when the program has ended, or after
        `timeout` seconds. Returns the number of lines sent.
        """
        end = None if timeout is None else time.monotonic() + timeout
        sent = 0
        while process.running and (end is None or time.monotonic() < end):
            line = self._typed_line(0.1)
            if line is None:
                continue
            if line == "" or line.strip() == until:
                break
            process.type(line.rstrip("\n"))
            sent += 1
        return sent

    def _typed_line(self, timeout):
        """A line that the user typed, None if there is none yet, "" after Ctrl+D."""
        if "\n" not in self._typed:
            keyboard = sys.stdin.fileno()
            if not select.select([keyboard], [], [], timeout)[0]:
                return None
            chunk = os.read(keyboard, 4096)
            if not chunk:
                return ""
            self._typed += chunk.decode(errors="replace")
            if "\n" not in self._typed:
                return None
        line, self._typed = self._typed.split("\n", 1)
        return line + "\n"

    # -- the end --------------------------------------------------------------------------------

    def failure(self, text):
        """The verdict that the failure happened; `text` says in plain words what went wrong."""
        return Verdict(True, text)

    def refused(self, text):
        """The verdict that it did not happen; `text` gives the reason."""
        return Verdict(False, text)

    def unclear(self, text):
        """An error to be raised: what happened is neither the failure nor its refusal, so nothing has been shown."""
        return Trouble(f"neither the failure nor a refusal: {text}",
                       "what the programs said stands above; a defect of theirs, or of the script")

    def close(self):
        """Ends everything: first Ctrl+C for all at once, then each one until it is gone."""
        try:
            self._end_in_order()
        except BaseException:  # a second Ctrl+C: less politely, but all of them
            for process in self.processes:
                process.end_at_once()
            raise

    def _end_in_order(self):
        for sock in self._sockets:
            sock.close()
        for process in self.processes:
            if process.running:
                process.interrupt()
                process.cont()
        for process in self.processes:
            process.end()

    def accidents(self):
        """One sentence for each program that ended by itself with an exit code other than 0."""
        return [f"{process.name} ended by itself with {describe_exit(process.exit_code)}"
                for process in self.processes
                if not process.asked_to_end and process.exit_code not in (None, 0)]


def describe_exit(code):
    """An exit code of Popen in words."""
    if code is None:
        return "no exit code: it still runs"
    if code < 0:
        try:
            return f"signal {signal.Signals(-code).name}"
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
