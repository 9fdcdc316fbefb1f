"""watch: the verdict appears at each save."""

import sys
import time

from courselib import terminal
from courselib.exercises.check import check
from courselib.exercises.tell import note_and_tell
from courselib.trouble import Trouble

INTERVAL = 0.05  # seconds between two looks at the file


def watch_file(tree, exercise, path, rounds=None):
    """Checks at once, and again whenever the file has changed, until Ctrl+C (or for some rounds)."""
    seen = None
    try:
        while rounds is None or rounds > 0:
            now = stamp(path)
            if now == seen or now is None:  # None: an editor is just replacing it
                time.sleep(INTERVAL)
                continue
            seen = now
            try:
                outcome = check(tree, exercise, path)
            except Trouble as trouble:  # an editor has just taken the file away, say: the next save is another one
                clear_screen()
                terminal.say(f"{trouble.what}\n  {trouble.advice}", "bold")
            else:
                clear_screen()
                note_and_tell(tree, exercise, outcome)
            terminal.say(f"\nwatching {tree.short(path)}; Ctrl+C ends", "dim")
            rounds = None if rounds is None else rounds - 1
    except KeyboardInterrupt:
        terminal.say()
    return 0


def stamp(path):
    """Changes at each save; None while the file is not there."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return (facts.st_mtime_ns, facts.st_size, facts.st_ino) if facts.st_size else None


def clear_screen():
    if terminal.is_terminal(sys.stdout):
        sys.stdout.write("\x1b[2J\x1b[3J\x1b[H")
