"""What the learner has done: my/.progress.json. Losing it loses no work, only the ticks."""

import json
import os
import time


class State:
    """Reads at once, writes at each change, by a new file that takes the old one's place."""

    def __init__(self, tree):
        self.path = tree.my / ".progress.json"
        try:
            self.all = json.loads(self.path.read_text())["exercises"]
        except (OSError, ValueError, KeyError, TypeError):
            self.all = {}

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
        self.all[exercise.id] = {**self.of(exercise), **facts}
        self._write()

    def note_attempt(self, exercise, passed):
        """Returns whether it has passed for the first time."""
        facts = {"attempts": int(self.of(exercise).get("attempts", 0)) + 1}
        first = passed and not self.passed(exercise)
        if first:
            facts["passed"] = time.strftime("%Y-%m-%d %H:%M:%S")
        self.note(exercise, **facts)
        return first

    def forget(self, exercise):
        if self.all.pop(exercise.id, None) is not None:
            self._write()

    def _write(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with open(fresh, "w") as file:
            json.dump({"exercises": self.all}, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.path)
