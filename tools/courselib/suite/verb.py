"""./course test: which parts of the table a command line means."""

import os
import secrets

from courselib import terminal
from courselib.cli import Words
from courselib.stages import find_stage, nearest
from courselib.suite.run import Run
from courselib.suite.runner import run_parts
from courselib.suite.table import CI, LONG, PARTS, QUICK
from courselib.trouble import Trouble

HELP = {"test": """
    ./course test               one compiler, a few minutes
    ./course test NN            what concerns one chapter
    ./course test --ci          all that CI proves: two compilers, sanitizers, proofs; an hour, the first time two
    ./course test --long        the same with the full figures (millions of fuzz runs)
    ./course test --only PART   one part, by its name (several with commas); --only help lists them
"""}


def run(tree, verb, words):
    words = Words(verb, words)
    long, ci, only = words.flag("--long"), words.flag("--ci"), words.value("--only")
    word = words.next()
    words.end()
    level = "long" if long else "ci" if ci else "quick"
    if only == "help":
        return show_parts()
    parts = choose(level, only, bool(word))
    chapter = find_stage(tree, word).number if word else ""
    # A chapter on its own compiles what the whole build has compiled, and a fresh clone what another one has: a
    # compiler cache may say so, although the folder, which the debugger is told, is another.
    os.environ.setdefault("CCACHE_NOHASHDIR", "1")
    os.environ.setdefault("CCACHE_BASEDIR", str(tree.root))
    return run_parts(Run(tree, level, seed(), chapter), parts)


def choose(level, only, narrowed):
    """The parts of a level; `only` may also name a part that the level does not have."""
    wanted = {QUICK: {QUICK}, CI: {CI}, LONG: {CI, LONG}}[level]
    parts = [part for part in PARTS if wanted.intersection(part.levels)]
    if only:
        keys = only.split(",")
        known = list(dict.fromkeys(part.key for part in PARTS))
        for key in keys:
            if key not in known:
                raise Trouble(f"there is no part '{key}'{nearest(key, known)}", "the parts: " + ", ".join(known), 2)
        of_level = [part for part in parts if part.key in keys]
        parts = of_level + [part for part in PARTS if part.key in keys and part.key not in {p.key for p in of_level}]
        return [part if not part.needs or part.needs in keys else without_needs(part) for part in parts]
    return [part for part in parts if part.chapter or not narrowed]


def without_needs(part):
    from dataclasses import replace
    return replace(part, needs="")


def seed():
    given = os.environ.get("SBC_SEED", "")
    return int(given) if given.isdigit() else secrets.randbelow(2**31)


def show_parts():
    terminal.say(terminal.table([(part.key, "/".join(part.levels), part.about) for part in PARTS]))
    return 0
