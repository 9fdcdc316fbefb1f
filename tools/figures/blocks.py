"""A block, and how far blocks that follow each other stand apart; trees and chains are made of them."""

from typing import List

from figures.svg import box, line, words

STEP, WIDE, HIGH = 106, 84, 46


def block_at(x: float, y: float, name: str, below: str, style: str) -> List[str]:
    """x is its left end, y the height of its middle."""
    return [box(x, y - HIGH / 2, WIDE, HIGH, style),
            words(x + WIDE / 2, y - 3, f"block {name}", "ink", 'font-weight="600"'),
            words(x + WIDE / 2, y + 15, below, "soft", 'font-size="13"')]


def onto(x: float, y: float, right: float) -> str:
    """From a block's left end to the right end of the one before it."""
    return line(f"M{x:g} {y:g} H{right + 3:g}", "link", arrow=True)
