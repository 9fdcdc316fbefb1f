"""Regions: named parts of a source file, marked by comment lines of their own.

    // #region accept
    ...
    // #endregion accept

Any comment sign works (`//`, `#`, `--`, `<!--`). Markers are not part of the code: they are not
counted, not shown in excerpts and not compared by `./course diff`. Regions may be nested.

    strip_markers(text)      the text without its marker lines
    get_region(text, name)   the lines of one region, dedented, without markers inside
    find_regions(text)       all of them, by name
"""

import re
import textwrap
from dataclasses import dataclass
from typing import Dict, List

MARKER = re.compile(
    r"^\s*(?://|#|--|;|<!--)\s*#(?P<kind>region|endregion)\b[ \t]*(?P<name>[^\s>]*)\s*(?:-->)?\s*$"
)


class RegionError(Exception):
    """A marker without its partner, or a region that is not there. `line` is 0 when unknown."""

    def __init__(self, line: int, text: str):
        super().__init__(text)
        self.line = line


@dataclass
class Region:
    name: str
    numbers: List[int]  # the 1-based lines of the file that belong to it, markers left out
    lines: List[str]  # these lines as a lesson prints them: dedented, no blank line at either end


def is_marker(line: str) -> bool:
    return MARKER.match(line) is not None


def strip_markers(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not is_marker(line))


def dedent(lines: List[str]) -> List[str]:
    """As a lesson prints them: moved to the left edge, no blank line first or last."""
    result = [line.rstrip() for line in textwrap.dedent("\n".join(lines)).split("\n")]
    while result and not result[0]:
        result.pop(0)
    while result and not result[-1]:
        result.pop()
    return result


def find_regions(text: str) -> Dict[str, Region]:
    source = text.splitlines()
    opened: Dict[str, int] = {}
    found: Dict[str, Region] = {}
    for number, line in enumerate(source, start=1):
        marker = MARKER.match(line)
        if not marker:
            continue
        name = marker["name"]
        if not name:
            raise RegionError(number, f"this #{marker['kind']} has no name")
        if marker["kind"] == "region":
            if name in opened or name in found:
                raise RegionError(number, f"the region `{name}` begins a second time in this file")
            opened[name] = number
            continue
        if name not in opened:
            raise RegionError(number, f"the region `{name}` ends here but never began")
        first = opened.pop(name)
        numbers = [n for n in range(first + 1, number) if not is_marker(source[n - 1])]
        found[name] = Region(name, numbers, dedent([source[n - 1] for n in numbers]))
    for name, number in opened.items():
        raise RegionError(number, f"the region `{name}` never ends")
    return found


def get_region(text: str, name: str) -> List[str]:
    """The lines of region `name`; of the whole file when `name` is empty."""
    if not name:
        return dedent(strip_markers(text).splitlines())
    regions = find_regions(text)
    if name not in regions:
        there = ", ".join(sorted(regions)) or "none"
        raise RegionError(0, f"there is no region `{name}` (regions here: {there})")
    return regions[name].lines
