"""Strangers at the cores of stage 03: what they may do, what they may not, and what it does to the others."""

import threading
import unittest

from board_nodes import chat, hello, is_closed, PATIENCE, spread, Stage
from stage_programs import also_with_sanitizers

from courselib import wire  # board_nodes has told Python where it is
from courselib.trouble import Trouble


class Strangers(Stage):
    """Two cores, alice at one and bob at the other, who go on whatever a stranger does."""

    def setUp(self):
        super().setUp()
        self.a = self.core()
        self.b = self.core(self.a)
        self.alice, self.bob = self.board("alice", self.a), self.follower("bob", self.b)
        self.said = 0

    def unaffected(self):
        """Alice posts and bob reads."""
        self.said += 1
        self.alice.type(f"post never mind, {self.said}")
        self.shows(self.bob, f"alice: never mind, {self.said}")
        for edge in (self.alice, self.bob):
            self.assertIsNone(edge.said("core lost"), edge.lines)

    # -- what is carried ------------------------------------------------------------------------

    def test_an_unknown_application_is_carried_to_those_who_have_it(self):
        player = self.guest(self.a, applications=["chess"])
        partner = self.guest(self.b, applications=["chess"])
        other = self.guest(self.b, applications=["chat"])
        move = spread("chess", move="e4", clock={"white": [5, 0]})
        wire.send_frame(player, move)
        self.assertEqual(self.hears(player, "ack")["id"], move["id"])
        arrived = self.hears(partner, "spread")
        self.assertEqual(arrived, {**move, "hops": 2})
        wire.send_frame(player, chat("and a line"))
        self.assertEqual(self.hears(other, "spread")["application"], "chat")
        self.unaffected()

    def test_a_repeat_is_acknowledged_and_passed_on_once(self):
        guest = self.guest(self.a)
        message = chat("once")
        for _ in range(3):
            wire.send_frame(guest, message)
            self.assertEqual(self.hears(guest, "ack")["id"], message["id"])
        wire.send_frame(guest, chat("the end"))
        self.bob.wait_for("^mallory: the end$", timeout=PATIENCE)
        self.shows(self.bob, "mallory: once")

    def test_a_message_for_one_neighbour_is_not_passed_on(self):
        guest = self.guest(self.a)
        wire.send_frame(guest, {"type": "direct", "application": "chess", "body": {"move": "e4"}})
        wire.send_frame(guest, {"type": "direct", "application": "board", "body": {"nonsense": 1}})
        wire.send_frame(guest, {"type": "ping", "nonce": "0" * 16})
        self.hears(guest, "pong")
        self.unaffected()

    def test_who_asks_for_what_is_missing_gets_it(self):
        self.unaffected()
        guest = self.guest(self.a, applications=["board"])
        wire.send_frame(guest, {"type": "direct", "application": "board", "body": {"kind": "have", "ids": []}})
        answer = wire.recv_until(guest, lambda message: message.get("body", {}).get("kind") == "post", PATIENCE)
        self.assertEqual(answer["body"]["text"], "never mind, 1")

    # -- the rate -------------------------------------------------------------------------------

    def test_a_flood_stops_at_the_first_core_and_nobody_is_hung_up_on(self):
        flooder = self.guest(self.a)
        carol = self.follower("carol", self.a)
        reader = self.guest(self.b, applications=["chess"])
        answers = []
        thread = threading.Thread(target=self.read_until_pong, args=(flooder, answers), daemon=True)
        thread.start()
        flood = b"".join(wire.frame(spread("chess", move=number)) for number in range(2000))
        flooder.sendall(flood + wire.frame({"type": "ping", "nonce": "0" * 16}))
        thread.join(2 * PATIENCE)
        self.assertEqual(answers[-1]["type"], "pong", "the flooder is still served")
        taken = sum(answer["type"] == "ack" for answer in answers)
        self.assertGreaterEqual(taken, 400)
        self.alice.type("post at once")
        self.shows(carol, "alice: at once")
        # What core A has taken counts against it at core B: for a moment, B may not take alice's word from A.
        self.until_bob_reads()
        wire.send_frame(reader, {"type": "ping", "nonce": "1" * 16})
        arrived = []
        self.read_until_pong(reader, arrived)
        moves = sum(message["type"] == "spread" for message in arrived)
        self.assertLessEqual(moves, taken)
        if self.build == "dev":
            self.assertLess(taken, 1500, "400 at once and 200 in each second")

    def until_bob_reads(self):
        for number in range(PATIENCE):
            self.alice.type(f"post try {number}")
            try:
                return self.bob.wait_for("^alice: try", timeout=1, from_start=True)
            except Trouble:
                pass
        return self.fail("bob reads nothing any more")

    def read_until_pong(self, sock, into):
        while not into or into[-1]["type"] != "pong":
            into.append(wire.recv_json(sock, PATIENCE))

    # -- hostile frames -------------------------------------------------------------------------

    def test_what_is_no_message_costs_the_connection_and_no_one_else(self):
        good = chat("x")
        for message in (b"", b"hello", b"[]", b"{}", b'{"type":"line"}',
                        {**good, "hops": -1}, {**good, "hops": 1_000_001}, {**good, "hops": "0"}, {**good, "id": "1"},
                        {**good, "application": "Chess"}, {**good, "application": "x" * 33},
                        {**good, "application": ""}, {**good, "body": "text"}, {**good, "body": []},
                        {**good, "body": {"text": "x" * 33_000}}, {**good, "body": {"n": 1.5}}, {**good, "more": 1},
                        {"type": "direct", "application": "board"}, hello()):
            guest = self.guest(self.a)
            wire.send_frame(guest, message)
            self.assertTrue(is_closed(guest), message)
        self.unaffected()

    def test_posts_of_another_form_are_carried_and_not_shown(self):
        guest = self.guest(self.a)
        for body in ({}, {"author": 7, "text": [], "time": {}}, {"author": "m", "text": "late", "time": 2**53 - 1},
                     {"author": "m", "text": "x", "time": 1, "more": 1}):
            message = spread("board", **body)
            wire.send_frame(guest, message)
            self.assertEqual(self.hears(guest, "ack")["id"], message["id"])
        self.unaffected()
        self.bob.type("list")
        self.bob.wait_for("^alice: never mind, 1$", timeout=PATIENCE)
        self.assertIsNone(self.bob.said("^m: "), self.bob.lines)

    def test_control_characters_do_not_reach_a_terminal(self):
        guest = self.guest(self.a)
        wire.send_frame(guest, chat("\x1b[2J\x07 and text", sender="\x1b]0;x"))
        wire.send_frame(guest, spread("board", author="m\x1b[2J", text="clear\x07", time=1))
        self.bob.wait_for(r"^\?\]0;x: \?\[2J\? and text$", timeout=PATIENCE, from_start=True)
        self.bob.wait_for(r"^m\?\[2J: clear\?$", timeout=PATIENCE, from_start=True)

    def test_who_speaks_for_an_application_before_its_hello_is_refused(self):
        sock = self.scenario.connect(self.a.address.rpartition(":")[2], timeout=PATIENCE)
        wire.send_frame(sock, chat("no introduction"))
        self.assertTrue(is_closed(sock))
        self.unaffected()
        self.assertIsNone(self.bob.said("no introduction"))


also_with_sanitizers(globals(), Strangers)

if __name__ == "__main__":
    unittest.main()
