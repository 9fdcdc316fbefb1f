"""The stages: what chapters/NN-name/chapter.json says, as values."""

import difflib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from courselib.trouble import Trouble

SOURCE_ENDINGS = (".hpp", ".cpp", ".h")


@dataclass(frozen=True)
class Failure:
    """Something that goes wrong in this stage, to be run with ./course break."""
    name: str
    title: str
    script: Path
    shows: str        # a pattern for the whole of what it says when it is shown
    refuses: str      # and, if a chapter cures it, when that one refuses
    cured_in: str     # the number of the chapter that cures it, or ""
    substitutes: dict  # for the cure: the name of our program -> the name of the curing stage's
    limit: str        # or why it cannot be cured, only bounded


@dataclass(frozen=True)
class Stage:
    folder: Path
    facts: dict  # chapter.json, as it stands

    @property
    def number(self):
        return self.facts["number"]

    @property
    def name(self):
        return self.facts["name"]

    @property
    def title(self):
        return self.facts["title"]

    @property
    def programs(self):
        return {program["name"]: program for program in self.facts.get("programs", [])}

    @property
    def sittings(self):
        return self.facts.get("sittings", [])

    @property
    def files(self):
        """file name -> its end, in the order of chapter.json."""
        return self.facts.get("files", {})

    @cached_property
    def sources(self):
        """The source files that exist in the folder, sorted."""
        return sorted(p.name for p in self.folder.iterdir() if p.suffix in SOURCE_ENDINGS)

    @property
    def failures(self):
        return [Failure(name=f["name"], title=f["title"], script=self.folder / f["script"], shows=f.get("shows", ""),
                        refuses=f.get("refuses", ""), cured_in=f.get("cured-in", ""),
                        substitutes=f.get("cure", {}).get("programs", {}), limit=f.get("limit", ""))
                for f in self.facts.get("failures", [])]

    @property
    def demo(self):
        return self.folder / self.facts["demo"] if self.facts.get("demo") else None

    def program_paths(self, build_folder):
        """program name -> where the build in that folder puts the executable."""
        return {name: build_folder / "chapters" / self.name / name for name in self.programs}

    def program(self, name):
        if name in self.programs:
            return self.programs[name]
        raise Trouble(f"stage {self.number} has no program '{name}'{nearest(name, self.programs)}",
                      "its programs: " + ", ".join(self.programs) if self.programs else "it has no programs")


def without_window(name, instead=""):
    """The Trouble of a program that a build has left out: what its window needs is spared where it is missing."""
    return Trouble(f"{name} is not built here, since what its window needs is not installed",
                   f"tools/packages names it, in the group window{instead}")


def nearest(word, words):
    """", did you mean 'x'?", or nothing when no word is close."""
    close = difflib.get_close_matches(word, list(words), 1, 0.5)
    return f"; did you mean '{close[0]}'?" if close else ""


def read_stages(tree):
    """All stages that exist, in order."""
    stages = []
    for path in sorted(tree.root.glob("chapters/*/chapter.json")):
        try:
            facts = json.loads(path.read_text())
            stages.append(Stage(path.parent, {**facts, "number": facts["number"], "title": facts["title"],
                                              "name": facts.get("name", path.parent.name)}))
        except (ValueError, KeyError) as error:
            raise Trouble(f"{tree.short(path)} cannot be read: {error!r}", "correct the file and try again") from error
    return stages


def find_stage(tree, word):
    """The stage that a person means by 1, 01, 01-sockets or sockets."""
    stages = read_stages(tree)
    wanted = word.zfill(2) if word.isdigit() else word
    for stage in stages:
        if wanted in (stage.number, stage.name, stage.name.partition("-")[2]):
            return stage
    names = [stage.name for stage in stages]
    if word.isdigit():
        raise Trouble(f"there is no chapter {wanted} yet", "the chapters that exist: " + ", ".join(names))
    raise Trouble(f"no chapter is called '{word}'{nearest(word, names)}",
                  "the chapters that exist: " + ", ".join(names))


def newest_stage(tree, having=lambda stage: True):
    stages = [stage for stage in read_stages(tree) if having(stage)]
    if not stages:
        raise Trouble("no chapter can do that yet", "./course list shows what exists")
    return stages[-1]
