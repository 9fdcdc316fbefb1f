"""Two rooms without a line between them write two histories; the line is mended, and the one with more work wins."""

import time

BREATH = 0.7  # seconds between two scenes, so that a reader can follow


def demo(s):
    s.tell(
        "Two rooms, and the line between them is down. In the west there are core A, core B and alice, in the east\n"
        "core C, core D and bob. Cores A and C mine: when a payment waits, they soon begin to look for a nonce. The\n"
        "rooms know nothing of each other; what they share is the network, and so its genesis block.\n")
    core_a, a = core(s, "core A", "--block-every", "2000")
    core_b, b = core(s, "core B", "--core", a)
    core_c, c = core(s, "core C", "--block-every", "800")  # the first to mine what waits when the rooms are one
    core_d, d = core(s, "core D", "--core", c)
    core_b.wait_for(f"core {a} joined", from_start=True)
    core_d.wait_for(f"core {c} joined", from_start=True)
    alice, bob = edge(s, "alice", b), edge(s, "bob", d)
    west, east = [core_a, core_b, alice], [core_c, core_d, bob]
    time.sleep(BREATH)

    s.tell("\nBob pays, in the east, and alice in the west. Each room gets a block 1; they are different ones.")
    pay(bob, "pay carol 30 for the ladder", east)
    pay(alice, "pay bob 100 you are great", west)
    s.tell("\nWork goes on: another block in the east, and two in the west.")
    pay(bob, "pay dave 5 for the nails", east)
    pay(alice, "pay carol 10 for the song", west)
    if s.interactive:
        s.tell(
            "\nNow you are alice. Pay somebody (pay erin 1 for the tea), look at what waits (pool) and at the chain\n"
            "(show), and type quit to go on. In the east, nobody sees anything of it.\n")
        s.let_user_type(alice)
        if not alice.running:
            s.tell("\nAlice has left. For the next scene she comes back.")
            west[-1] = alice = edge(s, "alice", b)
        until_nothing_waits(s, alice)
    pay(alice, "pay erin 7 for the second verse", west)
    for process in s.processes:
        s.mute(process)
    s.tell("\nSo there are two histories, and both hold. Core B's, in the west:")
    ask(s, "core B", "show", "--tree", "--core", b)
    ask(s, "core B", "check", "--core", b)
    s.tell("and core D's, in the east:")
    ask(s, "core D", "show", "--tree", "--core", d)
    ask(s, "core D", "check", "--core", d)
    time.sleep(BREATH)

    s.tell(
        "\nThe line is mended: core E calls both rooms. What has more work counts. So the east leaves its history for\n"
        "the other one, and bob's payments, which are in no block any more, wait again:")
    for process in east:
        s.unmute(process)
    core_e, e = core(s, "core E", "--core", c, "--core", a, quiet=True)
    for process in east:
        process.wait_for("reorganisation: back 2", timeout=30)
        process.wait_for("waits again: bob pays carol 30")
    s.tell("\nA miner puts them into a block, on top of the west's history:")
    for process in (*west, core_e):
        s.unmute(process)
    height, tip = core_c.wait_for(r"new block (\d+) (\S+), transactions: 2", timeout=30).groups()
    for process in (*west, *east, core_e):
        process.wait_for(f"new block {height} {tip}", timeout=30, from_start=True)
    time.sleep(BREATH)
    for process in s.processes:
        s.mute(process)
    s.tell(f"\nAll have ended with the same block {height}, and nobody has decided it. Core D's tree has a branch more:")
    ask(s, "core D", "show", "--tree", "--core", d)
    s.tell("Do all the chains hold?")
    for name, address in (("core A", a), ("core B", b), ("core C", c), ("core D", d), ("core E", e)):
        ask(s, name, "check", "--core", address)
    time.sleep(BREATH)

    s.tell("\nEverybody goes home.")
    for process in (alice, bob, *s.processes):  # the people first
        if process.running:
            process.interrupt()
            process.wait()
    s.tell("\nThat was chapter 05: a block costs work, and of two histories that hold, the one with more work counts.")
    s.tell("Next: read chapters/05-proof-of-work/README.md. Then see what no work protects from: ./course break 05")


def core(s, name, *options, quiet=False):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name, quiet=quiet)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("edge", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process


def pay(person, words, room):
    """Types a payment, and waits until all in the room have the block with it. The first in the room mines."""
    person.type(words)
    note = words.split(" ", 3)[3]
    room[0].wait_for(f"waits: .*: {note}$")  # blocks before that are the user's
    height = room[0].wait_for(r"new block (\d+)", timeout=30)[1]
    for process in room[1:]:
        process.wait_for(f"new block {height} ", timeout=10)
    time.sleep(BREATH)


def until_nothing_waits(s, person):
    """What the user has paid is in a block soon. Asked 100 times at most."""
    s.mute(person)
    for _ in range(100):
        person.type("pool")
        if person.wait_for(r"^waiting: (\d+)")[1] == "0":
            break
        time.sleep(0.2)
    s.unmute(person)


def ask(s, name, *words):
    """What the program `chain` says of this core's chain."""
    program = s.start("chain", *words, name="chain", quiet=True)
    program.wait(timeout=15)
    for line in program.lines:
        if not line.startswith("connected to"):
            s.shows(name, line)
