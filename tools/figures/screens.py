"""The screens of those who hang on a core: an edge has a terminal, a wallet has a window.

    types alice: /who                       in a terminal, what is typed,
    notes alice: 4 cores, 3 edges           what the program says,
    hears alice: hello                      and what somebody else has said
    balance carol: 1 250 | sb1q8… | Send    in a window, the balance, the address, and a button
    paid carol: + 20 | tea | for two        a payment and what it is for; `+` came in
    letter carol: sealed, | for her alone   a sealed letter, and two rows beside it
"""

import re
from typing import Dict, List, NamedTuple, Tuple

from figures.svg import MONO, box, fits, line, words

ROW = re.compile(r"^(types|notes|hears|balance|paid|letter) (\w+): (.+)$")
# Each kind of row: whose screen it is for, and how many pieces it has at least and at most.
KINDS = {"types": ("edge", 1, 1), "notes": ("edge", 1, 1), "hears": ("edge", 1, 1),
         "balance": ("wallet", 3, 3), "paid": ("wallet", 2, 3), "letter": ("wallet", 2, 2)}
WIDTHS = {"edge": 160, "wallet": 206}
BAR, PAD, LINE, PAID, SEALED, BUTTON = 18, 14, 19, 50, 46, 64
ROOM = {kind: width - 2 * PAD for kind, width in WIDTHS.items()}
TYPED, SMALL, LEFT = f'font-size="12.5" font-family="{MONO}"', 'font-size="13"', 'text-anchor="start"'
STRONG = 'font-weight="600"'


class Row(NamedTuple):
    kind: str
    pieces: Tuple[str, ...]


class Screens:
    """The rows of each screen."""

    def __init__(self) -> None:
        self.rows: Dict[str, List[Row]] = {}

    def take(self, text: str, kinds: Dict[str, str]) -> bool:
        """Whether this line is a row of a screen; `kinds` says who is an edge, and who a wallet."""
        found = ROW.match(text)
        if not found or found[2] not in kinds:
            return False
        pieces = tuple(found[3].split(" | "))
        kind, least, most = KINDS[found[1]]
        if kinds[found[2]] != kind or not least <= len(pieces) <= most:
            return False
        self.rows.setdefault(found[2], []).append(Row(found[1], pieces))
        return True

    def shapes(self, name: str, x: float, y: float) -> Tuple[List[str], float]:
        """The screen with its upper left corner there, and how high it is."""
        kind = KINDS[self.rows[name][0].kind][0]
        inside, end = (terminal if kind == "edge" else window)(self.rows[name], x + PAD, y + BAR)
        width = WIDTHS[kind]
        bar = f"M{x:g} {y + BAR:g} v{8 - BAR} a8 8 0 0 1 8 -8 h{width - 16} a8 8 0 0 1 8 8 v{BAR - 8} z"
        dots = [f'<circle class="quiet" cx="{x + PAD + 12 * number:g}" cy="{y + BAR / 2:g}" r="3.5"/>'
                for number in range(3)]
        frame = box(x, y, width, end - y, "screen" if kind == "edge" else "note", 8)
        return [frame, line(bar, "bar"), *dots, *inside], end - y


def terminal(rows: List[Row], x: float, y: float) -> Tuple[List[str], float]:
    """What stands on it, and where it ends. Letters of one width are wider than others."""
    shapes = []
    for number, row in enumerate(rows):
        text = fits(f"> {row.pieces[0]}" if row.kind == "types" else row.pieces[0], ROOM["edge"], 13.5)
        shapes.append(words(x, y + 22 + LINE * number, text, "quiet" if row.kind == "notes" else "glow",
                            f"{TYPED} {LEFT}"))
    return shapes, y + LINE * len(rows) + 17


def window(rows: List[Row], x: float, y: float) -> Tuple[List[str], float]:
    """What stands in it, and where it ends; a rule between what differs in kind."""
    shapes: List[str] = []
    for before, row in zip([rows[0], *rows], rows):
        if before.kind != row.kind:
            shapes.append(line(f"M{x:g} {y + 12:g} h{ROOM['wallet']}", "rule"))
            y += 16
        more, y = {"balance": balance, "paid": paid, "letter": letter}[row.kind](row.pieces, x, y)
        shapes += more
    return shapes, y + 17


def balance(pieces: Tuple[str, ...], x: float, y: float) -> Tuple[List[str], float]:
    left = x + ROOM["wallet"] - BUTTON
    large = f'font-size="28" font-weight="700" {LEFT}'
    return [words(x, y + 26, "balance", "soft", f"{SMALL} {LEFT}"),
            words(x, y + 58, fits(pieces[0], ROOM["wallet"] - BUTTON - 10, 28), "ink", large),
            words(x, y + 82, fits(pieces[1], ROOM["wallet"], 13.5), "soft", f"{TYPED} {LEFT}"),
            box(left, y + 34, BUTTON, 30, "lane"),
            words(left + BUTTON / 2, y + 54, fits(pieces[2], BUTTON - 8, 14), "white", STRONG)], y + 90


def paid(pieces: Tuple[str, ...], x: float, y: float) -> Tuple[List[str], float]:
    room = ROOM["wallet"] - PAID
    style = "good" if pieces[0].startswith("+") else "ink"
    return [words(x, y + 22, fits(pieces[0], PAID - 8), style, f"{SMALL} {STRONG} {LEFT}"),
            *(words(x + PAID, y + 22 + 17 * number, fits(row, room), "ink", f"{SMALL} {LEFT}")
              for number, row in enumerate(pieces[1:]))], y + 10 + 17 * (len(pieces) - 1)


def letter(pieces: Tuple[str, ...], x: float, y: float) -> Tuple[List[str], float]:
    fold = f"M{x:g} {y + 14:g} l18 14 l18 -14"
    return [box(x, y + 13, 36, 27, "seal", 3), line(fold, "seal"),
            f'<circle class="wax" cx="{x + 18:g}" cy="{y + 28:g}" r="5"/>',
            *(words(x + SEALED, y + 23 + 17 * number, fits(row, ROOM["wallet"] - SEALED), style, f"{SMALL} {LEFT}")
              for number, (row, style) in enumerate(zip(pieces, ("ink", "soft"))))], y + 44
