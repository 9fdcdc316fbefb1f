"""Grades one submission: looks at it, builds it, looks at what was built, runs it, and reads the verdict."""

import re
import secrets
import shlex
import subprocess
import tempfile
import time
from pathlib import Path

from courselib.exercises.bounded import Ended
from courselib.exercises.check import SANITIZERS, read_verdict
from courselib.exercises.crash import trim
from courselib.grading import inspection
from courselib.grading.jail import Limits
from courselib.grading.marks import Mark
from courselib.trouble import Trouble

BUILD = Limits(seconds=60.0, memory=2048, address_space=6144)
RUN = Limits(seconds=10.0, memory=1280, disk=64, processes=20)
TOO_MUCH = re.compile(r"rss limit exhausted|AddressSanitizer: (out-of-memory|requested allocation size|"
                      r"allocation-size-too-big)|exceeds maximum supported size|std::bad_alloc")
COMPILER_IS_OUT = re.compile(r"out of memory|cannot allocate|virtual memory exhausted|bad_alloc|No space left", re.I)
COMPILER_IS_LATE = re.compile(r"CPU time limit exceeded")  # its own limit, which comes before ours
OVER = {"time": "It was still running after {0:g} s of a processor's time, or {3:g} s by the clock, and was ended.",
        "memory": "It held more than {1} MB of memory and was ended.",
        "processes": "It started more than {2} processes and was ended."}


class Grader:
    """Knows how an exercise is built (recipe) and where it may run (jail)."""

    def __init__(self, tree, jail, exercise, recipe):
        self.tree = tree
        self.jail = jail
        self.exercise = exercise
        self.recipe = recipe
        self.usual = subprocess.run([*inspection.READELF, str(recipe.object)], stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True, errors="replace").stdout

    def grade(self, text):
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="grade-") as folder:
            scratch = Path(folder).resolve()
            mark = self.build(scratch, text) or self.run(scratch)
            shown = mark.text.replace(f"{scratch}/handed-in/", "").replace(f"{scratch}/", "")
        return Mark(mark.exercise, mark.state, shown, mark.passed, time.monotonic() - started)

    def mark(self, state, text="", passed=()):
        return Mark(self.exercise, state, text, list(passed))

    def build(self, scratch, text):
        """A Mark when it does not come to a program; else None, and scratch/program."""
        reason = inspection.of_source(text)
        if reason:
            return self.not_allowed(reason)
        file = scratch / "handed-in" / self.exercise.file
        file.parent.mkdir()
        file.write_text(text)
        command = self.recipe.lines(file, scratch / "work", inspection.READELF)
        came = self.jail.run(scratch, command, BUILD, ["seen", "symbols", "program"],
                             sees=[file.parent, *self.recipe.sees])
        seen, symbols = (came.files.get(name, b"").decode(errors="replace") for name in ("seen", "symbols"))
        reason = inspection.of_preprocessed(seen, file, [self.tree.root, self.recipe.folder, file.parent])
        if reason:
            return self.not_allowed(reason)
        over = "time" if COMPILER_IS_LATE.search(came.output) else came.over
        if over:
            return self.mark(over, "The compiler had to be ended. " + self.over(over, BUILD))
        if "program" not in came.files or came.exit_code != 0:
            state = "memory" if COMPILER_IS_OUT.search(came.output) else "compile"
            return self.mark(state, shortened(came.output) or f"The compiler ended with {came.exit_code}.")
        reason = inspection.of_object(symbols, self.usual)
        if reason or not symbols:
            return self.not_allowed(reason or "its object file cannot be read")
        (scratch / "program").write_bytes(came.files["program"])
        (scratch / "program").chmod(0o755)
        return None

    def not_allowed(self, reason):
        return self.mark("early" if inspection.ends_early(reason) else "refused",
                         f"Not run: {reason}. No exercise needs that.")

    def run(self, scratch):
        nonce = secrets.token_hex(16)
        work = scratch / "work"
        command = f"exec {shlex.join([str(scratch / 'program'), '--report', str(work / 'report.xml')])}"
        came = self.jail.run(scratch, command, RUN,
                             ["report.xml", "report.xml.verdict"], sees=[scratch / "program"], word=nonce,
                             env=SANITIZERS)
        for name in ("report.xml", "report.xml.verdict"):
            (scratch / name).write_bytes(came.files.get(name, b""))
        outcome = read_verdict(self.tree, self.exercise, Ended(came.exit_code, came.output, came.over == "time"),
                               scratch / "report.xml", nonce)
        return self.judged(outcome, came)

    def judged(self, outcome, came):
        """The learner's outcome as a mark."""
        verdict = came.files.get("report.xml.verdict", b"").decode(errors="replace").splitlines()
        if came.over:
            where = f" In the test: {outcome.case}" if outcome.case else ""
            return self.mark(came.over, self.over(came.over, RUN) + where, outcome.passed)
        if outcome.kind in ("passed", "failed"):
            parts = [f"{name}\n{said}" for name, said in outcome.failed.items()]
            parts += [f"It printed:\n{shortened(came.output.strip(), 12)}"] if came.output.strip() else []
            return self.mark(outcome.kind, "\n\n".join(parts), outcome.passed)
        forged = outcome.kind == "cheated" or verdict and not verdict[-1].startswith("case ")
        state = "forged" if forged and came.exit_code in (0, 1) else "crashed"
        if state == "crashed" and TOO_MUCH.search(came.output):
            state = "memory"
        elif state == "crashed" and came.exit_code in (0, 1) and "ERROR: " not in came.output:
            state = "early"
        where = f"In the test: {outcome.case}\n" if outcome.case else ""
        return self.mark(state, f"{where}{outcome.reason}\n{trim(came.output, self.tree)}".strip(), outcome.passed)

    @staticmethod
    def over(state, limits):
        return OVER[state].format(limits.seconds, limits.memory, limits.processes, limits.patience)

    def prove(self):
        """Our own solution must pass here; else the machine or its limits are at fault, and nobody's code."""
        if not self.exercise.solution.exists():
            return
        mark = self.grade(self.exercise.solution.read_text())
        if not mark.ok:
            raise Trouble(f"our own solution of {self.exercise.id} does not pass on this machine ({mark.words}), so "
                          f"nobody was graded:\n{mark.text}", "is the machine too slow, or its memory too small?")


def shortened(text, lines=60):
    kept = text.splitlines()
    return "\n".join(kept if len(kept) <= lines else [*kept[:lines], "…"])
