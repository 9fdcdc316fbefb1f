"""Messages between a few who stand side by side, from top to bottom in the order of time.

    lane ann: Ann              one of them: a short name, and what stands above
    ann -> core: a letter      a message; what follows ` | ` stands below the arrow, softer
    ann: seals it              what somebody does for himself
    part: ben comes home       a new part of the story
"""

import re
from typing import Dict, List

from figures.svg import WIDTH, FigureError, box, line, picture, wide, words

LANE = re.compile(r"^lane (\w+): (.+)$")
MESSAGE = re.compile(r"^(\w+) -> (\w+): (.+)$")
NOTE = re.compile(r"^(\w+): (.+)$")
MARGIN, TOP, LANE_WIDE = 110, 62, 150


def draw(facts: Dict[str, str], lines: List[str]) -> str:
    lanes = [found for found in map(LANE.match, lines) if found]
    if len(lanes) < 2:
        raise FigureError("it needs two lanes at least")
    apart = (WIDTH - 2 * MARGIN) / (len(lanes) - 1)
    places = {lane[1]: MARGIN + apart * number for number, lane in enumerate(lanes)}
    shapes: List[str] = []
    y = TOP + 14.0
    for text in lines[len(lanes):]:
        y, drawn = step(text, y, places, apart)
        shapes += drawn
    end = y + 8
    rails = [line(f"M{x:g} {TOP - 8} V{end:g}", "line") for x in places.values()]
    heads: List[str] = []
    for lane in lanes:
        heads += [box(places[lane[1]] - LANE_WIDE / 2, 20, LANE_WIDE, 34, "lane", 17),
                  words(places[lane[1]], 42, lane[2], "white", 'font-weight="600"')]
    return picture(facts, end + 18, [*rails, *shapes, *heads])


def step(text: str, y: float, places: Dict[str, float], apart: float) -> tuple:
    """The height below what this line says, and its shapes."""
    message, note = MESSAGE.match(text), NOTE.match(text)
    if text.startswith("part: "):
        return part(text[len("part: "):], y)
    if message and message[1] in places and message[2] in places:
        return arrow(places[message[1]], places[message[2]], message[3], y)
    if note and note[1] in places:
        return does(places[note[1]], note[2], y, apart)
    raise FigureError(f"`{text}` is not understood")


def part(text: str, y: float) -> tuple:
    middle = y + 22
    half = wide(text, 14.5) / 2 + 14
    rule = f"M24 {middle - 4:g} H{WIDTH / 2 - half:g} M{WIDTH / 2 + half:g} {middle - 4:g} H{WIDTH - 24}"
    return y + 40, [line(rule, "line"),
                    box(WIDTH / 2 - half, middle - 18, 2 * half, 28, "card", 14),
                    words(WIDTH / 2, middle + 1, text, "soft", 'font-size="13" font-weight="600"')]


def arrow(start: float, end: float, text: str, y: float) -> tuple:
    above, _, below = (piece.strip() for piece in text.partition(" | "))
    towards = 1 if end > start else -1
    at = y + 24
    shapes = [line(f"M{start:g} {at:g} H{end - 3 * towards:g}", "way", arrow=True),
              words((start + end) / 2, at - 7, above, "ink", 'font-weight="600"')]
    if below:
        shapes.append(words((start + end) / 2, at + 17, below, "soft", 'font-size="12.5"'))
    return at + (24 if below else 10), shapes


def does(place: float, text: str, y: float, apart: float) -> tuple:
    rows = text.split(" | ")
    width = min(max(wide(row, 13) for row in rows) + 24, apart * 1.6)
    left = max(10, min(place - width / 2, WIDTH - 10 - width))
    height = 14 + 18 * len(rows)
    return y + height + 8, [box(left, y + 4, width, height, "note"),
                            *(words(left + width / 2, y + 23 + 18 * number, row, "ink", 'font-size="13"')
                              for number, row in enumerate(rows))]
