"""The outcome of a check in words: what works, the first thing that does not, and what to do next."""

from courselib import terminal
from courselib.exercises.celebrate import celebrate
from courselib.exercises.model import read_exercises
from courselib.exercises.state import State
from courselib.trouble import trouble_of

MOST_LINES = 40
MOST_BESIDE = 12
FEW_STEPS = 4  # the learner's file, the tests and the link; more happens only now and then


def note_and_tell(tree, exercise, outcome):
    """A learner's outcome, which is told whether or not it can be noted."""
    first, why_not = False, None
    try:
        first = State(tree).note_attempt(exercise, outcome.ok)
    except OSError as error:
        why_not = error
    tell(tree, exercise, outcome, first=first)
    if why_not:
        tell_not_noted("This could not be noted" + (", so it does not count as passed yet." if outcome.ok else "."),
                       why_not)


def tell_not_noted(what, error):
    """What the disk has refused to keep, and what to do about it."""
    trouble = trouble_of(error)
    terminal.say(f"\n{what}\n  {trouble.what if trouble else error}", "bold")
    if trouble:
        terminal.say("\n".join("  " + line for line in trouble.advice.splitlines()))


def tell(tree, exercise, outcome, learner=True, first=False):
    """Prints the outcome. learner=False leaves out what only the learner can do next; first: it never passed before."""
    terminal.say(f"{exercise.id}: {exercise.title}", "bold")
    for name in exercise.cases:
        if name in outcome.passed:
            terminal.say(f"  ✓ {name}", "green")
        elif name in outcome.failed:
            terminal.say(f"  ✗ {name}", "red")
        elif name == outcome.case:
            terminal.say(f"  ✗ {name} ({'endless' if outcome.kind == 'endless' else 'ended here'})", "red")
        elif outcome.kind != "compile":
            terminal.say(f"  - {name} (not run)", "dim")
    {"passed": tell_passed, "failed": tell_failed}.get(outcome.kind, tell_other)(exercise, outcome)
    if outcome.steps > FEW_STEPS:
        terminal.say("(This time the test library was built, too; from now on it takes about a second.)", "dim")
    tell_beside("the compiler warns", outcome.warnings.splitlines()[:MOST_BESIDE])
    tell_beside("what your code printed", outcome.printed.strip().splitlines()[-MOST_BESIDE:])
    if learner:
        what_next(tree, exercise, outcome)
    if first:
        celebrate(tree, exercise, State(tree))


def tell_beside(title, lines):
    """What is not the verdict, but may explain it; at most MOST_BESIDE lines."""
    if lines:
        terminal.say(f"{title}{f' ({MOST_BESIDE} lines of it)' if len(lines) == MOST_BESIDE else ''}:", "dim")
        terminal.say(indented("\n".join(lines)), as_it_is=True)


def tell_passed(exercise, outcome):
    terminal.say(f"Passed: all {len(outcome.passed)} tests, in {terminal.seconds(outcome.seconds)}.", "bold green")


def tell_failed(exercise, outcome):
    tell_first(exercise, outcome)
    terminal.say(f"\nNot yet: {len(outcome.passed)} of {len(exercise.cases)} tests pass "
                 f"({terminal.seconds(outcome.seconds)}).", "bold")


def tell_first(exercise, outcome):
    """The first test that failed, in its own words; none, if nothing has failed but the test that was running."""
    name = next((name for name in exercise.cases if name in outcome.failed and name != outcome.case), None)
    if name:
        terminal.say(f"\n{name}", "bold red")
        terminal.say(indented(outcome.failed[name]))


def tell_other(exercise, outcome):
    tell_first(exercise, outcome)
    if outcome.case:
        terminal.say(f"\nin the test: {outcome.case}", "bold red")
    terminal.say(("" if outcome.case else "\n") + outcome.reason, "bold")
    if outcome.text:
        terminal.say(indented(outcome.text), as_it_is=True)
    terminal.say(f"\nNot yet ({terminal.seconds(outcome.seconds)}).", "bold")


def indented(text):
    """What a program or a compiler has said: whatever it holds, it stays at its place."""
    lines = terminal.harmless(text).splitlines()
    if len(lines) > MOST_LINES:
        lines = lines[:MOST_LINES] + ["…"]
    return "\n".join("    " + line for line in lines)


def what_next(tree, exercise, outcome):
    if not outcome.ok:
        rows = [("read again:", exercise.read)] if exercise.read else []
        seen = State(tree).hints_seen(exercise)
        if exercise.hints:
            rows.append((f"hint {min(seen + 1, len(exercise.hints))} of {len(exercise.hints)}:",
                         f"./course exercise hint {exercise.id}"))
        rows.append(("your file:", tree.short(tree.my / exercise.id / exercise.file)))
        terminal.say(terminal.table(rows))
        return
    if exercise.seam:
        terminal.say(f"See it at work: ./course demo {exercise.seam['chapter']} --mine")
    state = State(tree)
    following = next((e for e in read_exercises(tree) if not state.passed(e)), None)
    terminal.say(f"Next: ./course exercise {following.id}  ({following.title})" if following else
                 "That was the last open exercise. Well done.")
