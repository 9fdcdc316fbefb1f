"""What all figures share: how their text is read, their colours in light and dark, and the shapes of SVG."""

from html import escape
from typing import Dict, List, Tuple

WIDTH = 720
FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif"
MONO = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
NEEDED = ("figure", "title", "text")
# class: (what it sets in light, what differs in dark)
COLOURS = {
    "card": ("fill: #f7f9fc; stroke: #d5dce6", "fill: #131a24; stroke: #2c3848"),
    "ink": ("fill: #1c2735", "fill: #eaf0f8"),
    "soft": ("fill: #54637a", "fill: #a3b2c6"),
    "good": ("fill: #14703a", "fill: #57d58b"),
    "bad": ("fill: #a02c50", "fill: #f58cab"),
    "block": ("fill: #ffffff; stroke: #b97c0b; stroke-width: 2", "fill: #1b2431; stroke: #e0a63a"),
    "won": ("fill: #fdf1d6; stroke: #b97c0b; stroke-width: 2.5", "fill: #40331a; stroke: #f2b134"),
    "lost": ("fill: #eef1f6; stroke: #8295ae; stroke-width: 2; stroke-dasharray: 5 5",
             "fill: #1b2431; stroke: #71839c"),
    "loser": ("stroke: #8295ae; stroke-width: 2; stroke-dasharray: 5 5; fill: none", "stroke: #71839c"),
    "lane": ("fill: #2f6fdb", "fill: #3d7ff0"),
    "white": ("fill: #ffffff", "fill: #ffffff"),
    "line": ("stroke: #b6c2d2; stroke-width: 1.5; stroke-dasharray: 3 5; fill: none", "stroke: #435268"),
    "link": ("stroke: #b97c0b; stroke-width: 2; fill: none", "stroke: #e0a63a"),
    "way": ("stroke: #2f6fdb; stroke-width: 2; fill: none", "stroke: #6ba1ff"),
    "back": ("stroke: #b3345a; stroke-width: 2; fill: none", "stroke: #f07a9c"),
    "note": ("fill: #ffffff; stroke: #aab8ca; stroke-width: 1.5", "fill: #1b2431; stroke: #435268"),
    "gold": ("fill: #f2b134; stroke: #b97c0b; stroke-width: 2", "fill: #f2b134; stroke: #b97c0b"),
    "screen": ("fill: #16202e; stroke: #16202e; stroke-width: 1.5", "fill: #0a0f16; stroke: #435268"),
    "bar": ("fill: #dde5ef", "fill: #283445"),
    "glow": ("fill: #9fe3b4", "fill: #9fe3b4"),
    "quiet": ("fill: #8fa3bd", "fill: #8fa3bd"),
    "rule": ("stroke: #d5dce6; stroke-width: 1.5", "stroke: #2c3848"),
    "seal": ("fill: #fbe9ee; stroke: #b3345a; stroke-width: 2", "fill: #3a1c27; stroke: #f07a9c"),
    "wax": ("fill: #b3345a", "fill: #f07a9c"),
}
HEADS = ("link", "way", "back", "loser")  # lines that end in an arrow


class FigureError(Exception):
    pass


def read(text: str) -> Tuple[Dict[str, str], List[str]]:
    """The facts at the beginning, and the lines that follow."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    facts: Dict[str, str] = {}
    while lines and lines[0].partition(":")[0] in NEEDED:
        name, _, value = lines.pop(0).partition(":")
        facts[name] = f"{facts[name]} {value.strip()}" if name in facts else value.strip()
    missing = [name for name in NEEDED if not facts.get(name)]
    if missing:
        raise FigureError(f"it does not say its {' and '.join(missing)}")
    return facts, lines


def picture(facts: Dict[str, str], height: float, shapes: List[str]) -> str:
    """A card with these shapes, and of the colours and arrows those which they use."""
    body = "".join(f"  {shape}\n" for shape in [box(1, 1, WIDTH - 2, height - 2, "card", 14), *shapes])
    used = {name: COLOURS[name] for name in COLOURS if f'class="{name}"' in body}
    arrows = [name for name in HEADS if f"url(#to-{name})" in body]
    light = "".join(f"    .{name} {{ {light} }}\n" for name, (light, _) in used.items())
    dark = "".join(f"      .{name} {{ {dark} }}\n" for name, (_, dark) in used.items())
    heads = "".join(f"      .head-{name} {{ fill: {colour(name, 1)} }}\n" for name in arrows)
    light += "".join(f"    .head-{name} {{ fill: {colour(name, 0)} }}\n" for name in arrows)
    markers = "".join(
        f'    <marker id="to-{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path class="head-{name}" d="M0 0 L10 5 L0 10 z"/></marker>\n' for name in arrows)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height)}" role="img" '
            f'aria-labelledby="title text"\n     font-family="{FONT}" font-size="14">\n'
            f"  <title id=\"title\">{escape(facts['title'])}</title>\n"
            f"  <desc id=\"text\">{escape(facts['text'])}</desc>\n"
            f"  <style>\n{light}    @media (prefers-color-scheme: dark) {{\n{dark}{heads}    }}\n  </style>\n"
            f"  <defs>\n{markers}  </defs>\n{body}</svg>\n")


def colour(name: str, scheme: int) -> str:
    return COLOURS[name][scheme].partition("stroke: ")[2].partition(";")[0]


def number(value: float) -> str:
    return f"{value:g}"


def box(x: float, y: float, width: float, height: float, name: str, radius: float = 6) -> str:
    return (f'<rect class="{name}" x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
            f'rx="{number(radius)}"/>')


def words(x: float, y: float, text: str, name: str = "ink", more: str = "") -> str:
    """Text around x; y is its base line."""
    anchor = "" if "text-anchor" in more else ' text-anchor="middle"'
    return (f'<text class="{name}" x="{number(x)}" y="{number(y)}"{anchor}{" " + more if more else ""}>'
            f"{escape(text)}</text>")


def line(path: str, name: str, arrow: bool = False) -> str:
    return f'<path class="{name}" d="{path}"{f" marker-end={chr(34)}url(#to-{name}){chr(34)}" if arrow else ""}/>'


def wide(text: str, size: float = 14) -> float:
    """About how wide a text is."""
    return sum(1.0 if ord(letter) > 0x2e7f else 0.56 for letter in text) * size


def fits(text: str, room: float, size: float = 13) -> str:
    """The text, if it is not wider than its place."""
    if wide(text, size) > room:
        raise FigureError(f"`{text}` is too wide for its place")
    return text
