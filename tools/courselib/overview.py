"""Where the learner is and what to do next; and the list of chapters."""

import json

from courselib import ending, terminal
from courselib.cli import Words
from courselib.exercises.model import read_exercises
from courselib.exercises.state import State
from courselib.stages import read_stages
from courselib.trouble import Trouble

HELP = {"list": """
--json prints the same as JSON, for programs.
"""}


def run(tree, verb, words):
    words = Words(verb, words)
    as_json = words.flag("--json")
    words.end()
    stages = read_stages(tree)
    if as_json:
        print(json.dumps([facts(tree, stage) for stage in stages], indent=1))
        return 0
    if not stages:
        terminal.say("There are no chapters yet.")
    for stage in stages:
        show(tree, stage)
    return 0


def facts(tree, stage):
    state = State(tree)
    exercises = [e for e in read_exercises(tree) if e.chapter == stage.number]
    return {"number": stage.number, "name": stage.name, "title": stage.title,
            "summary": stage.facts.get("summary", ""), "subject": stage.facts.get("subject", ""),
            "lesson": tree.short(stage.folder / "README.md"), "built": is_built(tree, stage),
            "programs": [{"name": name, "about": program.get("about", ""), "args": program.get("args", "")}
                         for name, program in stage.programs.items()],
            "failures": [{"name": f.name, "title": f.title, "cured_in": f.cured_in or None, "limit": f.limit or None}
                         for f in stage.failures],
            "demo": bool(stage.demo),
            "exercises": [{"id": e.id, "title": e.title, "state": state.word(e)} for e in exercises]}


def show(tree, stage):
    all_facts = facts(tree, stage)
    terminal.say(f"{stage.number}  {stage.title}{'' if all_facts['built'] else '  (not built yet)'}", "bold")
    if all_facts["summary"]:
        terminal.say(f"    {all_facts['summary']}")
    rows = [("read", all_facts["lesson"])]
    if stage.demo:
        rows.append(("watch", f"./course demo {stage.number}"))
    rows += [("run" if i == 0 else "", f"./course run {stage.number} {program['name']}", program["about"])
             for i, program in enumerate(all_facts["programs"])]
    rows += [("break" if i == 0 else "", f"./course break {stage.number} {failure['name']}", failure["title"])
             for i, failure in enumerate(all_facts["failures"])]
    rows += [("do" if i == 0 else "", f"./course exercise {exercise['id']}", exercise["title"] +
              (" ✓" if exercise["state"] == "done" else "")) for i, exercise in enumerate(all_facts["exercises"])]
    terminal.say(terminal.table(rows, indent=4) + "\n")


def is_built(tree, stage):
    """A program with a window may be left out, where what it needs is not installed."""
    paths = stage.program_paths(tree.build / "dev")
    needed = [path for name, path in paths.items() if not stage.programs[name].get("window")]
    return bool(paths) and all(path.exists() for path in needed or paths.values())


def where(tree):
    """The bare ./course."""
    stages, exercises, state = read_stages(tree), read_exercises(tree), State(tree)
    if not stages:
        raise Trouble("there are no chapters here", "is this the whole repository?")
    built = [stage for stage in stages if is_built(tree, stage)]
    done = [exercise for exercise in exercises if state.passed(exercise)]
    terminal.say("SimpleBitcoin in C++\n", "bold")
    rows = []
    for stage in stages:
        of_stage = [e for e in exercises if e.chapter == stage.number]
        ticks = "".join("✓" if state.passed(e) else "·" for e in of_stage)
        rows.append((stage.number, stage.title, "built" if stage in built else "not built",
                     f"exercises {ticks}" if of_stage else ""))
    terminal.say(terminal.table(rows))
    terminal.say(f"\n{len(built)} of {len(stages)} stages built, {len(done)} of {len(exercises)} exercises done.\n")
    if exercises and len(done) == len(exercises):
        ending.tell(tree, state, stages, exercises)
    else:
        terminal.say("Next:", "bold")
        terminal.say(terminal.table(next_steps(tree, stages, built, exercises, state)))
    terminal.say("\n./course help lists all commands.", "dim")
    return 0


def next_steps(tree, stages, built, exercises, state):
    """At most three rows: a command, and why."""
    touched = [e for e in exercises if state.of(e)]
    if not built and not touched:
        first = stages[0]
        return [("./course demo", "watch the newest stage as a live network (builds it first)"),
                (f"read {tree.short(first.folder / 'README.md')}", "where the course begins"),
                (f"./course demo {first.number}", "that chapter's programs, live")]
    open_one = next((e for e in exercises if not state.passed(e)), None)
    if not open_one:  # a course without exercises
        return [("./course test", "everything that this course proves about itself")]
    stage = next((stage for stage in stages if stage.number == open_one.chapter), stages[0])
    rows = []
    if not any(e.chapter == stage.number for e in touched):
        rows.append((f"read {tree.short(stage.folder / 'README.md')}", f"chapter {stage.number}, {stage.title}"))
        if stage.failures:
            rows.append((f"./course break {stage.number}", "see what goes wrong in it"))
    if state.of(open_one):
        rows.append((f"./course exercise watch {open_one.id}", "goes on checking while you edit"))
        rows.append((f"./course exercise hint {open_one.id}", "when you are stuck"))
    else:
        rows.append((f"./course exercise {open_one.id}", f"the next exercise: {open_one.title}"))
    return rows
