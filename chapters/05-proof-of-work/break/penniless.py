"""Somebody who has never received a point pays a million; real work is done for it, and all agree on it."""

import re
import time

PATIENCE = 8  # seconds for her payment to get into a block, if it can


def attack(s):
    a, a_at = core(s, "core A", "--block-every", "500")
    b, b_at = core(s, "core B", "--core", a_at)
    b.wait_for(f"core {a_at} joined", from_start=True)
    mallory, bob = edge(s, "mallory", a_at), edge(s, "bob", b_at)

    s.tell("Core A mines, and core B looks at each block before it passes it on. Mallory has nothing. She says:")
    mallory.type("pay bob 1000000 for your house")
    if not in_a_block(s, bob, b_at):
        for process in s.processes:
            s.mute(process)
        return s.refused("mallory's payment does not get into a block: she has nothing to pay it with")
    hashes = a.wait_for(r"mined after (\d+)", from_start=True)[1]
    for process in s.processes:
        s.mute(process)

    s.tell("What has she ever received? And do the cores object?")
    received = [line for line in chain(s, "show", b_at) if "pays mallory" in line]
    s.shows("core B", f"payments to mallory in my chain: {len(received)}")
    verdicts = {name: chain(s, "check", at) for name, at in (("core A", a_at), ("core B", b_at))}
    for name, lines in verdicts.items():
        s.shows(name, "\n".join(lines))
    if not all("the chain holds" in "\n".join(lines) for lines in verdicts.values()):
        return s.refused("her payment is in a block, and that block does not hold")
    return s.failure(f"mallory, who never received a point, has paid 1000000: core A has tried {hashes} hashes for it, "
                     "and every check holds")


def in_a_block(s, reader, address):
    """Whether the chain has her payment, before the time is up. Looked at whenever the reader hears of a block."""
    until, heard = time.monotonic() + PATIENCE, 0
    while time.monotonic() < until:
        blocks = [line for line in reader.lines if re.match(r"new block \d", line)]
        if len(blocks) > heard:
            heard = len(blocks)
            if any("mallory" in line and "1000000" in line for line in chain(s, "show", address)):
                return True
        time.sleep(0.1)
    return False


def chain(s, what, address):
    """What the program `chain` says of a core."""
    process = s.start("chain", what, "--core", address, name="chain", quiet=True)
    process.wait(timeout=20)
    return [line for line in process.lines if not line.startswith("connected to")]


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("edge", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process
