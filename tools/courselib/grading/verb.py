"""./course exercise grade FOLDER."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from courselib import terminal
from courselib.building import jobs, locked
from courselib.cli import Words
from courselib.exercises.check import exercises_build
from courselib.exercises.model import find_exercise, read_exercises
from courselib.grading import recipe, results
from courselib.grading.grader import Grader
from courselib.grading.jail import Jail
from courselib.grading.marks import Mark, Report
from courselib.grading.submissions import read, students
from courselib.trouble import Trouble

ABOUT = "grade what was handed in (for teachers); docs/grading.md tells all of it"
HELP = """
        FOLDER/STUDENT/EXERCISE-ID/file, or FOLDER/EXERCISE-ID/file for one student, as in my/: it is one student's
        when something in it bears an exercise's name, or with
        --student NAME     FOLDER is that student's
        --only ID,ID…      only these exercises (all, without it)
        --junit FILE       JUnit XML (build/grades/junit.xml, without it)
        --gradescope PATH  one student: results.json, in this file (build/grades/results.json, without it);
                           many: a folder that gets STUDENT/results.json (build/grades/, without it)
        --allow-network    go on where the system gives us no walls: what was handed in can then use the
                           network and read your files
    The exit code is 0 when grading worked, whatever the marks."""


def run(tree, words):
    words = Words("exercise grade", words)
    junit, gradescope = words.value("--junit"), words.value("--gradescope")
    name, only = words.value("--student"), words.value("--only")
    unwalled = words.flag("--allow-network")
    folder = Path(words.next("the folder of submissions"))
    words.end()
    chosen = read_exercises(tree)
    found = students(folder, chosen, name)
    if only:
        wanted = {find_exercise(tree, word).id for word in only.split(",")}
        chosen = [exercise for exercise in chosen if exercise.id in wanted]
    jail = make_jail(unwalled)
    reports = grade(tree, jail, found, chosen)
    print(results.table(reports))
    if not jail.walled:
        terminal.say(results.UNWALLED, "yellow")
    one = name or len(found) == 1 and found[0].folder in (folder, folder / "my")
    for path in write(tree, reports, jail.walled, junit, gradescope, one):
        terminal.say(f"written: {terminal.harmless_name(tree.short(path))}", "dim")
    return 0


def make_jail(unwalled):
    why_not = Jail.possible()
    if why_not and not unwalled:
        raise Trouble(f"this system does not let us wall in what was handed in ({why_not})",
                      "nothing was run. Grade where `unshare --user --map-root-user --net true` works; or add "
                      "--allow-network in a place that is thrown away afterwards (a container, a classroom's server): "
                      "submitted code can then use the network and read the files that you can read")
    return Jail(walled=not why_not)


def grade(tree, jail, found, exercises):
    """The reports, students and exercises in their order."""
    handed_in = {(student.name, exercise.id): read(student, exercise) for student in found for exercise in exercises}
    marks, to_run = {}, []
    for student in found:
        for exercise in exercises:
            key = student.name, exercise.id
            marks[key] = without_running(exercise, handed_in[key])
            if not marks[key]:
                to_run.append((key, exercise, handed_in[key][0]))
    needed = [exercise for exercise in exercises if any(exercise is other for _, other, _ in to_run)]
    if needed:
        build = exercises_build(tree)
        with locked(build.folder):
            recipes = recipe.prepare(tree, build, needed)
            graders = {exercise.id: Grader(tree, jail, exercise, recipes[exercise.id]) for exercise in needed}
            marks.update(run_all(jail, graders, to_run))
    return [Report(student.name, [marks[student.name, exercise.id] for exercise in exercises]) for student in found]


def without_running(exercise, handed_in):
    """A Mark, when it can be told by the file alone."""
    if handed_in is None:
        return Mark(exercise, "missing")
    text, reason = handed_in
    if reason:
        return Mark(exercise, "refused", f"Not compiled: {reason}.")
    if text == exercise.starter.read_text():
        return Mark(exercise, "untouched", "This is the starter, as it was given.")
    return None


def run_all(jail, graders, to_run):
    """Several at a time behind walls; else one by one, so that whoever stays behind is found."""
    done, progress, lock = {}, terminal.Progress(), threading.Lock()

    def one(task):
        key, exercise, text = task
        mark = graders[exercise.id].grade(text)
        with lock:
            done[key] = mark
            progress.update(f"{len(done)} of {len(to_run)}  {terminal.harmless_name(' '.join(key))}: {mark.words}")

    with ThreadPoolExecutor(jobs() if jail.walled else 1) as pool:
        try:
            list(pool.map(lambda grader: grader.prove(), graders.values()))
            list(pool.map(one, to_run))
        except BaseException:  # Ctrl+C: nobody waits for a compiler's minute
            jail.stopped.set()
            pool.shutdown(cancel_futures=True)
            raise
    progress.clear()
    return done


def write(tree, reports, walled, junit, gradescope, one):
    """Writes all results; returns their paths. One that cannot be written keeps none of the others back."""
    folder = tree.build / "grades"
    place = Path(gradescope) if gradescope else folder / "results.json" if one else folder
    wanted = {Path(junit) if junit else folder / "junit.xml": results.junit(reports, walled)}
    for report in reports:
        wanted[place if one else place / report.student / "results.json"] = results.gradescope(report, walled)
    failed = {}
    for path, text in wanted.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            failed[path] = error.strerror
    if failed:
        told = "\n".join(f"{terminal.harmless_name(str(path))} cannot be written: {why}"
                         for path, why in failed.items())
        raise Trouble(told, "all others are written; name another place with --junit or --gradescope")
    return list(wanted)
