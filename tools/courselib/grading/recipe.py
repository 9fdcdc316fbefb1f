"""How an exercise's program comes about with somebody's file in it: the build's own commands, led to another place.

Everything but the file is built once, in the build folder, with the starter in the learner's place; for a
submission only what depends on its file is done again, with results in its own scratch folder.
"""

import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from courselib.building import STEP
from courselib.exercises.check import checked_file, place
from courselib.trouble import Trouble


@dataclass(frozen=True)
class Recipe:
    folder: Path   # where the commands are run
    checked: Path  # the folder that the build expects the learner's file in
    compile: list  # words
    link: list
    sees: list     # what a compiler needs to read

    @property
    def object(self):
        """What the starter was compiled to."""
        return self.folder / after(self.compile, "-o")

    def lines(self, file, work, inspect):
        """Lines of sh that make work/program of this file; `inspect` are words that look into an object."""
        own = {f"-I{self.checked}": f"-I{file.parent}", str(self.checked / file.name): str(file)}
        compile_it = [own.get(word, word) for word in without_output(self.compile)]
        link_it = [str(work / "file.o") if word == after(self.compile, "-o") else
                   str(work / "program") if word == after(self.link, "-o") else word for word in self.link]
        preprocess = [word for word in compile_it if word != "-c"]
        return "\n".join([
            f"cd {shlex.quote(str(self.folder))} || exit 1",
            f"{shlex.join(preprocess)} -w -E -dD -o {shlex.quote(str(work / 'seen'))} || exit 1",
            f"{shlex.join(compile_it)} -o {shlex.quote(str(work / 'file.o'))} || exit 1",
            f"{shlex.join(link_it)} || exit 1",
            f"{shlex.join(inspect)} {shlex.quote(str(work / 'file.o'))} >{shlex.quote(str(work / 'symbols'))}"])


def after(words, option):
    return words[words.index(option) + 1]


def without_output(words):
    """A compiler's words without what it shall write."""
    kept, skip = [], False
    for word in words:
        if skip or word in ("-MD", "-MT", "-MF", "-o"):
            skip = not skip and word != "-MD"
        else:
            kept.append(word)
    return kept


def prepare(tree, build, exercises):
    """Builds all that these exercises need; exercise.id -> Recipe. The build folder must be locked."""
    for exercise in exercises:
        place(tree, exercise, exercise.starter)
    build.need(*[exercise.target for exercise in exercises])
    return {exercise.id: recipe(tree, build, exercise) for exercise in exercises}


def recipe(tree, build, exercise):
    os.utime(checked_file(tree, exercise))
    ninja = shutil.which("ninja") or shutil.which("ninja-build")
    said = subprocess.run([ninja, "-C", str(build.folder), "-n", "-v", exercise.target], text=True,
                          stdout=subprocess.PIPE, env={**os.environ, "NINJA_STATUS": "[%f/%t] "}).stdout
    commands = [shlex.split(step[3]) for step in map(STEP.match, said.splitlines()) if step]
    if len(commands) != 2 or "-c" not in commands[0] or "-o" not in commands[1]:
        raise Trouble(f"{exercise.id} is not built by one compilation and one link:\n{said}",
                      "this is a fault of the course: courselib/grading/recipe.py expects it")
    compile_it, link_it = ([word for word in words if word not in (":", "&&")] for words in commands)
    if Path(compile_it[0]).name == "ccache":
        del compile_it[0]
    checked = checked_file(tree, exercise).parent
    return Recipe(build.folder, checked, compile_it, link_it, visible(tree, build, exercise, checked, compile_it))


def visible(tree, build, exercise, checked, words):
    """The headers and what has been built; neither solutions nor anybody's file."""
    own = {str(checked), str(exercise.folder)}
    paths = [Path(word[2:]) for word in words if word.startswith("-I") and word[2:] not in own]
    paths += [path for path in exercise.folder.iterdir() if path.is_file()]
    paths += [path for path in build.folder.iterdir() if path.is_dir() and path.name != "check"]
    given = [tree.root / source for source in exercise.facts.get("sources", [])]
    paths += [path for path in given if not any(path.is_relative_to(other) for other in paths)]
    if (tree.root / "tests" / "catch.hpp").exists() and tree.root / "tests" not in paths:
        paths.append(tree.root / "tests" / "catch.hpp")
    return sorted({path for path in paths if path.exists() and not re.match(r"/usr/", str(path))})
