#!/usr/bin/env python3
"""Draws each panel of the galleries, to be looked at after a change, on a virtual display with nobody's mouse over it.

    tests/gui/gallery/pictures.py FOLDER     each panel in both themes and three sizes, and with each of the states that
                                             a network may be in, and each page of the explorer

Wants Xvfb and the galleries, which are built with the rest where the window's libraries are installed. What they show
is made up; the pictures in docs/images are of the real programs (tests/gui/photographs/take.py).
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))

from courselib.tree import Tree  # noqa: E402

PATIENCE = 60  # seconds
WEATHERS = ("away", "connecting", "following", "up-to-date", "differ", "stale")
PANELS = ("overview", "receive", "send", "history", "keys", "settings", "notices")
PAGES = ("overview", "blocks", "curves", "ranking", "engraved", "choose", "alter")
CLASS = ("--students", "16", "--parted")
POST = ("--letters", "--network", "up-to-date")
CONTACTS = ("compared", "new", "changed", "looking", "nameless", "expired")  # in the sample's order


class Screen:
    """A display that Xvfb finds free, larger than any window of ours, so that the pointer in its middle touches none
    of the usual size."""

    def __enter__(self):
        self.xvfb = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "2600x1800x24", "-noreset", "-nolisten",
                                      "tcp"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.display = ":" + self.xvfb.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.xvfb.terminate()
        self.xvfb.wait(PATIENCE)
        self.xvfb.stdout.close()

    def picture(self, gallery, into, *options):
        environment = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        subprocess.run([gallery, "--picture", into, *options], env={**environment, "DISPLAY": self.display}, check=True,
                       timeout=PATIENCE)
        print(into)


def letters(screen, gallery, folder):
    for theme, font in (("light", "18"), ("dark", "18"), ("light", "28")):
        looks = ("--theme", theme, "--font", font)
        screen.picture(gallery, folder / f"engraved-{theme}-{font}.png", "--panel", "engraved", *looks, *POST)
        for at, contact in enumerate(CONTACTS):
            screen.picture(gallery, folder / f"letters-{contact}-{theme}-{font}.png", "--panel", "letters", "--contact",
                           str(at), *looks, *POST)


def explorer_pages(screen, explorer, folder):
    for page in PAGES:
        for theme in ("light", "dark"):
            for font in ("18", "28"):
                screen.picture(explorer, folder / f"explorer-{page}-{theme}-{font}.png", "--page", page, "--theme",
                               theme, "--font", font)
    for page in ("class", "overview"):
        for theme, font in (("light", "18"), ("dark", "18"), ("light", "28")):
            screen.picture(explorer, folder / f"class-{page}-{theme}-{font}.png", "--page", page, "--theme", theme,
                           "--font", font, *CLASS)
    screen.picture(explorer, folder / "class-100.png", "--page", "class", "--students", "100")
    screen.picture(explorer, folder / "explorer-1000.png", "--nodes", "1000", "--blocks", "10000")


def main():
    arguments = argparse.ArgumentParser(description="draw each panel, to be looked at")
    arguments.add_argument("folder", type=Path, metavar="FOLDER", help="where the pictures are put")
    folder = arguments.parse_args().folder
    tree = Tree.here()
    gallery, explorer = (tree.build / "dev" / "tests" / "gui" / name for name in ("gui_gallery", "gui_explorer_gallery"))
    for each in (gallery, explorer):
        if not each.exists():
            sys.exit(f"there is no {tree.short(each)}: build it first")
    with Screen() as screen:
        folder.mkdir(parents=True, exist_ok=True)
        for panel in PANELS:
            for theme, font in (("light", 18), ("dark", 18), ("light", 28)):
                screen.picture(gallery, folder / f"{panel}-{theme}-{font}.png", "--panel", panel, "--theme", theme,
                               "--font", str(font))
        letters(screen, gallery, folder)
        for weather in WEATHERS:
            for panel in ("network", "overview"):
                screen.picture(gallery, folder / f"{weather}-{panel}.png", "--panel", panel, "--network", weather)
        screen.picture(gallery, folder / "differ-network-28.png", "--panel", "network", "--network", "differ", "--theme",
                       "dark", "--font", "28")
        explorer_pages(screen, explorer, folder)


if __name__ == "__main__":
    main()
