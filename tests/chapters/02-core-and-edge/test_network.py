"""What honest nodes of stage 02 do: find each other, carry lines, move to another core."""

import re
import socket
import threading
import unittest

from nodes import at, PATIENCE, port_of, Stage
from stage_programs import also_with_sanitizers

from courselib import wire  # nodes has told Python where it is


class Network(Stage):
    """What honest nodes do."""

    def test_a_core_that_is_told_of_one_core_finds_all(self):
        cores = self.network(4)
        wanted = sorted(core.address for core in cores)
        for core in cores:
            self.until(lambda core=core: sorted(self.who(core)[1]) == wanted, "each core lists each")

    def test_cores_that_dial_each_other_at_once_keep_one_connection_and_each_line_comes_once(self):
        cores = [self.core()]
        started = [self.scenario.start("core", "--core", cores[0].address) for _ in range(4)]
        for core in started:
            core.address = core.wait_for(r"listening on (\S+)", timeout=PATIENCE)[1]
        cores += started
        for core in cores:
            others = sorted(other.address for other in cores if other is not core)
            self.until(lambda core=core, others=others: sorted(a for _, a in self.who(core)[0]) == others,
                       "one connection leads to each other core")
        alice, bob = self.edge("alice", cores[1]), self.edge("bob", cores[2])
        self.talk(alice, "only once, please", bob)
        self.talk(alice, "the end", bob)
        self.assertEqual(bob.lines.count("alice: only once, please"), 1)

    def test_lines_travel_between_edges_of_one_core_and_of_different_cores(self):
        a, b = self.network(2)
        alice, bob, carol = self.edge("alice", a), self.edge("bob", b), self.edge("carol", a)
        self.talk(alice, "hello, wörld: こんにちは", bob)
        carol.wait_for("^alice: hello, wörld", from_start=True)
        alice.wait_for("delivered: hello, wörld", from_start=True)
        self.talk(bob, "hello yourself", alice)
        carol.wait_for("^bob: hello yourself", from_start=True)

    def test_many_lines_arrive_complete_and_in_order(self):
        a, b = self.network(2)
        alice, bob = self.edge("alice", a), self.edge("bob", b)
        for number in range(90):
            alice.type(f"number {number}")
        bob.wait_for("^alice: number 89$", timeout=PATIENCE)
        lines = [said for said in bob.lines if said.startswith("alice: number ")]
        self.assertEqual(lines, [f"alice: number {number}" for number in range(90)])

    def test_an_edge_whose_core_dies_moves_and_keeps_its_lines(self):
        a, b, c = self.network(3)
        bob = self.edge("bob", b)
        alice = self.edge("alice", a)
        self.hears_of(alice, a, b, c)
        a.kill()
        alice.wait_for("core lost: .*; the next attempt in", timeout=PATIENCE)
        alice.type("still here")
        bob.wait_for("^alice: still here$", timeout=PATIENCE)
        alice.wait_for("delivered: still here", timeout=PATIENCE)
        moved = alice.said(f"connected to core ({at(b.address)}|{at(c.address)})")
        self.assertIsNotNone(moved, alice.lines)
        for core in (b, c):
            core.wait_for(f"core {at(a.address)} left", timeout=PATIENCE, from_start=True)

    def test_an_edge_moves_again_and_again(self):
        cores = {core.address: core for core in self.network(3)}
        alice = self.edge("alice", next(iter(cores.values())))
        self.hears_of(alice, *cores.values())
        while len(cores) > 1:
            connected = [found[1] for found in map(re.compile(r"connected to core (\S+)").search, alice.lines) if found]
            cores.pop(connected[-1]).kill()
            alice.wait_for(f"connected to core ({'|'.join(map(at, cores))})", timeout=PATIENCE)
        bob = self.edge("bob", *cores.values())
        self.talk(alice, "one core is enough", bob)

    def test_lines_wait_while_there_is_no_core_and_their_number_is_bounded(self):
        core = self.core()
        alice = self.edge("alice", core)
        core.kill()
        alice.wait_for("core lost", timeout=PATIENCE)
        for number in range(101):
            alice.type(f"line {number}")
        alice.wait_for("not sent: too many lines wait for a core already", timeout=PATIENCE)
        self.assertEqual(sum("kept until a core is found" in said for said in alice.lines), 100)
        self.core("--port", str(port_of(core.address)))
        alice.wait_for("delivered: line 99", timeout=PATIENCE)
        self.assertIsNone(alice.said("delivered: line 100"))

    def test_a_core_that_was_lost_is_joined_again_when_it_comes_back(self):
        a, b = self.network(2)
        a.kill()
        b.wait_for(f"core {at(a.address)} left", timeout=PATIENCE)
        again = self.core("--port", str(port_of(a.address)))
        self.assertEqual(again.address, a.address)
        again.wait_for(f"core {at(b.address)} joined", timeout=PATIENCE)

    def test_a_core_is_told_of_the_leaving_of_others_and_so_are_the_edges(self):
        a, b = self.network(2)
        alice = self.edge("alice", a)
        self.hears_of(alice, a, b)
        b.type("/quit")
        self.assertEqual(b.wait(PATIENCE), 0)
        a.wait_for(f"core {at(b.address)} left: said goodbye", timeout=PATIENCE)
        self.until(lambda: self.who(alice)[1] == [a.address], "alice hears that core B has left")

    def test_a_full_core_names_one_with_room_and_the_edge_goes_there(self):
        a = self.core("--max-edges", "1")
        b = self.core("--core", a.address)
        self.knows(a, b)
        self.edge("alice", a)
        bob = self.scenario.start("edge", "--core", a.address, "--name", "bob", name="bob")
        a.wait_for("closing .*: this core is full", timeout=PATIENCE)
        bob.wait_for("refused: this core is full", timeout=PATIENCE)
        bob.wait_for(f"connected to core {at(b.address)}", timeout=PATIENCE)

    def test_a_network_on_ipv6_works_as_well(self):
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError:
            self.skipTest("this machine has no IPv6 loopback")
        a, b = self.network(2, "--host", "::1")
        self.assertRegex(a.address, r"^\[::1\]:\d+$")
        alice, bob = self.edge("alice", a), self.edge("bob", b)
        self.talk(alice, "six is more than four", bob)
        self.hears_of(alice, a, b)
        a.kill()
        alice.wait_for(f"connected to core {at(b.address)}", timeout=PATIENCE)
        self.talk(alice, "and it moves", bob)

    def test_a_node_that_reaches_itself_notices_and_goes_on(self):
        a = self.core()
        door, cable = self.door()
        b = self.scenario.start("core", "--core", cable)  # the cable leads back to b itself
        b.address = b.wait_for(r"listening on (\S+)", timeout=PATIENCE)[1]
        guest, _ = door.accept()
        self.sockets.append(guest)
        core_end = self.stranger(b)
        for source, target in ((guest, core_end), (core_end, guest)):
            threading.Thread(target=carry, args=(source, target), daemon=True).start()
        b.wait_for("closing .*: this node has called itself", timeout=PATIENCE)
        b.wait_for("closing .*: it refuses us: this node has called itself", timeout=PATIENCE)
        wire.send_frame(self.guest(b, role="core", port=9), {"type": "cores", "cores": [b.address, a.address]})
        self.knows(a, b)
        self.assertIsNone(b.said(f"core {at(b.address)} joined"))

    def test_a_node_told_of_itself_does_not_call_itself(self):
        first = self.core()
        port = str(port_of(first.address))
        first.interrupt()
        first.wait(PATIENCE)
        again = self.core("--port", port, "--core", first.address)
        self.assertEqual(self.who(again), ([], [again.address]))


def carry(source, target):
    try:
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


also_with_sanitizers(globals(), Network)

if __name__ == "__main__":
    unittest.main()
