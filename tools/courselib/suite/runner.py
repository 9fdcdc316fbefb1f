"""Runs the parts of the table in their order and reports each line. Parts that mostly wait run beside the others."""

import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor

from courselib import terminal
from courselib.suite.run import Result
from courselib.trouble import Trouble, trouble_of

# How many parts that mostly wait run beside the others. With sanitizers they do not wait that much.
LANES = {"quick": 3, "ci": 1, "long": 1}


def run_parts(run, parts):
    """Runs the parts; returns the exit code. The last line is `N passed, N failed`."""
    started = time.monotonic()
    terminal.say(f"seed {run.seed} (SBC_SEED={run.seed} repeats it)", "dim")
    report = Report(run)
    with ThreadPoolExecutor(LANES[run.level]) as beside:
        try:
            waiting = []
            for part in parts:
                if part.beside:
                    waiting.append(beside.submit(report.carry_out, part))
                else:
                    report.carry_out(part)
            for one in waiting:
                one.result()
        except BaseException:  # Ctrl+C: nothing goes on behind our back
            beside.shutdown(wait=False, cancel_futures=True)
            run.stop()
            raise
    return report.end(time.monotonic() - started)


class Report:
    """What has come out so far; told from all threads."""

    def __init__(self, run):
        self.run = run
        self.lock = threading.Lock()
        self.passed = self.failed = self.skipped = 0
        self.failed_keys, self.failed_lines = set(), []

    def carry_out(self, part):
        if part.needs in self.failed_keys:
            note = f"not run, because \"{part.needs}\" failed"
            self.add(part, Result(part.about, skipped=1, note=note), 0.0)
            return
        for result, duration in results_of(part, self.run):
            self.add(part, result, duration)

    def add(self, part, result, duration):
        with self.lock:
            show(result, duration)
            self.passed += result.passed
            self.failed += result.failed
            self.skipped += result.skipped
            if result.failed:
                self.failed_keys.add(part.key)
                self.failed_lines.append(result.name)

    def end(self, duration):
        if self.failed_lines:
            terminal.say("failed: " + "; ".join(self.failed_lines), "bold red")
        terminal.say(f"in {terminal.seconds(duration)}", "dim")
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        print(f"{self.passed} passed, {self.failed} failed{skipped}", flush=True)
        return 1 if self.failed or not self.passed else 0


def results_of(part, run):
    """Each Result with the time since the one before. A part that breaks is a failed line."""
    before = time.monotonic()
    try:
        for result in part.run(run):
            now = time.monotonic()
            yield result, result.seconds or now - before
            before = now
    except Exception as error:  # a defect in our own tool is a failure like any other; the other parts still run
        trouble = error if isinstance(error, Trouble) else isinstance(error, OSError) and trouble_of(error)
        text = f"{trouble.what}\n{trouble.advice}" if trouble else traceback.format_exc()
        yield Result(part.about, failed=1, text=text), time.monotonic() - before


def show(result, duration):
    if result.failed:
        word, style = "FAILED", "bold red"
    elif result.passed:
        word, style = "ok", "green"
    else:
        word, style = "skipped", "yellow"
    counts = [f"{result.passed} passed"] if result.passed > 1 or result.failed and result.passed else []
    counts += [f"{result.failed} failed"] if result.failed > 1 or result.failed and result.passed else []
    counts += [f"{result.skipped} skipped"] if result.skipped and (result.passed or result.skipped > 1) else []
    line = f"{result.name.ljust(44)} {terminal.seconds(duration).rjust(12)}  {', '.join(counts)}".rstrip()
    terminal.say(terminal.paint(word.ljust(8), style) + line)
    if result.note:
        terminal.say(f"        {result.note}", "dim")
    if result.failed:
        if result.text:
            terminal.say("\n".join("    | " + text for text in result.text.rstrip().splitlines()))
        if result.log:
            terminal.say(f"    all of it: {result.log}")
        if result.repeat:
            terminal.say(f"    again: {result.repeat}", "bold")
