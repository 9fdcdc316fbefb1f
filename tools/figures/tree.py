"""A tree of blocks, and the way from one history to another.

    block 0 work 75                a block; `first` if no parent is named
    block 3a on 2 work 75          its parent; a second child of a parent begins a branch of its own
    ours 4a: we had this one       the tip of the history that is left
    theirs 5b: this one counts     the tip of the one with more work
    back: disconnect               beside the arrow from our tip to the fork
    forward: connect               beside the arrow from the fork to their tip
    pool: what waits again         what becomes of that which our blocks held
"""

import re
from typing import Dict, List, NamedTuple

from figures.blocks import HIGH, STEP, WIDE, block_at, onto
from figures.svg import FigureError, box, line, picture, wide, words

BLOCK = re.compile(r"^block (\S+)(?: on (\S+))? work (\d+)$")
TIP = re.compile(r"^(ours|theirs) (\S+): (.+)$")
LABEL = re.compile(r"^(back|forward|pool): (.+)$")
LEFT = 36
ROWS = {"ours": 112.0, "trunk": 180.0, "theirs": 248.0}


class Block(NamedTuple):
    parent: str
    work: int


class Tree:
    """What the lines say."""

    def __init__(self, lines: List[str]):
        self.blocks: Dict[str, Block] = {}
        self.tips: Dict[str, tuple] = {}
        self.labels: Dict[str, str] = {}
        for text in lines:
            block, tip, label = BLOCK.match(text), TIP.match(text), LABEL.match(text)
            if block and (block[2] is None or block[2] in self.blocks) and block[1] not in self.blocks:
                self.blocks[block[1]] = Block(block[2] or "", int(block[3]))
            elif tip and tip[2] in self.blocks:
                self.tips[tip[1]] = (tip[2], tip[3])
            elif label:
                self.labels[label[1]] = label[2]
            else:
                raise FigureError(f"`{text}` is not understood")
        if set(self.tips) != {"ours", "theirs"} or set(self.labels) != {"back", "forward", "pool"}:
            raise FigureError("it needs ours, theirs, back, forward and pool")
        ours, theirs = (self.history(self.tips[side][0]) for side in ("ours", "theirs"))
        self.trunk = [name for name in ours if name in theirs]
        self.sides = {"ours": ours[len(self.trunk):], "theirs": theirs[len(self.trunk):]}
        if not self.trunk or self.total("ours") >= self.total("theirs"):
            raise FigureError("the histories must fork, and theirs must have more work")

    def history(self, tip: str) -> List[str]:
        """From the first block to this one."""
        found = [tip]
        while self.blocks[found[0]].parent:
            found.insert(0, self.blocks[found[0]].parent)
        return found

    def total(self, side: str) -> int:
        return sum(self.blocks[name].work for name in self.history(self.tips[side][0]))

    def place(self, name: str) -> tuple:
        """The left end of a block, and its middle's height."""
        row = next((row for row, names in self.sides.items() if name in names), "trunk")
        return LEFT + STEP * (len(self.history(name)) - 1), ROWS[row]


def draw(facts: Dict[str, str], lines: List[str]) -> str:
    tree = Tree(lines)
    shapes = [edge(tree, name) for name in tree.blocks if tree.blocks[name].parent]
    for name in tree.blocks:
        shapes += drawn(tree, name)
    shapes += arrows(tree) + verdicts(tree)
    return picture(facts, 402, shapes)


def edge(tree: Tree, name: str) -> str:
    x, y = tree.place(name)
    parent_x, parent_y = tree.place(tree.blocks[name].parent)
    right = parent_x + WIDE
    if y == parent_y:
        return onto(x, y, right)
    return line(f"M{x} {y:g} C{x - 14} {y:g} {right + 22} {parent_y + (y - parent_y) * 0.2:g} {right + 3} "
                f"{parent_y + (y - parent_y) * 0.15:g}", "link", arrow=True)


def drawn(tree: Tree, name: str) -> List[str]:
    style = "lost" if name in tree.sides["ours"] else "won" if name in tree.sides["theirs"] else "block"
    return block_at(*tree.place(name), name, f"work {tree.blocks[name].work}", style)


def arrows(tree: Tree) -> List[str]:
    """Above: from our tip back to the fork. Below: from the fork forward to their tip."""
    fork = tree.place(tree.trunk[-1])[0] + WIDE / 2
    shapes = []
    for side, label, style, text, out in (("ours", "back", "back", "bad", -1), ("theirs", "forward", "way", "good", 1)):
        tip = tree.place(tree.tips[side][0])[0] + WIDE / 2
        bend = ROWS[side] + out * (HIGH / 2 + 60)
        ends = [(tip, ROWS[side] + out * (HIGH / 2 + 8)), (fork, ROWS["trunk"] + out * (HIGH / 2 + 6))]
        (x, y), (to_x, to_y) = ends if side == "ours" else ends[::-1]
        shapes.append(line(f"M{x:g} {y:g} C{x:g} {bend:g} {to_x:g} {bend:g} {to_x:g} {to_y:g}", style, arrow=True))
        names = tree.sides[side][::-1] if side == "ours" else tree.sides[side]
        shapes.append(words((tip + fork) / 2, bend + (8 if out < 0 else 2), f"{tree.labels[label]} {', '.join(names)}",
                            text, 'font-weight="600"'))
    return shapes


def verdicts(tree: Tree) -> List[str]:
    """How much work each history has: ours behind its tip, theirs above it; and what becomes of payments."""
    shapes = []
    x, y = tree.place(tree.tips["ours"][0])
    theirs_x, theirs_y = tree.place(tree.tips["theirs"][0])
    for side, text, at, low, anchor in (("ours", "soft", x + WIDE + 14, y - 3, "start"),
                                        ("theirs", "good", theirs_x + WIDE, theirs_y - HIGH / 2 - 30, "end")):
        more = f'text-anchor="{anchor}" font-size="13"'
        shapes += [words(at, low, f"work {tree.total(side)} in all", text, more + ' font-weight="600"'),
                   words(at, low + 18, tree.tips[side][1], text, more)]
    pool = tree.labels["pool"]
    width = wide(pool, 13) + 36
    return [*shapes, box(LEFT, 352, width, 32, "note"), words(LEFT + width / 2, 373, pool, "ink", 'font-size="13"')]
