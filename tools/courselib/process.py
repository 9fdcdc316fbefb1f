"""One started program: its output is read by a thread, every wait is bounded, and it always ends.

The program runs in a group of its own, so that Ctrl+C in the terminal reaches the course tool only,
which then ends the program by its id.
"""

import codecs
import os
import re
import signal
import subprocess
import threading
import time

from courselib.trouble import Trouble

PATIENCE = 5.0       # seconds that a wait lasts when nothing else is said
KEPT_LINES = 20_000  # older output is forgotten, so that a program in a loop cannot eat the memory


class Process:
    """A running program of a scenario. Made by Scenario.start()."""

    def __init__(self, name, command, on_line=None, cwd=None, env=None):
        self.name = name
        self.command = [str(word) for word in command]
        self.asked_to_end = False  # we sent it a signal, so its exit code tells nothing about a defect
        self._on_line = on_line or (lambda process, line: None)
        self._said = []            # complete lines
        self._tail = ""            # what came after the last newline
        self._cursor = 0           # wait_for() looks at lines from here on
        self._ended = False        # the output is at its end
        self._changed = threading.Condition()
        self._child = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, cwd=cwd, env=env, start_new_session=True)
        self._reader = threading.Thread(target=self._read, name=f"reads {name}", daemon=True)
        self._reader.start()

    # -- what it says ---------------------------------------------------------------------------

    @property
    def lines(self):
        """The complete lines it has said so far (a copy)."""
        with self._changed:
            return list(self._said)

    def said(self, pattern):
        """The first match in all it has said so far, or None. Does not wait."""
        with self._changed:
            return self._find(re.compile(pattern), 0)[0]

    def wait_for(self, pattern, timeout=PATIENCE, from_start=False):
        """Waits until a line matches, and returns the match.

        Each call looks at what was said after the line that the previous call found, so that the same
        pattern twice means two such lines; from_start=True looks at everything said so far, too.
        """
        wanted = re.compile(pattern)
        until = time.monotonic() + timeout
        with self._changed:
            start = 0 if from_start else self._cursor
            while True:
                match, after = self._find(wanted, start)
                if match:
                    self._cursor = max(self._cursor, after)
                    return match
                left = until - time.monotonic()
                if self._ended or left <= 0:
                    break
                self._changed.wait(left)
            ended = self._ended
        raise Trouble(f"{self.name} {'ended without saying' if ended else f'did not say within {timeout:g} s'}: "
                      f"{pattern}", self._last_words())

    def _find(self, wanted, start):
        for index in range(start, len(self._said)):
            match = wanted.search(self._said[index])
            if match:
                return match, index + 1
        unfinished = self._tail if start <= len(self._said) else ""  # else a wait found it already
        match = wanted.search(unfinished) if unfinished else None
        return match, len(self._said) + 1

    def _last_words(self):
        with self._changed:
            last = self._said[-8:] + ([self._tail] if self._tail else [])
        return "its last lines were:\n" + "\n".join("  " + line for line in last) if last else "it said nothing at all"

    def _read(self):
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while True:
            try:
                chunk = os.read(self._child.stdout.fileno(), 65536)
            except OSError:
                chunk = b""
            text = decoder.decode(chunk, final=not chunk)
            with self._changed:
                *complete, self._tail = (self._tail + text).replace("\r\n", "\n").split("\n")
                if not chunk and self._tail:
                    complete, self._tail = [*complete, self._tail], ""
                self._said.extend(complete)
                self._forget_old_lines()
                self._ended = not chunk
                self._changed.notify_all()
            for line in complete:
                self._on_line(self, line)
            if not chunk:
                return

    def _forget_old_lines(self):
        surplus = len(self._said) - KEPT_LINES
        if surplus > 0:
            del self._said[:surplus]
            self._cursor = max(0, self._cursor - surplus)

    # -- what we do to it -----------------------------------------------------------------------

    @property
    def pid(self):
        return self._child.pid

    @property
    def running(self):
        return self._child.poll() is None

    @property
    def exit_code(self):
        """None while it runs; negative: the number of the signal that ended it."""
        return self._child.poll()

    def type(self, line):
        """Types a line at its standard input, as a person would. False if it no longer listens."""
        try:
            self._child.stdin.write((line + "\n").encode())
            self._child.stdin.flush()
            return True
        except (OSError, ValueError):
            return False

    def close_input(self):
        """The end of its input, as Ctrl+D would be."""
        try:
            self._child.stdin.close()
        except OSError:
            pass

    def stop(self):
        """Freezes it (SIGSTOP): it holds its connections and does nothing, like a machine that hangs."""
        self._child.send_signal(signal.SIGSTOP)

    def cont(self):
        """Lets a frozen program go on (SIGCONT)."""
        self._child.send_signal(signal.SIGCONT)

    def interrupt(self):
        """Ctrl+C."""
        self._signal(signal.SIGINT)

    def terminate(self):
        """A polite end (SIGTERM)."""
        self._signal(signal.SIGTERM)

    def kill(self):
        """An end without warning (SIGKILL), as when the power fails. Returns when it is gone."""
        self._signal(signal.SIGKILL)
        self.wait()

    def _signal(self, number):
        self.asked_to_end = True
        self._child.send_signal(number)  # does nothing when it has ended already

    def wait(self, timeout=PATIENCE):
        """Waits for its end and returns the exit code."""
        try:
            code = self._child.wait(timeout)
        except subprocess.TimeoutExpired:
            raise Trouble(f"{self.name} did not end within {timeout:g} s", self._last_words()) from None
        self._reader.join(1.0)
        return code

    def end(self, patience=2.0):
        """Ends it whatever it takes: Ctrl+C, then SIGTERM, then SIGKILL. Returns the exit code."""
        for number, seconds in ((signal.SIGINT, patience), (signal.SIGTERM, 1.0), (signal.SIGKILL, 5.0)):
            if not self.running:
                break
            self._signal(number)
            self.cont()  # a frozen program cannot answer a signal
            try:
                self._child.wait(seconds)
            except subprocess.TimeoutExpired:
                pass
        self._end_leftovers()
        self._reader.join(1.0)
        for pipe in (self._child.stdin, self._child.stdout):
            if not self._reader.is_alive() or pipe is self._child.stdin:
                try:
                    pipe.close()
                except OSError:
                    pass
        return self._child.poll()

    def end_at_once(self):
        """Without warning, with all that it has started, and without waiting."""
        if self.running:
            self.asked_to_end = True
            try:
                os.killpg(self._child.pid, signal.SIGKILL)
            except OSError:
                pass

    def _end_leftovers(self):
        """Children of the program that outlive it hold its output open; they are of its group."""
        if self._reader.is_alive() and not self.running:
            self._reader.join(0.2)
            if self._reader.is_alive():
                try:
                    os.killpg(self._child.pid, signal.SIGKILL)
                except OSError:
                    pass
