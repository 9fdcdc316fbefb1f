"""./course docs: the book as a site."""

import os
import time
import webbrowser
from pathlib import Path

from courselib import terminal
from courselib.cli import Words
from courselib.site.building import build

HELP = {"docs": """
    ./course docs                   lessons, exercises and documents as a site, in build/site
    ./course docs --open            and open it in the browser
    ./course docs --output FOLDER   somewhere else; the folder may be copied to a stick or a web server

It can be searched, in English and Japanese, and needs no network.
"""}


def run(tree, verb, words):
    words = Words(verb, words)
    show, output = words.flag("--open"), words.value("--output")
    words.end()
    folder = Path(os.path.expanduser(output) if output else tree.build / "site").resolve()  # ../site is outside
    started = time.monotonic()
    terminal.say("Building the site …", "dim")
    pages = build(tree, folder)
    home = folder / "index.html"
    terminal.say(f"{pages} pages in {terminal.seconds(time.monotonic() - started)}: {tree.short(home)}")
    if show and webbrowser.open(home.as_uri()):
        return 0
    terminal.say(f"Open it in a browser: {home.as_uri()}")
    return 0
