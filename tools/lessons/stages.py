"""The stages as the checks see them: chapter.json, the sources, and which of their lines are new."""

import difflib
import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import List, Optional, Set

from lessons.regions import is_marker
from lessons.report import Report

BOILERPLATE = re.compile(r"^\s*(#\s*include\b.*|#\s*pragma\s+once|(inline\s+)?namespace\b.*|[{}();,]+"
                         r"|[{};]+\s*//\s*namespace\b.*)\s*$")


def is_boilerplate(line: str) -> bool:
    """Lines that need no explanation: includes, namespaces, lone braces."""
    return BOILERPLATE.match(line) is not None


@dataclass
class Stage:
    root: Path
    folder: Path
    facts: dict
    earlier: List["Stage"]

    @property
    def number(self) -> str:
        return self.facts["number"]

    @property
    def lesson(self) -> Path:
        return self.folder / "README.md"

    @cached_property
    def sources(self) -> List[str]:
        """The stage's own source files, as the build globs them."""
        files = [*self.folder.glob("*.cpp"), *self.folder.glob("*.hpp")]
        return sorted(file.name for file in files)

    def relative(self, file: str) -> str:
        return (self.folder / file).relative_to(self.root).as_posix()

    def read(self, file: str) -> List[str]:
        return (self.folder / file).read_text(encoding="utf-8").splitlines()

    def before(self, file: str) -> Optional["Stage"]:
        """The latest earlier stage from which this file grew."""
        for stage in reversed(self.earlier):
            if stage.facts.get("files", {}).get(file, {}).get("end") == "grows":
                return stage
        return None

    def new_lines(self, file: str) -> Set[int]:
        """Numbers of the lines that the learner has not met: non-blank, no markers."""
        numbered = [(n, line.rstrip()) for n, line in enumerate(self.read(file), start=1)
                    if line.strip() and not is_marker(line)]
        grown_from = self.before(file)
        if grown_from is None or not (grown_from.folder / file).exists():
            return {n for n, _ in numbered}
        old = [line.rstrip() for line in grown_from.read(file)
               if line.strip() and not is_marker(line)]
        matcher = difflib.SequenceMatcher(None, old, [line for _, line in numbered], autojunk=False)
        new: Set[int] = set()
        for tag, _, _, first, last in matcher.get_opcodes():
            if tag != "equal":
                new.update(n for n, _ in numbered[first:last])
        return new


def load_stages(root: Path, report: Report) -> List[Stage]:
    """Every chapter that has a readable chapter.json, in order."""
    stages: List[Stage] = []
    for file in sorted(root.glob("chapters/*/chapter.json")):
        where = file.relative_to(root).as_posix()
        try:
            facts = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            report.defect(where, getattr(error, "lineno", 0), f"this is not JSON ({error})", "Correct it")
            continue
        missing = [field for field in ("number", "name", "files") if field not in facts]
        if report.check(not missing, where, 0, f"the field `{', '.join(missing)}` is missing",
                        "CONTRIBUTING.md lists the fields"):
            stages.append(Stage(root, file.parent, facts, list(stages)))
    return stages
