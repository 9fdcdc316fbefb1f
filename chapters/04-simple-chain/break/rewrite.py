"""Mallory rewrites the second of twenty blocks and hashes the rest again: every check calls it sound."""

import hashlib
import itertools
import json
import socket
import struct
import threading
import time

from courselib import wire

WITHOUT_WORK = 72  # bytes of a header; with its work it has 80
BETTER = {"from": "bob", "nonce": "0" * 16, "note": "for nothing", "points": 1000000, "to": "mallory"}


def attack(s):
    count = 14 if costs_work(s) else 20
    a, a_at = core(s, "core A", "--block-every", "0")
    alice = edge(s, "alice", a_at)
    s.tell(f"Alice pays bob {count} times, and core A makes a block of each payment.")
    s.mute(a)
    s.mute(alice)
    before = time.perf_counter()
    for height in range(1, count + 1):
        alice.type("pay bob 1 you are great")
        a.wait_for(f"new block {height} ", timeout=20)
    worked = time.perf_counter() - before

    s.tell("Mallory, this script, fetches the chain like anybody else. In block 2 she has a better idea:")
    true_blocks = fetch(s, a_at)
    before = time.perf_counter()
    blocks = rewrite(true_blocks, BETTER)
    took = (time.perf_counter() - before) * 1000
    s.shows("mallory", f"{len(blocks) - 1} headers hashed again, in {took:.1f} ms")

    s.tell("Now she waits for a newcomer, who asks her for the history.")
    n, n_at = newcomer(s, "newcomer", blocks)
    n.wait_for(f"(new block {count} |refused block)", timeout=10)
    if costs_work(s):
        return with_work(s, a_at, n, true_blocks, worked)
    for process in s.processes:
        s.mute(process)
    verdicts = {name: run(s, "chain", "check", "--core", at)[-1] for name, at in (("core A", a_at), ("newcomer", n_at))}
    for name, verdict in verdicts.items():
        s.shows(name, verdict)
    if "holds" not in verdicts["core A"]:
        raise s.unclear("the true history does not hold")
    second = [line for line in run(s, "chain", "show", "--core", n_at) if "bob pays mallory 1000000" in line]
    if not second or "holds" not in verdicts["newcomer"]:
        return s.refused("the newcomer did not take the rewritten history")
    s.shows("newcomer", f"in block 2 I have:{second[0].replace('│', '')}")

    in_the_simulator(s)
    return s.failure(f"{took:.1f} ms of work, and a history of {count} blocks is another one; "
                     "every check says that it holds")


def in_the_simulator(s):
    s.tell("The same in the simulator:")
    simulated = run(s, "simulate", "rewrite")
    s.shows("simulator", "\n".join(simulated))
    if not simulated[-2].endswith("do they hold? yes") or "bob pays mallory" not in simulated[-1]:
        raise s.unclear("in the simulator the newcomer has not taken it")


def with_work(s, a_at, first, true_blocks, worked):
    """The rest, where a block has to be found. Mallory gets as long as core A had for all of its blocks."""
    refused = first.said("refused block [^:]*: (.*)")
    if not refused:
        return s.failure("a newcomer has taken a history that nobody has worked for")
    s.shows("newcomer", refused[0])
    s.tell(f"So she does the work. Core A had {worked:.1f} seconds for its blocks; she takes as long, in Python.")
    blocks, tries = mine(rewrite(true_blocks, BETTER), worked)
    share = 100 * work_of(blocks) // work_of(true_blocks)
    s.shows("mallory", f"after {tries} hashes I have {len(blocks)} of {len(true_blocks)} blocks, {share} % of the work")

    s.tell("Another newcomer knows nobody but her, and takes them. Then core D comes, which knows core A as well:")
    n, n_at = newcomer(s, "newcomer 2", blocks)
    n.wait_for(f"new block {len(blocks)} ", timeout=10)
    core(s, "core D", "--core", n_at, "--core", a_at, quiet=True)
    n.wait_for(f"new block {len(true_blocks)} ", timeout=30)
    s.shows("newcomer 2", n.said("reorganisation.*")[0])
    s.shows("newcomer 2", n.said("waits again: bob pays mallory.*")[0])
    shown = run(s, "chain", "show", "--core", n_at)
    if any("mallory" in line for line in shown):
        return s.failure("a newcomer holds mallory's history, though another one has more work")
    if sum("alice pays bob 1" in line for line in shown) != len(true_blocks):
        raise s.unclear("the newcomer has neither history")
    return s.refused(f"without work, block 2 is refused: {refused[1]}; with work, mallory gets as far as {share} % "
                     "of core A's in the same time, and the history with more work counts")


def costs_work(s):
    return s.stage > "04"


def hash256(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def contents_of(transactions, header_size):
    """What a header says of the transactions: a hash of all their hashes; with work, the root of a tree."""
    hashes = [hash256(canonical(t)) for t in transactions]
    if header_size == WITHOUT_WORK:
        return hash256(b"".join(hashes))
    while len(hashes) > 1:
        hashes += hashes[-1:] * (len(hashes) % 2)
        hashes = [hash256(left + right) for left, right in zip(hashes[::2], hashes[1::2])]
    return hashes[0]


def genesis(s):
    """Known to everybody, as docs/protocol.md has it."""
    begins, easiest = 1767225600, 0x1f00ffff
    if costs_work(s):
        rules = {"network": "classroom", "note": "お前すげー", "begins": begins, "easiest": easiest, "clamp": 4,
                 "spacing": 5, "interval": 4, "gaps": 4}
        return struct.pack("<I32s32sIII", 1, bytes(32), contents_of([rules], 80), begins, easiest, 0)
    words = {"from": "everybody", "nonce": "0" * 16, "note": "お前すげー", "points": 1, "to": "everybody"}
    return struct.pack("<I32s32sI", 1, bytes(32), contents_of([words], WITHOUT_WORK), begins)


def rewrite(blocks, transaction):
    """The blocks, from block 1 on, with this transaction in block 2, and all that follows linked anew."""
    changed = [dict(block) for block in blocks]
    changed[1]["transactions"] = [transaction]
    for before, block in zip(changed, changed[1:]):
        link(block, before)
    return changed


def link(block, before):
    """Names the block before this one, and what this one holds. All else in the header stays."""
    header = bytes.fromhex(block["header"])
    contents = contents_of(block["transactions"], len(header))
    block["header"] = (header[:4] + hash256(bytes.fromhex(before["header"])) + contents + header[68:]).hex()


def mine(blocks, seconds):
    """Finds nonces for block 2, which she needs, and for more until the time is up. Returns her blocks, and the tries."""
    until, tries = time.perf_counter() + seconds, 0
    for height in range(1, len(blocks)):
        link(blocks[height], blocks[height - 1])
        header = bytes.fromhex(blocks[height]["header"])
        target = target_of(header)
        middle = hashlib.sha256(header[:64])
        for nonce in itertools.count():
            inner = middle.copy()
            inner.update(header[64:76] + struct.pack("<I", nonce))
            found = hashlib.sha256(inner.digest()).digest()
            tries += 1
            if found[31] == 0 and int.from_bytes(found, "little") <= target:
                break
            if height > 1 and nonce % 1024 == 0 and time.perf_counter() > until:
                return blocks[:height], tries
        blocks[height]["header"] = (header[:76] + struct.pack("<I", nonce)).hex()
    return blocks, tries


def target_of(header):
    bits = int.from_bytes(header[72:76], "little")
    return (bits & 0x7fffff) << 8 * ((bits >> 24) - 3)


def work_of(blocks):
    return sum((1 << 256) // (target_of(bytes.fromhex(block["header"])) + 1) for block in blocks)


def fetch(s, address):
    """The blocks of a core, from block 1 on."""
    link = s.connect(address.rpartition(":")[2])
    wire.send_frame(link, hello("edge", 0))
    blocks, last = [], genesis(s)
    while True:
        ask = {"kind": "get_blocks", "after": hash256(last)[::-1].hex(), "height": len(blocks)}
        wire.send_frame(link, {"type": "direct", "application": "chain", "body": ask})
        body = wire.recv_until(link, lambda m: m["type"] == "direct" and m["body"]["kind"] == "blocks")["body"]
        if not body["blocks"]:
            return blocks
        blocks += body["blocks"]
        last = bytes.fromhex(blocks[-1]["header"])


def newcomer(s, name, blocks):
    """A core that knows mallory, and nobody else."""
    door = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=be_a_core, args=(door, blocks), daemon=True).start()
    return core(s, name, "--core", f"127.0.0.1:{door.getsockname()[1]}", quiet=True)


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
        last = bytes.fromhex(blocks[-1]["header"])
        if len(last) > WITHOUT_WORK:  # there, nobody asks before something is announced
            work = f"{work_of(blocks) + 65537:064x}"  # and the genesis block's
            tip = {"kind": "tip", "height": len(blocks), "tip": hash256(last)[::-1].hex(), "work": work}
            wire.send_frame(guest, {"type": "direct", "application": "chain", "body": tip})
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
