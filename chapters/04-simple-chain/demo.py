"""Payments become blocks, blocks a chain: three cores, two people, and a newcomer who checks it all."""

import time

BREATH = 0.5  # seconds between two scenes, so that a reader can follow


def demo(s):
    s.tell("Three cores and two people on this machine. Each of them keeps a copy of the chain. One core builds the\n"
           "blocks: three seconds after a payment has begun to wait, it writes down all that wait by then.\n")
    core_a, a = core(s, "core A", "--block-every", "3000")
    core_b, b = core(s, "core B", "--core", a)
    core_c, c = core(s, "core C", "--core", b)
    core_b.wait_for(f"core {a} joined", from_start=True)
    core_c.wait_for(f"core {b} joined", from_start=True)
    alice, bob = edge(s, "alice", b), edge(s, "bob", c)
    time.sleep(BREATH)

    s.tell("\nThis coin measures one thing: how great somebody is. Alice begins. Her payment waits, everywhere:")
    alice.type("pay bob 100 you are great")
    bob.wait_for("waits: alice pays bob 100")
    time.sleep(BREATH)
    bob.type("pay alice 50 so are you")
    alice.wait_for("waits: bob pays alice 50")
    s.tell("\nNow the block that core A makes of both. It takes three seconds: that is the timer.")
    for process in (core_a, core_b, core_c, alice, bob):
        process.wait_for("new block 1", timeout=10, from_start=True)
    time.sleep(BREATH)

    if s.interactive:
        s.tell("\nNow you are alice. Pay somebody (pay carol 10 for the song), look at what waits (pool) and at the\n"
               "chain (show), and type quit to go on.\n")
        s.let_user_type(alice)
        if not alice.running:
            s.tell("\nAlice has left. For the next scene she comes back.")
            alice = edge(s, "alice", b)
    s.tell("\nAnother payment, and another block. It names the one before it by its hash: that is the chain.")
    alice.type("pay carol 10 for the second verse")
    core_c.wait_for("waits: alice pays carol 10: for the second verse")  # blocks before that are the user's
    height = int(core_c.wait_for(r"new block (\d+)", timeout=10)[1])
    time.sleep(BREATH)

    s.tell("\nA newcomer, core D, has nothing but the genesis block. It asks its neighbour for the rest:")
    _, d = core(s, "core D", "--core", c)
    s.processes[-1].wait_for(f"new block {height}", timeout=10, from_start=True)
    time.sleep(BREATH)
    s.tell("\nWhoever does not believe it can look at the whole chain, and check each link:")
    show = s.start("chain", "show", "--core", d, name="chain")
    show.wait(timeout=10)
    check = s.start("chain", "check", "--core", d, name="chain")
    check.wait_for("the chain holds", timeout=10)
    check.wait(timeout=10)
    time.sleep(BREATH)

    s.tell("\nEverybody goes home.")
    for process in (alice, bob, *s.processes):  # the people first
        if process.running:
            process.interrupt()
            process.wait()
    s.tell("\nThat was chapter 04: who changes a word in an old block changes its hash, and the next block no longer fits.")
    s.tell("Next: read chapters/04-simple-chain/README.md. Then see how little that protects: ./course break 04")


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("edge", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process
