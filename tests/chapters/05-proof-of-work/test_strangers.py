"""What strangers may say to a core of stage 05: blocks of their own making, good ones and others."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from chain_nodes import (Stage, as_it_travels, genesis, mined, name, payment, tip)  # noqa: E402
from stage_programs import also_with_sanitizers  # noqa: E402


class Strangers(Stage):
    def test_a_block_that_was_mined_elsewhere_is_asked_for_taken_and_passed_on(self):
        core = self.core()
        anna, berta = self.stranger(core), self.stranger(core)
        header = mined(genesis(), [payment(1), payment(2), payment(3)])
        anna.says(tip(header, 1))
        self.assertEqual(anna.hears("get_block")["hash"], name(header))
        berta.says(tip(header, 1))
        self.assertEqual(berta.has_been_asked(), [])
        anna.says({"kind": "block", "block": as_it_travels(header, [payment(1), payment(2), payment(3)])})
        self.assertEqual(berta.hears("tip"), tip(header, 1))
        self.hears(core, f"new block 1 {name(header)[:16]}…, transactions: 3")
        self.assertEqual(anna.has_been_asked(), [])
        self.assertEqual(self.chain(core, "check")[0], 0)

    def test_when_the_one_who_was_asked_leaves_the_next_is_asked(self):
        core = self.core()
        anna, berta = self.stranger(core), self.stranger(core)
        header = mined(genesis(), [])
        anna.says(tip(header, 1))
        anna.hears("get_block")
        berta.says(tip(header, 1))
        self.assertEqual(berta.has_been_asked(), [])
        anna.socket.close()
        self.assertEqual(berta.hears("get_block")["hash"], name(header))
        berta.says({"kind": "block", "block": as_it_travels(header, [])})
        self.hears(core, "new block 1 ")

    def test_a_bad_block_costs_its_sender_and_nobody_is_asked_anything(self):
        core = self.core()
        witness = self.stranger(core)
        right = mined(genesis(), [payment(1)])
        for header, transactions, why in (
                (right, [payment(2)], "its transactions are not those that its header was made for"),
                (mined(genesis(), [payment(1)], enough=False), [payment(1)], "its hash is not below its target"),
                (right, [payment(1), payment(1)], "it repeats transactions")):
            mallory = self.stranger(core)
            mallory.says({"kind": "block", "block": as_it_travels(header, transactions)})
            mallory.is_left()
            self.hears(core, f"refused block {name(header)[:16]}…: {why}")
        self.assertEqual(witness.has_been_asked(), [])
        witness.says({"kind": "block", "block": as_it_travels(right, [payment(1)])})
        self.hears(core, "new block 1 ")

    def test_a_block_of_other_rules_is_held_and_asked_after_once(self):
        core = self.core()
        stranger = self.stranger(core)
        header = mined(genesis(spacing=6), [])
        for _ in range(5):
            stranger.says({"kind": "block", "block": as_it_travels(header, [])})
        self.assertEqual(stranger.has_been_asked(), ["get_blocks"])
        self.assertIn("block 0", self.chain(core, "check")[1])

    def test_nonsense_ends_the_connection_and_nothing_else(self):
        core = self.miner()
        for body, why in (({"kind": "block", "block": {"header": "00", "transactions": []}}, "a header has 80 bytes"),
                          ({"kind": "tip", "height": -1, "tip": "0" * 64, "work": "0" * 64}, "height"),
                          ({"kind": "shout"}, "a message of an unknown kind"),
                          ({"kind": "waiting", "transactions": [{"from": "x"}]}, "an application wants no more of it")):
            stranger = self.stranger(core)
            stranger.says(body)
            stranger.is_left()
            self.hears(core, why)
        alice = self.edge("alice", core)
        alice.type("pay bob 1 all is well")
        self.hears(alice, "new block 1 ")


also_with_sanitizers(globals(), Strangers)

if __name__ == "__main__":
    unittest.main()
