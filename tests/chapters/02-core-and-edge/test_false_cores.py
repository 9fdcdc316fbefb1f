"""Edges of stage 02 whose core is an impostor."""

import socket
import unittest

from nodes import at, hello, PATIENCE, port_of, Stage
from stage_programs import also_with_sanitizers

from courselib import wire  # nodes has told Python where it is


class FalseCores(Stage):
    """An edge does not trust its core with anything but its lines."""

    def setUp(self):
        super().setUp()
        self.real = self.core()
        self.false, self.false_at = self.door()

    def alice_comes(self):
        """Alice knows the false core and the true one; returns her connection to the false one."""
        self.alice = self.scenario.start("edge", "--core", self.false_at, "--core", self.real.address, "--name",
                                         "alice", "--quiet", "300", name="alice")
        try:
            guest, _ = self.false.accept()
        except socket.timeout:
            self.fail("alice did not come")
        self.sockets.append(guest)
        wire.recv_json(guest, timeout=PATIENCE)
        return guest

    def she_goes_on(self, reason):
        self.false.close()
        self.alice.wait_for(reason + ".*; the next attempt in", timeout=PATIENCE)
        self.alice.wait_for(f"connected to core {at(self.real.address)}", timeout=PATIENCE)

    def order(self):
        """The edge tries the smaller port first: make sure that it is the false core's."""
        while port_of(self.false_at) > port_of(self.real.address):
            self.real.end()
            self.real = self.core()
            self.false.close()
            self.false, self.false_at = self.door()

    def test_nonsense_from_a_core_makes_the_edge_move(self):
        self.order()
        guest = self.alice_comes()
        wire.send_frame(guest, hello("core"))
        wire.send_frame(guest, b"nonsense")
        self.she_goes_on("the core sent nonsense: ")

    def test_a_core_of_another_network_makes_the_edge_move(self):
        self.order()
        guest = self.alice_comes()
        wire.send_frame(guest, hello("core", network="another"))
        self.she_goes_on("this is network classroom, not another")

    def test_a_core_without_a_hello_makes_the_edge_move(self):
        self.order()
        guest = self.alice_comes()
        wire.send_frame(guest, {"type": "cores", "cores": []})
        self.she_goes_on("the core spoke out of turn")

    def test_a_silent_core_makes_the_edge_move(self):
        self.order()
        self.alice_comes()
        self.she_goes_on("no hello came")

    def test_a_false_acknowledgement_of_another_line_changes_nothing(self):
        self.order()
        guest = self.alice_comes()
        wire.send_frame(guest, hello("core"))
        self.alice.wait_for("connected to core", timeout=PATIENCE)
        self.alice.type("keep me")
        wire.recv_until(guest, lambda message: message["type"] == "line", timeout=PATIENCE)
        wire.send_frame(guest, {"type": "ack", "id": "0" * 16})
        bob = self.edge("bob", self.real)
        guest.close()
        self.she_goes_on("core lost: ")
        bob.wait_for("^alice: keep me$", timeout=PATIENCE)


also_with_sanitizers(globals(), FalseCores)

if __name__ == "__main__":
    unittest.main()
