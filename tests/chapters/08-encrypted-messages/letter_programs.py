"""Programs of stage 08, as the tests see them, from every build folder that has them: dev, asan, tsan."""

import io
import re
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))

from courselib.scenario import Scenario  # noqa: E402
from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402

SANITIZER = "ERROR: .*Sanitizer|WARNING: ThreadSanitizer|runtime error:"
PATIENCE = 60  # seconds; sanitizers on a busy machine are slow, and stamps are a game of chance
PROGRAMS = ("letter", "node", "mail", "sign", "tricks", "observer")


class Stage(unittest.TestCase):
    """Starts programs; everything has ended after each test."""
    build = "dev"
    programs = PROGRAMS

    def setUp(self):
        tree = Tree.here()
        paths = find_stage(tree, "08").program_paths(tree.build / self.build)
        paths = {program: path for program, path in paths.items() if program in self.programs}
        if not all(path.exists() for path in paths.values()):
            self.skipTest(f"the programs of stage 08 are not built in {tree.short(tree.build / self.build)}")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.scenario = Scenario("08", paths, out=io.StringIO())
        self.addCleanup(self.end)

    def end(self):
        self.scenario.close()
        for process in self.scenario.processes:
            self.assertIsNone(process.said(SANITIZER), "\n".join(process.lines))

    def node(self, *others, data=None, options=()):
        """A node that has joined the others; its address is in the attribute `address`."""
        words = [word for other in others for word in ("--core", other.address)]
        words += ["--data", str(self.folder / data)] if data else []
        node = self.scenario.start("node", *words, *options)
        node.address = self.hears(node, r"listening on (\S+)")[1]
        self.hears(node, "node: at block")
        for other in others:
            self.hears(node, f"core {re.escape(other.address)} joined")
        return node

    def desk(self, name, node, at_once=True):
        """Somebody who writes and gets letters there."""
        desk = self.scenario.start("mail", name, "--core", node.address, name=name)
        if at_once:
            self.hears(desk, "the mailbox is ours")
        return desk

    def hears(self, process, words):
        return process.wait_for(words, timeout=PATIENCE, from_start=True)

    def until(self, what):
        """Looks until it is so."""
        until = time.monotonic() + PATIENCE
        while not what():
            self.assertLess(time.monotonic(), until)
            time.sleep(0.05)

    def stop(self, process):
        process.interrupt()
        self.assertEqual(process.wait(timeout=PATIENCE), 0, process.lines)

    def run_to_end(self, program, *words, code=0):
        """All that a program says that ends by itself, in lines."""
        process = self.scenario.start(program, *words)
        process.asked_to_end = True  # its exit code is no accident
        self.assertEqual(process.wait(timeout=PATIENCE), code, process.lines)
        return process.lines


def with_sanitizers(cases, into):
    """The same tests with the programs of the other build folders."""
    for sanitizer in ("asan", "tsan"):
        for case in cases:
            title = case.__name__ + "With" + sanitizer.capitalize()
            into[title] = type(title, (case,), {"build": sanitizer, "__doc__": case.__doc__,
                                                "__module__": case.__module__})
