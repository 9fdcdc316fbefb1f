"""The programs of stage 07, as they are: payments travel, are mined and kept; a killed node remembers."""

import sqlite3
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from node_programs import PATIENCE, Stage  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402


class Paying(Stage):
    def test_a_payment_is_passed_on_mined_and_counted_everywhere(self):
        first = self.miner()
        second = self.node(first)
        third = self.node(second)
        self.hears(second, "new block 4 ")
        payment = self.payment(self.coins(second, "miner")[0], "bob", 30, "--note", "you are great")
        third.type("say " + payment)
        for node in (first, second, third):
            self.hears(node, "waits: 30 to sb1.*, 69 to sb1.*: you are great")
        for node in (first, second, third):
            self.until(lambda node=node: self.balance(node, "bob") == 30)
        third.type("say " + payment)
        self.hears(third, "not taken, such a coin is spent already")
        third.type("show")
        self.hears(third, "│   mined: 100 to sb1")

    def test_what_is_no_payment_is_told_and_harms_nobody(self):
        node = self.node()
        for text in ("", "{}", "{\"pay\":\"me\"}", "x" * 100_000):
            node.type("say " + text)
            node.wait_for("this is no payment: ", timeout=10)
        node.type("balance sb1nobody")
        node.type("pool")
        self.hears(node, "waiting: 0")

    def test_a_node_that_was_not_told_to_mines_nothing(self):
        node = self.node()
        self.assertEqual(self.tip(node)[0], "0")


class Keeping(Stage):
    def test_a_killed_node_has_everything_that_it_announced(self):
        node = self.miner(data="a")
        for height in (3, 7, 11):
            self.hears(node, f"new block {height} ")
            node.kill()
            node.wait()
            told = [line for line in node.lines if line.startswith("new block ")]
            last = told[-1].split()[2] if told else str(height)
            node = self.miner(data="a")
            kept = int(self.hears(node, r"node: at block (\d+)")[1])
            self.assertGreaterEqual(kept, int(last))
            self.hears(node, f"new block {kept + 1} ")
            self.assertGreaterEqual(self.balance(node, "miner"), 100 * (kept + 1))

    def test_reindex_comes_to_the_same(self):
        node = self.miner(data="a")
        self.hears(node, "new block 5 ")
        self.stop(node)
        node = self.node(data="a")
        before = self.tip(node), self.coins(node, "miner")
        self.stop(node)
        node = self.node(data="a", options=("--reindex",))
        self.assertEqual((self.tip(node), self.coins(node, "miner")), before)

    def test_a_folder_is_for_one_node_and_one_network(self):
        node = self.node(data="a")
        folder = str(self.folder / "a")
        self.assertIn("another node has it", self.refused("--data", folder))
        self.stop(node)
        self.assertIn("the chain of another network", self.refused("--data", folder, "--network", "other"))
        self.assertIn("the chain of another network", self.refused("--data", folder, "--spacing", "7"))

    def test_a_file_that_is_not_ours_is_left_alone(self):
        folder = self.folder / "a"
        folder.mkdir()
        file = folder / "chain.sqlite"
        file.write_text("my diary\n" * 1000)
        self.assertIn("it belongs to another program", self.refused("--data", str(folder)))
        self.assertEqual(file.read_text(), "my diary\n" * 1000)
        self.assertIn("unable to open", self.refused("--data", str(file)))

    def test_a_file_of_another_version_is_refused_with_a_sentence(self):
        self.stop(self.node(data="a"))
        with sqlite3.connect(self.folder / "a" / "chain.sqlite") as file:
            file.execute("PRAGMA user_version = 9")
        file.close()
        self.assertIn("another version of this program has written it", self.refused("--data", str(self.folder / "a")))


class Meeting(Stage):
    def test_two_histories_meet_and_the_payment_waits_again(self):
        node = self.miner(data="a")
        self.hears(node, "new block 5 ")
        self.stop(node)
        paid_for = ("--block-every", "0")
        west = self.miner(data="a", options=paid_for)
        start = int(self.tip(west)[0])
        east = self.miner(west, data="b", options=paid_for)
        self.hears(east, f"new block {start} ")
        self.stop(east)
        east = self.miner(data="b", options=paid_for)
        coins = self.coins(east, "miner")
        west.type("say " + self.payment(coins[0], "bob", 30))
        self.hears(west, f"new block {start + 1} ")
        for coin, height in zip(coins[1:3], (start + 1, start + 2)):
            east.type("say " + self.payment(coin, "carol", 5))
            self.hears(east, f"new block {height} ")
        joint = self.node(west, east)
        self.hears(west, "reorganisation: back 1, forward 2")
        self.hears(west, "waits again: 30 to sb1")
        for node in (west, east, joint):
            self.hears(node, f"new block {start + 3} ")
            self.assertEqual([self.balance(node, name) for name in ("bob", "carol")], [30, 10])
        self.agree((west, east, joint), coins[3:])

    def agree(self, nodes, coins):
        """Two miners that are equally quick leave a tie, which stays until somebody pays for the next block."""
        for coin in coins:
            tips = {self.tip(node) for node in nodes}
            if len(tips) == 1:
                return
            nodes[0].type("say " + self.payment(coin, "dave", 1))
            height = int(tips.pop()[0])
            self.until(lambda: all(int(self.tip(node)[0]) > height for node in nodes))  # noqa: B023
        self.assertEqual(len({self.tip(node) for node in nodes}), 1)


class Endings(Stage):
    def test_ctrl_c_ends_a_node_that_mines(self):
        for threads in ("1", "2"):
            node = self.miner(options=("--block-every", "0", "--empty-blocks", "--threads", threads))
            self.hears(node, "new block 1 ")
            self.stop(node)

    def test_mistakes_in_the_options_are_explained(self):
        self.assertIn("say where to be paid", self.refused("--block-every", "0"))
        self.assertIn("say where to be paid", self.refused("--block-every", "0", "--address", "bob"))
        self.assertIn("--block-every takes milliseconds", self.refused("--block-every", "soon", "--address",
                                                                      self.address("bob")))
        self.assertIn("1 to 64 threads", self.refused("--threads", "0"))

    def test_nobody_is_paid_at_an_address_that_was_mistyped(self):
        bob = self.address("bob")
        mistyped = bob[:-1] + ("q" if bob[-1] != "q" else "p")
        for to, says in ((mistyped, "character 61"), (bob[:-1], "61 characters"), ("", "--to ADDRESS")):
            signing = self.scenario.start("sign", "alice", "--coin", "00" * 32 + ":0", "--worth", "100", "--to", to,
                                          "--amount", "5")
            signing.asked_to_end = True  # its exit code is no accident
            self.assertEqual(signing.wait(timeout=PATIENCE), 2, signing.lines)
            self.assertIn(says, "\n".join(signing.lines).lower() if to else "\n".join(signing.lines))


also_with_sanitizers(globals(), Paying, Keeping, Meeting, Endings)

if __name__ == "__main__":
    unittest.main()
