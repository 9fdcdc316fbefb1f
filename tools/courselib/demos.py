"""demo: a stage as a live local network, played by chapters/NN-name/demo.py."""

import importlib.util
import sys

from courselib import terminal
from courselib.building import Build
from courselib.cli import Words
from courselib.exercises.model import read_exercises
from courselib.programs import stage_build
from courselib.scenario import Scenario
from courselib.stages import find_stage, newest_stage
from courselib.trouble import Trouble

HELP = {"demo": """
On a terminal you can type into it; without one a scripted exchange is played. Ctrl+C ends it in order.
With --mine the stage runs with your exercise files from my/ in place of its own.
"""}


def run(tree, verb, words):
    words = Words(verb, words)
    mine = words.flag("--mine")
    number = words.next()
    words.end()
    stage = find_stage(tree, number) if number else newest_stage(tree, lambda stage: stage.demo)
    if not stage.demo:
        raise Trouble(f"chapter {stage.number} has no demo", f"./course run {stage.number} starts its programs")
    folder = build_with_my_files(tree, stage) if mine else build_as_it_is(tree, stage)
    return play(stage, folder)


def play(stage, folder):
    """Runs the demo script; returns the exit code. Ctrl+C is an ordinary end."""
    script = load_script(stage.demo, "demo")
    with Scenario(stage.number, stage.program_paths(folder)) as scenario:
        try:
            script(scenario)
        except KeyboardInterrupt:
            print(file=sys.stderr)
        except OSError as error:  # a connection that was refused, reset or too slow, where the script expected one
            raise Trouble(f"the demo could not be played: {error}", f"the script is {stage.demo}") from error
    accidents = scenario.accidents()
    for accident in accidents:
        print(terminal.paint("course: ", "bold red", sys.stderr) + accident, file=sys.stderr)
    return 1 if accidents else 0


def build_as_it_is(tree, stage):
    stage_build(tree, stage)
    return tree.build / "dev"


def build_with_my_files(tree, stage):
    """Builds the stage with the learner's files in it; they must exist."""
    seams = [e for e in read_exercises(tree) if e.seam.get("chapter") == stage.number]
    present = [e for e in seams if (tree.my / e.id / e.file).exists()]
    if not seams:
        raise Trouble(f"no exercise of chapter {stage.number} can take a place in its stage",
                      f"./course demo {stage.number} runs it as it is")
    if not present:
        raise Trouble(f"none of your files has a place in stage {stage.number} yet",
                      f"begin with: ./course exercise {seams[0].id}")
    for exercise in present:
        terminal.say(f"{exercise.seam['replaces']} is yours: {tree.short(tree.my / exercise.id / exercise.file)}",
                     "bold")
    build = Build(tree, "dev", name="mine", options=["-DSBC_MINE=ON", f"-DSBC_MY={tree.my}"])
    build.configure_again()  # which of the files exist may have changed
    build.need(f"stage_{stage.number}_all")
    return build.folder


def load_script(path, function):
    """The function of a chapter's script; the course's own modules can be imported in it."""
    if not path.exists():
        raise Trouble(f"{path.name} is missing", f"it should be at {path}")
    spec = importlib.util.spec_from_file_location(f"script_{path.stem.replace('-', '_')}", path)
    module = importlib.util.module_from_spec(spec)
    written = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # nothing of ours is left beside the lesson
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = written
    if not hasattr(module, function):
        raise Trouble(f"{path.name} has no function {function}(s)", "see tools/courselib/scenario.py")
    return getattr(module, function)
