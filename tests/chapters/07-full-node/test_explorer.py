"""The explorer's window, on a virtual display, in a network of stage 07's own nodes: it is looked at, a byte of a block
is altered by a click, and the neighbour that is shown that block refuses it."""

import queue
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tests" / "gui"))
sys.path.insert(0, str(ROOT / "tools"))

from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402
from test_window import PATIENCE, Display, Program  # noqa: E402

# On the page where a block is altered; the window is as large as it opens.
NEWEST_BLOCK = (1010, 265)
FIRST_OF_NONCE = (142, 430)
SHOW_IT = (695, 663)


def stage_program(preset, name):
    tree = Tree.here()
    return tree.build / preset / "chapters" / find_stage(tree, "07").name / name


class TheExplorer(Display):
    path = staticmethod(lambda preset: stage_program(preset, "explorer"))

    def start(self, name, *words):
        return Program(stage_program(self.preset, name), *words)

    def rest(self, program):
        self.until("it is at rest", lambda: self.at_rest(program))

    def click(self, place):
        self.tool("xdotool", "mousemove", "--window", self.window, *map(str, place), "click", "1")

    def quiet_node(self, address):
        """One that has some blocks, and mines no more: what is seen stays where it is."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        quick = ("--spacing", "1", "--data", folder.name)
        miner = self.start("node", *quick, "--address", address, "--block-every", "100", "--empty-blocks")
        miner.wait_for("new block 4 ")
        self.finish(miner)
        node = self.start("node", *quick)
        self.addCleanup(self.finish, node)
        return node, node.wait_for("listening on").split()[-1]

    def test_a_neighbour_refuses_the_block_of_which_a_byte_was_altered(self):
        signer = self.start("sign", "alice")
        alice = signer.wait_for("sb1")
        signer.process.wait(PATIENCE)
        self.finish(signer)
        ben, at = self.quiet_node(alice)
        program = self.open("--spacing", "1", "--core", at, "--call", f"{at}=ben", "--call", f"{alice}=alice")
        self.rest(program)
        self.tool("import", "-window", self.window, str(Tree.here().build / "explorer-test.png"))
        for action in (lambda: self.press("ctrl+6"), lambda: self.click(NEWEST_BLOCK),
                       lambda: self.click(FIRST_OF_NONCE)):
            self.changes(action)
            self.rest(program)
        self.click(SHOW_IT)
        self.assertIn("its hash lies above its target", ben.wait_for("refused block"))
        self.rest(program)
        self.tool("import", "-window", self.window, str(Tree.here().build / "explorer-alter-test.png"))


# The same where a class is parted: the window says first that only this machine can join.
PART_THE_CLASS = (873, 347)
HEAL_THE_CLASS = (1020, 347)


class TheClass(Display):
    path = staticmethod(lambda preset: stage_program(preset, "class-node"))

    def folder(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name

    def click(self, place):
        self.tool("xdotool", "mousemove", "--window", self.window, *map(str, place), "click", "1")

    def test_the_host_parts_the_class_and_heals_it_by_two_clicks(self):
        host = self.open("--make", "maths", "--data", self.folder(), "--threads", "0", "--window")
        word = host.wait_for("join with").split()[-1]
        student = Program(stage_program(self.preset, "class-node"), "--join", word, "--name", "ben", "--data",
                          self.folder(), "--threads", "0")
        self.addCleanup(self.finish, student)
        student.wait_for("joined")
        self.until("the student is known, and can be parted from",
                   lambda: self.hears_after_click(student, PART_THE_CLASS, "has parted the class"))
        self.tool("import", "-window", self.window, str(Tree.here().build / "class-test.png"))
        self.click(HEAL_THE_CLASS)
        student.wait_for("has healed the class")

    def hears_after_click(self, student, place, words):
        self.click(place)
        try:
            return words in student.lines.get(timeout=1)
        except queue.Empty:
            return False


if __name__ == "__main__":
    unittest.main()
