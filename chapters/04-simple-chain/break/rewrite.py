"""Mallory rewrites the second of twenty blocks and hashes the rest again: every check calls it sound."""

import hashlib
import json
import socket
import struct
import threading
import time

from courselib import wire

BLOCKS = 20


def attack(s):
    a, a_at = core(s, "core A", "--block-every", "0")
    alice = edge(s, "alice", a_at)
    s.tell(f"Alice pays bob {BLOCKS} times, and core A makes a block of each payment.")
    s.mute(a)
    s.mute(alice)
    for _ in range(BLOCKS):
        alice.type("pay bob 1 you are great")
    a.wait_for(f"new block {BLOCKS} ", timeout=10)

    s.tell("Mallory, this script, fetches the chain like anybody else. In block 2 she has a better idea:")
    blocks = fetch(s, a_at)
    before = time.perf_counter()
    rewrite(blocks, {"from": "bob", "nonce": "0" * 16, "note": "for nothing", "points": 1000000, "to": "mallory"})
    took = (time.perf_counter() - before) * 1000
    s.shows("mallory", f"{len(blocks) - 1} headers hashed again, in {took:.1f} ms")

    s.tell("Now she waits for a newcomer, who asks her for the history.")
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=be_a_core, args=(door, blocks), daemon=True).start()
    n, n_at = core(s, "newcomer", "--core", f"127.0.0.1:{door.getsockname()[1]}", quiet=True)
    n.wait_for(f"(new block {BLOCKS} |refused block)", timeout=10)
    for process in s.processes:
        s.mute(process)
    verdicts = {name: run(s, "chain", "check", "--core", at)[-1] for name, at in (("core A", a_at), ("newcomer", n_at))}
    for name, verdict in verdicts.items():
        s.shows(name, verdict)
    second = [line for line in run(s, "chain", "show", "--core", n_at) if "mallory" in line]
    if not second or "holds" not in verdicts["newcomer"]:
        return s.refused("the newcomer did not take the rewritten history")
    s.shows("newcomer", f"in block 2 I have:{second[0].replace('│', '')}")

    s.tell("The same in the simulator:")
    for line in run(s, "simulate", "rewrite"):
        s.shows("simulator", line)
    return s.failure(f"{took:.1f} ms of work, and a history of {BLOCKS} blocks is another one; every check says that it holds")


def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def header_of(previous, transactions, time):
    contents = hash256(b"".join(hash256(canonical(t)) for t in transactions))
    return struct.pack("<I32s32sI", 1, previous, contents, time)


# Known to everybody, as docs/protocol.md has it.
GENESIS = header_of(bytes(32), [{"from": "everybody", "nonce": "0" * 16, "note": "お前すげー", "points": 1,
                                 "to": "everybody"}], 1767225600)


def rewrite(blocks, transaction):
    """Puts the transaction into block 2 (the first of `blocks` is block 1), and links all that follows anew."""
    blocks[1]["transactions"] = [transaction]
    previous = hash256(bytes.fromhex(blocks[0]["header"]))
    for block in blocks[1:]:
        time_of_block = int.from_bytes(bytes.fromhex(block["header"])[68:], "little")
        header = header_of(previous, block["transactions"], time_of_block)
        block["header"], previous = header.hex(), hash256(header)


def fetch(s, address):
    """The blocks of a core, from block 1 on."""
    link = s.connect(address.rpartition(":")[2])
    wire.send_frame(link, hello("edge", 0))
    blocks, last = [], GENESIS
    while True:
        ask = {"kind": "get_blocks", "after": hash256(last)[::-1].hex(), "height": len(blocks)}
        wire.send_frame(link, {"type": "direct", "application": "chain", "body": ask})
        body = wire.recv_until(link, lambda m: m["type"] == "direct" and m["body"]["kind"] == "blocks")["body"]
        if not body["blocks"]:
            return blocks
        blocks += body["blocks"]
        last = bytes.fromhex(blocks[-1]["header"])


def be_a_core(door, blocks):
    """Greets whoever comes as a core would, and answers each question for blocks with all of them."""
    try:
        while True:
            guest, _ = door.accept()
            threading.Thread(target=serve, args=(guest, blocks, door.getsockname()[1]), daemon=True).start()
    except OSError:  # the scenario has ended
        pass


def serve(guest, blocks, port):
    try:
        wire.recv_until(guest, lambda m: m["type"] == "hello")
        wire.send_frame(guest, hello("core", port))
        while True:
            question = recv_question(guest, timeout=20)
            rest = blocks[question["height"]:]
            answer = {"kind": "blocks", "blocks": rest, "height": question["height"] + 1}
            wire.send_frame(guest, {"type": "direct", "application": "chain", "body": answer})
    except (OSError, KeyError, ValueError):  # the guest has gone
        pass


def recv_question(link, timeout=5):
    return wire.recv_until(link, lambda m: m["type"] == "direct" and m["body"]["kind"] == "get_blocks",
                           timeout=timeout)["body"]


def hello(role, port):
    return {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom", "role": role,
            "port": port, "id": "0000000000000bad", "applications": ["chain"]}


def run(s, program, *words):
    """What a program says, once it has ended."""
    process = s.start(program, *words, name=program, quiet=True)
    process.wait(timeout=20)
    return list(process.lines)


def core(s, name, *options, quiet=False):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name, quiet=quiet)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("edge", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process
