"""Nodes of stage 07, as the tests see them, from every build folder that has them: dev, asan, tsan."""

import re
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3] / "tools")]

from stage_programs import StageTest  # noqa: E402

PATIENCE = 60  # seconds; sanitizers on a busy machine are slow, and mining is a game of chance
PROGRAMS = ("node", "sign", "eavesdrop", "attack", "isolated")


class Stage(StageTest):
    """Starts nodes; everything has ended after each test."""
    number = "07"  # a later stage's nodes do the same
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

    def miner(self, *others, data=None, options=("--block-every", "0", "--empty-blocks")):
        """One that is paid to this address, of somebody called miner."""
        return self.node(*others, data=data, options=("--address", self.address("miner"), *options))

    def hears(self, node, words):
        return node.wait_for(words, timeout=PATIENCE, from_start=True)

    def stop(self, node):
        node.interrupt()
        self.assertEqual(node.wait(timeout=PATIENCE), 0, node.lines)
        self.assertEqual(node.lines[-1], "node: stopped")

    def refused(self, *words):
        """What a node says that does not start."""
        node = self.scenario.start("node", *words)
        node.asked_to_end = True  # its exit code is no accident
        self.assertIn(node.wait(timeout=PATIENCE), (1, 2), node.lines)
        return "\n".join(node.lines)

    def run_to_end(self, program, *words):
        process = self.scenario.start(program, *words)
        self.assertEqual(process.wait(timeout=PATIENCE), 0, process.lines)
        return process.lines[-1]

    def address(self, name):
        return self.run_to_end("sign", name)

    def coins(self, node, name):
        """[(coin, worth, height)], the oldest first."""
        seen = len(node.lines)
        node.type("balance " + self.address(name))
        node.wait_for(r"^balance \d+", timeout=PATIENCE)
        return [re.search(r"coin (\S+) of (\d+), \w+ in block (\d+)", line).groups()
                for line in node.lines[seen:] if line.startswith("  coin ")]

    def balance(self, node, name):
        node.type("balance " + self.address(name))
        return int(node.wait_for(r"^balance (\d+)", timeout=PATIENCE)[1])

    def waiting(self, node):
        node.type("pool")
        return int(node.wait_for(r"^waiting: (\d+)", timeout=PATIENCE)[1])

    def payment(self, coin, to, amount, *words, who="miner"):
        return self.run_to_end("sign", who, "--coin", coin[0], "--worth", coin[1], "--to", to,
                               "--amount", str(amount), *words)

    def tip(self, node):
        node.type("tip")
        return node.wait_for(r"^block (\d+) ([0-9a-f]{64})", timeout=PATIENCE).groups()

    def until(self, what, message=""):
        """Asks until it is so."""
        until = time.monotonic() + PATIENCE
        while not what():
            self.assertLess(time.monotonic(), until, message)
