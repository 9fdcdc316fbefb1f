"""The caps and bans of stage 02."""

import unittest

from nodes import at, is_closed, PATIENCE, Stage
from stage_programs import also_with_sanitizers

from courselib import wire  # nodes has told Python where it is


class Limits(Stage):
    """Caps and bans: off unless asked for, and then for the offender's address only."""

    def test_connections_from_one_address_can_be_capped(self):
        elsewhere = self.elsewhere()
        core = self.core("--max-per-address", "5")
        alice = self.edge("alice", core)
        flood = [self.stranger(core, elsewhere) for _ in range(20)]
        closed = sum(is_closed(sock, timeout=0.2) for sock in flood)
        self.assertEqual(closed, 15)
        core.wait_for(f"refused a connection from {at(elsewhere)}: .* has 5 connections already", timeout=PATIENCE)
        self.assertLess(len([line for line in core.lines if "refused a connection" in line]), 10, core.lines)
        bob = self.edge("bob", core)
        self.talk(alice, "we come from another address", bob)
        flood[0].close()
        self.until(lambda: self.is_let_in(core, elsewhere), "a place is free again")

    def is_let_in(self, core, host):
        try:
            guest = self.guest(core, host)
            guest.close()
            return True
        except OSError:
            return False

    def test_an_address_that_misbehaves_can_be_banned(self):
        elsewhere = self.elsewhere()
        core = self.core("--ban-score", "30")
        alice, bob = self.edge("alice", core), self.edge("bob", core)
        for _ in range(3):
            guest = self.guest(core, elsewhere)
            wire.send_frame(guest, {"type": "dance"})
            self.assertTrue(is_closed(guest))
        core.wait_for(f"{at(elsewhere)} is banned for a while", timeout=PATIENCE)
        self.assertFalse(self.is_let_in(core, elsewhere))
        core.wait_for(f"refused a connection from {at(elsewhere)}: .* is banned", timeout=PATIENCE)
        self.talk(alice, "the others are not banned", bob)
        self.edge("carol", core)

    def test_without_a_limit_nobody_is_banned(self):
        core = self.core()
        for _ in range(30):
            guest = self.guest(core)
            wire.send_frame(guest, {"type": "dance"})
            self.assertTrue(is_closed(guest))
        self.edge("alice", core)


also_with_sanitizers(globals(), Limits)

if __name__ == "__main__":
    unittest.main()
