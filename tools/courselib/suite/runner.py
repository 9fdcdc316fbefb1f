"""Runs the parts of the table one after the other and reports each line."""

import time
import traceback

from courselib import terminal
from courselib.suite.run import Result
from courselib.trouble import Trouble


def run_parts(run, parts):
    """Runs the parts; returns the exit code. The last line is `N passed, N failed`."""
    started = time.monotonic()
    terminal.say(f"seed {run.seed} (SBC_SEED={run.seed} repeats it)", "dim")
    passed = failed = skipped = 0
    failed_keys, failed_lines = set(), []
    for part in parts:
        if part.needs in failed_keys:
            results = [(Result(part.about, skipped=1, note=f"not run, because \"{part.needs}\" failed"), 0.0)]
        else:
            results = results_of(part, run)
        for result, duration in results:
            show(result, duration)
            passed, failed, skipped = passed + result.passed, failed + result.failed, skipped + result.skipped
            if result.failed:
                failed_keys.add(part.key)
                failed_lines.append(result.name)
    if failed_lines:
        terminal.say("failed: " + "; ".join(failed_lines), "bold red")
    terminal.say(f"in {terminal.seconds(time.monotonic() - started)}", "dim")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed or not passed else 0


def results_of(part, run):
    """Each Result with the time since the one before. A part that breaks is a failed line."""
    before = time.monotonic()
    try:
        for result in part.run(run):
            now = time.monotonic()
            yield result, now - before
            before = now
    except Trouble as trouble:
        yield Result(part.about, failed=1, text=f"{trouble.what}\n{trouble.advice}"), time.monotonic() - before
    except Exception:  # a defect in our own tool is a failure like any other; the other parts still run
        yield Result(part.about, failed=1, text=traceback.format_exc()), time.monotonic() - before


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
