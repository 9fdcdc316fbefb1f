"""A small network on this machine: three cores, two edges, and a core that dies."""

import time

BREATH = 0.5  # seconds between two scenes, so that a reader can follow


def demo(s):
    s.tell("Three cores and two edges start on this machine, each a program of its own. They talk over TCP,\n"
           "on ports that the system chooses. Every line below is said by the one named in front of it.\n")

    s.tell("Core A is alone.")
    core_a, a = core(s, "core A")
    s.tell("\nCore B is told the address of core A, and joins it.")
    core_b, b = core(s, "core B", "--core", a)
    joined(core_b, a)
    joined(core_a, b)
    time.sleep(BREATH)
    s.tell("\nCore C is told of core A only. Core A tells it of B, and B of it: now each is connected with each.")
    core_c, c = core(s, "core C", "--core", a)
    joined(core_c, a, b)
    joined(core_b, c)
    time.sleep(BREATH)
    s.tell(f"\nThey know each other by their addresses. Core A is {a}, core B {b}, core C {c}.")

    s.tell("Two people come: alice hangs on core A, bob on core B.")
    alice = edge(s, "alice", a)
    bob = edge(s, "bob", b)
    time.sleep(BREATH)

    if s.interactive:
        s.tell("\nNow you are alice. Type a line and press Enter: it goes to core A, from there to the other cores,\n"
               "and core B hands it to bob. Type /who to see whom alice knows, and quit to go on to the next scene.\n")
        s.let_user_type(alice)
        if not alice.running:
            s.tell("\nAlice has left. For the next scene she comes back.")
            alice = edge(s, "alice", a)
    else:
        s.tell("\nOn a terminal you could type now. Without one, alice and bob talk by themselves.")
        talk(alice, "hello bob, are you there?", bob)
        talk(bob, "yes! nobody sits between us who could not be replaced", alice)
    time.sleep(BREATH)

    s.tell("\nCore A is killed, as when the power fails: it says goodbye to nobody. Alice types a line all the same.")
    core_a.kill()
    alice.wait_for("core lost")
    talk(alice, "core A is gone, can you still read me?", bob)
    alice.wait_for("delivered: ")
    now_at = alice.said("connected to core (?!" + a.replace(".", r"\.") + r")(\S+)")[1]
    name = {b: "B", c: "C"}[now_at]
    time.sleep(BREATH)
    s.tell(f"\nAlice's edge kept the line, moved to core {name}, and delivered it there.")
    if s.interactive:
        s.tell("You are alice again; her lines take the new way now. Type quit to go on.\n")
        s.let_user_type(alice)
    else:
        talk(bob, "as well as before", alice)

    s.tell("\nCores B and C were told of core A at their start, so they have been knocking there, ever more rarely\n"
           "(every 8 seconds in the end). Now it starts again on its old port, and needs to be told of nobody.")
    core_a, _ = core(s, "core A", "--port", a.rpartition(":")[2])
    for process, other in ((core_b, b), (core_c, c)):
        process.wait_for(f"core {a} joined", timeout=12)
        core_a.wait_for(f"core {other} joined", timeout=12, from_start=True)
    time.sleep(BREATH)

    s.tell("\nEverybody goes home (Ctrl+C for each of them), and this time they say so.")
    for process in (alice, bob, core_c, core_b, core_a):
        process.interrupt()
        process.wait()
    s.tell("\nThat was chapter 02: a network that has no centre, and people who never noticed that a part of it died.")
    s.tell("Next: read chapters/02-core-and-edge/README.md, then see the network fail: ./course break 02")


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("edge", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process


def joined(process, *addresses):
    """Waits until the core has said that each of these cores has joined."""
    for address in addresses:
        process.wait_for(f"core {address} joined", from_start=True)


def talk(speaker, line, listener):
    speaker.type(line)
    listener.wait_for(f"{speaker.name}: {line}".replace("?", r"\?"))
    time.sleep(BREATH)
