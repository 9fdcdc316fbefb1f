"""The programs of stage 02 as the tests see them: nodes that are started, and strangers that call them.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say. A stranger is the test itself: it speaks to the core in frames (or in worse). Strangers that must
not share the honest nodes' address come from 127.0.0.2, which is loopback, too.
"""

import os
import re
import socket
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3] / "tools")]

from courselib import wire  # noqa: E402
from stage_programs import StageTest  # noqa: E402

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


class Stage(StageTest):
    """Starts nodes and strangers; everything has ended after each test."""
    number = "02"

    def setUp(self):
        super().setUp()
        self.sockets = []

    def end(self):
        for sock in self.sockets:
            sock.close()
        super().end()
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


class Besieged(Stage):
    """A core with two honest edges, whom nothing that a stranger does may affect."""

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
