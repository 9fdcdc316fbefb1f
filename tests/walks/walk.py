"""Walks: what a person does by the README or the instructor's guide, command by command, in folders of its own and on
loopback. Whoever walks knows only what the terminals have shown."""

import json
import os
import re
import shlex
import shutil
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from courselib.process import Process  # noqa: E402
from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402

BUILD = 900.0   # seconds to build again what has changed; nothing, where the whole course is tested
START = 60.0    # that a command may take to begin
PATIENCE = 60.0
ORDERLY = 20.0  # to end
PASS_PHRASE = "only for these tests"
TIP = r"block (\d+) ([0-9a-f]{64})$"


class Walk(unittest.TestCase):
    stage = "07"  # whose programs are walked with

    def setUp(self):
        self.my = Path(tempfile.mkdtemp(prefix="walk-"))
        self.addCleanup(shutil.rmtree, self.my, ignore_errors=True)
        self.needs(self.stage)

    def needs(self, stage):
        """Its programs, as they are now; what nobody has built yet is skipped."""
        tree = Tree.here()
        if not all(path.exists() for path in find_stage(tree, stage).program_paths(tree.build / "dev").values()):
            self.skipTest(f"the programs of stage {stage} are not built: ./course build {stage} does it")
        self.assertEqual(self.course("build", "build", stage).wait(BUILD), 0)

    def course(self, name, *words):
        """./course, but for its bootstrap, as in a terminal without a display."""
        env = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        env.update(SBC_MY=str(self.my), SBC_PASS_PHRASE=PASS_PHRASE)
        process = Process(name, [sys.executable, ROOT / "tools" / "course.py", *words], cwd=ROOT, env=env)
        self.addCleanup(process.end, ORDERLY)
        return process

    def types(self, *words, code=0):
        """A command that ends by itself; returns what it has said."""
        done = self.course(" ".join(words), *words)
        self.assertEqual(done.wait(BUILD), code, done.lines)
        return "\n".join(done.lines)

    # -- the commands of the guide --------------------------------------------------------------

    def host(self, *options):
        """Its attribute `line` is what everybody else types, but for ./course and the name."""
        host = self.course("host", "class", "host", "maths", "--no-window", *options)
        shown = host.wait_for(r"^ +\./course (class join \S+ --name) YOURNAME$", START)[1]
        host.line = shlex.split(shown)
        return host

    def joins(self, name, host, *options):
        """With a node. Its attribute `wallet` is the line that shows the balance."""
        student = self.course(name, *host.line, name, "--no-window", *options)
        student.height = int(student.wait_for(r"class-node: at block (\d+)", START, from_start=True)[1])
        student.wallet = self.wallet_line(student)
        return student

    def joins_with_a_wallet(self, name, host):
        """What was said, and the line that shows the balance."""
        student = self.course(name, *host.line, name, "--wallet", "--no-window")
        self.assertEqual(student.wait(START), 0, student.lines)
        return "\n".join(student.lines), self.wallet_line(student)

    def wallet_line(self, student):
        line = student.wait_for(r"^ +\./course (run 07 wallet-cli .*) balance$", PATIENCE, from_start=True)[1]
        return shlex.split(line)

    def wallet(self, line, *words):
        """What wallet-cli answers on a line as it was shown, with another command at its end."""
        answer = self.course("wallet-cli", *line, "--json", *words)
        self.assertEqual(answer.wait(START), 0, answer.lines)
        return json.loads(answer.lines[-1])

    def ends(self, *processes):
        """Ctrl+C in each terminal, one after the other; all end in order."""
        for process in processes:
            process.interrupt()
            self.assertEqual(process.wait(ORDERLY), 0, process.lines)
            self.assertTrue(process.said("class-node: stopped"), process.lines)

    # -- what is seen ---------------------------------------------------------------------------

    def tip(self, node):
        """(height, hash), as its terminal says it now."""
        seen = len(node.lines)
        node.type("tip")
        self.until(lambda: self.tips(node, seen), node)
        return self.tips(node, seen)[-1]

    @staticmethod
    def tips(node, seen):
        return [(int(found[1]), found[2]) for found in (re.search(TIP, line) for line in node.lines[seen:]) if found]

    def ranking(self, node):
        """Its rows, and the tip just after."""
        seen = len(node.lines)
        node.type("ranking")
        tip = self.tip(node)
        return [line.partition("| ")[2] for line in node.lines[seen:] if "has received" in line], tip

    def agree(self, *nodes):
        """All have one tip and one ranking, sooner or later; which is returned."""
        said = []

        def the_same():
            said[:] = [self.ranking(node) for node in nodes]
            return all(one == said[0] for one in said)
        self.until(the_same, *nodes, pause=0.5)
        return said[0]

    def until(self, what, *shown, pause=0.05):
        end = time.monotonic() + PATIENCE
        while not what():
            self.assertLess(time.monotonic(), end, "\n".join(line for one in shown for line in one.lines[-30:]))
            time.sleep(pause)
