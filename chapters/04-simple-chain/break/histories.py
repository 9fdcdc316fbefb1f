"""Two cores build two histories, and nothing will ever make them agree."""

import re
import time

PATIENCE = 3  # seconds for the cores to agree, if they can
ROUNDS = 8    # payments, for which as many blocks are found, until they have to
NOTES = ("for the bread", "for the milk", "for the trouble")


def attack(s):
    a, a_at = core(s, "core A", "--block-every", "200")
    b, b_at = core(s, "core B", "--block-every", "200")
    alice, bob = edge(s, "alice", a_at), edge(s, "bob", b_at)

    s.tell("Two cores that build blocks; the line between them is down today. Work goes on at both.")
    alice.type("pay bob 10 for the bread")
    a.wait_for("new block 1")
    bob.type("pay carol 10 for the milk")
    b.wait_for("new block 1")

    s.tell("The line is mended: core C connects them. They compare what they have.")
    c, _ = core(s, "core C", "--core", a_at, "--core", b_at)
    for address in (a_at, b_at):
        c.wait_for(f"core {address} joined", timeout=15, from_start=True)
    alice.type("pay bob 1 for the trouble")
    a.wait_for("new block 2")
    if s.stage > "04":  # where a rule says which history counts
        return by_the_rule(s, alice, a, b)
    for each in (a, b):
        each.wait_for("a neighbour has another history", from_start=True)
    for process in s.processes:
        s.mute(process)
    if agree(s, a_at, b_at):
        return s.refused("both cores have ended with the same last block")
    s.tell(f"{PATIENCE} seconds later:")
    for name, address in (("core A", a_at), ("core B", b_at)):
        s.shows(name, f"my last block is {tip(s, address)}; and {held(s, ask(s, 'check', address)[-1])}")
    s.tell("No line needs to break for that. In the simulator, five cores, all connected, for a virtual hour:")
    simulated = run(s, "simulate", "split")
    for line in simulated:
        s.shows("simulator", line)
    if not re.match("different tips: [2-5];", simulated[-1]):
        raise s.unclear("the five cores of the simulator have not parted")
    return s.failure("two histories, both of which hold from the first block to the last; no rule says which one counts")


def by_the_rule(s, alice, *cores):
    """With as much work in both, each stays with its own. The next block decides, so alice pays now and then."""
    rounds = 0
    while not settled(s, *cores) and rounds < ROUNDS:
        alice.type("pay bob 1 for the patience")
        rounds += 1
    for process in s.processes:
        s.mute(process)
    chains = [chain_of(s, core) for core in cores]
    for core, chain in zip(cores, chains):
        check = ask(s, "check", core.said(r"listening on (\S+)")[1])
        s.shows(core.name, f"my last block is {hashes(chain)[-1]}; and {held(s, check[1])}")
    if chains[0] != chains[1]:
        return s.failure("a rule says which history counts, and there are still two of them")
    if not has_all(chains[0]):
        raise s.unclear("one history is left, and it lacks a payment of the other one")
    return s.refused("the history with more work counts: both cores have ended with the same last block, "
                     "and the payments of the other history have followed")


def settled(s, *cores):
    """Whether both have the same chain with the three payments in it, before the time is up."""
    until = time.monotonic() + PATIENCE / 2
    while time.monotonic() < until:
        tips = {[line.split()[3] for line in core.lines if line.startswith("new block")][-1] for core in cores}
        if len(tips) == 1:  # by what they have said; now by what they have
            first, second = [chain_of(s, core) for core in cores]
            if first == second and has_all(first):
                return True
        time.sleep(0.2)
    return False


def has_all(chain):
    """Whether each of the three payments is in it, once."""
    return all(chain.count(note) == 1 for note in NOTES)


def chain_of(s, core):
    return "\n".join(ask(s, "show", core.said(r"listening on (\S+)")[1])[1:])  # it begins with where it has asked


def held(s, verdict):
    """What `chain check` says of a chain that holds."""
    if not verdict.startswith("the chain holds, "):
        raise s.unclear(f"a core's own chain does not hold: {verdict}")
    return verdict


def hashes(chain):
    return re.findall(r"hash +(\S+)", chain)


def agree(s, *addresses):
    """Whether all end with the same last block, before the time is up."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if len({tip(s, address) for address in addresses}) == 1:
            return True
        time.sleep(0.5)
    return False


def tip(s, address):
    """The hash of a core's last block, as far as `chain show` shows it."""
    return hashes("\n".join(ask(s, "show", address)))[-1]


def ask(s, what, address):
    return run(s, "chain", what, "--core", address)


def run(s, program, *words):
    """What a program says, once it has ended."""
    process = s.start(program, *words, name=program, quiet=True)
    process.wait(timeout=20)
    return list(process.lines)


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("edge", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process
