"""The programs of stage 02, as they are: how they find and lose each other, and what they do not put up with.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say. A stranger, here, is this script: it speaks to the core in frames (or in worse). Strangers that
must not share the honest nodes' address come from 127.0.0.2, which is loopback, too.
"""

import io
import os
import pickle
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))

from courselib import wire  # noqa: E402
from courselib.scenario import Scenario  # noqa: E402
from courselib.stages import find_stage  # noqa: E402
from courselib.tree import Tree  # noqa: E402

SANITIZER = "ERROR: .*Sanitizer|WARNING: ThreadSanitizer|runtime error:"
PATIENCE = 20  # seconds; sanitizers on a busy machine are slow
ELSEWHERE = "127.0.0.2"  # an address of this machine that no honest node here uses


def port_of(address):
    return int(address.rpartition(":")[2])


def at(address):
    """The address as a pattern."""
    return re.escape(address) + r"(?!\d)"


def hello(role="edge", **different):
    fields = {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom", "role": role,
              "port": 0 if role == "edge" else 9, "id": os.urandom(8).hex(), "applications": []}
    return {**fields, **different}


def line(text, sender="mallory"):
    return {"type": "line", "id": os.urandom(8).hex(), "from": sender, "text": text}


def can_come_from(host):
    with socket.socket() as sock:
        try:
            sock.bind((host, 0))
            return True
        except OSError:
            return False


def is_closed(sock, timeout=PATIENCE):
    """Whether the other side ends this connection in time; what it says before is read and forgotten."""
    sock.settimeout(timeout)
    try:
        while sock.recv(65536):
            pass
        return True
    except ConnectionResetError:
        return True
    except socket.timeout:
        return False


def memory_of(process):
    """Resident memory, in bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024


def processor_time_of(process):
    """Seconds of processor time used so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Stage(unittest.TestCase):
    """Starts nodes and strangers; everything has ended after each test."""
    build = "dev"

    def setUp(self):
        tree = Tree.here()
        paths = find_stage(tree, "02").program_paths(tree.build / self.build)
        if not all(path.exists() for path in paths.values()):
            self.skipTest(f"the programs of stage 02 are not built in {tree.short(tree.build / self.build)}")
        self.paths = paths
        self.scenario = Scenario("02", paths, out=io.StringIO())
        self.sockets = []
        self.addCleanup(self.end)

    def end(self):
        for sock in self.sockets:
            sock.close()
        self.scenario.close()
        for process in self.scenario.processes:
            self.assertIsNone(process.said(SANITIZER), "\n".join(process.lines))
        self.assertEqual(self.scenario.accidents(), [])

    # -- nodes ----------------------------------------------------------------------------------

    def core(self, *options):
        """A core; its address is in the attribute `address`."""
        core = self.scenario.start("core", *options)
        core.address = core.wait_for(r"listening on (\S+)", timeout=PATIENCE)[1]
        return core

    def edge(self, name, core, *options):
        edge = self.scenario.start("edge", "--core", core.address, "--name", name, *options, name=name)
        edge.wait_for("connected to core " + at(core.address), timeout=PATIENCE)
        return edge

    def network(self, count, *options):
        """That many cores, each connected with each."""
        cores = [self.core(*options)]
        for _ in range(count - 1):
            cores.append(self.core("--core", cores[0].address, *options))
            for other in cores[:-1]:
                self.knows(cores[-1], other)
        return cores

    def knows(self, core, other):
        core.wait_for(f"core {at(other.address)} joined", timeout=PATIENCE, from_start=True)
        other.wait_for(f"core {at(core.address)} joined", timeout=PATIENCE, from_start=True)

    def who(self, node):
        """What /who says: (connected, listed); connected are pairs of role and address."""
        before = len(node.lines)
        node.type("/who")
        node.wait_for("^I am ", timeout=PATIENCE)
        node.type("/who")  # when the second answer begins, the first one is complete
        node.wait_for("^I am ", timeout=PATIENCE)
        answer = "\n".join(node.lines[before:]).split("I am ")[1]
        return re.findall(r"connected: (\S+) (\S+)", answer), re.findall(r"listed: (\S+)", answer)

    def hears_of(self, edge, *cores):
        """The list follows the hello; who loses the core in between knows of no other."""
        wanted = sorted(core.address for core in cores)
        self.until(lambda: sorted(self.who(edge)[1]) == wanted, f"{edge.name} hears of {', '.join(wanted)}")

    def until(self, condition, what):
        """Waits for something that no node announces."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.05)
        self.fail(f"in vain waited until {what}")

    def talk(self, speaker, text, listener, timeout=PATIENCE):
        speaker.type(text)
        listener.wait_for(f"^{speaker.name}: {re.escape(text)}$", timeout=timeout, from_start=True)

    def grew_little(self, process, before, megabytes):
        """Its memory, measured before, is bounded. (A sanitizer keeps what was freed, so it tells nothing.)"""
        if self.build == "dev":
            self.assertLess(memory_of(process) - before, megabytes * 2**20, "bytes more than before")

    # -- strangers ------------------------------------------------------------------------------

    def stranger(self, core, host=None):
        """A connection on which nothing has been said."""
        source = (host, 0) if host else None
        sock = socket.create_connection(("127.0.0.1", port_of(core.address)), PATIENCE, source)
        self.sockets.append(sock)
        return sock

    def guest(self, core, host=None, role="edge", **different):
        """A connection on which the hellos have been exchanged."""
        sock = self.stranger(core, host)
        wire.send_frame(sock, hello(role, **different))
        wire.recv_until(sock, lambda message: message["type"] == "hello", timeout=PATIENCE)
        return sock

    def elsewhere(self):
        if not can_come_from(ELSEWHERE):
            self.skipTest(f"this machine does not have {ELSEWHERE}")
        return ELSEWHERE

    def door(self):
        """A listening socket of a stranger; its address is in the dictionary that comes along."""
        door = socket.create_server(("127.0.0.1", 0))
        door.settimeout(PATIENCE)
        self.sockets.append(door)
        return door, f"127.0.0.1:{door.getsockname()[1]}"


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


class Leaving(Stage):
    """How the programs end."""

    def test_ctrl_c_sigterm_and_quit_end_a_core_in_order(self):
        a, b = self.core(), None
        for leave in (lambda p: p.interrupt(), lambda p: p.terminate(), lambda p: p.type("/quit")):
            b = self.core("--core", a.address)
            self.knows(a, b)
            alice = self.edge("alice", b)
            leave(b)
            self.assertEqual(b.wait(PATIENCE), 0)
            self.assertEqual(b.lines[-1], "core: stopped")
            a.wait_for(f"core {at(b.address)} left: said goodbye", timeout=PATIENCE)
            alice.wait_for("the core said goodbye", timeout=PATIENCE)
            alice.end()

    def test_ctrl_c_sigterm_and_quit_end_an_edge_in_order(self):
        a = self.core()
        for leave in (lambda p: p.interrupt(), lambda p: p.terminate(), lambda p: p.type("/quit")):
            alice = self.edge("alice", a)
            leave(alice)
            self.assertEqual(alice.wait(PATIENCE), 0)
            self.assertEqual(alice.lines[-1], "edge: stopped")
            a.wait_for("edge .* left: said goodbye", timeout=PATIENCE)

    def test_an_edge_can_leave_while_it_has_no_core_and_says_what_is_lost(self):
        core = self.core()
        alice = self.edge("alice", core)
        core.kill()
        alice.wait_for("core lost", timeout=PATIENCE)
        alice.type("never sent")
        alice.wait_for("kept until a core is found", timeout=PATIENCE)
        alice.interrupt()
        self.assertEqual(alice.wait(PATIENCE), 0)
        alice.wait_for("lost: lines that nobody acknowledged", from_start=True)

    def test_a_core_leaves_although_a_frozen_peer_does_not_answer(self):
        a, b = self.network(2)
        b.stop()
        a.interrupt()
        self.assertEqual(a.wait(PATIENCE), 0)
        b.cont()

    def test_the_port_is_free_again_at_once(self):
        a = self.core()
        port = str(port_of(a.address))
        for end in (lambda p: p.interrupt(), lambda p: p.kill()):
            self.edge("alice", a).end()
            self.guest(a)
            end(a)
            a.wait(PATIENCE)
            a = self.core("--port", port)

    def test_a_port_that_is_taken_is_explained(self):
        a = self.core()
        second = self.scenario.start("core", "--port", str(port_of(a.address)))
        self.assertEqual(second.wait(PATIENCE), 1)
        self.assertTrue(second.said("cannot listen on .*: the port is in use; choose another"), second.lines)
        second.asked_to_end = True

    def test_a_command_line_that_makes_no_sense_is_explained(self):
        for words, wanted in ((("edge",), "name a core (--core 127.0.0.1:5001)"),
                              (("edge", "--core", "127.0.0.1:5001", "--name", "n" * 65), "names have at most 64 bytes"),
                              (("core", "--network", "n" * 65), "name has at most 64 bytes"),
                              (("edge", "--core", "example.org:5001"), "is not an IP address"),
                              (("edge", "--core", "127.0.0.1"), "has no port"),
                              (("core", "--core", "::1:5001"), "stands in brackets"),
                              (("core", "--host", "here"), "is not an IP address"),
                              (("core", "--port", "70000"), "")):
            process = self.scenario.start(*words)
            self.assertEqual(process.wait(PATIENCE), 2, process.lines)
            self.assertTrue(process.said(re.escape(wanted)), process.lines)
            process.asked_to_end = True

    def test_the_end_of_the_input_does_not_end_a_node(self):
        a = self.core()
        alice, bob = self.edge("alice", a), self.edge("bob", a)
        for process in (a, bob):
            process.close_input()
        self.talk(alice, "can you hear me?", bob)
        for process in (a, bob):
            used = processor_time_of(process)
            time.sleep(0.5)
            self.assertLess(processor_time_of(process) - used, 0.25, "it waits without burning the processor")

    def test_a_node_runs_without_any_input(self):
        a = self.core()
        background = subprocess.Popen([self.paths["core"], "--core", a.address], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            a.wait_for("core .* joined", timeout=PATIENCE)
            background.send_signal(signal.SIGTERM)
            self.assertEqual(background.wait(PATIENCE), 0)
        finally:
            background.kill()
            background.wait()


class Strangers(Stage):
    """Bad input: a reason in the core's narration, the peer closed, the others unaffected."""

    def setUp(self):
        super().setUp()
        self.a = self.core()
        self.alice, self.bob = self.edge("alice", self.a), self.edge("bob", self.a)
        self.said = 0

    def unaffected(self):
        """Alice and bob go on talking."""
        self.said += 1
        self.talk(self.alice, f"never mind, {self.said}", self.bob)
        self.assertIsNone(self.alice.said("core lost"), self.alice.lines)
        self.assertIsNone(self.bob.said("core lost"), self.bob.lines)

    def refused(self, sock, reason):
        self.a.wait_for(reason, timeout=PATIENCE)
        self.assertTrue(is_closed(sock), f"the connection stays open after: {reason}")
        self.unaffected()

    # -- hellos ---------------------------------------------------------------------------------

    def test_a_hello_that_does_not_fit_is_refused_with_the_reason(self):
        for different, reason in (({"network": "another"}, "this is network classroom, not another"),
                                  ({"version": 2}, "this node speaks version 1, not version 2"),
                                  ({"protocol": "OtherCoin"}, "this is SimpleBitcoin, not OtherCoin"),
                                  ({"network": "a\x1b[2Jb"}, "this is network classroom, not a?[2Jb")):
            stranger = self.stranger(self.a)
            wire.send_frame(stranger, hello(**different))
            answer = wire.recv_json(stranger, timeout=PATIENCE)
            self.assertEqual(answer, {"type": "refused", "reason": reason, "cores": []})
            self.refused(stranger, "closing .*: " + re.escape(reason))

    def test_of_another_version_nothing_more_is_understood(self):
        stranger = self.stranger(self.a)
        wire.send_frame(stranger, {"type": "hello", "protocol": "SimpleBitcoin", "version": 7, "shoe_size": [43]})
        self.assertEqual(wire.recv_json(stranger, timeout=PATIENCE)["reason"],
                         "this node speaks version 1, not version 7")
        self.refused(stranger, "closing .*: this node speaks version 1, not version 7")

    def test_a_hello_of_the_wrong_form_is_refused(self):
        for different, reason in (({"role": "king"}, "unknown role"),
                                  ({"role": "core", "port": 0}, "a core has a port"),
                                  ({"port": 70000}, '"port"'),
                                  ({"port": -1}, '"port"'),
                                  ({"id": "1"}, '"id"'),
                                  ({"id": "ABCDEF0123456789"}, '"id"'),
                                  ({"applications": "none"}, '"applications"'),
                                  ({"applications": ["x"] * 17}, '"applications"'),
                                  ({"network": "n" * 65}, '"network"'),
                                  ({"shoe_size": 43}, "shoe_size")):
            stranger = self.stranger(self.a)
            wire.send_frame(stranger, hello(**different))
            self.refused(stranger, "closing .*: .*" + reason)

    def test_a_second_hello_is_refused(self):
        guest = self.guest(self.a)
        wire.send_frame(guest, hello())
        self.refused(guest, "closing .*: a second hello")

    def test_who_speaks_before_its_hello_is_refused(self):
        stranger = self.stranger(self.a)
        wire.send_frame(stranger, line("no introduction"))
        self.refused(stranger, "closing .*: it spoke before its hello")
        self.assertIsNone(self.bob.said("no introduction"))

    def test_answers_to_nothing_are_refused(self):
        for answer in ({"type": "ack", "id": "0" * 16},):
            guest = self.guest(self.a)
            wire.send_frame(guest, answer)
            self.refused(guest, "closing .*: that is not for it to say")

    def test_who_claims_the_id_and_the_port_of_another_locks_nobody_out(self):
        door, door_at = self.door()
        wire.send_frame(self.guest(self.a, role="core", port=9), {"type": "cores", "cores": [door_at]})
        visitor, _ = door.accept()  # core A introduces itself to whoever is named: its id is no secret
        self.sockets.append(visitor)
        id_of_a = wire.recv_json(visitor, timeout=PATIENCE)["id"]

        b = self.core()
        impostor = self.guest(b, role="core", port=port_of(self.a.address), id=id_of_a)
        c = self.core("--core", self.a.address, "--core", b.address)
        self.knows(self.a, c)
        self.knows(b, c)
        self.a.wait_for(f"core {at(b.address)} joined", timeout=PATIENCE, from_start=True)
        carol = self.edge("carol", b)
        self.talk(self.alice, "core A has come to core B all the same", carol)
        impostor.close()
        self.talk(self.alice, "and stays", carol)
        self.unaffected()

    # -- frames and JSON ------------------------------------------------------------------------

    def test_bytes_that_are_no_frame_are_refused(self):
        for garbage, reason in ((b"GET / HTTP/1.1\r\n\r\n", "a frame of 1195725856 bytes was announced; at most 65536"),
                                (b"\x00\x00\x00\x00", "a frame of zero bytes"),
                                (b"\x00\x01\x00\x01", "a frame of 65537 bytes was announced"),
                                (os.urandom(4000).replace(b"\x00", b"\xff"), "bytes was announced")):
            stranger = self.stranger(self.a)
            stranger.sendall(garbage)
            self.refused(stranger, "left before its hello: .*" + reason)
            guest = self.guest(self.a)
            guest.sendall(garbage)
            self.refused(guest, "edge .* left: .*" + reason)

    def test_a_connection_that_ends_in_the_middle_of_a_frame_is_narrated(self):
        stranger = self.stranger(self.a)
        stranger.sendall(wire.frame(hello())[:20])
        stranger.shutdown(socket.SHUT_WR)
        self.refused(stranger, "left before its hello: the peer closed in the middle of a frame")

    def test_what_is_no_message_is_refused_with_the_reason(self):
        deep = b'{"type":' + b"[" * 9000 + b"]" * 9000 + b"}"
        for content, reason in (
                (b"hello", "parse error at line 1, column 1"),
                (b"[]", "expected a JSON object"),
                (b"\xff\xfe{}", "parse error at line 1, column 1"),
                (b"\xef\xbb\xbf{}", "starts with a byte-order mark"),
                (deep, "nested deeper than 8 levels"),
                (b'{"type":"bye","type":"ping","nonce":"0000000000000000"}', 'the key "type" comes twice'),
                (b'{"type":"bye","ty\\u0070e":"bye"}', 'the key "type" comes twice'),
                (b"{}", 'the field "type" is missing'),
                (b'{"type":7}', 'the field "type" should be text'),
                (b'{"type":null}', 'the field "type" should be text'),
                (b'{"type":"dance"}', "a message of an unknown type"),
                (b'{"type":"ping"}', 'the field "nonce" is missing'),
                (b'{"type":"ping","nonce":12}', 'the field "nonce" should be text'),
                (b'{"type":"ping","nonce":"g000000000000000"}', '"nonce" should be 16 hex digits'),
                (b'{"type":"bye","why":"tired"}', 'the field "why" is not known here'),
                (b'{"type":"load","edges":1.5}', "numbers are integers of at most"),
                (b'{"type":"load","edges":-1}', '"edges" should be an integer, zero or more'),
                (b'{"type":"load","edges":true}', '"edges" should be an integer'),
                (b'{"type":"load","edges":99999999999999999999}', "numbers are integers of at most"),
                (b'{"type":"load","edges":1000001}', '"edges" is 1000001, at most 1000000'),
                (b'{"type":"cores","cores":["localhost"]}', '"cores" must be addresses with ports'),
                (b'{"type":"cores","cores":["127.0.0.1:0"]}', '"cores" must be addresses with ports'),
                (b'{"type":"cores","cores":[127]}', '"cores" should be text'),
                (wire.frame({"type": "cores", "cores": ["127.0.0.1:1"] * 65})[4:], '"cores" has 65 items, at most 64'),
                (wire.frame(line("x" * 4097))[4:], '"text" has 4097 bytes, at most 4096'),
                (wire.frame({**line("x"), "from": "f" * 65})[4:], '"from" has 65 bytes, at most 64'),
                (b'{"type":"' + b"x" * 65000 + b'"}', '"type" has 65000 bytes, at most 32')):
            guest = self.guest(self.a)
            wire.send_frame(guest, content)
            self.refused(guest, "closing .*: .*" + re.escape(reason))

    def test_a_pickle_is_only_bytes(self):
        class Call:  # unpickled, it would run a command: this is how the ancestor could be taken over
            def __reduce__(self):
                return subprocess.run, (["false"],)

        for content in (pickle.dumps(Call()), pickle.dumps(Call(), protocol=0)):
            guest = self.guest(self.a)
            wire.send_frame(guest, content)
            self.refused(guest, "closing .*: (parse error|starts with a byte-order mark or contains a zero byte)")

    def test_control_characters_do_not_reach_a_terminal(self):
        guest = self.guest(self.a)
        wire.send_frame(guest, line("\x1b[2J\x07 and text", sender="\x1b]0;x"))
        self.bob.wait_for(r"^\?\]0;x: \?\[2J\? and text$", timeout=PATIENCE)
        self.a.wait_for(r"passing on a line of \?\]0;x$", timeout=PATIENCE)

    # -- time -----------------------------------------------------------------------------------

    def test_silent_and_slow_peers_are_given_up_in_time_while_the_others_are_served(self):
        silent, slow = self.stranger(self.a), self.stranger(self.a)
        began = self.guest(self.a)  # introduced, then a frame that does not end
        began.sendall(wire.frame(line("slow"))[:10])
        started = time.monotonic()
        content = wire.frame(hello())
        sent = 0
        closed = set()
        while len(closed) < 3 and time.monotonic() - started < 2 * PATIENCE:
            self.unaffected()
            if slow not in closed:
                try:
                    slow.sendall(content[sent:sent + 1])  # a byte now and then
                    sent += 1
                except OSError:
                    closed.add(slow)
            for sock in (silent, began):
                if sock not in closed and is_closed(sock, timeout=0.1):
                    closed.add(sock)
            time.sleep(0.1)
        self.assertEqual(closed, {silent, slow, began})
        self.assertLess(time.monotonic() - started, 2 * PATIENCE)
        self.assertEqual(sum(said.endswith("no hello came") for said in self.a.lines), 2, self.a.lines)
        self.assertTrue(self.a.said("a frame was begun and not finished within 10.0 s"), self.a.lines)

    def test_a_peer_that_does_not_read_is_dropped_and_the_memory_stays_bounded(self):
        self.guest(self.a)  # and never reads again
        chatty = self.guest(self.a)
        threading.Thread(target=read_all, args=(chatty,), daemon=True).start()
        before = memory_of(self.a)
        message = wire.frame(line("x" * 4096))
        end = time.monotonic() + PATIENCE
        while not self.a.said("the peer reads too slowly") and time.monotonic() < end:
            for _ in range(100):
                chatty.sendall(message)
        self.a.wait_for("edge .* left: .*the peer reads too slowly", timeout=PATIENCE)
        self.grew_little(self.a, before, 8)
        self.assertEqual(len(self.who(self.a)[0]), 3, "alice, bob and the chatty one are left")
        self.unaffected()

    # -- floods ---------------------------------------------------------------------------------

    def test_a_flood_of_connections_leaves_the_others_in_peace_and_the_memory_bounded(self):
        before = memory_of(self.a)
        half = wire.frame(b"x" * 60_000)[:50_000]
        flood = []
        for _ in range(400):
            try:
                sock = self.stranger(self.a)
                sock.setblocking(False)
                sock.send(half)
                flood.append(sock)
            except OSError:
                pass
        self.unaffected()
        self.grew_little(self.a, before, 24)
        for sock in flood:
            sock.close()
        self.until(lambda: self.guest_is_served(), "a newcomer is served again")
        self.unaffected()

    def guest_is_served(self):
        try:
            self.guest(self.a).close()
            return True
        except OSError:
            return False

    def test_many_short_connections_leave_nothing_behind(self):
        for _ in range(50):
            self.guest(self.a).close()
        before = memory_of(self.a)
        for _ in range(400):
            self.guest(self.a).close()
        self.unaffected()
        self.grew_little(self.a, before, 4)
        self.until(lambda: len(self.who(self.a)[0]) == 2, "only alice and bob are connected")


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


class Echo(Stage):
    """The asynchronous echo with which the chapter begins."""

    def test_silent_clients_hold_nobody_up(self):
        echo = self.scenario.start("echo")
        port = int(echo.wait_for(r"listening on 127\.0\.0\.1:(\d+)", timeout=PATIENCE)[1])
        silent = [self.scenario.connect(port) for _ in range(50)]
        client = self.scenario.connect(port, timeout=PATIENCE)
        for text in (b"hello", b"again", b"x" * 5000):
            client.sendall(text)
            answer = b""
            while len(answer) < len(text):
                answer += client.recv(65536)
            self.assertEqual(answer, text)
        echo.interrupt()
        self.assertEqual(echo.wait(PATIENCE), 0)
        self.assertEqual(echo.lines[-1], "stopped")
        for sock in silent:
            self.assertTrue(is_closed(sock))


def carry(source, target):
    try:
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def read_all(sock):
    try:
        while sock.recv(65536):
            pass
    except OSError:
        pass


def with_build(case, name):
    """The same tests with the programs of another build folder."""
    return type(f"{case.__name__}With{name.capitalize()}", (case,), {"build": name, "__doc__": case.__doc__})


CASES = (Network, Leaving, Strangers, Limits, Liveness, FalseCores, Echo)
globals().update({case.__name__: case for name in ("asan", "tsan") for case in
                  (with_build(case, name) for case in CASES)})

if __name__ == "__main__":
    unittest.main()
