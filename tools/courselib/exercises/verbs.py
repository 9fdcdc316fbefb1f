"""./course exercise …: check, list, hint, progress, reset, solution, watch."""

import itertools
import json
import time
from pathlib import Path

from courselib import terminal
from courselib.cli import Words
from courselib.exercises import tell
from courselib.exercises.celebrate import chain, drawing
from courselib.exercises.check import check
from courselib.exercises.model import find_exercise, read_exercises
from courselib.exercises.state import State
from courselib.grading import verb as grading
from courselib.trouble import Trouble
from courselib.whole_file import write_whole

HELP = {"exercise": f"""
    ./course exercise                 check the next one that is not done yet
    ./course exercise ID              check this one; the exit code is 0 only when it passes
    ./course exercise watch [ID]      check again at each save; Ctrl+C ends
    ./course exercise hint [ID]       a hint: first the concept, then the place, then almost the code
    ./course exercise list [--json]   all exercises
    ./course exercise progress        what is done
    ./course exercise reset ID        start again from the starter (your file is kept as a backup)
    ./course exercise solution ID     our solution, once yours has passed (or with --insist)
    ./course exercise ID --with PATH  check that file instead of your copy (for teachers)
    ./course exercise grade FOLDER    {grading.ABOUT}
{grading.HELP.strip(chr(10))}

The first check lays the starter into my/ID/: that is your copy, and nothing overwrites it.
""", "exercise watch": """
  checks the next exercise that is not done, or this one, again at each save; Ctrl+C ends.
""", "exercise hint": """
  a hint to the next exercise that is not done, or to this one: first the concept, then the place, then almost the code.
""", "exercise list": """
  all exercises, in the order of the lessons, with a tick at what is done.
    --json    the same as JSON, for programs
""", "exercise progress": """
  what is done, how often it was checked, which hints were seen; and a block for each chapter that is done.
""", "exercise reset": """
  start again from the starter; your file is kept as a backup, and the exercise counts as not done.
    --yes     do not ask first
""", "exercise solution": """
  our solution, once yours has passed.
    --insist  before that, too
""", "exercise grade": f"""
  {grading.ABOUT}
{grading.HELP.strip(chr(10))}
"""}


def run(tree, verb, words):
    verbs = {"list": list_all, "hint": hint, "progress": progress, "reset": reset, "solution": solution,
             "watch": watch, "grade": grading.run}
    if words and words[0] in verbs:
        return verbs[words[0]](tree, words[1:])
    return check_one(tree, words, verbs)


def check_one(tree, words, commands):
    words = Words("exercise", words)
    with_path = words.value("--with")
    word = words.next()
    words.end()
    if with_path:
        if not word:
            raise words.wrong("--with needs the exercise's ID, too")
        return check_other(tree, find_exercise(tree, word), Path(with_path))
    exercise = find_exercise(tree, word, commands) if word else next_exercise(tree)
    if not exercise:
        return 0
    if not my_copy(tree, exercise).exists():
        begin(tree, exercise)
    outcome = check(tree, exercise, my_copy(tree, exercise))
    tell.note_and_tell(tree, exercise, outcome)
    return 0 if outcome.ok else 1


def check_other(tree, exercise, path):
    """A teacher's check: neither my/ nor the progress is touched."""
    if path.is_dir():
        path = path / exercise.file
    if not path.is_file():
        raise Trouble(f"there is no file {path}", f"give the {exercise.file} that is to be checked")
    outcome = check(tree, exercise, path)
    tell.tell(tree, exercise, outcome, learner=False)
    return 0 if outcome.ok else 1


def next_exercise(tree):
    """The first exercise that is not done; None, and a word of praise, when all are."""
    exercises = read_exercises(tree)
    if not exercises:
        raise Trouble("there are no exercises yet", "./course list shows what exists")
    state = State(tree)
    exercise = next((e for e in exercises if not state.passed(e)), None)
    if not exercise:
        terminal.say("You have done all exercises. ./course alone says what stands now, and where to read on.", "green")
    return exercise


def named_or_next(tree, word):
    return find_exercise(tree, word) if word else next_exercise(tree)


def my_copy(tree, exercise):
    return tree.my / exercise.id / exercise.file


def begin(tree, exercise):
    """Lays the starter into my/ for the learner."""
    copy = my_copy(tree, exercise)
    write_whole(copy, exercise.starter.read_bytes())  # half of it would count as the learner's, and stay
    terminal.say(f"Your copy is {tree.short(copy)}; what to do stands in "
                 f"{tree.short(exercise.folder / 'README.md')}.", "bold")


# -- looking ------------------------------------------------------------------------------------


def list_all(tree, words):
    words = Words("exercise list", words)
    as_json = words.flag("--json")
    words.end()
    state = State(tree)
    exercises = read_exercises(tree)
    if as_json:
        print(json.dumps([{"id": e.id, "title": e.title, "chapter": e.chapter, "file": e.file,
                           "state": state.word(e), "tests": len(e.cases), "budget_seconds": e.budget,
                           "seam": bool(e.seam)} for e in exercises], indent=1))
        return 0
    for e in exercises:
        tick = {"done": "✓", "begun": "·", "new": " "}[state.word(e)]
        terminal.say(f"  {tick} {e.id.ljust(28)} {e.title}", "green" if tick == "✓" else "")
    if not exercises:
        terminal.say("There are no exercises yet.")
    return 0


def progress(tree, words):
    Words("exercise progress", words).end()
    state = State(tree)
    exercises = read_exercises(tree)
    for chapter in sorted({e.chapter for e in exercises}):
        of_chapter = [e for e in exercises if e.chapter == chapter]
        done = sum(state.passed(e) for e in of_chapter)
        terminal.say(f"chapter {chapter}: {done} of {len(of_chapter)} done", "bold")
        for e in of_chapter:
            facts = state.of(e)
            words = [f"passed {facts['passed']}"] if facts.get("passed") else []
            words += [f"{facts['attempts']} checked"] if facts.get("attempts") else []
            words += [f"hint {facts['hints']} of {len(e.hints)} seen"] if facts.get("hints") else []
            terminal.say(f"  {'✓' if state.passed(e) else '·' if facts else ' '} {e.id.ljust(28)} {', '.join(words)}")
    blocks = chain(tree, state)
    if blocks:
        terminal.say("\nThe chapters that are done, each mined on the one before:", "bold")
        terminal.say("\n".join(drawing(blocks)), "green")
    return 0


def hint(tree, words):
    words = Words("exercise hint", words)
    exercise = named_or_next(tree, words.next())
    words.end()
    if not exercise:
        return 0
    if not exercise.hints:
        raise Trouble(f"{exercise.id} has no hints", f"read {exercise.read or tree.short(exercise.folder)}")
    state = State(tree)
    grade = min(state.hints_seen(exercise) + 1, len(exercise.hints))
    title, text = exercise.hints[grade - 1]
    terminal.say(f"{exercise.id}, hint {grade} of {len(exercise.hints)}: {title}", "bold")
    terminal.say(text)
    if grade == len(exercise.hints):
        terminal.say(f"\nThat was the last one. ./course exercise solution {exercise.id} --insist shows our solution.",
                     "dim")
    try:
        state.note(exercise, hints=grade)
    except OSError as error:
        tell.tell_not_noted("It could not be noted that you have seen this hint, so it will come again.", error)
    return 0


def solution(tree, words):
    words = Words("exercise solution", words)
    insist = words.flag("--insist")
    exercise = find_exercise(tree, words.next("the exercise's ID"))
    words.end()
    if not State(tree).passed(exercise) and not insist:
        raise Trouble(f"our solution of {exercise.id} waits until yours has passed",
                      f"./course exercise hint {exercise.id} helps; --insist shows it all the same")
    terminal.say(f"{tree.short(exercise.solution)}\n", "bold")
    print(exercise.solution.read_text(), end="")
    return 0


# -- changing -----------------------------------------------------------------------------------


def reset(tree, words):
    words = Words("exercise reset", words)
    sure = words.flag("--yes")
    exercise = find_exercise(tree, words.next("the exercise's ID"))
    words.end()
    copy = my_copy(tree, exercise)
    if copy.exists() and copy.read_bytes() != exercise.starter.read_bytes():
        if not sure and not agreed(f"Put the starter in place of {tree.short(copy)} (yours is kept as a backup)?"):
            raise Trouble("nothing was changed", f"./course exercise reset {exercise.id} --yes does it without asking")
        backup = free_name(copy, time.strftime("%Y%m%d-%H%M%S"))
        copy.rename(backup)
        terminal.say(f"Your version is kept: {tree.short(backup)}")
    State(tree).forget(exercise)
    begin(tree, exercise)
    return 0


def free_name(copy, now):
    """For a backup: no earlier one loses its place, not even one of the same second."""
    names = (copy.with_name(f"{copy.name}.{now}{number}.backup") for number in itertools.chain([""], itertools.count(2)))
    return next(name for name in names if not name.exists())


def agreed(question):
    try:
        return input(question + " [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def watch(tree, words):
    words = Words("exercise watch", words)
    exercise = named_or_next(tree, words.next())
    words.end()
    if not exercise:
        return 0
    if not my_copy(tree, exercise).exists():
        begin(tree, exercise)
    from courselib.exercises.watch import watch_file
    return watch_file(tree, exercise, my_copy(tree, exercise))
