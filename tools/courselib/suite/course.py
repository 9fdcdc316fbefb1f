"""The parts that try the course itself: its tools and lessons, its failures and cures, demos, exercises, budgets."""

import re
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from courselib.proof import prove
from courselib.stages import read_stages
from courselib.suite.run import LAST_LINES, Result, tail, totals

UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in", re.M)
UNITTEST_COUNT = re.compile(r"(failures|errors|skipped)=(\d+)")
SKIPPED = re.compile(r" skipped ['\"](.*)['\"]$", re.M)
BREAK_LIMIT = 20.0  # seconds; a failure shown more slowly is not shown well
DEMO_LIMIT = 120.0
OF_PROGRAMS = ("chapters", "gui", "interop/live", "walks")  # folders below tests/ whose tests run what has been built
OF_SITE = "site"  # and the one whose tests build the book and open it in a browser


def course(run, words, log, timeout, env=None):
    """Runs ./course itself, without its bootstrap."""
    return run.command([sys.executable, run.tree.root / "tools" / "course.py", *words], log, timeout, env=env)


# -- tools and lessons --------------------------------------------------------------------------


def tool_tests(run):
    """The tests of ./course, of the lesson checker, and of whatever else is written in Python."""
    elsewhere = [run.tree.root / "tests" / name for name in (*OF_PROGRAMS, OF_SITE)]
    yield from unittests(run, "Python tests", [folder for folder in python_folders(run)
                                               if not any(folder.is_relative_to(each) for each in elsewhere)])


def program_tests(run):
    """The stages' programs and windows, tried as a whole from outside, also by a node in another language; and whole
    lessons, command by command."""
    folders = [run.tree.root / "tests" / "chapters" / stage.name for stage in run.stages]
    folders += [] if run.chapter else [run.tree.root / "tests" / "gui", run.tree.root / "tests" / "interop" / "live"]
    folders += [run.tree.root / "tests" / "walks"] if run.thorough and not run.chapter else []
    yield from unittests(run, "program tests", [folder for folder in folders if folder in python_folders(run)])


def site_tests(run):
    """The book as a site, every page of it in a real browser."""
    if not run.thorough:
        yield Result("the site in a browser", skipped=1, note="--ci builds it and opens every page",
                     repeat="./course test --ci --only site")
        return
    yield from unittests(run, "site tests", [run.tree.root / "tests" / OF_SITE])


def python_folders(run):
    """Every folder below tests/ that has test_*.py."""
    return sorted({path.parent for path in (run.tree.root / "tests").rglob("test_*.py")})


def unittests(run, name, folders):
    """One line for each folder; in a quick run, where each program waits most of the time, two folders at once."""
    with ThreadPoolExecutor(1 if run.thorough else 2) as pool:
        yield from pool.map(lambda folder: unittest_folder(run, name, folder), folders)


def unittest_folder(run, name, folder):
    short, began = run.tree.short(folder), time.monotonic()
    words = ["-m", "unittest", "discover", "-v", "-s", short]
    code, output = run.command([sys.executable, *words], f"python-{folder.name}", 1800, env={"SBC_LEVEL": run.level})
    ran = UNITTEST_RAN.search(output)
    counts = dict(UNITTEST_COUNT.findall(output.rstrip().splitlines()[-1] if output.strip() else ""))
    bad = int(counts.get("failures", 0)) + int(counts.get("errors", 0)) or int(code != 0)
    skipped = int(counts.get("skipped", 0))
    reasons = sorted(set(SKIPPED.findall(output)))
    return Result(f"{name}, {short}", max(0, int(ran[1]) - bad - skipped) if ran else 0, bad, skipped,
                  text=failures_of_unittest(output) if bad else "", log=run.tree.log(f"python-{folder.name}"),
                  note=f"skipped: {'; '.join(reasons)}" if reasons else "",
                  repeat=f"python3 {' '.join(words)}", seconds=time.monotonic() - began)


def failures_of_unittest(output):
    """The first failures that unittest tells at the end, and its last line."""
    lines = output[max(0, output.find("\n" + "=" * 70)):].strip().splitlines()
    return "\n".join(lines if len(lines) <= LAST_LINES else [*lines[:LAST_LINES], "…", lines[-1]])


def lessons_fast(run):
    yield lessons(run, "lessons: text and code agree", "--fast")


def lessons_full(run):
    yield lessons(run, "lessons: text, code and transcripts agree")


def lessons(run, name, *options):
    words = ["tools/lessons/check.py", *options, *(["--chapter", run.chapter] if run.chapter else [])]
    code, output = run.command([sys.executable, *words], "lessons", 1200)
    return totals(name, code, output, log=run.tree.log("lessons"), repeat="python3 " + " ".join(words))


def budgets(run):
    words = ["tools/checks/budgets.py", *(["--chapter", run.chapter] if run.chapter else [])]
    code, output = run.command([sys.executable, *words], "budgets", 60)
    yield totals("line budgets", code, output, log=run.tree.log("budgets"), repeat="python3 " + " ".join(words))


def shell(run):
    code, output = run.command(["shellcheck", "course", ".ci/run"], "shellcheck", 60)
    yield Result("shell scripts", passed=int(code == 0), failed=int(code != 0), text=tail(output),
                 repeat="shellcheck course .ci/run")


# -- failures, cures, demos ---------------------------------------------------------------------


def failures(run):
    """Each failure is shown by its own stage, and refused by the stage that cures it, in the words that it declares."""
    existing = {stage.number for stage in read_stages(run.tree)}
    make_programs(run)
    for stage in run.stages:
        for failure in stage.failures:
            yield broken(run, ["break", stage.number, failure.name], "failure shown: ", failure.shows,
                         f"break {stage.number} {failure.name}")
    for stage in read_stages(run.tree):
        for failure in stage.failures:
            if run.chapter not in ("", failure.cured_in) or not failure.cured_in:
                continue
            name = f"cure of {stage.number} {failure.name} in {failure.cured_in}"
            if failure.cured_in in existing:
                yield broken(run, ["break", stage.number, failure.name, "--against", failure.cured_in], "refused: ",
                             failure.refuses, name)
            else:
                yield Result(name, skipped=1, note=f"pending: chapter {failure.cured_in} is not written yet")


def make_programs(run):
    """Builds what the scripts start, so that the time that is taken below is theirs alone."""
    cures = {failure.cured_in for stage in run.stages for failure in stage.failures}
    run.build("dev").need(*[f"stage_{stage.number}_all" for stage in read_stages(run.tree)
                            if run.chapter in ("", stage.number) or stage.number in cures])


def broken(run, words, begins, declared, name):
    """A run of break that must end with the declared words. Another sentence tells of another event."""
    started = time.monotonic()
    code, output = course(run, words, name.replace(" ", "-"), BREAK_LIMIT * 3)
    duration = time.monotonic() - started
    last = output.rstrip().splitlines()[-1] if output.strip() else ""
    faults = []
    if duration > BREAK_LIMIT:
        faults.append(f"it took {duration:.0f} s; {BREAK_LIMIT:.0f} s are allowed")
    if not (code == 0 and last.startswith(begins) and re.fullmatch(declared, last[len(begins):])):
        faults.append(f"it must end with exit code 0 and \"{begins}{declared or '…'}\", as chapter.json declares it; "
                      f"the exit code was {code}, and it said:\n{tail(output)}")
    return Result.of(name, faults, repeat="./course " + " ".join(words))


def demos(run):
    make_programs(run)
    for stage in run.stages:
        if stage.demo:
            name = f"demo {stage.number}"
            code, output = course(run, ["demo", stage.number], name.replace(" ", "-"), DEMO_LIMIT)
            yield Result(name, passed=int(code == 0), failed=int(code != 0), text=tail(output) if code != 0 else "",
                         repeat=f"./course demo {stage.number}")


def seams(run):
    """Each stage's demo with learners' files in it: our solutions, laid out as a learner's folder."""
    my = run.tree.build / "seams"
    for stage in run.stages:
        exercises = [e for e in run.exercises if e.seam.get("chapter") == stage.number]
        for exercise in exercises:
            (my / exercise.id).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(exercise.solution, my / exercise.id / exercise.file)
        if exercises and stage.demo:
            name = f"demo {stage.number} --mine"
            code, output = course(run, ["demo", stage.number, "--mine"], name.replace(" ", "-"), DEMO_LIMIT * 3,
                                  env={"SBC_MY": str(my)})
            faults = [] if code == 0 else [tail(output)]
            faults += [f"{e.id} did not take its place" for e in exercises
                       if f"{e.seam['replaces']} is yours" not in output]
            yield Result.of(name, faults, note=f"with {', '.join(e.id for e in exercises)}")


# -- exercises ----------------------------------------------------------------------------------


def exercises_ends(run):
    """The starter fails, the solution passes."""
    yield from proofs(run, full=False)


def exercises_full(run):
    """And each wrong variant is rejected by its own test, in words that fit."""
    yield from proofs(run, full=True)


def proofs(run, full):
    exercises = run.exercises
    if not exercises:
        return
    faults = prove(run.tree, exercises, full)
    bad = {name: sentences for name, sentences in faults.items() if sentences}
    note = "" if full else "starter and solution; --ci also proves the wrong variants"
    yield Result("exercises", len(exercises) - len(bad), len(bad), note=note, repeat="./course test --only exercises",
                 text="\n".join(f"{name}: {sentence}" for name, sentences in bad.items() for sentence in sentences))
