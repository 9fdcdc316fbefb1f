"""What the ancestor of the course believed, said to a node that runs: refused, each with its reason."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from node_programs import PATIENCE, Stage  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402

BLOCK = r"refused block [0-9a-f]{16}…: "
UNSIGNED = "the owner of sb1.* has not signed this"
OVERSPENT = "100 come in, but 1000000 go out"
NOT_THERE = "such a coin is spent already, or was never there"
PEOPLE = ("ann", "mallory", "miner", "bob")
# name -> what the node's own lines must say
PAYMENTS = {
    "theft": ("not taken, " + UNSIGNED, BLOCK + UNSIGNED),
    "inflation": ("not taken, " + OVERSPENT, BLOCK + OVERSPENT),
    "negative": ("this is no payment: .*", BLOCK + ".*"),
    "greedy": ("not taken, a coinbase stands first in its own block", BLOCK + "a miner may take 100 here"),
    "twice-in-one": ("this is no payment: it spends one output twice", BLOCK + "it spends one output twice"),
    "twice-waiting": ("not taken, (the payment [0-9a-f]{64} spends it, and waits|" + NOT_THERE + ")",),
    "twice-in-block": (BLOCK + NOT_THERE,),
    "forged": ("not taken, " + NOT_THERE, BLOCK + NOT_THERE),
}
BLOCKS = {
    "future": (BLOCK + "its time is more than two hours ahead of ours",),
    "past": (BLOCK + "it is older than most of the eleven before it",),
    "large": (BLOCK + "it holds 3 transactions of 24.* bytes; a block holds at most 100 of 24000",),
    "twins": (BLOCK + "it repeats transactions: a list without them has the same root",),
    "wrong-root": (BLOCK + "its transactions are not those that its header was made for",),
    "second-coinbase": (BLOCK + "a coinbase stands first in its own block",),
}
HISTORIES = {
    "other-genesis": (),
    "broken-history": (BLOCK + "a miner may take 100 here",),
}
STRANGERS = {
    "pickle": ("closing .*: parse error at line 1, column 1",),
    "long-frame": ("a frame of 1000000 bytes was announced; at most 65536 are accepted",),
    "deep": ("closing .*: nested deeper than 8 levels",),
    "amplifier": (),
    "impostors": (BLOCK + "a miner may take 100 here",),
}


class Attacked(Stage):
    def test_payments_that_the_ancestor_believed_are_refused_as_payments_and_in_blocks(self):
        self.refuses(PAYMENTS)

    def test_blocks_that_the_ancestor_believed_are_refused(self):
        self.refuses(BLOCKS)

    def test_histories_that_the_ancestor_believed_are_refused(self):
        self.refuses(HISTORIES)

    def test_strangers_whom_the_ancestor_believed_are_refused(self):
        self.refuses(STRANGERS)

    def test_the_program_says_which_attacks_there_are(self):
        names = [*PAYMENTS, *HISTORIES, *BLOCKS, *STRANGERS, "all"]
        attack = self.scenario.start("attack")
        self.assertEqual(attack.wait(timeout=PATIENCE), 0)
        self.assertEqual([line.split()[0] for line in attack.lines], names)

    def refuses(self, attacks):
        node = self.miner(options=("--block-every", "0"))
        for name, reasons in attacks.items():
            with self.subTest(name):
                seen = len(node.lines)
                attack = self.scenario.start("attack", "--core", node.address, name)
                self.assertEqual(attack.wait(timeout=PATIENCE), 0, attack.lines)
                self.assertRegex(attack.lines[-1], "^refused: ")
                self.tip(node)  # whatever it had to say has been said
                for reason in reasons:
                    self.assertRegex("\n".join(node.lines[seen:]), reason)
        self.serves(node)

    def serves(self, node):
        """Somebody is paid, and all the points that there are have been mined: 100 in each block."""
        if not self.coins(node, "mallory"):
            self.run_to_end("attack", "--core", node.address, "inflation")  # she mines for herself first
        self.until(lambda: self.waiting(node) == 0)  # what she has handed in last spends one of her coins
        coin = next(coin for coin in self.coins(node, "mallory")
                    if int(coin[1]) >= 50 and int(coin[2]) + 2 <= int(self.tip(node)[0]))
        node.type("say " + self.payment(coin, "bob", 30, who="mallory"))
        self.until(lambda: self.balance(node, "bob") == 30, "\n".join(node.lines[-20:]))
        height = int(self.tip(node)[0])
        self.assertEqual(sum(self.balance(node, name) for name in PEOPLE), 100 * height)


class Accidents(Stage):
    """Of the ancestor's node, where nobody attacked."""

    def test_payments_that_come_while_a_block_is_mined_get_into_a_later_one(self):
        node = self.miner(options=("--block-every", "0", "--empty-blocks"))
        self.hears(node, "new block 9 ")
        coins = self.coins(node, "miner")[:6]
        for coin in coins:  # it mines all the time, and has begun a block before each of them
            node.type("say " + self.payment(coin, "bob", 10))
        self.until(lambda: self.balance(node, "bob") == 60)


also_with_sanitizers(globals(), Attacked, Accidents)

if __name__ == "__main__":
    unittest.main()
