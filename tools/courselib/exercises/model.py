"""An exercise, as exercises/<ID>/exercise.json describes it."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from courselib.stages import nearest
from courselib.trouble import Trouble

TEST_CASE = re.compile(r'^[ \t]*(?:TEST_CASE|SCENARIO)\s*\(\s*"((?:[^"\\]|\\.)*)"', re.M)
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:[^"\\\n]|\\.)*")', re.S)


@dataclass(frozen=True)
class Exercise:
    folder: Path
    facts: dict  # exercise.json, as it stands

    @property
    def id(self):
        return self.facts["id"]

    @property
    def title(self):
        return self.facts["title"]

    @property
    def chapter(self):
        return self.facts["chapter"]

    @property
    def file(self):
        """The name of the one file that the learner edits."""
        return self.facts["file"]

    @property
    def read(self):
        """The section to read again, as path#anchor."""
        return self.facts.get("read", "")

    @property
    def budget(self):
        """Seconds from saving the file to the verdict."""
        return float(self.facts.get("budget_seconds", 1))

    @property
    def seam(self):
        return self.facts.get("seam") or {}

    @property
    def wrong(self):
        """The mistakes that the tests must catch: file name -> {"test", "says"}."""
        return self.facts.get("wrong", {})

    @property
    def starter(self):
        return self.folder / "starter" / self.file

    @property
    def solution(self):
        return self.folder / "solution" / self.file

    @property
    def target(self):
        return f"exercise_{self.id}"

    @cached_property
    def cases(self):
        """The names of the test cases, counted in the source and not by the program under test."""
        text = COMMENT.sub(lambda found: found[1] or "", (self.folder / "tests.cpp").read_text())
        return TEST_CASE.findall(text)

    @cached_property
    def hints(self):
        """The three hints, as (title, text)."""
        path = self.folder / "hints.md"
        if not path.exists():
            return []
        parts = re.split(r"^## +", path.read_text(), flags=re.M)[1:]
        return [(part.partition("\n")[0].strip(), part.partition("\n")[2].strip()) for part in parts]


def read_exercises(tree):
    """All exercises, in the order in which the lessons name them."""
    exercises = []
    for path in sorted(tree.root.glob("exercises/*/exercise.json")):
        try:
            facts = json.loads(path.read_text())
            exercises.append(Exercise(path.parent, {**facts, "id": facts["id"], "title": facts["title"],
                                                    "chapter": facts["chapter"], "file": facts["file"]}))
        except (ValueError, KeyError) as error:
            raise Trouble(f"{tree.short(path)} cannot be read: {error!r}", "correct the file and try again") from error
    return sorted(exercises, key=lambda exercise: place_in_lesson(tree, exercise))


def place_in_lesson(tree, exercise):
    """What to sort by: the chapter, then where the list in its lesson names it (at the end if nowhere)."""
    for lesson in tree.root.glob(f"chapters/{exercise.chapter}-*/README.md"):
        found = lesson.read_text(encoding="utf-8").rfind(f"exercises/{exercise.id}/")
        if found >= 0:
            return exercise.chapter, 0, found, exercise.id
    return exercise.chapter, 1, 0, exercise.id


def find_exercise(tree, word, commands=()):
    """The exercise that a person means by its ID, the ID without the number, or the beginning of either. `commands`:
    what else could have stood there, and may have been meant."""
    exercises = read_exercises(tree)
    ids = [exercise.id for exercise in exercises]
    for means in (lambda e: word in (e.id, e.id.partition("-")[2]),
                  lambda e: e.id.startswith(word) or e.id.partition("-")[2].startswith(word),
                  lambda e: word.isdecimal() and e.chapter == word.zfill(2)):
        found = [exercise for exercise in exercises if means(exercise)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Trouble(f"'{word}' could be {', '.join(e.id for e in found)}", "say which one you mean", 2)
    raise Trouble(f"there is no exercise '{word}'{nearest(word, [*ids, *commands])}", "./course exercise list shows them", 2)
