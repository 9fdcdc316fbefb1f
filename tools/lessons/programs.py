"""What a stage's program takes, as far as its sources tell: its options and, where it has some, its commands."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import FrozenSet, List, Optional, Set

from courselib.stages import nearest
from lessons.shell import OPEN
from lessons.stages import Stage

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
OPTION = re.compile(r'\b(option|flag)\(\s*"(--[a-z-]+)"')
COMMAND = re.compile(r'\bcommand\(\s*"([a-z-]+)"')


@dataclass(frozen=True)
class Taken:
    options: FrozenSet[str]   # that have a value
    flags: FrozenSet[str]
    commands: FrozenSet[str]  # of which one must be given, where there are some

    def problem(self, program: str, words: List[str]) -> Optional[str]:
        """What is wrong with the words behind the program's name."""
        waiting, plain = list(words), []
        while waiting:
            word = waiting.pop(0)
            name, equals, _ = word.partition("=")
            if not word.startswith("--"):
                plain.append(word)
            elif name in self.options:
                if not equals and not waiting:
                    return f"gives {name} of {program} no value"
                waiting = waiting if equals else waiting[1:]
            elif name not in self.flags:
                return f"names an option that {program} does not have: {name}" + near(name, self.options | self.flags)
        first = next(iter(plain), OPEN)
        if self.commands and first not in self.commands and OPEN not in first and not first.isupper():
            return f"names a command that {program} does not have: {first}" + near(first, self.commands)
        return None


def near(word: str, words) -> str:
    return nearest(word, sorted(words)).rstrip("?")


def taken_by(stage: Stage, program: dict) -> Taken:
    return _read(stage.root, stage.folder, program.get("source", ""))


@lru_cache(maxsize=None)
def _read(root: Path, folder: Path, source: str) -> Taken:
    options, flags, commands = set(), {"--help"}, set()
    for path in _sources(root, folder, folder / source):
        text = path.read_text(encoding="utf-8")
        commands.update(COMMAND.findall(text))
        for kind, name in OPTION.findall(text):
            (flags if kind == "flag" else options).add(name)
    return Taken(frozenset(options), frozenset(flags), frozenset(commands))


def _sources(root: Path, folder: Path, source: Path) -> Set[Path]:
    """The source, the headers that it includes, in turn, and the .cpp beside each of them."""
    found: Set[Path] = set()
    waiting = [source]
    while waiting:
        path = waiting.pop()
        if path in found or not path.is_file():
            continue
        found.add(path)
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            places = (path.parent / name, folder / name, root / "common" / name, root / name)
            waiting += next(([place, place.with_suffix(".cpp")] for place in places if place.is_file()), [])
    return found
