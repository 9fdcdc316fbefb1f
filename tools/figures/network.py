"""Cores in a circle, and who hangs on them, to the left and to the right.

    core A                       one of two to five, clockwise; the first is the upper one on the left
    link A B                     two cores that are connected
    edge alice on A              who hangs on a core; or `wallet alice on A`
    gone A: out of power         a core that is there no more, and why
    moves alice from A to C: why to the next core on the same side; ` | ` begins another row
    travels B C: a new block     on its way between the two lowest cores
    caption alice: she | has one what stands above an edge or a wallet; or `caption: ...`, above the cores
    note: what is to be seen     a sentence below it all

What their screens show says screens.py, and chain.py what a chain below them is made of.
"""

import re
from typing import Dict, List, NamedTuple, Optional, Tuple

from figures.chain import Chain
from figures.screens import WIDTHS, Screens
from figures.svg import WIDTH, FigureError, box, fits, line, picture, words

CORE = re.compile(r"^core ([A-Za-z0-9]{1,4})$")
LINK = re.compile(r"^link (\w+) (\w+)$")
EDGE = re.compile(r"^(edge|wallet) ([A-Za-z0-9]{1,10}) on (\w+)$")
GONE = re.compile(r"^gone (\w+): (.+)$")
MOVE = re.compile(r"^moves (\w+) from (\w+) to (\w+): (.+)$")
TRAVELS = re.compile(r"^travels (\w+) (\w+): (.+)$")
CAPTION = re.compile(r"^caption(?: (\w+))?: ([^|]+) \| ([^|]+)$")
NOTE = re.compile(r"^note: (.+)$")
# Where so many cores stand: from -1, on the left, to 1, and from 0, above, to 1.
CIRCLES = {2: ((-1, 0.2), (1, 0.2)), 3: ((-1, 0), (1, 0.5), (-1, 1)), 4: ((-1, 0), (1, 0), (1, 1), (-1, 1)),
           5: ((-1, 0.2), (0.1, 0), (1, 0.5), (0.1, 1), (-1, 0.8))}
HIGH, EDGE_WIDE, MARGIN, GAP, ROW, ROOM, CAPTION_HIGH = 48, 108, 26, 16, 18, 150, 42
BOLD, SMALL = 'font-size="16" font-weight="600"', 'font-size="13"'


class Layout(NamedTuple):
    core_wide: int
    apart: int  # half the way between cores on the left and on the right
    top: int
    bend: int  # how far an arrow goes out of its edge before it turns


PLAIN, NARROW = Layout(128, 95, 54, 70), Layout(80, 76, 108, 30)


class Edge(NamedTuple):
    kind: str
    core: str
    moves_to: str = ""
    why: Tuple[str, ...] = ()


class Network:
    """What the lines say."""

    def __init__(self, lines: List[str]):
        self.cores: List[str] = []
        self.links: List[Tuple[str, str]] = []
        self.edges: Dict[str, Edge] = {}
        self.gone: Dict[str, str] = {}
        self.travels: List[Tuple[str, str, str]] = []
        self.captions: Dict[str, Tuple[str, str]] = {}
        self.notes: List[str] = []
        self.screens, self.chain = Screens(), Chain()
        for text in lines:
            if not (self.take_cores(text) or self.take_edges(text) or self.take_more(text)):
                raise FigureError(f"`{text}` is not understood")
        if len(self.cores) not in CIRCLES:
            raise FigureError("it needs two cores at least, and five at most")
        self.place()
        check(self)

    def take_cores(self, text: str) -> bool:
        core, link, gone, travels = (kind.match(text) for kind in (CORE, LINK, GONE, TRAVELS))
        if core and core[1] not in self.cores:
            self.cores.append(core[1])
        elif link and link[1] != link[2]:
            self.links.append((self.known(link[1], text), self.known(link[2], text)))
        elif gone and gone[1] not in self.gone:
            self.gone[self.known(gone[1], text)] = gone[2]
        elif travels:
            self.travels.append((self.known(travels[1], text), self.known(travels[2], text), travels[3]))
        else:
            return False
        return True

    def take_edges(self, text: str) -> bool:
        edge, move = EDGE.match(text), MOVE.match(text)
        if edge and edge[2] not in self.edges:
            self.edges[edge[2]] = Edge(edge[1], self.known(edge[3], text))
        elif move and move[1] in self.edges and not self.edges[move[1]].moves_to:
            if self.edges[move[1]].core != self.known(move[2], text):
                raise FigureError(f"`{text}`: {move[1]} does not hang on core {move[2]}")
            rows = tuple(fits(row, ROOM) for row in move[4].split(" | "))
            self.edges[move[1]] = self.edges[move[1]]._replace(moves_to=self.known(move[3], text), why=rows)
        else:
            return False
        return True

    def take_more(self, text: str) -> bool:
        caption, note = CAPTION.match(text), NOTE.match(text)
        if caption and caption[1] in {None, *self.edges} and (caption[1] or "") not in self.captions:
            self.captions[caption[1] or ""] = (caption[2], caption[3])
        elif note:
            self.notes.append(fits(note[1], WIDTH - 2 * MARGIN - 12))
        else:
            kinds = {name: edge.kind for name, edge in self.edges.items()}
            return self.screens.take(text, kinds) or self.chain.take(text)
        return True

    def known(self, core: str, text: str) -> str:
        if core not in self.cores:
            raise FigureError(f"`{text}`: no line above it says `core {core}`")
        return core

    def place(self) -> None:
        """Screens take room on their side: the cores stand in the middle of what is left."""
        self.layout = NARROW if self.screens.rows or self.captions else PLAIN
        circle = CIRCLES[len(self.cores)]
        self.sides = {core: -1 if x < 0 else 1 for core, (x, _) in zip(self.cores, circle)}
        left, right = (max([EDGE_WIDE, *(self.wide(name) for name, edge in self.edges.items()
                                         if self.sides[edge.core] == side)]) for side in (-1, 1))
        self.room = WIDTH - 2 * MARGIN - left - right
        self.middle = MARGIN + left + self.room // 2
        high = 260 if len(self.cores) == 5 else 180
        self.places = {core: (self.middle + round(self.layout.apart * x), self.layout.top + round(high * y))
                       for core, (x, y) in zip(self.cores, circle)}
        self.lowest = max(y for _, y in self.places.values())

    def wide(self, name: str) -> int:
        return WIDTHS[self.edges[name].kind] if name in self.screens.rows else EDGE_WIDE


def check(network: Network) -> None:
    """What can only be seen when all lines are read."""
    network.chain.check()
    for core in network.cores:
        fits(f"core {core}", network.layout.core_wide - 12, 16)
    for why in network.gone.values():
        fits(why, network.layout.core_wide - 16)
    for name, edge in network.edges.items():
        if edge.moves_to:
            check_move(network, name, edge)
    for name, (title, more) in network.captions.items():
        room = network.wide(name) if name else network.room - GAP
        fits(title, room, 15)
        fits(more, room)
    for one, other, text in network.travels:
        fits(text, 2 * network.layout.apart + network.layout.core_wide)
        if not {(one, other), (other, one)} & set(network.links) or {one, other} & set(network.gone):
            raise FigureError(f"`{text}`: no link leads from core {one} to core {other}")
        if {network.places[one][1], network.places[other][1]} != {network.lowest}:
            raise FigureError(f"`{text}`: cores {one} and {other} are not the two lowest")


def check_move(network: Network, name: str, edge: Edge) -> None:
    """Its way must not lead through another core."""
    apart = abs(network.cores.index(edge.core) - network.cores.index(edge.moves_to))
    if edge.moves_to in network.gone:
        raise FigureError(f"{name} moves to core {edge.moves_to}, which is gone")
    if apart not in (1, len(network.cores) - 1) or network.sides[edge.core] != network.sides[edge.moves_to]:
        raise FigureError(f"{name} moves to core {edge.moves_to}, which is not the next one on the same side")


def draw(facts: Dict[str, str], lines: List[str]) -> str:
    network = Network(lines)
    shapes = []
    for one, other in network.links:
        (x, y), (to_x, to_y) = network.places[one], network.places[other]
        shapes.append(line(f"M{x} {y} L{to_x} {to_y}", "lost" if {one, other} & set(network.gone) else "way"))
    for core in network.cores:
        shapes += node(network, core)
    for one, other, text in network.travels:
        x = (network.places[one][0] + network.places[other][0]) / 2
        shapes += [box(x - 11, network.lowest - 11, 22, 22, "gold", 4),
                   words(x, network.lowest + HIGH / 2 + 20, text, "soft", SMALL)]
    if "" in network.captions:
        shapes += caption(network.captions[""], network.middle, 20, "middle")
    edges, end = hanging(network)
    for note in network.notes:
        shapes += [box(MARGIN, end + 20, WIDTH - 2 * MARGIN, 32, "note"),
                   words(WIDTH / 2, end + 41, note, "ink", SMALL)]
        end += 42
    chain, end = network.chain.shapes(end + 26) if network.chain.title else ([], end)
    return picture(facts, end + 24, shapes + edges + chain)


def node(network: Network, core: str) -> List[str]:
    (x, y), gone, width = network.places[core], network.gone.get(core), network.layout.core_wide
    outline = box(x - width / 2, y - HIGH / 2, width, HIGH, "lost" if gone else "lane", HIGH / 2)
    if gone:
        return [outline, words(x, y - 3, f"core {core}", "soft", BOLD), words(x, y + 14, gone, "bad", SMALL)]
    return [outline, words(x, y + 6, f"core {core}", "white", BOLD)]


def caption(rows: Tuple[str, str], x: float, y: float, anchor: str) -> List[str]:
    """Two rows, from y downwards: what it is, and more about it."""
    return [words(x, y + 14, rows[0], "ink", f'font-size="15" font-weight="600" text-anchor="{anchor}"'),
            words(x, y + 32, rows[1], "soft", f'{SMALL} text-anchor="{anchor}"')]


def hanging(network: Network) -> Tuple[List[str], float]:
    """The edges, beside their core and below each other; and the height below all of it."""
    shapes: List[str] = []
    free = {-1: 20.0, 1: 20.0}
    for core, (_, middle) in sorted(network.places.items(), key=lambda place: place[1][1]):
        side = network.sides[core]
        names = [name for name, edge in network.edges.items() if edge.core == core]
        first = above(network, names[0]) if names else 0
        size = sum(above(network, name) + high(network, name) + GAP for name in names) - first - GAP
        y = max(free[side], middle - size / 2 - first)
        for name in names:
            y += above(network, name)
            shapes += leaf(network, name, side, y)
            y = free[side] = y + high(network, name) + GAP + ROW * len(network.edges[name].why)
    low = network.lowest + HIGH / 2 + (28 if network.travels else 0)
    return shapes, max(*free.values(), low + GAP) - GAP


def above(network: Network, name: str) -> int:
    return CAPTION_HIGH if name in network.captions else 0


def high(network: Network, name: str) -> float:
    return network.screens.shapes(name, 0, 0)[1] if name in network.screens.rows else HIGH


def leaf(network: Network, name: str, side: int, y: float) -> List[str]:
    edge, (x, core_y) = network.edges[name], network.places[network.edges[name].core]
    outer = WIDTH / 2 + side * (WIDTH / 2 - MARGIN)
    inner = outer - side * network.wide(name)
    end = y + high(network, name)
    middle = min(max(core_y, y + HIGH / 2), end - HIGH / 2)
    out = side * network.layout.core_wide
    shapes = [line(f"M{inner:g} {middle:g} L{x + out / 2:g} {core_y}",
                   "lost" if edge.moves_to or edge.core in network.gone else "link")]
    if edge.moves_to:
        to_x, to_y = network.places[edge.moves_to]
        down = 1 if to_y > core_y else -1
        to_x, to_y, start = to_x + out / 4, to_y - down * (HIGH / 2 + 3), middle + 10 * down
        shapes.append(line(f"M{inner:g} {start:g} C{inner - network.layout.bend * side:g} {start:g} {to_x:g} "
                           f"{to_y - 70 * down:g} {to_x:g} {to_y:g}", "link", arrow=True))
    left = min(inner, outer)
    if name in network.captions:
        shapes += caption(network.captions[name], left, y - CAPTION_HIGH, "start")
    if name in network.screens.rows:
        shapes += network.screens.shapes(name, left, y)[0]
    else:
        shapes += [box(left, y, EDGE_WIDE, HIGH, "note"), words(left + EDGE_WIDE / 2, y + 21, name, "ink", BOLD),
                   words(left + EDGE_WIDE / 2, y + 38, edge.kind, "soft", SMALL)]
    anchor = f'{SMALL} text-anchor="{"start" if side < 0 else "end"}"'
    return shapes + [words(outer, end + ROW * number, row, "good", anchor)
                     for number, row in enumerate(edge.why, start=1)]
