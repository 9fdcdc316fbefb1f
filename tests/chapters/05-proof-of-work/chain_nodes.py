"""Nodes of stage 05, as the tests see them, and strangers that speak to them: connections of these scripts.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say.
"""

import hashlib
import json
import os
import re
import socket
import struct
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3] / "tools")]

from courselib import wire  # noqa: E402
from stage_programs import StageTest  # noqa: E402

PATIENCE = 60  # seconds; sanitizers on a busy machine are slow, and mining is a game of chance


def at(address):
    """The address as a pattern."""
    return re.escape(address) + r"(?!\d)"


# -- a chain in another language ----------------------------------------------------------------

def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def payment(number, **different):
    return {"from": "alice", "nonce": f"{number:016x}", "note": "", "points": 1, "to": "bob", **different}


def merkle_root(transactions):
    row = [hash256(canonical(one)) for one in transactions] or [bytes(32)]
    while len(row) > 1:
        row += row[-1:] * (len(row) % 2)
        row = [hash256(row[i] + row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


BEGINS = 1767225600
EASIEST = 0x1f00ffff
TARGET = 0xffff << (8 * (0x1f - 3))


def genesis(spacing=5):
    rules = {"begins": BEGINS, "clamp": 4, "easiest": EASIEST, "gaps": 4, "interval": 4, "network": "classroom",
             "note": "お前すげー", "spacing": spacing}
    return struct.pack("<I32s32sIII", 1, bytes(32), merkle_root([rules]), BEGINS, EASIEST, 0)


def mined(previous, transactions, enough=True):
    """A header on this one, and the first nonce that does (or does not)."""
    start = struct.pack("<I32s32sII", 1, hash256(previous), merkle_root(transactions), int(time.time()), EASIEST)
    for nonce in range(1 << 32):
        header = start + struct.pack("<I", nonce)
        if (int.from_bytes(hash256(header), "little") <= TARGET) == enough:
            return header


def as_it_travels(header, transactions):
    return {"header": header.hex(), "transactions": transactions}


def tip(header, height, work=None):
    """The announcement of this block, the last one of so many."""
    return {"kind": "tip", "height": height, "tip": name(header),
            "work": f"{work if work is not None else 65537 * height:064x}"}


def name(header):
    """As people and messages write it: the last byte first."""
    return hash256(header)[::-1].hex()


# -- strangers ------------------------------------------------------------------------------------

class Stranger:
    """A connection with a core, as an edge with the application "chain"."""

    def __init__(self, core):
        host, _, port = core.address.rpartition(":")
        self.socket = socket.create_connection((host, int(port)), PATIENCE)
        wire.send_frame(self.socket, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1,
                                      "network": "classroom", "role": "edge", "port": 0,
                                      "id": os.urandom(8).hex(), "applications": ["chain"]})
        self.hears("tip")

    def says(self, body):
        wire.send_frame(self.socket, {"type": "direct", "application": "chain", "body": body})

    def hears(self, *kinds):
        """The next message of one of these kinds."""
        return wire.recv_until(self.socket, lambda message: message["type"] == "direct" and
                               message["body"]["kind"] in kinds, timeout=PATIENCE)["body"]

    def has_been_asked(self):
        """The kinds of what it was told up to now: all that came before the answer to a last question."""
        self.says({"kind": "get_tree"})
        kinds = []
        while True:
            message = wire.recv_until(self.socket, lambda message: message["type"] == "direct", timeout=PATIENCE)
            if message["body"]["kind"] == "tree":
                return kinds
            kinds.append(message["body"]["kind"])

    def is_left(self):
        """Waits until the core has closed the connection."""
        self.socket.settimeout(PATIENCE)
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionResetError:
            pass


# -- nodes ----------------------------------------------------------------------------------------

class Stage(StageTest):
    """Starts nodes; everything has ended after each test."""
    number = "05"
    programs = ("core", "edge", "chain")

    def core(self, *others, options=()):
        """A core that has joined the others; its address is in the attribute `address`."""
        words = [word for other in others for word in ("--core", other.address)]
        core = self.scenario.start("core", *words, *options)
        core.address = core.wait_for(r"listening on (\S+)", timeout=PATIENCE)[1]
        for other in others:
            core.wait_for(f"core {at(other.address)} joined", timeout=PATIENCE, from_start=True)
        return core

    def miner(self, *others, options=()):
        return self.core(*others, options=("--block-every", "0", *options))

    def edge(self, name, core):
        edge = self.scenario.start("edge", "--core", core.address, "--name", name, name=name)
        edge.wait_for("connected to core " + at(core.address), timeout=PATIENCE)
        return edge

    def stranger(self, core):
        stranger = Stranger(core)
        self.addCleanup(stranger.socket.close)
        return stranger

    def hears(self, node, words):
        return node.wait_for(words, timeout=PATIENCE, from_start=True)

    def run_to_end(self, program, *words):
        """(exit code, what it said)"""
        process = self.scenario.start(program, *words)
        return process.wait(timeout=PATIENCE), "\n".join(process.lines)

    def chain(self, core, *words):
        """The same, of the program `chain` about this core."""
        return self.run_to_end("chain", *words, "--core", core.address)

    def hashes(self, core):
        """Of the blocks of its history, from the genesis block on, as far as they are shown."""
        return re.findall(r"hash +([0-9a-f]+)", self.chain(core, "show")[1])

    def until_they_agree(self, cores, told, somebody):
        """Asks again and again until all show one history with all of this in it, and returns how it is shown.

        Two miners that are equally quick leave a tie, which stays until the next block: somebody pays for one.
        """
        until = time.monotonic() + PATIENCE
        while True:
            shown = [self.chain(core, "show")[1].split("┌", 1)[-1] for core in cores]
            if all(words in one for words in told for one in shown):
                if len(set(shown)) == 1:
                    return shown[0]
                somebody.type("pay everybody 1")
            self.assertLess(time.monotonic(), until, "\n".join(shown))
