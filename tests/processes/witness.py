"""Somebody who looks at full nodes from outside: speaks docs/protocol.md, section 20, and shares no code with them.

It hears what a node announces, asks for its whole history, and counts the coins in it by itself.
"""

import hashlib
import json
import os
import socket
import struct
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from courselib import wire  # noqa: E402

PATIENCE = 60  # seconds, for whatever must happen on a busy machine
SUBSIDY = 100
BEGINS, EASIEST = 1767225600, 0x1f00ffff


class Wrong(Exception):
    """A node has broken a promise; in words."""


def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def shown(digest):
    return digest[::-1].hex()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def merkle_root(transactions):
    row = [hash256(canonical(one)) for one in transactions] or [bytes(32)]
    while len(row) > 1:
        row += row[-1:] * (len(row) % 2)
        row = [hash256(row[i] + row[i + 1]) for i in range(0, len(row), 2)]
    return row[0]


def genesis(network, spacing):
    """The name of the block that all of a network have in common."""
    rules = {"begins": BEGINS, "clamp": 4, "easiest": EASIEST, "gaps": 4, "interval": 4, "network": network,
             "note": "お前すげー", "spacing": spacing}
    return shown(hash256(struct.pack("<I32s32sIII", 1, bytes(32), merkle_root([rules]), BEGINS, EASIEST, 0)))


def target_of(header):
    bits = struct.unpack_from("<I", header, 72)[0]
    return (bits & 0x7fffff) << 8 * ((bits >> 24) - 3)


def work_of(header):
    return 2**256 // (target_of(header) + 1)


def id_of(transaction):
    """The name of a transaction: of its text without signatures."""
    if "inputs" in transaction:
        unsigned = [{key: value for key, value in one.items() if key != "signature"} for one in transaction["inputs"]]
        transaction = {**transaction, "inputs": unsigned}
    return shown(hash256(canonical(transaction)))


class Witness:
    """A connection with a node, as an edge that understands the application "node". A thread reads what comes."""

    def __init__(self, address, network):
        host, _, port = address.rpartition(":")
        self.announced = {}  # name -> work, or None: what this node has said to be its last block
        self._heard = []
        self._over = False
        self._changed = threading.Condition()
        self.socket = socket.create_connection((host, int(port)), PATIENCE)
        wire.send_frame(self.socket, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": network,
                                      "role": "edge", "port": 0, "id": os.urandom(8).hex(), "applications": ["node"]})
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def close(self):
        """Returns when all that has come is counted."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._reader.join(PATIENCE)
        self.socket.close()

    def until_closed(self):
        """When the node is gone: what it said last may still be on its way."""
        self._reader.join(PATIENCE)
        self.socket.close()

    def _read(self):
        try:
            while True:
                message = wire.recv_json(self.socket, timeout=10 * PATIENCE)
                if message["type"] == "ping":
                    wire.send_frame(self.socket, {"type": "pong", "nonce": message["nonce"]})
                if message["type"] == "direct" and message["application"] == "node":
                    self._note(message["body"])
        except (OSError, ValueError):
            pass
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def _note(self, body):
        with self._changed:
            if body["kind"] == "tip":
                self.announced[body["tip"]] = int(body["work"], 16)
            elif body["kind"] == "coming":  # whoever passes on another's says so before it has the block
                header = bytes.fromhex(body["header"])
                below = self.announced.get(shown(header[4:36]))
                self.announced[shown(hash256(header))] = below and below + work_of(header)
            self._heard.append(body)
            self._changed.notify_all()

    def wait_until(self, true, seconds=PATIENCE):
        """Until it is so, the node is gone, or the time is up; whether it is so."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or true(), seconds)
            return true()

    def tip(self):
        """(name, height, work) of the node's last block, as it said when we came."""
        bodies = self.answers(lambda body: body["kind"] == "tip", 1)
        return bodies[0]["tip"], bodies[0]["height"], int(bodies[0]["work"], 16)

    def ask(self, question, wanted, count=1):
        """The next messages for which wanted(body) is true."""
        with self._changed:
            self._heard.clear()
        wire.send_frame(self.socket, {"type": "direct", "application": "node", "body": question})
        return self.answers(wanted, count)

    def answers(self, wanted, count):
        found = []

        def enough():
            found[:] = [body for body in self._heard if wanted(body)]
            return len(found) >= count
        if not self.wait_until(enough):
            raise Wrong("a node does not answer")
        return found[:count]

    def headers_after(self, name):
        answer = self.ask({"kind": "get_headers", "locator": [name]}, lambda body: body["kind"] == "headers")[0]
        return [bytes.fromhex(header) for header in answer["headers"]]

    def blocks(self, names):
        """The transactions of each, in order. None: the node does not have it."""
        found = {}
        for start in range(0, len(names), 16):
            some = names[start:start + 16]
            for body in self.ask({"kind": "get_blocks", "hashes": some},
                                 lambda body: body["kind"] in ("block", "no_block"), len(some)):
                if body["kind"] == "block":
                    header = bytes.fromhex(body["block"]["header"])
                    if header[36:68] != merkle_root(body["block"]["transactions"]):
                        raise Wrong("a body that does not match its header")
                    found[shown(hash256(header))] = body["block"]["transactions"]
        return [found.get(name) for name in names]

    def waits(self, ids):
        """Those of these payments that wait with the node. Asked for one by one: what does not wait is not answered,
        but a block that nobody has is."""
        nowhere = "00" * 32
        with self._changed:
            self._heard.clear()
        for one in ids:
            wire.send_frame(self.socket, {"type": "direct", "application": "node",
                                          "body": {"kind": "get_payments", "ids": [one]}})
        wire.send_frame(self.socket, {"type": "direct", "application": "node",
                                      "body": {"kind": "get_blocks", "hashes": [nowhere]}})
        self.answers(lambda body: body["kind"] == "no_block" and body["hash"] == nowhere, 1)
        with self._changed:
            return {id_of(payment) for body in self._heard if body["kind"] == "payments"
                    for payment in body["payments"]}


class History:
    """All blocks of a node, fetched and looked at."""

    def __init__(self, witness, first):
        self.names, self.headers, self.work = [first], [b""], 0
        self.ids = {}    # of a transaction: the height of its block
        self.coins = {}  # (transaction, place) -> (address, amount, height, whether it was mined)
        while True:
            more = witness.headers_after(self.names[-1])
            for header in more:
                self._add(header)
            if len(more) < 250:
                break
        for height, transactions in enumerate(witness.blocks(self.names[1:]), 1):
            if transactions is None:
                raise Wrong(f"block {height} of its own history is not there")
            self._apply(height, transactions)

    @property
    def height(self):
        return len(self.names) - 1

    def _add(self, header):
        name = hash256(header)
        if shown(header[4:36]) != self.names[-1]:
            raise Wrong(f"block {len(self.names)} does not stand on the one before")
        if int.from_bytes(name, "little") > target_of(header):
            raise Wrong(f"block {len(self.names)} has no work")
        self.names.append(shown(name))
        self.headers.append(header)
        self.work += work_of(header)

    def _apply(self, height, transactions):
        made, fees = 0, 0
        for index, transaction in enumerate(transactions):
            name = id_of(transaction)
            mined = "coinbase" in transaction
            if mined and (index > 0 or transaction["coinbase"]["height"] != height):
                raise Wrong(f"block {height} has a coinbase that does not belong there")
            if name in self.ids:
                raise Wrong(f"transaction {name} stands in two blocks")
            self.ids[name] = height
            paid = sum(output["amount"] for output in transaction["outputs"])
            if mined:
                made = paid
            else:
                spent = sum(self._spend(one, height) for one in transaction["inputs"])
                if spent < paid:
                    raise Wrong(f"a payment in block {height} makes points")
                fees += spent - paid
            for place, output in enumerate(transaction["outputs"]):
                self.coins[name, place] = (output["address"], output["amount"], height, mined)
        if transactions and made != SUBSIDY + fees:  # each of our miners takes all
            raise Wrong(f"block {height} makes {made} points; {SUBSIDY} and {fees} of fees are due")

    def _spend(self, one, height):
        coin = self.coins.pop((one["transaction"], one["index"]), None)
        if coin is None:
            raise Wrong(f"block {height} spends a coin that is not there")
        return coin[1]

    def coins_of(self, address):
        """[(coin, worth)] that can be spent in the next block, the oldest first."""
        return [(f"{name}:{place}", amount) for (name, place), (to, amount, height, mined) in self.coins.items()
                if to == address and (not mined or self.height + 1 >= height + 3)]

    def points(self):
        return sum(amount for _, amount, _, _ in self.coins.values())


def look_at(address, network, spacing):
    """The history of the node at this address, and whether it is what it says."""
    witness = Witness(address, network)
    try:
        name, height, work = witness.tip()
        history = History(witness, genesis(network, spacing))
        if (history.names[-1], history.height, history.work) != (name, height, work):
            raise Wrong(f"it says to be at block {height}, {name}, and shows {history.height}, {history.names[-1]}")
        return history
    finally:
        witness.close()


def until(what, why, seconds=PATIENCE):
    """Asks again and again until it is so."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise Wrong(why)
        time.sleep(0.02)
