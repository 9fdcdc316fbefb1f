"""A small course in a temporary folder, to be broken on purpose."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / "tools"
sys.path.insert(0, str(TOOLS))

PATIENCE = "20"  # seconds: enough for eight courses at once on a machine that is busy with other work
LESSON = "chapters/01-greet/README.md"


class SampleCourse:
    """A copy of tests/lessons/sample in which every check holds, until edit() breaks it."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="sample-course-")
        self.root = Path(self._folder.name) / "sample"
        shutil.copytree(HERE / "sample", self.root)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def read(self, file):
        return (self.root / file).read_text(encoding="utf-8")

    def edit(self, file, old, new):
        text = self.read(file)
        assert text.count(old) >= 1, f"{file} does not contain {old!r}"
        (self.root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def check(self, *options):
        """(exit code, lines) of the checker on this course."""
        command = [sys.executable, TOOLS / "lessons/check.py", "--root", self.root, "--patience", PATIENCE, *options]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        return done.returncode, done.stdout.splitlines()

    def defects(self, *options):
        return [line for line in self.check(*options)[1][:-1] if not line.startswith(("01-greet: ", "02-count: "))]
