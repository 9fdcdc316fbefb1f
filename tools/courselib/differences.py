"""What changed between two stages, in figures.

Counted are the lines that ask to be read: not blank lines, region markers, `#include`, `#pragma once`,
`namespace` lines and lone closing braces, which the lesson checker calls boilerplate too. A line that stands in
for another one is changed, otherwise it is added or removed. Files that graduate or end are shown but do not
count: nobody has to read again what goes away.
"""

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from lessons.regions import is_marker
from lessons.stages import is_boilerplate

COMMON_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
DIFFERENT_AT_MOST = 500  # lines between neighbours that continue one subject (fewer than)


@dataclass(frozen=True)
class Figures:
    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other):
        return Figures(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    @property
    def to_read(self):
        """New or changed: what a sitting asks of the reader."""
        return self.added + self.changed

    @property
    def all(self):
        return self.added + self.changed + self.removed

    def __str__(self):
        return f"+{self.added} ~{self.changed} -{self.removed}"


@dataclass(frozen=True)
class Change:
    """What became of one file."""
    name: str
    kind: str          # new, changed, same, graduated, ends here, rests
    old: object        # Path, or None
    new: object        # Path, or None
    figures: Figures
    note: str = ""

    @property
    def counts(self):
        return self.kind in ("new", "changed", "same")


def counted_lines(path):
    """The lines that count, without trailing blanks; none where there is no file."""
    if path is None or not Path(path).exists():
        return []
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [line.rstrip() for line in lines if line.strip() and not is_marker(line) and not is_boilerplate(line)]


def compare(old, new):
    """The figures between two lists of lines."""
    added = changed = removed = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            both = min(b - a, d - c)
            changed, removed, added = changed + both, removed + b - a - both, added + d - c - both
    return Figures(added, changed, removed)


def compare_files(old, new):
    return compare(counted_lines(old), counted_lines(new))


def version_before(stages, number, name):
    """The latest version of a file in the stages up to `number`: it may rest for some stages while it grows."""
    for stage in reversed([stage for stage in stages if stage.number <= number]):
        if name in stage.sources:
            if stage.number == number or stage.files.get(name, {}).get("end") == "grows":
                return stage.folder / name
            return None
    return None


def changes_between(tree, stages, old, new):
    """The Changes from stage `old` to stage `new`, in the order of the new stage's sittings, then what went."""
    changes = []
    ordered = [name for sitting in new.sittings for name in sitting.get("files", []) if name in new.sources]
    for name in dict.fromkeys([*ordered, *new.sources]):
        before, now = version_before(stages, old.number, name), new.folder / name
        figures = compare_files(before, now)
        kind = "new" if before is None else "changed" if figures.all else "same"
        changes.append(Change(name, kind, before, now, figures))
    for name in old.sources:
        if name not in new.sources:
            changes.append(departure(tree, old, name))
    return changes


def departure(tree, stage, name):
    """What became of a file of this stage that the later one does not have."""
    path, facts = stage.folder / name, stage.files.get(name, {})
    if facts.get("end") == "graduates":
        target = tree.common / facts["to"]
        return Change(name, "graduated", path, target, compare_files(path, target), f"common/{facts['to']}")
    if facts.get("end") == "grows":
        return Change(name, "rests", path, path, Figures(), "stands again in a later stage")
    return Change(name, "ends here", path, None, Figures(removed=len(counted_lines(path))), facts.get("why", ""))


def graduations(tree, stage):
    """The Changes between a stage's graduated files and their hardened versions in common/."""
    return [departure(tree, stage, name) for name, facts in stage.files.items()
            if facts.get("end") == "graduates" and name in stage.sources]


def sitting_figures(stages, stage):
    """(sitting, Figures) for each sitting, against the version before this stage."""
    earlier = [other for other in stages if other.number < stage.number]
    last = earlier[-1].number if earlier else ""
    rows = []
    for sitting in stage.sittings:
        figures = Figures()
        for name in sitting.get("files", []):
            before = version_before(earlier, last, name) if last else None
            figures += compare_files(before, stage.folder / name)
        rows.append((sitting, figures))
    return rows


def total(changes):
    return sum((change.figures for change in changes if change.counts), Figures())


def same_subject(old, new):
    return bool(old.facts.get("subject")) and old.facts.get("subject") == new.facts.get("subject")


def common_headers(tree, stage):
    """The headers of common/ that a stage's sources include."""
    found = set()
    for name in stage.sources:
        found |= set(COMMON_INCLUDE.findall((stage.folder / name).read_text()))
    return {header for header in found if (tree.common / header).exists() and header not in stage.sources}


def origin(stages, header):
    """Where a header of common/ came from: 'graduated from 01', 'given with 02'."""
    for stage in stages:
        if header in stage.facts.get("given", []):
            return f"given with {stage.number}"
        if any(facts.get("to") == header for facts in stage.files.values()):
            return f"graduated from {stage.number}"
    return ""
