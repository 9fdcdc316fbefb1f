"""The programs of stage 04, as they are: payments become blocks, everybody has them, and the chain can be checked.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say. Mallory, here, is this script: a core that answers with whatever chain it likes.
"""

import hashlib
import json
import os
import re
import socket
import struct
import sys
import threading
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3] / "tools")]

from courselib import wire  # noqa: E402
from stage_programs import StageTest, also_with_sanitizers  # noqa: E402

PATIENCE = 20  # seconds; sanitizers on a busy machine are slow


def at(address):
    """The address as a pattern."""
    return re.escape(address) + r"(?!\d)"


def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def payment(number, **different):
    return {"from": "alice", "nonce": f"{number:016x}", "note": "", "points": 1, "to": "bob", **different}


def header_of(previous, transactions, time):
    contents = hash256(b"".join(hash256(canonical(one)) for one in transactions))
    return struct.pack("<I32s32sI", 1, previous, contents, time)


GENESIS = header_of(bytes(32), [{"from": "everybody", "nonce": "0" * 16, "note": "お前すげー", "points": 1,
                                 "to": "everybody"}], 1767225600)


def chain_of(*contents):
    """Blocks from height 1 on, each with these transactions, as they travel."""
    blocks, header = [], GENESIS
    for transactions in contents:
        header = header_of(hash256(header), transactions, 1767225600 + len(blocks))
        blocks.append({"header": header.hex(), "transactions": transactions})
    return blocks


def hello(role, port):
    return {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom", "role": role,
            "port": port, "id": os.urandom(8).hex(), "applications": ["chain"]}


class Mallory:
    """A core that answers every question for blocks from this chain. Its address is in the attribute."""

    def __init__(self, blocks):
        self.blocks = blocks
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.door.getsockname()[1]}"
        threading.Thread(target=self.receive_guests, daemon=True).start()

    def receive_guests(self):
        try:
            while True:
                guest, _ = self.door.accept()
                threading.Thread(target=self.serve, args=(guest,), daemon=True).start()
        except OSError:  # the door has been closed
            pass

    def serve(self, guest):
        try:
            wire.recv_until(guest, lambda message: message["type"] == "hello", timeout=PATIENCE)
            wire.send_frame(guest, hello("core", self.door.getsockname()[1]))
            while True:
                asked = wire.recv_until(guest, lambda message: message["type"] == "direct", timeout=PATIENCE)["body"]
                body = {"kind": "blocks", "blocks": self.blocks[asked["height"]:], "height": asked["height"] + 1}
                wire.send_frame(guest, {"type": "direct", "application": "chain", "body": body})
        except (OSError, KeyError, ValueError):  # the guest has gone
            pass
        finally:
            guest.close()


class Stage(StageTest):
    """Starts nodes; everything has ended after each test."""
    number = "04"

    def core(self, *others, block_every=None):
        """A core that has joined the others; its address is in the attribute `address`."""
        words = [word for other in others for word in ("--core", other.address)]
        words += [] if block_every is None else ["--block-every", str(block_every)]
        core = self.scenario.start("core", *words)
        core.address = core.wait_for(r"listening on (\S+)", timeout=PATIENCE)[1]
        for other in others:
            core.wait_for(f"core {at(other.address)} joined", timeout=PATIENCE, from_start=True)
        return core

    def edge(self, name, core):
        edge = self.scenario.start("edge", "--core", core.address, "--name", name, name=name)
        edge.wait_for("connected to core " + at(core.address), timeout=PATIENCE)
        return edge

    def mallory(self, blocks):
        mallory = Mallory(blocks)
        self.addCleanup(mallory.door.close)
        return mallory

    def hears(self, node, words):
        node.wait_for(words, timeout=PATIENCE, from_start=True)

    def run_to_end(self, program, *words):
        """(exit code, what it said)"""
        process = self.scenario.start(program, *words)
        return process.wait(timeout=PATIENCE), "\n".join(process.lines)

    def chain(self, what, core):
        return self.run_to_end("chain", what, "--core", core.address)


class Payments(Stage):
    def test_a_payment_waits_everywhere_and_then_is_in_a_block_everywhere(self):
        a = self.core(block_every=700)
        b = self.core(a)
        alice, bob = self.edge("alice", a), self.edge("bob", b)
        bob.type("pay alice 100 you are great")
        for node in (a, b, alice, bob):
            self.hears(node, "waits: bob pays alice 100: you are great")
            self.hears(node, "new block 1 ")
        alice.type("pool")
        self.hears(alice, "waiting: 0")
        alice.type("show")
        self.hears(alice, "│   bob pays alice 100: you are great")
        code, shown = self.chain("show", b)
        self.assertEqual(code, 0)
        self.assertRegex(shown, r"(?s)block 0\n.*everybody pays everybody 1: お前すげー\n.*block 1\n.*bob pays alice 100")
        code, verdict = self.chain("check", b)
        self.assertEqual(code, 0)
        self.assertIn("the chain holds, from the genesis block to block 1", verdict)

    def test_a_core_without_a_timer_makes_a_block_for_every_payment(self):
        core = self.core(block_every=0)
        alice = self.edge("alice", core)
        for number in range(1, 6):
            alice.type(f"pay bob {number}")
        for node in (alice, core):
            self.hears(node, "new block 5 ")
        blocks = [line for line in core.lines if line.startswith("new block")]
        self.assertEqual(len(blocks), 5, core.lines)
        self.assertTrue(all(line.endswith("transactions: 1") for line in blocks), blocks)

    def test_a_core_that_was_not_told_to_builds_nothing(self):
        core = self.core()
        alice = self.edge("alice", core)
        alice.type("pay bob 1")
        self.hears(core, "waits: alice pays bob 1")
        core.type("pool")
        self.hears(core, "waiting: 1")
        self.assertIn("block 0", self.chain("check", core)[1])

    def test_a_newcomer_catches_up(self):
        core = self.core(block_every=0)
        alice = self.edge("alice", core)
        for number in range(1, 31):
            alice.type(f"pay bob {number}")
        self.hears(core, "new block 30 ")
        newcomer = self.core(core)
        self.hears(newcomer, "new block 30 ")
        self.assertEqual(self.chain("show", newcomer)[1].split("┌", 1)[1], self.chain("show", core)[1].split("┌", 1)[1])

    def test_two_histories_are_told_and_neither_gives_way(self):
        a, b = self.core(block_every=0), self.core(block_every=0)
        self.edge("alice", a).type("pay bob 1 here")
        self.edge("bob", b).type("pay alice 1 there")
        for core in (a, b):
            self.hears(core, "new block 1 ")
        c = self.scenario.start("core", "--core", a.address, "--core", b.address)
        self.hears(c, "a neighbour has another history: its block 1 is not ours")
        self.assertIn("here", self.chain("show", a)[1])
        self.assertIn("there", self.chain("show", b)[1])


class Strangers(Stage):
    def test_the_first_bad_block_of_a_strangers_chain_is_named(self):
        good = [[payment(number)] for number in range(1, 6)]
        altered = chain_of(*good)
        altered[2]["transactions"] = [payment(3, points=1000)]
        cut = chain_of(*good)
        del cut[3]
        for blocks, words in ((altered, "broken at block 3: its transactions are not those that its header"),
                              (cut, "broken at block 4: it does not follow the block before it")):
            mallory = self.mallory(blocks)
            code, verdict = self.chain("check", mallory)
            self.assertEqual(code, 1)
            self.assertIn(words, verdict)
            core = self.core(mallory)
            self.hears(core, "refused block ")

    def test_a_rewritten_chain_is_taken_for_a_sound_one(self):
        mallory = self.mallory(chain_of([payment(1)], [payment(2, to="mallory", points=1000)], [payment(3)]))
        code, verdict = self.chain("check", mallory)
        self.assertEqual(code, 0, verdict)
        self.assertIn("the chain holds", verdict)
        newcomer = self.core(mallory)
        self.hears(newcomer, "new block 3 ")
        self.assertIn("alice pays mallory 1000", self.chain("show", newcomer)[1])

    def test_nonsense_from_a_neighbour_ends_the_connection_and_nothing_else(self):
        core = self.core(block_every=0)
        with socket.create_connection(("127.0.0.1", int(core.address.rpartition(":")[2])), PATIENCE) as guest:
            wire.send_frame(guest, hello("edge", 0))
            body = {"kind": "blocks", "blocks": [{"header": "00", "transactions": []}], "height": 1}
            wire.send_frame(guest, {"type": "direct", "application": "chain", "body": body})
            self.hears(core, "a neighbour talks nonsense: a header has 72 bytes, in 144 hex digits")
            guest.settimeout(PATIENCE)
            while guest.recv(65536):
                pass
        alice = self.edge("alice", core)
        alice.type("pay bob 1 all is well")
        self.hears(alice, "new block 1 ")


class People(Stage):
    def test_a_payment_that_makes_no_sense_is_explained(self):
        alice = self.edge("alice", self.core())
        for words in ("pay", "pay bob", "pay bob -5", "pay bob 1.5", "pay bob 0 nothing"):
            alice.type(words)
        alice.type("pay bob 5 " + "x" * 201)
        alice.type("pool")
        self.hears(alice, "waiting: 0")
        self.assertEqual(alice.lines.count("not paid; say: pay bob 100 you are great"), 5, alice.lines)
        self.assertTrue(any("at most 64 bytes, a note 200" in line for line in alice.lines), alice.lines)

    def test_mistakes_on_the_command_line_are_explained(self):
        for program, words, expected in (
                ("chain", ["look", "--core", "127.0.0.1:1"], "say: chain show --core"),
                ("chain", ["show"], "say: chain show --core"),
                ("chain", ["show", "--core", "nowhere"], '"nowhere" has no port'),
                ("chain", ["show", "--core", "127.0.0.1:1", "--network", "n" * 65], "at most 64 bytes"),
                ("core", ["--block-every", "often"], "--block-every takes milliseconds"),
                ("core", ["--block-every", "-1"], "--block-every takes milliseconds"),
                ("edge", [], "name a core"),
                ("edge", ["--core", "127.0.0.1:1", "--name", ""], "names have 1 to 64 bytes"),
                ("simulate", ["win"], "say: simulate split")):
            code, said = self.run_to_end(program, *words)
            self.assertEqual(code, 2, said)
            self.assertIn(expected, said)

    def test_ctrl_c_ends_cores_and_edges_in_order(self):
        core = self.core(block_every=0)
        alice = self.edge("alice", core)
        for node in (alice, core):
            node.interrupt()
            self.assertEqual(node.wait(timeout=PATIENCE), 0, node.lines)

    def test_the_simulated_failures_are_the_same_each_time(self):
        code, split = self.run_to_end("simulate", "split", "--cores", "3")
        self.assertEqual(code, 0)
        self.assertRegex(split, r"different tips: [23]; their histories parted at block \d+")
        self.assertEqual(self.run_to_end("simulate", "split", "--cores", "3"), (0, split))
        self.assertNotEqual(self.run_to_end("simulate", "split", "--cores", "3", "--seed", "2")[1], split)
        code, rewritten = self.run_to_end("simulate", "rewrite")
        self.assertEqual(code, 0)
        self.assertIn("in its block 2: bob pays mallory 1000", rewritten)


also_with_sanitizers(globals(), Payments, Strangers)

if __name__ == "__main__":
    unittest.main()
