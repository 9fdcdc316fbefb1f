"""Programs of stage 08, as the tests see them, from every build folder that has them: dev, asan, tsan."""

import re
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3] / "tools")]

from stage_programs import StageTest  # noqa: E402

PATIENCE = 60  # seconds; sanitizers on a busy machine are slow, and stamps are a game of chance
PROGRAMS = ("letter", "node", "mail", "sign", "tricks", "observer")


class Stage(StageTest):
    """Starts programs; everything has ended after each test."""
    number = "08"
    programs = PROGRAMS

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
