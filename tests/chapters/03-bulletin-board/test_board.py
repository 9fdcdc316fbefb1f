"""The board and the chat of stage 03, from the outside."""

import unittest

from board_nodes import at, PATIENCE, Stage
from stage_programs import also_with_sanitizers


class Board(Stage):
    """What people type, and what others read."""

    def test_a_post_appears_on_every_board_once(self):
        a = self.core()
        b = self.core(a)
        c = self.core(b)
        alice, bob, carol = self.board("alice", a), self.follower("bob", c), self.board("carol", c)
        alice.type("post you are great, wörld")
        self.shows(bob, "alice: you are great, wörld")
        for reader in (alice, carol):
            self.gets(reader, ["alice: you are great, wörld"])
        for core in (a, b):
            core.type("list")
            self.shows(core, "alice: you are great, wörld")

    def test_the_same_words_twice_are_two_posts(self):
        core = self.core()
        alice, bob = self.board("alice", core), self.follower("bob", core)
        for text in ("again", "again", "done"):
            alice.type("post " + text)
        self.shows(bob, "alice: done")
        self.assertEqual(bob.lines.count("alice: again"), 2, bob.lines)

    def test_a_newcomer_catches_up(self):
        a = self.core()
        alice = self.board("alice", a)
        posts = [f"alice: number {number}" for number in range(20)]
        for post in posts:
            alice.type("post" + post.partition(":")[2])
        b = self.core(a)
        for place in (a, b):
            self.gets(self.board(f"late at {place.name}", place), posts)

    def test_a_core_that_is_restarted_gets_the_board_back(self):
        a = self.core()
        b = self.core(a)
        alice, bob = self.board("alice", a), self.follower("bob", b)
        alice.type("post before")
        self.shows(bob, "alice: before")
        a.kill()
        b.wait_for(f"core {at(a.address)} left", timeout=PATIENCE)
        again = self.core(b)
        self.gets(self.board("carol", again), ["alice: before"])

    def test_what_is_no_command_is_chat_which_no_core_knows(self):
        a = self.core()
        b = self.core(a)
        alice, bob = self.board("alice", a), self.board("bob", b)
        alice.type("has anybody seen it?")
        self.shows(bob, "alice: has anybody seen it?")
        self.shows(alice, "delivered: has anybody seen it?")

    def test_a_message_that_waits_for_a_core_arrives_once_when_there_is_one(self):
        a = self.core()
        b = self.core(a)
        alice = self.scenario.start("board", "--core", a.address, "--core", b.address, "--name", "alice", name="alice")
        hers = alice.wait_for(r"connected to core (\S+)", timeout=PATIENCE)[1]  # one of them
        bob = self.board("bob", b if hers == a.address else a)
        (a if hers == a.address else b).kill()
        alice.wait_for("core lost", timeout=PATIENCE)
        alice.type("still here")
        self.shows(bob, "alice: still here")
        self.shows(alice, "delivered: still here")

    def test_who_is_answered_and_posts_that_do_not_fit_are_not_sent(self):
        core = self.core()
        alice = self.board("alice", core)
        alice.type("post " + "x" * 1001)
        alice.wait_for("not posted: a post has 1 to 1000 bytes", timeout=PATIENCE)
        alice.type("list")
        alice.wait_for("nothing on the board yet", timeout=PATIENCE)
        alice.type("/who")
        alice.wait_for("I am an edge, at core " + at(core.address), timeout=PATIENCE)


class Leaving(Stage):
    """How the programs end, and how they begin not at all."""

    def test_ctrl_c_and_quit_end_each_program_in_order(self):
        core = self.core()
        for leave in (lambda process: process.interrupt(), lambda process: process.type("/quit")):
            alice = self.board("alice", core)
            leave(alice)
            self.assertEqual(alice.wait(PATIENCE), 0)
            self.assertEqual(alice.lines[-1], "board: stopped")
            core.wait_for("edge .* left: said goodbye", timeout=PATIENCE)
            other = self.core(core)
            leave(other)
            self.assertEqual(other.wait(PATIENCE), 0)
            self.assertEqual(other.lines[-1], "core: stopped")

    def test_a_command_line_that_makes_no_sense_is_explained(self):
        for words, wanted in ((("board",), "name a core"),
                              (("board", "--core", "127.0.0.1:5001", "--name", "n" * 65), "names have at most 64 bytes"),
                              (("board", "--core", "example.org:5001"), "is not an IP address"),
                              (("core", "--network", "n" * 65), "name has at most 64 bytes"),
                              (("core", "--core", "127.0.0.1"), "has no port"),
                              (("core", "--port", "70000"), ""),
                              (("storm", "--cores", "1"), "a network has two at least")):
            process = self.scenario.start(*words)
            self.assertEqual(process.wait(PATIENCE), 2, process.lines)
            self.assertTrue(process.said(wanted), process.lines)
            process.asked_to_end = True

    def test_the_storm_counts_a_flood_until_a_cap_and_a_relay_to_its_end(self):
        storm = self.scenario.start("storm", "--cores", "4", "--ring", "--cap", "500")
        self.assertEqual(storm.wait(PATIENCE), 0)
        flood = storm.said(r"^flood: 4 of 4 boards, (\d+) copies.*no end: stopped$")
        relay = storm.said(r"^relay: 4 of 4 boards, (\d+) copies[^:]*$")
        self.assertTrue(flood and relay, storm.lines)
        self.assertGreaterEqual(int(flood[1]), 500)
        self.assertLessEqual(int(relay[1]), 5)


also_with_sanitizers(globals(), Board, Leaving)

if __name__ == "__main__":
    unittest.main()
