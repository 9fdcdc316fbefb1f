"""The chain of blocks that stands below a network.

    chain: the chain | which each core checks    what it is, and a sentence about it
    block 0: genesis                             a block and what it holds, behind the one above it
    lost 4 on 3: it lost                         a block that wanted to follow block 3 as well, and lost
"""

import re
from typing import Dict, List, NamedTuple, Optional, Tuple

from figures.blocks import HIGH, STEP, WIDE, block_at, onto
from figures.svg import WIDTH, FigureError, fits, line, words

CHAIN = re.compile(r"^chain: ([^|]+) \| ([^|]+)$")
BLOCK = re.compile(r"^block (\w{1,3}): (.+)$")
LOST = re.compile(r"^lost (\w{1,3}) on (\w+): (.+)$")
MARGIN, MOST, LOWER = 26, 6, 56


class Lost(NamedTuple):
    name: str
    before: str
    holds: str


class Chain:
    """What the lines say of it."""

    def __init__(self) -> None:
        self.title: Tuple[str, ...] = ()
        self.blocks: Dict[str, str] = {}
        self.lost: Optional[Lost] = None

    def take(self, text: str) -> bool:
        """Whether this line speaks of the chain."""
        chain, block, lost = (kind.match(text) for kind in (CHAIN, BLOCK, LOST))
        if chain and not self.title:
            self.title = chain.groups()
        elif self.title and block and block[1] not in self.blocks:
            self.blocks[block[1]] = fits(block[2], WIDE - 8)
        elif lost and lost[2] in self.blocks and not self.lost:
            self.lost = Lost(lost[1], lost[2], fits(lost[3], WIDE - 8))
        else:
            return False
        return True

    def check(self) -> None:
        if self.title and not 2 <= len(self.blocks) <= MOST:
            raise FigureError(f"its chain needs two blocks at least, and {MOST} at most")
        if self.lost and self.lost.before == list(self.blocks)[-1]:
            raise FigureError("a block can have lost only where another one has followed")

    def shapes(self, y: float) -> Tuple[List[str], float]:
        """The chain, drawn from y downwards, and where it ends."""
        title, more = self.title
        shapes = [line(f"M{MARGIN} {y:g} H{WIDTH - MARGIN}", "rule"),
                  words(MARGIN, y + 30, title, "ink", 'font-size="15" font-weight="600" text-anchor="start"'),
                  words(MARGIN, y + 49, fits(more, WIDTH - 2 * MARGIN), "soft", 'font-size="13" text-anchor="start"')]
        middle = y + 68 + HIGH / 2
        left = (WIDTH - STEP * (len(self.blocks) - 1) - WIDE) / 2
        for number, (block, holds) in enumerate(self.blocks.items()):
            x = left + STEP * number
            tip = number == len(self.blocks) - 1
            shapes += [onto(x, middle, x - STEP + WIDE)] if number else []
            shapes += block_at(x, middle, block, holds, "won" if tip else "block")
            if self.lost and self.lost.before == block:
                shapes += loser(self.lost, x + STEP, middle + LOWER)
        return shapes, middle + HIGH / 2 + (LOWER if self.lost else 0)


def loser(lost: Lost, x: float, y: float) -> List[str]:
    """The block that lost, below the one that won, and its way up to the one before both."""
    up = x - STEP + WIDE * 0.6
    return [line(f"M{x:g} {y:g} C{up + 12:g} {y:g} {up:g} {y - 6:g} {up:g} {y - LOWER + HIGH / 2 + 4:g}", "loser",
                 arrow=True), *block_at(x, y, lost.name, lost.holds, "lost")]
