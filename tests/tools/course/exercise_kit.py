"""The sample tree's one exercise, checked without a compiler."""

import json
import shutil

import fake_build
from sample import SampleTest

from courselib import cli

COPY = "my/01-greeting/greeting.cpp"


class Exercises(SampleTest):
    def setUp(self):
        super().setUp()
        fake_build.patch(self)

    def course(self, *words):
        return self.printed(cli.dispatch, self.tree, ["exercise", *words])

    def check(self, order):
        self.write(COPY, f"// {order}\n")
        return self.course("01-greeting")

    def progress(self):
        path = self.folder / "my/.progress.json"
        return json.loads(path.read_text())["exercises"].get("01-greeting", {}) if path.exists() else {}

    def add_exercise(self, name, chapter="01"):
        """One more, of which only the name matters."""
        shutil.copytree(self.folder / "exercises/01-greeting", self.folder / f"exercises/{name}")
        self.change(f"exercises/{name}/exercise.json", id=name, chapter=chapter)
