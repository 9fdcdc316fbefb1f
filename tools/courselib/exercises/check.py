"""Checks a learner's file: build it with the exercise's tests, run them, and judge what came of it.

A program that merely ends with exit code 0 has not passed: the verdict must carry the word that was given
to this run only, and the number of test cases that stand in the source.
"""

import secrets
import time
from dataclasses import dataclass, field

from courselib.building import Build, locked
from courselib.exercises.bounded import run_bounded
from courselib.exercises.crash import explain, trim
from courselib.exercises.report import in_words, read_report
from courselib.trouble import Trouble

TIME_LIMIT = 10.0  # seconds for all tests of an exercise
SANITIZERS = {
    # A gigabyte is enough for every exercise; an abort shows where it came from.
    "ASAN_OPTIONS": "hard_rss_limit_mb=1024:max_allocation_size_mb=512:handle_abort=1:color=never",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1:color=never",
}


@dataclass
class Outcome:
    """What a check came to."""
    kind: str                                   # passed, failed, compile, crashed, endless, or cheated
    text: str = ""                              # the compiler's words, or the trimmed report of a crash
    reason: str = ""                            # one sentence that explains it
    case: str = ""                              # the test that was running when it crashed or hung
    passed: list = field(default_factory=list)  # the names of the cases
    failed: dict = field(default_factory=dict)  # name -> the failure in words
    printed: str = ""                           # what the learner's code printed itself
    warnings: str = ""                          # what the compiler said although it went on
    seconds: float = 0.0
    steps: int = 0                              # of the build: many, when more than the learner's file was built

    @property
    def ok(self):
        return self.kind == "passed"


def exercises_build(tree, progress=True):
    return Build(tree, "exercises", progress=progress)


def checked_file(tree, exercise):
    return tree.build / "exercises" / "check" / exercise.id / exercise.file


def check(tree, exercise, source, progress=True):
    """Builds and runs the tests of an exercise with this file in the learner's place."""
    started = time.monotonic()
    build = exercises_build(tree, progress)
    with locked(build.folder):
        place(tree, exercise, source)
        built = build.build(exercise.target)
        outcome = judge(tree, exercise) if built.ok else not_built(tree, built)
    outcome.steps = built.steps
    outcome.warnings = built.text if built.ok else ""
    outcome.seconds = time.monotonic() - started
    return outcome


def place(tree, exercise, source):
    """Lays the file where the build expects it; the compiler speaks of it by its own name."""
    try:
        text = source.read_text(encoding="utf-8-sig")  # a mark at its beginning may stand in the first line only
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{tree.short(source)} cannot be read: {error}", "it should be C++ source, as UTF-8 text") \
            from error
    name = str(source.absolute()).replace("\\", "\\\\").replace('"', '\\"')
    text = f'#line 1 "{name}"\n{text}'
    target = checked_file(tree, exercise)
    if not target.exists() or target.read_text() != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def not_built(tree, built):
    reason = "It does not compile yet; the first error is the one to read."
    if "undefined reference" in built.text or "undefined symbol" in built.text:
        reason = "It compiles but does not link: something that the tests use is declared and not defined."
    elif "error" not in built.text:
        reason = f"It could not be built; everything that was said is in {tree.short(built.log)}."
    return Outcome("compile", text=built.text, reason=reason)


def judge(tree, exercise):
    """Runs the program that was built and reads its verdict."""
    folder = tree.build / "exercises"
    report = folder / "check" / exercise.id / "report.xml"
    for old in (report, report.with_name(report.name + ".verdict")):
        old.unlink(missing_ok=True)
    nonce = secrets.token_hex(16)
    ended = run_bounded([str(folder / "exercises" / exercise.target), "--report", str(report)], TIME_LIMIT,
                        env={"SBC_NONCE": nonce, **SANITIZERS}, cwd=report.parent)
    return read_verdict(tree, exercise, ended, report, nonce)


def read_verdict(tree, exercise, ended, report, nonce):
    """What a run came to, by its end, its report and the verdict beside it."""
    verdict = report.with_name(report.name + ".verdict")
    lines = verdict.read_text(errors="replace").splitlines() if verdict.exists() else []
    cases = read_report(report)
    passed = [case.name for case in cases if case.passed]
    failed = {case.name: in_words(case, tree) for case in cases if case.failures and not case.passed}
    running = next((line[len("case "):] for line in reversed(lines) if line.startswith("case ")), "")

    if ended.timed_out:
        return Outcome("endless", case=running, passed=passed, failed=failed, printed=ended.output,
                       reason=f"It was still running after {TIME_LIMIT:g} s and was ended: "
                              "look for a loop that never comes to its end.")
    crashed = Outcome("crashed", text=trim(ended.output, tree), reason=explain(ended.output, ended.exit_code),
                      passed=passed, failed=failed)
    if not lines or not lines[-1].startswith(nonce + " "):
        crashed.case = running
        crashed.passed = [name for name in passed if name != running]
        return crashed
    ran, wrong = counts(lines[-1])
    expected = len(exercise.cases)
    if ran != expected or len(cases) != ran or len(passed) + wrong != ran:
        return Outcome("cheated", passed=passed, failed=failed,
                       reason=f"{ran} test cases ran, but the exercise has {expected}: the verdict does not count.")
    if wrong:
        return Outcome("failed", passed=passed, failed=failed, printed=ended.output)
    return Outcome("passed", passed=passed, printed=ended.output) if ended.exit_code == 0 else crashed


def counts(line):
    """How many cases ran and failed; a line that our harness cannot have written counts none."""
    words = line.split()[1:]
    return tuple(map(int, words)) if len(words) == 2 and all(word.isdecimal() for word in words) else (-1, 0)
