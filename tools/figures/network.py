"""Cores in a circle, and who hangs on them, to the left and to the right.

    core A                       one of two to five, clockwise; the first is the upper one on the left
    link A B                     two cores that are connected
    edge alice on A              who hangs on a core; or `wallet alice on A`
    gone A: out of power         a core that is there no more, and why
    moves alice from A to C: why to the next core on the same side; ` | ` begins another row
    note: what is to be seen     a sentence below it all
"""

import re
from typing import Dict, List, NamedTuple, Optional, Tuple

from figures.svg import WIDTH, FigureError, box, fits, line, picture, words

CORE = re.compile(r"^core ([A-Za-z0-9]{1,4})$")
LINK = re.compile(r"^link (\w+) (\w+)$")
EDGE = re.compile(r"^(edge|wallet) ([A-Za-z0-9]{1,10}) on (\w+)$")
GONE = re.compile(r"^gone (\w+): (.+)$")
MOVE = re.compile(r"^moves (\w+) from (\w+) to (\w+): (.+)$")
NOTE = re.compile(r"^note: (.+)$")
# Where so many cores stand: from -1, on the left, to 1, and from 0, above, to 1.
CIRCLES = {2: ((-1, 0.2), (1, 0.2)), 3: ((-1, 0), (1, 0.5), (-1, 1)), 4: ((-1, 0), (1, 0), (1, 1), (-1, 1)),
           5: ((-1, 0.2), (0.1, 0), (1, 0.5), (0.1, 1), (-1, 0.8))}
TOP, HIGH, CORE_WIDE, EDGE_WIDE, MARGIN, GAP, ROW, ROOM = 54, 48, 128, 108, 26, 16, 18, 150
BOLD, SMALL = 'font-size="16" font-weight="600"', 'font-size="13"'


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
        self.notes: List[str] = []
        for text in lines:
            self.take(text)
        if len(self.cores) not in CIRCLES:
            raise FigureError("it needs two cores at least, and five at most")
        self.places = {core: (WIDTH // 2 + round(95 * x), TOP + round((260 if len(self.cores) == 5 else 180) * y))
                       for core, (x, y) in zip(self.cores, CIRCLES[len(self.cores)])}
        for name in [name for name, edge in self.edges.items() if edge.moves_to]:
            self.check_move(name, self.edges[name])

    def take(self, text: str) -> None:
        core, link, edge, gone, move, note = (kind.match(text) for kind in (CORE, LINK, EDGE, GONE, MOVE, NOTE))
        if core and core[1] not in self.cores:
            self.cores.append(core[1])
        elif link and link[1] != link[2]:
            self.links.append((self.known(link[1], text), self.known(link[2], text)))
        elif edge and edge[2] not in self.edges:
            self.edges[edge[2]] = Edge(edge[1], self.known(edge[3], text))
        elif gone and gone[1] not in self.gone:
            self.gone[self.known(gone[1], text)] = fits(gone[2], CORE_WIDE - 16)
        elif move and move[1] in self.edges and not self.edges[move[1]].moves_to:
            if self.edges[move[1]].core != self.known(move[2], text):
                raise FigureError(f"`{text}`: {move[1]} does not hang on core {move[2]}")
            rows = tuple(fits(row, ROOM) for row in move[4].split(" | "))
            self.edges[move[1]] = self.edges[move[1]]._replace(moves_to=self.known(move[3], text), why=rows)
        elif note:
            self.notes.append(fits(note[1], WIDTH - 2 * MARGIN - 12))
        else:
            raise FigureError(f"`{text}` is not understood")

    def known(self, core: str, text: str) -> str:
        if core not in self.cores:
            raise FigureError(f"`{text}`: no line above it says `core {core}`")
        return core

    def check_move(self, name: str, edge: Edge) -> None:
        """Its way must not lead through another core."""
        apart = abs(self.cores.index(edge.core) - self.cores.index(edge.moves_to))
        if edge.moves_to in self.gone:
            raise FigureError(f"{name} moves to core {edge.moves_to}, which is gone")
        if apart not in (1, len(self.cores) - 1) or self.side(edge.core) != self.side(edge.moves_to):
            raise FigureError(f"{name} moves to core {edge.moves_to}, which is not the next one on the same side")

    def side(self, core: str) -> int:
        return -1 if self.places[core][0] < WIDTH / 2 else 1


def draw(facts: Dict[str, str], lines: List[str]) -> str:
    network = Network(lines)
    shapes = []
    for one, other in network.links:
        (x, y), (to_x, to_y) = network.places[one], network.places[other]
        shapes.append(line(f"M{x} {y} L{to_x} {to_y}", "lost" if {one, other} & set(network.gone) else "way"))
    for core in network.cores:
        shapes += node(core, *network.places[core], network.gone.get(core))
    edges, end = hanging(network)
    for note in network.notes:
        shapes += [box(MARGIN, end + 20, WIDTH - 2 * MARGIN, 32, "note"),
                   words(WIDTH / 2, end + 41, note, "ink", SMALL)]
        end += 42
    return picture(facts, end + 24, shapes + edges)


def node(core: str, x: int, y: int, gone: Optional[str]) -> List[str]:
    outline = box(x - CORE_WIDE / 2, y - HIGH / 2, CORE_WIDE, HIGH, "lost" if gone else "lane", HIGH / 2)
    if gone:
        return [outline, words(x, y - 3, f"core {core}", "soft", BOLD), words(x, y + 14, gone, "bad", SMALL)]
    return [outline, words(x, y + 6, f"core {core}", "white", BOLD)]


def hanging(network: Network) -> Tuple[List[str], float]:
    """The edges, beside their core and below each other; and the height below all of it."""
    shapes: List[str] = []
    free = {-1: 20.0, 1: 20.0}
    for core, (_, middle) in sorted(network.places.items(), key=lambda place: place[1][1]):
        side = network.side(core)
        names = [name for name, edge in network.edges.items() if edge.core == core]
        y = max(free[side], middle - (len(names) * (HIGH + GAP) - GAP) / 2)
        for name in names:
            shapes += leaf(network, name, side, y)
            y = free[side] = y + HIGH + GAP + ROW * len(network.edges[name].why)
    return shapes, max(*free.values(), max(y for _, y in network.places.values()) + HIGH / 2 + GAP) - GAP


def leaf(network: Network, name: str, side: int, y: float) -> List[str]:
    edge, (x, core_y) = network.edges[name], network.places[network.edges[name].core]
    outer = WIDTH / 2 + side * (WIDTH / 2 - MARGIN)
    inner, centre, middle = outer - side * EDGE_WIDE, outer - side * EDGE_WIDE / 2, y + HIGH / 2
    shapes = [line(f"M{inner:g} {middle:g} L{x + side * CORE_WIDE / 2:g} {core_y}",
                   "lost" if edge.moves_to or edge.core in network.gone else "link")]
    if edge.moves_to:
        to_x, to_y = network.places[edge.moves_to]
        down = 1 if to_y > core_y else -1
        to_x, to_y, start = to_x + side * CORE_WIDE / 4, to_y - down * (HIGH / 2 + 3), middle + 10 * down
        shapes.append(line(f"M{inner:g} {start:g} C{inner - 70 * side:g} {start:g} {to_x:g} {to_y - 70 * down:g} "
                           f"{to_x:g} {to_y:g}", "link", arrow=True))
    shapes += [box(min(inner, outer), y, EDGE_WIDE, HIGH, "note"), words(centre, y + 21, name, "ink", BOLD),
               words(centre, y + 38, edge.kind, "soft", SMALL)]
    anchor = f'{SMALL} text-anchor="{"start" if side < 0 else "end"}"'
    return shapes + [words(outer, y + HIGH + ROW * number, row, "good", anchor)
                     for number, row in enumerate(edge.why, start=1)]
