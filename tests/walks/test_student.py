"""A student's lesson: he joins, gets points, pays somebody, leaves, comes again and finds everything; with a node, or
with a wallet alone."""

import unittest

from walk import PATIENCE, Walk

IDLE = ("--threads", "0")  # so that the balance is what was given


class Student(Walk):
    def test_who_joins_gets_points_pays_and_finds_all_of_it_when_he_comes_again(self):
        host = self.host()
        alice = self.joins("alice", host, *IDLE)
        alice.wait_for("the host, about your points: 20 points are on their way", PATIENCE, from_start=True)
        said, dave = self.joins_with_a_wallet("dave", host)
        self.assertIn("20 points are on their way", said)
        self.has(alice.wallet, 20, alice)

        address = self.wallet(dave, "address")["address"]
        self.wallet(alice.wallet, "pay", address, "5", "--note", "you have explained the nonce to me", "--yes")
        self.has(dave, 25, host)
        self.has(alice.wallet, 14, alice)  # the fee is 1
        alice.type("ranking")
        alice.wait_for("has received 25, and mined 0: “you have explained the nonce to me”", PATIENCE)

        height = self.tip(alice)[0]
        self.ends(alice)
        alice = self.joins("alice", host, *IDLE)
        self.assertGreaterEqual(alice.height, height)
        alice.wait_for("20 points have been given to you already", PATIENCE, from_start=True)
        self.has(alice.wallet, 14, alice)
        self.ends(alice, host)

    def has(self, wallet, points, node):
        """Sooner or later."""
        self.until(lambda: self.wallet(wallet, "balance")["spendable"] == points, node, pause=1)


if __name__ == "__main__":
    unittest.main()
