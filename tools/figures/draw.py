"""Draws docs/figures/*.txt as SVG.

    python3 tools/figures/draw.py           writes docs/figures/NAME.svg for each NAME.txt
    python3 tools/figures/draw.py --check   writes nothing; says which are not what their text says, exit code 1

A figure's text begins with `figure:`, `title:` and `text:` (for those who do not see it); what follows, flow.py,
network.py and tree.py say. Empty lines and lines that begin with # do not count.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from figures import flow, network, tree  # noqa: E402
from figures.svg import FigureError, read  # noqa: E402

KINDS = {"flow": flow.draw, "network": network.draw, "tree": tree.draw}


def svg_of(text: str) -> str:
    facts, lines = read(text)
    if facts["figure"] not in KINDS:
        raise FigureError(f"`{facts['figure']}` is no kind of figure; there are {', '.join(KINDS)}")
    return KINDS[facts["figure"]](facts, lines)


def main(words: list) -> int:
    if words not in ([], ["--check"]):
        print(__doc__)
        return 2
    behind = 0
    for source in sorted((ROOT / "docs" / "figures").glob("*.txt")):
        target = source.with_suffix(".svg")
        try:
            drawn = svg_of(source.read_text(encoding="utf-8"))
        except FigureError as error:
            print(f"{source.relative_to(ROOT)}: {error}")
            behind += 1
            continue
        if not words:
            target.write_text(drawn, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != drawn:
            print(f"{target.relative_to(ROOT)} is not what {source.name} says; python3 tools/figures/draw.py draws it")
            behind += 1
    return int(behind > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
