#!/usr/bin/env python3
"""Takes the pictures in docs/images anew, of the real programs on a virtual display.

    tests/gui/photographs/take.py                   all of them
    tests/gui/photographs/take.py wallet class      these
    tests/gui/photographs/take.py --into FOLDER     to be looked at before they take the others' place

Each begins with nothing: keys are made, blocks are mined, people pay and write, and the picture is of the window that
shows it. Wants Xvfb, xdotool, import (ImageMagick), and the programs of chapters 06 to 08 in build/dev.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools"))

from courselib.trouble import Trouble  # noqa: E402
import classroom  # noqa: E402
import post  # noqa: E402
import projector  # noqa: E402
import village  # noqa: E402

IMAGES = ROOT / "docs" / "images"
SCENES = {village.village: ("wallet",), projector.projector: ("explorer", "explorer-alter"),
          classroom.classroom: ("class",), post.post: ("letters", "engraved")}
PICTURES = [name for names in SCENES.values() for name in names]


def main():
    arguments = argparse.ArgumentParser(description="take the pictures in docs/images anew")
    arguments.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PICTURES))
    arguments.add_argument("--into", type=Path, default=IMAGES, metavar="FOLDER", help="another folder")
    wanted = arguments.parse_args()
    unknown = sorted(set(wanted.names) - set(PICTURES))
    if unknown:
        arguments.error(f"there is no picture {', '.join(unknown)}; there are {', '.join(PICTURES)}")
    folder = wanted.into.resolve()
    folder.mkdir(parents=True, exist_ok=True)

    def save(window, name):
        if name in (wanted.names or PICTURES):
            window.save(folder / f"{name}.png")
            print(folder / f"{name}.png")
    for scene, names in SCENES.items():
        if set(names) & set(wanted.names or names):
            scene(save)


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(f"{trouble.what}\n  {trouble.advice}")
