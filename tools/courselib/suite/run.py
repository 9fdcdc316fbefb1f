"""What the parts of a test run share: the levels, the seed, results, and commands that are watched."""

import os
import re
import select
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field

from courselib import terminal
from courselib.building import Build
from courselib.exercises.model import read_exercises
from courselib.stages import read_stages
from courselib.trouble import Trouble

LAST_LINES = 40
ORDERLY_END = 10.0  # seconds that a command has to end in order
LINGERING = 3.0     # seconds in which its last words must have been read
TOTALS = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) (?:skipped|pending))?", re.M)


@dataclass
class Result:
    """One line of the report."""
    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""      # beside the line: a reduced count, a seed, why something was skipped
    text: str = ""      # shown when it failed
    log: object = None
    repeat: str = ""    # the command that repeats this line alone
    seconds: float = 0  # where lines are made side by side: how long this one took

    @staticmethod
    def of(name, faults, **more):
        """Passed if there are no faults; each fault is a sentence."""
        return Result(name, passed=not faults, failed=bool(faults), text="\n".join(faults), **more)


@dataclass
class Run:
    """One run of the suite."""
    tree: object
    level: str           # quick, ci or long
    seed: int
    chapter: str = ""    # one chapter's number, or "" for everything
    children: set = field(default_factory=set)  # the commands that run now
    stopped: bool = False

    def stop(self):
        """Ends what runs, in whichever thread; nothing more is started."""
        self.stopped = True
        for child in list(self.children):
            end(child)

    @property
    def thorough(self):
        return self.level != "quick"

    @property
    def stages(self):
        return [s for s in read_stages(self.tree) if self.chapter in ("", s.number)]

    @property
    def exercises(self):
        return [e for e in read_exercises(self.tree) if self.chapter in ("", e.chapter)]

    def build(self, preset, *options):
        return Build(self.tree, preset, options=options)

    def environment(self):
        return {**os.environ, "SBC_SEED": str(self.seed), "NO_COLOR": "1", "LC_ALL": "C.UTF-8",
                "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}

    def command(self, words, log, timeout, cwd=None, say=None, env=None):
        """Runs a command; its output goes to the log. Returns (exit code, output); the code is None after a
        timeout. `say` makes the progress line from a line of output (or None for no change)."""
        if self.stopped:
            raise Trouble("stopped", "run it again")
        path = self.tree.log(log)
        progress = terminal.Progress()
        child = started([str(word) for word in words], cwd or self.tree.root, {**self.environment(), **(env or {})})
        self.children.add(child)
        if self.stopped:  # just now, before it could be seen among the others
            end(child)
        overdue = threading.Event()
        clock = threading.Timer(timeout, lambda: (overdue.set(), end(child)))
        clock.start()
        lines = []
        try:
            with open(path, "w") as out:
                for raw in lines_of(child):
                    line = raw.decode(errors="replace")
                    out.write(line)
                    lines.append(line)
                    shown = say(line.rstrip()) if say else line.strip()
                    if shown:
                        progress.update(f"{log}: {shown}")
            child.wait()
        finally:
            clock.cancel()
            end(child)
            self.children.discard(child)
            child.stdout.close()
            progress.clear()
        if overdue.is_set():
            lines.append(f"\nended: it was not through after {terminal.seconds(timeout)}\n")
        return (None if overdue.is_set() else child.returncode), "".join(lines)


def started(words, cwd, env):
    try:
        return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                cwd=cwd, env=env, start_new_session=True)
    except FileNotFoundError:
        raise Trouble(f"{words[0]} is not there", "./course test --ci installs what CI needs, and builds what it runs") \
            from None


def lines_of(child):
    """What it says, until its end: whoever it leaves behind may hold its output open, and is not waited for."""
    rest, ended = b"", None
    while ended is None or time.monotonic() - ended < LINGERING:
        if select.select([child.stdout], [], [], 0.2)[0]:
            chunk = os.read(child.stdout.fileno(), 65536)
            if not chunk:
                break
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (line + b"\n" for line in whole)
        if ended is None and child.poll() is not None:
            ended = time.monotonic()
    if rest:
        yield rest


def end(child):
    """Ends a command and its group: first asking, so that it can end what it has started itself."""
    for number, patience in ((signal.SIGTERM, ORDERLY_END), (signal.SIGKILL, None)):
        if child.poll() is None or number == signal.SIGKILL:
            try:
                os.killpg(child.pid, number)
            except (ProcessLookupError, PermissionError):
                pass
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            pass


def counted_in(tally):
    """What earlier sittings have done; nothing, where a crash has left no number."""
    try:
        return int(tally.read_text())
    except (FileNotFoundError, ValueError):
        return 0


def tail(text, lines=LAST_LINES):
    return "\n".join(text.rstrip().splitlines()[-lines:])


def totals(name, code, output, **more):
    """The Result of a command whose last line is `N passed, N failed`."""
    found = TOTALS.findall(output)
    if not found:
        return Result(name, failed=1, text=tail(output) or "it said nothing", **more)
    passed, failed, skipped = (int(word or 0) for word in found[-1])
    if code != 0 and not failed:
        failed = 1
    return Result(name, passed, failed, skipped, text=tail(output) if failed else "", **more)
