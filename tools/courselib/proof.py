"""Proves that the exercises keep their promises.

For each: the starter compiles and fails; the solution passes; each wrong variant (three at least) fails exactly
the one test that exercise.json names, in words that say what is wrong, and passes all others; no two variants
share their test.

All exercises are built together, variant by variant: that takes a fraction of the time of one after the other.
"""

import re
from collections import Counter
from dataclasses import dataclass

from courselib.building import locked
from courselib.exercises.bounded import run_bounded
from courselib.exercises.check import SANITIZERS, TIME_LIMIT, exercises_build, judge, not_built, place
from courselib.exercises.report import read_report

LEAST_WRONG = 3
HINTS = 3


@dataclass(frozen=True)
class Variant:
    """A file that takes the learner's place, and what is expected of it."""
    role: str     # starter, solution or wrong
    path: object
    test: str = ""
    says: str = ""


def variants(exercise, full):
    """Starter and solution; with `full` the wrong ones, too."""
    found = [Variant("starter", exercise.starter), Variant("solution", exercise.solution)]
    if full:
        found += [Variant("wrong", exercise.folder / "wrong" / name, facts.get("test", ""), facts.get("says", ""))
                  for name, facts in exercise.wrong.items()]
    return [variant for variant in found if variant.path.exists()]


def prove(tree, exercises, full=True, progress=True):
    """exercise -> the list of faults, as sentences; an empty list is a proof."""
    faults = {exercise.id: faults_on_paper(tree, exercise) for exercise in exercises}
    plans = {exercise.id: variants(exercise, full) for exercise in exercises}
    for step in range(max((len(plan) for plan in plans.values()), default=0)):
        chosen = [(exercise, plans[exercise.id][step]) for exercise in exercises if step < len(plans[exercise.id])]
        for (exercise, variant), outcome in zip(chosen, outcomes(tree, chosen, progress)):
            faults[exercise.id] += faults_of(tree, variant, outcome)
    return faults


def outcomes(tree, chosen, progress=True):
    """Builds one variant of each exercise, all at once, and judges each."""
    build = exercises_build(tree, progress)
    results = []
    with locked(build.folder):
        for exercise, variant in chosen:
            place(tree, exercise, variant.path)
            (build.folder / "exercises" / exercise.target).unlink(missing_ok=True)  # an old one must not be judged
        built = build.build(*[exercise.target for exercise, _ in chosen], keep_going=True)
        for exercise, _ in chosen:
            there = (build.folder / "exercises" / exercise.target).exists()
            outcome = judge(tree, exercise) if there else not_built(tree, built)
            if outcome.kind in ("crashed", "endless") and outcome.case and not outcome.failed:
                look_beyond(tree, exercise, outcome)
            results.append(outcome)
    return results


def look_beyond(tree, exercise, outcome):
    """A mistake may crash in its one test, if all others pass when that test is left out."""
    report = tree.build / "exercises" / "check" / exercise.id / "others.xml"
    report.unlink(missing_ok=True)
    without = "~" + re.sub(r"([\\,\[\]])", r"\\\1", outcome.case)
    run_bounded([str(tree.build / "exercises" / "exercises" / exercise.target), without, "--reporter", "xml", "--out",
                 str(report)], TIME_LIMIT, env=SANITIZERS, cwd=report.parent)
    others = read_report(report)
    if len(others) == len(exercise.cases) - 1 and all(case.passed for case in others):
        outcome.kind = "failed"
        outcome.failed = {outcome.case: f"{outcome.reason}\n{outcome.text}"}


def faults_on_paper(tree, exercise):
    """What can be seen without a compiler."""
    faults = []
    for path in (exercise.starter, exercise.solution, exercise.folder / "README.md", exercise.folder / "tests.cpp"):
        if not path.exists():
            faults.append(f"{tree.short(path)} is missing")
    if len(exercise.hints) != HINTS:
        faults.append(f"hints.md has {len(exercise.hints)} sections; it must have {HINTS}: the concept, the place, "
                      "almost the code")
    if not exercise.read or not (tree.root / exercise.read.partition("#")[0]).exists():
        faults.append(f"\"read\" names {exercise.read or 'nothing'}; it must name the section to read again")
    if len(exercise.wrong) < LEAST_WRONG:
        faults.append(f"it has {len(exercise.wrong)} wrong variants; {LEAST_WRONG} at least are needed")
    there = {path.name for path in (exercise.folder / "wrong").glob("*") if path.is_file()}
    for name in sorted(there ^ set(exercise.wrong)):
        faults.append(f"wrong/{name} is {'not listed in exercise.json' if name in there else 'listed but missing'}")
    for name, count in Counter(exercise.cases).items():
        if count > 1:
            faults.append(f"two tests are called \"{name}\"")
    for test, count in Counter(facts.get("test") for facts in exercise.wrong.values()).items():
        if test not in exercise.cases:
            faults.append(f"a wrong variant names the test \"{test}\", which does not exist")
        if count > 1:
            faults.append(f"{count} wrong variants share the test \"{test}\"; each needs one of its own")
    return faults


def faults_of(tree, variant, outcome):
    """How the outcome differs from what is expected of the variant."""
    path = tree.short(variant.path)
    if outcome.kind == "compile":
        return [f"{path} does not compile:\n{outcome.text}"]
    if outcome.kind in ("crashed", "endless", "cheated"):
        where = f" in the test \"{outcome.case}\"" if outcome.case else ""
        return [f"{path} gave no verdict{where}: {outcome.reason}\n{outcome.text}".rstrip()]
    if variant.role == "starter" and outcome.case:
        return [f"{path} crashes in the test \"{outcome.case}\"; a starter must fail its tests, not crash"]
    if variant.role == "solution":
        return [f"{path} fails \"{name}\":\n{text}" for name, text in outcome.failed.items()]
    if not outcome.failed:
        return [f"{path} passes every test; it must fail"]
    if variant.role == "starter":
        return []
    if list(outcome.failed) != [variant.test]:
        names = ", ".join(f"\"{name}\"" for name in outcome.failed)
        others = "\n".join(text for name, text in outcome.failed.items() if name != variant.test)
        return [f"{path} fails {names}; it must fail \"{variant.test}\" and no other:\n{others}"]
    text = " ".join(outcome.failed[variant.test].split())
    if not variant.says or " ".join(variant.says.split()) not in text:
        return [f"{path} fails as it must, but the message lacks the words \"{variant.says}\":\n"
                f"{outcome.failed[variant.test]}"]
    return []
