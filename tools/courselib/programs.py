"""build and run: a stage's programs, as they are."""

import os
import sys

from courselib import terminal
from courselib.building import Build
from courselib.cli import Words
from courselib.stages import find_stage, without_window
from courselib.trouble import Trouble

HELP = {"run": """
The program gets your keyboard, and everything after its name; Ctrl+C ends it. Its exit code is passed on.
    ./course run 01 server --port 5001
"""}


def run(tree, verb, words):
    return {"build": build_stage, "run": run_program}[verb](tree, words)


def build_stage(tree, words):
    words = Words("build", words)
    stage = find_stage(tree, words.next("the chapter's number"))
    words.end()
    built = stage_build(tree, stage)
    terminal.say(f"stage {stage.number} is built ({built.steps} steps); its programs:" if built.steps else
                 f"stage {stage.number} is built already; its programs:")
    terminal.say(terminal.table([(f"./course run {stage.number} {program['name']} {program.get('args', '')}".rstrip(),
                                  program.get("about", "")) for program in stage.programs.values()]))
    return 0


def run_program(tree, words):
    if not words:
        raise Trouble("run needs a chapter's number and the name of a program",
                      "for instance: ./course run 01 server; ./course list shows the programs", 2)
    stage = find_stage(tree, words[0])
    if len(words) < 2:
        first = next(iter(stage.programs), "PROGRAM")
        raise Trouble(f"run needs the name of a program of stage {stage.number}",
                      f"its programs: {', '.join(stage.programs)}; for instance: ./course run {stage.number} {first}",
                      2)
    stage.program(words[1])
    stage_build(tree, stage)
    path = str(stage.program_paths(tree.build / "dev")[words[1]])
    if not os.path.exists(path):
        raise without_window(words[1])
    sys.stdout.flush()
    os.execv(path, [path, *words[2:]])


def stage_build(tree, stage):
    """Builds a stage for daily use, or ends the command with what the compiler said."""
    return Build(tree, "dev").need(f"stage_{stage.number}_all")
