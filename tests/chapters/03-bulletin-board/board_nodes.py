"""The programs of stage 03 as the tests see them: nodes that are started, and strangers that call them.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say.
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


def at(address):
    """The address as a pattern."""
    return re.escape(address) + r"(?!\d)"


def hello(role="edge", **different):
    fields = {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom", "role": role,
              "port": 0 if role == "edge" else 9, "id": os.urandom(8).hex(), "applications": []}
    return {**fields, **different}


def spread(application, **body):
    return {"type": "spread", "application": application, "id": os.urandom(8).hex(), "hops": 0, "body": body}


def chat(text, sender="mallory"):
    return spread("chat", **{"from": sender, "text": text})


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


class Stage(StageTest):
    """Starts nodes and strangers; everything has ended after each test."""
    number = "03"

    def setUp(self):
        super().setUp()
        self.sockets = []

    def end(self):
        for sock in self.sockets:
            sock.close()
        super().end()
        self.assertEqual(self.scenario.accidents(), [])

    def core(self, *others, options=()):
        """A core that has joined the others; its address is in the attribute `address`."""
        seeds = [word for other in others for word in ("--core", other.address)]
        core = self.scenario.start("core", *seeds, *options)
        core.address = core.wait_for(r"listening on (\S+)", timeout=PATIENCE)[1]
        for other in others:
            core.wait_for(f"core {at(other.address)} joined", timeout=PATIENCE, from_start=True)
            other.wait_for(f"core {at(core.address)} joined", timeout=PATIENCE, from_start=True)
        return core

    def board(self, name, core, *options):
        board = self.scenario.start("board", "--core", core.address, "--name", name, *options, name=name)
        board.wait_for("connected to core " + at(core.address), timeout=PATIENCE)
        return board

    def follower(self, name, core):
        board = self.board(name, core)
        board.type("follow")
        board.wait_for("new posts are shown", timeout=PATIENCE, from_start=True)
        return board

    def shows(self, board, line):
        """It says this line, now or before; once, as far as we have come."""
        board.wait_for(f"^{re.escape(line)}$", timeout=PATIENCE, from_start=True)
        self.assertEqual(board.lines.count(line), 1, board.lines)

    def listed(self, node):
        """The posts on its board, as it lists them now."""
        before = len(node.lines)
        node.type("list")
        node.type("/who")  # when this is answered, the list is complete
        node.wait_for("^I am ", timeout=PATIENCE)
        said = node.lines[before:]
        end = next(number for number, line in enumerate(said) if line.startswith("I am "))
        return [line for line in said[:end] if re.match(r"[a-z]+: ", line)]

    def gets(self, node, posts):
        """Its board comes to have exactly these posts, in whatever order."""
        end = time.monotonic() + 2 * PATIENCE
        while time.monotonic() < end:
            found = self.listed(node)
            if sorted(found) == sorted(posts):
                return
            time.sleep(0.1)
        self.fail(f"{node.name} has {found}")

    def guest(self, core, role="edge", **different):
        """A connection on which the hellos have been exchanged."""
        port = int(core.address.rpartition(":")[2])
        sock = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.sockets.append(sock)
        wire.send_frame(sock, hello(role, **different))
        wire.recv_until(sock, lambda message: message["type"] == "hello", timeout=PATIENCE)
        return sock

    def hears(self, sock, kind):
        return wire.recv_until(sock, lambda message: message["type"] == kind, timeout=PATIENCE)
