"""Classes of stage 07, as the tests see them: a host, students with nodes, and students who have a wallet alone."""

import json
import os
import re
import time
import unittest

from node_programs import PATIENCE, Stage

MINING = 4 * PATIENCE  # a node that is alone needs several times as long for a block as its whole class
WALLET = {"SBC_PASS_PHRASE": "only for these tests"}
# What takes longer than the whole of a quick run can wait for.
slow = unittest.skipIf(os.environ.get("SBC_LEVEL") == "quick",
                       "a class takes its time: ./course test --ci --only build,programs")
TIP = r"^block (\d+) ([0-9a-f]{64})$"


class Class(Stage):
    """The folder of each lies under his name."""
    programs = ("class-node", "class-ask", "sign", "wallet-cli")

    def start(self, name, program, *words):
        return self.scenario.start(program, *words, name=name)

    def host(self, *options, name="host"):
        """Its attribute `word` is what others join with, and `code` is the class."""
        node = self.start(name, "class-node", "--make", "maths", "--data", str(self.folder / "host"), *options)
        node.address = self.hears(node, r"listening on (\S+)")[1]
        node.word = self.hears(node, r"join with (\S+)")[1]
        node.code = node.word.partition("/")[2]
        self.hears(node, "class-node: at block")
        return node

    def student(self, name, host, *options, address=None):
        """A node that has joined, and mines for the address (of this name, if none is said)."""
        words = ["--join", host.word, "--name", name, "--address", address or self.address(name)]
        node = self.start(name, "class-node", *words, "--data", str(self.folder / name), *options)
        node.address = self.hears(node, r"listening on (\S+)")[1]
        self.hears(node, f"core {re.escape(host.address)} joined")
        return node

    def asks(self, name, word, *options, address=None, expect=0):
        """What the host says to somebody who has a wallet alone."""
        process = self.scenario.start("class-ask", "--join", word, "--name", name, *options,
                                      "--address", address or self.address(name))
        process.asked_to_end = True  # its exit code is no accident
        self.assertEqual(process.wait(timeout=PATIENCE), expect, process.lines)
        return "\n".join(process.lines)

    def wallet(self, name, node, code, command, *words):
        """What wallet-cli answers that asks this node."""
        spacing = re.search(r"/(\d+)s/", code)[1]
        process = self.scenario.start("wallet-cli", "--core", node.address, "--network", code, "--spacing", spacing,
                                      "--keys", str(self.folder / f"{name}.keys"), "--json", command, *words,
                                      env=WALLET)
        self.assertEqual(process.wait(timeout=PATIENCE), 0, process.lines)
        return json.loads(process.lines[-1])

    def stop_class(self, *nodes):
        for node in nodes:
            node.interrupt()
        for node in nodes:
            self.assertEqual(node.wait(timeout=PATIENCE), 0, node.lines)
            self.assertEqual(node.lines[-1], "class-node: stopped")

    # -- what they say --------------------------------------------------------------------------

    def height(self, node):
        return int(self.tip(node)[0])

    def ranking(self, node):
        """[line], and the tip when that was said."""
        seen = len(node.lines)
        node.type("ranking")
        tip = self.tip(node)
        return [line for line in node.lines[seen:] if "has received" in line], tip

    def present(self, host, *names):
        """All of these, with a node."""
        def all_of_them():
            seen = len(host.lines)
            host.type("class")
            self.tip(host)
            return all(re.search(rf"^  {name}: block", "\n".join(host.lines[seen:]), re.M) for name in names)
        self.until(all_of_them, host.lines, pause=0.2)

    def agree(self, *nodes, patience=PATIENCE):
        """One tip and one ranking, asked again until it is so; which are returned."""
        said = []

        def the_same():
            said[:] = [self.ranking(node) for node in nodes]
            return all(one == said[0] for one in said)
        self.until(the_same, said, pause=0.3, patience=patience)
        return said[0]

    def grows(self, node, by):
        """Waits until its history has so many blocks more."""
        wanted = self.height(node) + by
        self.until(lambda: self.height(node) >= wanted, node.lines, pause=0.2, patience=MINING)

    def until(self, what, message="", pause=0.0, patience=PATIENCE):
        """Asks until it is so."""
        until = time.monotonic() + patience
        while not what():
            self.assertLess(time.monotonic(), until, message)
            time.sleep(pause)
