"""What the tests of all stages' programs share: each starts some, and everything has ended after it."""

import io
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from courselib.scenario import Scenario  # noqa: E402
from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402

SANITIZER = "ERROR: .*Sanitizer|WARNING: ThreadSanitizer|runtime error:"


class StageTest(unittest.TestCase):
    """A stage's programs, and a folder for their files."""
    number = ""     # of the stage
    build = "dev"   # the folder whose programs are tried
    programs = ()   # those that must be there; without a name: all of the stage

    def setUp(self):
        tree = Tree.here()
        folder = tree.build / self.build
        if self.build != "dev" and os.environ.get("SBC_LEVEL") == "quick":  # it has built `dev` alone
            self.skipTest("the same with sanitizers: ./course test --ci")
        self.paths = find_stage(tree, self.number).program_paths(folder)
        if not all(self.paths[name].exists() for name in self.programs or self.paths):
            self.skipTest(f"the programs of stage {self.number} are not built in {tree.short(folder)}")
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        self.scenario = Scenario(self.number, self.paths, out=io.StringIO())
        self.addCleanup(self.end)

    def end(self):
        self.scenario.close()
        for process in self.scenario.processes:
            self.assertIsNone(process.said(SANITIZER), "\n".join(process.lines))


def also_with_sanitizers(names, *cases):
    """Adds to a module's names the same tests with the programs of the other build folders."""
    for build in ("asan", "tsan"):
        for case in cases:
            name = f"{case.__name__}With{build.capitalize()}"
            names[name] = type(name, (case,), {"build": build, "__doc__": case.__doc__, "__module__": case.__module__})
