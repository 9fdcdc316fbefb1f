"""The programs of stage 05, as they are: payments are mined, histories compete, and everybody ends with one."""

import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chain_nodes import PATIENCE, Stage  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402

SOON = 2.0  # seconds that the end of a program may take; it takes some hundredths
ALWAYS = ("--empty-blocks", "--spacing", "1")


class Mining(Stage):
    def test_a_payment_is_mined_and_then_everywhere(self):
        a = self.miner()
        b = self.core(a)
        alice, bob = self.edge("alice", a), self.edge("bob", b)
        bob.type("pay alice 100 you are great")
        for node in (a, b, alice, bob):
            self.hears(node, "waits: bob pays alice 100: you are great")
            self.hears(node, "new block 1 [0-9a-f]{16}…, transactions: 1")
        self.hears(a, r"mined after \d+ hashes, \d+\.\d million a second")
        alice.type("pool")
        self.hears(alice, "waiting: 0")
        alice.type("show")
        self.hears(alice, "│ bits      1f00ffff: 65537 hashes")
        self.hears(alice, "│   bob pays alice 100: you are great")
        alice.type("tree")
        self.hears(alice, "     1  ●  ")
        code, shown = self.chain(b, "show")
        self.assertEqual(code, 0)
        self.assertRegex(shown, "(?s)block 0\n.*block 1\n.*bob pays alice 100")
        code, tree = self.chain(b, "show", "--tree")
        self.assertEqual(code, 0)
        self.assertRegex(tree, "     1  ●  [0-9a-f]{12}\n     0  ●  [0-9a-f]{12}")
        code, verdict = self.chain(b, "check")
        self.assertEqual(code, 0)
        self.assertIn("the chain holds, from the genesis block to block 1", verdict)
        self.assertIn("it took about 65537 hashes", verdict)

    def test_a_core_that_was_not_told_to_mines_nothing(self):
        core = self.core()
        alice = self.edge("alice", core)
        alice.type("pay bob 1")
        self.hears(core, "waits: alice pays bob 1")
        core.type("pool")
        self.hears(core, "waiting: 1")
        self.assertIn("block 0", self.chain(core, "check")[1])

    def test_two_miners_race_and_each_payment_is_in_once(self):
        a = self.miner()
        b = self.miner(a)
        people = [self.edge("alice", a), self.edge("bob", b)]
        notes = [f"number {number} of ten" for number in range(10)]
        for number, note in enumerate(notes):
            people[number % 2].type(f"pay carol 1 {note}")
        shown = self.until_they_agree([a, b], notes, people[0])
        for note in notes:
            self.assertEqual(shown.count(note), 1, shown)
        for core in (a, b):
            self.assertEqual(self.chain(core, "check")[0], 0)

    def test_two_histories_meet_and_the_one_with_more_work_wins(self):
        a, b = self.miner(), self.core(options=("--block-every", "0"))
        alice, bob = self.edge("alice", a), self.edge("bob", b)
        alice.type("pay carol 1 in the west")
        self.hears(a, "new block 1 ")
        for height in (1, 2):
            bob.type(f"pay carol 1 in the east, {height}")
            self.hears(b, f"new block {height} ")
        c = self.core(a, b)
        for node in (a, alice):
            self.hears(node, "reorganisation: back 1, forward 2")
            self.hears(node, "waits again: alice pays carol 1: in the west")
        self.until_they_agree([a, b, c], ["in the west", "in the east, 1", "in the east, 2"], alice)
        code, tree = self.chain(a, "show", "--tree")
        self.assertEqual(code, 0)
        self.assertRegex(tree, r"     1  ●[ ○]*○ +[0-9a-f]{12}  [0-9a-f]{12}\n     0  ●─+┘ +[0-9a-f]{12}")

    def test_a_newcomer_catches_up_while_others_mine(self):
        core = self.miner(options=ALWAYS)
        self.hears(core, "new block 5 ")
        newcomer = self.core(core, options=ALWAYS)
        self.hears(newcomer, "new block 5 ")
        code, verdict = self.run_to_end("chain", "check", "--core", newcomer.address, "--spacing", "1")
        self.assertEqual(code, 0, verdict)
        self.assertIn("the chain holds", verdict)

    def test_the_chain_can_be_looked_at_while_it_is_mined(self):
        core = self.miner(options=ALWAYS)
        self.hears(core, "new block 2 ")
        for words in (("show",), ("show", "--tree"), ("check",)):
            code, said = self.chain(core, *words, "--spacing", "1")
            self.assertEqual(code, 0, said)
        self.assertTrue(core.running)

    def test_several_threads_mine_together(self):
        core = self.miner(options=("--threads", "2"))
        alice = self.edge("alice", core)
        for number in range(1, 4):
            alice.type(f"pay bob {number}")
            self.hears(core, f"new block {number} ")
        self.assertEqual(self.chain(core, "check")[0], 0)


class Endings(Stage):
    def test_ctrl_c_ends_a_core_that_mines(self):
        for threads in ("1", "2"):
            core = self.miner(options=("--empty-blocks", "--threads", threads))
            self.hears(core, "new block 1 ")
            began = time.monotonic()
            core.interrupt()
            self.assertEqual(core.wait(timeout=PATIENCE), 0, core.lines)
            self.assertEqual(core.lines[-1], "core: stopped")
            if self.build == "dev":
                self.assertLess(time.monotonic() - began, SOON)

    def test_quit_ends_cores_and_edges(self):
        core = self.miner(options=("--empty-blocks",))
        alice = self.edge("alice", core)
        for node in (alice, core):
            node.type("/quit")
            self.assertEqual(node.wait(timeout=PATIENCE), 0, node.lines)


class OtherRules(Stage):
    def test_cores_with_other_rules_agree_on_nothing_and_stay_quiet(self):
        a = self.miner(options=("--empty-blocks", "--spacing", "1"))
        b = self.miner(options=("--empty-blocks", "--spacing", "2"))
        c = self.core(a, b, options=("--spacing", "1"))
        self.hears(a, "new block 6 ")
        self.hears(b, "new block 6 ")
        self.hears(c, "new block 6 ")
        self.hears(c, "a neighbour has another genesis block")
        for core, spacing, others in ((a, "1", "2"), (b, "2", "1"), (c, "1", "2")):
            code, verdict = self.chain(core, "check", "--spacing", spacing)
            self.assertEqual(code, 0, verdict)
            code, verdict = self.chain(core, "check", "--spacing", others)
            self.assertEqual(code, 1)
            self.assertIn("it has another genesis block", verdict)
            self.assertIsNone(core.said("reorganisation"))
            self.assertIsNone(core.said("refused block"), "\n".join(core.lines))
            self.assertLess(len(core.lines), 200)

    def test_another_name_is_refused_at_the_door(self):
        core = self.core()
        edge = self.scenario.start("edge", "--core", core.address, "--network", "elsewhere")
        edge.wait_for("elsewhere|network", timeout=PATIENCE)
        code, said = self.chain(core, "check", "--network", "elsewhere")
        self.assertEqual(code, 1, said)


class People(Stage):
    def test_a_payment_that_makes_no_sense_is_explained(self):
        alice = self.edge("alice", self.core())
        for words in ("pay", "pay bob", "pay bob -5", "pay bob 1.5", "pay bob 0 nothing"):
            alice.type(words)
        alice.type("pay bob 5 " + "x" * 201)
        alice.type("pool")
        self.hears(alice, "waiting: 0")
        self.assertEqual(alice.lines.count("not paid; say: pay bob 100 you are great"), 5, alice.lines)
        self.assertTrue(any("at most 64 bytes, a note 200" in line for line in alice.lines), alice.lines)

    def test_mistakes_on_the_command_line_are_explained(self):
        here = ("--core", "127.0.0.1:1")
        for program, words, expected in (
                ("chain", ("look", *here), "say: chain show --core"),
                ("chain", ("show",), "say: chain show --core"),
                ("chain", ("check", "--tree", *here), "say: chain show --core"),
                ("chain", ("show", "--core", "nowhere"), '"nowhere" has no port'),
                ("chain", ("show", *here, "--network", "n" * 65), "at most 64 bytes"),
                ("chain", ("show", *here, "--spacing", "0"), "a spacing 1 to 86,400 seconds"),
                ("core", ("--block-every", "often"), "--block-every takes milliseconds"),
                ("core", ("--block-every", "-1"), "--block-every takes milliseconds"),
                ("core", ("--spacing", "0"), "spacing 1 to 86,400 seconds"),
                ("core", ("--spacing", "86401"), "spacing 1 to 86,400 seconds"),
                ("core", ("--threads", "0"), "1 to 64 threads"),
                ("core", ("--threads", "65"), "1 to 64 threads"),
                ("core", ("--threads", "many"), "--threads"),
                ("core", ("--network", "n" * 65), "at most 64 bytes"),
                ("core", ("--host", "nowhere"), "nowhere"),
                ("simulate", ("majority", "--deep", "51"), "a shop waits for 1 to 50 blocks"),
                ("simulate", ("majority", "--share", "0.5"), "0.01 to 0.49 or 0.51 to 0.99"),
                ("edge", (), "name a core"),
                ("edge", (*here, "--name", ""), "names have 1 to 64 bytes"),
                ("edge", (*here, "--spacing", "0"), "spacing 1 to 86,400 seconds")):
            with self.subTest(program=program, words=words):
                code, said = self.run_to_end(program, *words)
                self.assertEqual(code, 2, said)
                self.assertIn(expected, said)


also_with_sanitizers(globals(), Mining, Endings, OtherRules)

if __name__ == "__main__":
    unittest.main()
