"""What the learner has done: my/.progress.json. Losing it loses no work, only the ticks."""

import contextlib
import fcntl
import json
import os
import time

from courselib import terminal
from courselib.whole_file import write_whole


class State:
    """Reads at once, and again before each change: another ./course (watch, say) may have noted something since."""

    def __init__(self, tree):
        self.tree = tree
        self.path = tree.my / ".progress.json"
        self.all = self._read()[0]

    def of(self, exercise):
        return self.all.get(exercise.id, {})

    def passed(self, exercise):
        return bool(self.of(exercise).get("passed"))

    def hints_seen(self, exercise):
        return int(self.of(exercise).get("hints", 0))

    def word(self, exercise):
        """done, begun or new."""
        return "done" if self.passed(exercise) else "begun" if self.of(exercise) else "new"

    def note(self, exercise, **facts):
        self._change(exercise, lambda known: {**known, **facts})

    def note_attempt(self, exercise, passed):
        """Returns whether it has passed for the first time."""
        known = self._change(exercise, lambda known: {
            **({"passed": time.strftime("%Y-%m-%d %H:%M:%S")} if passed else {}), **known,
            "attempts": int(known.get("attempts", 0)) + 1})
        return passed and not known.get("passed")

    def forget(self, exercise):
        if self.of(exercise):
            self._change(exercise, lambda known: {})

    def _change(self, exercise, change):
        """Puts change(what was known of the exercise) in its place, and returns what was known."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(self.path.parent):
            self.all, damaged = self._read()
            if damaged:
                self._put_aside()
            known = self.of(exercise)
            self.all = {**self.all, exercise.id: change(known)}
            kept = {name: facts for name, facts in self.all.items() if facts}
            write_whole(self.path, json.dumps({"exercises": kept}, indent=1, sort_keys=True))
        return known

    def _read(self):
        """(exercise's id -> what is known of it, whether what stands there cannot be read)"""
        try:
            found = json.loads(self.path.read_bytes())["exercises"]
            return {name: sound(facts) for name, facts in found.items()}, False
        except FileNotFoundError:
            return {}, False
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            return {}, True

    def _put_aside(self):
        """Somebody has edited it, perhaps, and forgotten a comma: what he has is not overwritten."""
        aside = self.path.with_name(f"{self.path.name}.{time.strftime('%Y%m%d-%H%M%S')}.damaged")
        self.path.rename(aside)
        terminal.say(f"{self.tree.short(self.path)} is damaged, so the ticks begin anew. It is kept as "
                     f"{self.tree.short(aside)}; mended, it can take its place again.", "bold")


def sound(facts):
    """What is known of an exercise, if it can be reckoned with."""
    facts = dict(facts)
    if any(int(facts.get(name, 0)) < 0 for name in ("hints", "attempts")):
        raise ValueError(facts)
    return facts


@contextlib.contextmanager
def alone_in(folder):
    """For the moment of a change, among all ./course."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
