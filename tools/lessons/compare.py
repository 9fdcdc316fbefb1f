"""Comparing what a page says with what a program said, where `...` stands for any number of lines."""

from dataclasses import dataclass
from typing import List, Optional, Set

DOTS = None  # in a list of expected lines: any number of lines


@dataclass(frozen=True)
class Mismatch:
    index: int  # of the expected line that was not found; len(expected) when there was more output
    got: Optional[str]  # what stood there instead, None when the output was at its end


def _places(expected: List[Optional[str]], actual: List[str]) -> List[Set[int]]:
    """For each number of expected lines taken, how many actual lines they can account for."""
    places = [{0}]
    for wanted in expected:
        if wanted is DOTS:
            places.append(set(range(min(places[-1]), len(actual) + 1)) if places[-1] else set())
        else:
            places.append({at + 1 for at in places[-1] if at < len(actual) and actual[at] == wanted})
    return places


def begins_with(expected: List[Optional[str]], actual: List[str]) -> bool:
    """Has all of the expected been said (whatever came after it)?"""
    return bool(_places(expected, actual)[-1])


def find_mismatch(expected: List[Optional[str]], actual: List[str]) -> Optional[Mismatch]:
    """Nothing when the whole output is as expected, else the first place where they part."""
    places = _places(expected, actual)
    for index, wanted in enumerate(expected):
        if not places[index + 1]:
            at = max(places[index])  # after `...` this is the end of the output
            return Mismatch(index, actual[at] if at < len(actual) else None)
    if len(actual) in places[-1]:
        return None
    return Mismatch(len(expected), actual[max(places[-1])])


def without_blank_ends(lines: List[Optional[str]]) -> List[Optional[str]]:
    """Blank lines at the very end are not worth a defect."""
    end = len(lines)
    while end and lines[end - 1] == "":
        end -= 1
    return lines[:end]
