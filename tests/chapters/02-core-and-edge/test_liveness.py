"""Nodes of stage 02 that hang."""

import time
import unittest

from nodes import at, PATIENCE, Stage
from stage_programs import also_with_sanitizers


class Liveness(Stage):
    """A peer that hangs says no goodbye; only its silence can be noticed."""

    def test_frozen_nodes_are_dropped_and_delay_nobody(self):
        a, b, c = self.network(3, "--quiet", "300")
        alice, bob = self.edge("alice", a, "--quiet", "300"), self.edge("bob", b, "--quiet", "300")
        carol, dave = self.edge("carol", c, "--quiet", "300"), self.edge("dave", b)
        self.hears_of(carol, a, b, c)
        c.stop()
        dave.stop()
        frozen = time.monotonic()
        slowest = 0
        while not (a.said(f"closing {at(c.address)}: it does not answer")
                   and b.said(f"closing {at(c.address)}: it does not answer")):
            self.assertLess(time.monotonic() - frozen, 2 * PATIENCE, a.lines)
            before = time.monotonic()
            self.talk(alice, f"tick {before}", bob)
            slowest = max(slowest, time.monotonic() - before)
            time.sleep(0.1)
        self.assertLess(slowest, 2, "the frozen nodes delayed the others")
        carol.wait_for("the core does not answer; the next attempt in", timeout=PATIENCE)
        carol.wait_for(f"connected to core ({at(a.address)}|{at(b.address)})", timeout=PATIENCE)
        self.talk(carol, "moved", bob)
        b.wait_for("edge .* left: it does not answer", timeout=PATIENCE, from_start=True)
        for core in (a, b):
            self.assertIsNone(core.said(f"core ({at(a.address)}|{at(b.address)}) left"), core.lines)

    def test_quiet_peers_that_answer_stay(self):
        a, b = self.network(2, "--quiet", "100")
        alice = self.edge("alice", a, "--quiet", "100")
        time.sleep(1.5)
        for process in (a, b, alice):
            self.assertIsNone(process.said("closing|left|lost"), process.lines)


also_with_sanitizers(globals(), Liveness)

if __name__ == "__main__":
    unittest.main()
