"""What runs as long as somebody sits there: one program that counts, and windows beside it.

The terminal belongs to the one that counts: what is typed goes to it, and when it ends, everything does.
"""

import signal
import sys
import threading

from courselib.scenario import Scenario, describe_exit
from courselib.trouble import Trouble

START = 60.0    # seconds that a node may take to read what it has kept
ORDERLY = 15.0  # and to write what it has not


class Room:
    """Use it in a `with`. Leaving the block ends whatever still runs, in order, and Ctrl+C is an ordinary way to leave
    it. Afterwards there is the exit code."""

    def __init__(self, stage, programs):
        self._scenario = Scenario(stage, programs)
        self._first = None     # the one that counts
        self._lasting = False  # it is not meant to end by itself
        self._closed = ""      # what is to be said of a window that has ended before it
        self._asking = threading.Lock()
        self._interrupted = False
        self._before = None    # what Ctrl+C did outside

    def __enter__(self):
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_):
        try:
            self._leave()
        finally:
            signal.signal(signal.SIGINT, self._before)

    def _interrupt(self, *_):
        """Ctrl+C. No exception: one that strikes while Python asks whether a child still runs would leave a lock
        behind, and nobody could ever find out any more."""
        if not self._interrupted:
            self._interrupted = True
            threading.Thread(target=self._end_in_order, daemon=True).start()

    def _leave(self):
        if self._interrupted:
            print(file=sys.stderr)
        by_itself = self._first and not self._first.running and not self._first.asked_to_end
        self._end_all()
        if self._closed:
            self.tell(self._closed)
        if by_itself and (self._lasting or self.exit_code != 0):
            self.tell(f"{self._first.name} has ended by itself, with {describe_exit(self._first.exit_code)}.")

    def starts(self, name, program, *words, lasting=True, env=None):
        """The one that counts. env: variables beside ours."""
        self._first = self._scenario.start(program, *words, name=name, env=env)
        self._lasting = lasting
        if self._interrupted:
            self._ask_to_end(self._first)
        return self._first

    def beside(self, name, program, *words, env=None):
        """One that may end when it likes."""
        return self._scenario.start(program, *words, name=name, env=env)

    def window(self, program, *words, env=None):
        """One with which the one that counts ends, too."""
        window = self.beside(program, program, *words, env=env)
        threading.Thread(target=self._follow, args=(window,), daemon=True).start()

    def hears(self, process, words):
        """What it says at its start. None: it has ended instead, and has said why."""
        try:
            return process.wait_for(words, timeout=START)[1]
        except Trouble:
            if not has_ended(process):
                raise
            return None

    def tell(self, text):
        self._scenario.tell(text)

    def stay(self):
        """Until the one that counts ends, or the user wants it."""
        if sys.stdin is not None and not sys.stdin.closed:
            self._scenario.let_user_type(self._first)
        if not self._scenario.interactive:  # where nobody types, the end of the input is not the end
            self._first.wait(timeout=None)

    @property
    def exit_code(self):
        """Of the one that counts, as a shell would say it."""
        code = self._first.exit_code if self._first else -signal.SIGINT
        return code if code >= 0 else 128 - code

    def _end_all(self):
        try:
            self._end_in_order()
        finally:
            self._scenario.close()

    def _end_in_order(self):
        """The last one that was started ends first."""
        for process in reversed(list(self._scenario.processes)):
            self._ask_to_end(process)
            try:
                process.wait(ORDERLY)
            except Trouble:
                pass  # then it is ended less politely

    def _follow(self, window):
        window.wait(timeout=None)
        if not window.asked_to_end:
            how = "was closed" if window.exit_code == 0 else f"has ended with {describe_exit(window.exit_code)}"
            self._closed = f"The window {window.name} {how}, and so everything ends."
            self._ask_to_end(self._first)

    def _ask_to_end(self, process):
        """Once: a second Ctrl+C could strike a program that is about to end in order."""
        with self._asking:
            if process.running and not process.asked_to_end:
                process.interrupt()


def has_ended(process):
    """Its output may be at its end a moment before it is."""
    try:
        process.wait(1.0)
    except Trouble:
        return False
    return True
