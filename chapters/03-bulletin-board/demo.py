"""A bulletin board that everybody has a copy of: four cores in a ring, four people, and two who missed something."""

import time

LONELY = ("--want-cores", "0")  # such a core calls those that it is told of, and no others
BREATH = 0.5  # seconds between two scenes, so that a reader can follow


def demo(s):
    s.tell(
        "Four cores stand in a ring: each is connected with two others, and with nobody else. What one has to say to\n"
        "the core opposite, the others must carry. (Every line below is said by the one named in front of it.)\n")
    cores, at = ring(s)
    time.sleep(BREATH)
    s.tell(f"\nCore A is {at['A']}, core B {at['B']}, core C {at['C']} and core D {at['D']}.\n"
           "Four people come, one to each core. They want to see new posts at once.")
    people = [edge(s, name, at[core]) for name, core in (("ann", "A"), ("ben", "B"), ("carol", "C"), ("dave", "D"))]
    ann, ben, carol, dave = people
    for person in people:
        follow(person)
    time.sleep(BREATH)

    s.tell("\nAnn posts. Her core passes the post on to both sides, and it meets itself at the core opposite.\n"
           "Each board shows it once.")
    post(ann, "lost: a grey cat, answers to the name of Nonce", ben, carol, dave)
    s.tell(
        "\nA line that is no command is chat, as in chapter 02. No core knows the application chat; they pass it on\n"
        "all the same.")
    say(dave, "has anybody seen it?", ann, ben, carol)
    if s.interactive:
        s.tell("\nNow you are ann. Type `post` and a text, `list`, or anything else to chat; quit goes on to the next scene.\n")
        s.let_user_type(ann)
        if not ann.running:
            s.tell("\nAnn has left. She comes back for the next scene.")
            ann = edge(s, "ann", at["A"])
        follow_again(s, ann)
    else:
        s.tell("\nOn a terminal you could type now. Without one, ben posts by himself.")
        post(ben, "found: a cat. Grey. It will not say its name", ann, carol, dave)
    time.sleep(BREATH)

    s.tell("\nCore C is killed, as when the power fails. The ring is a line now. Carol's edge moves to another core.")
    cores["C"].kill()
    carol.wait_for("core lost")
    carol.wait_for("connected to core")
    s.tell("While core C is gone, and knows nothing of it, carol posts:")
    post(carol, "it is Nonce, I have asked her", ann, ben, dave)
    time.sleep(BREATH)
    s.tell("\nCore C starts again on its old port. It has forgotten everything. Its neighbours and it tell each other\n"
           "which posts they have, and whoever lacks one gets it. What does core C's board say now?")
    cores["C"], _ = core(s, "core C again", *LONELY, "--port", at["C"].rpartition(":")[2],
                         "--core", at["B"], "--core", at["D"])
    lists(s, cores["C"], "carol: it is Nonce")
    time.sleep(BREATH)
    s.tell("\nAn edge catches up in the same way. Dave goes home,")
    dave.type("/quit")
    dave.wait()
    post(ann, "cake for everybody at four", ben, carol)
    s.tell("and when he comes back, to another core this time, his board lacks nothing.")
    dave = edge(s, "dave", at["C"])
    lists(s, dave, "ann: cake for everybody")

    s.tell("\nEverybody goes home.")
    for process in (ann, ben, carol, dave, *cores.values()):
        process.interrupt()
        process.wait()
    s.tell("\nThat was chapter 03: a network that carries what it does not understand, each message once.")
    s.tell("Next: read chapters/03-bulletin-board/README.md, then see the board fail: ./course break 03")


def ring(s):
    """Four cores, each connected with the one before and the one after, and their addresses."""
    cores, at = {}, {}
    cores["A"], at["A"] = core(s, "core A", *LONELY)
    for name, before in (("B", "A"), ("C", "B")):
        cores[name], at[name] = core(s, "core " + name, *LONELY, "--core", at[before])
    cores["D"], at["D"] = core(s, "core D", *LONELY, "--core", at["C"], "--core", at["A"])
    for name, others in (("A", "BD"), ("B", "AC"), ("C", "BD"), ("D", "CA")):
        for other in others:
            cores[name].wait_for(f"core {at[other]} joined", timeout=10, from_start=True)
    return cores, at


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("board", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process


def follow(person):
    person.type("follow")
    person.wait_for("new posts are shown")


def follow_again(s, person):
    """A second `follow` switches it off. Whoever typed one gets it switched on again: the next scenes need it."""
    time.sleep(BREATH)  # what was typed last has been answered then
    answers = [line for line in person.lines if line.startswith("new posts are")]
    if answers and "not" in answers[-1]:
        s.tell(f"\n{person.name.capitalize()} wants to see new posts at once again.")
        follow(person)


def post(author, text, *readers):
    author.type("post " + text)
    for reader in readers:
        reader.wait_for(f"{author.name}: {text}")
    time.sleep(BREATH)


def say(speaker, line, *listeners):
    speaker.type(line)
    for listener in listeners:
        listener.wait_for(f"{speaker.name}: {line}".replace("?", r"\?"))
    time.sleep(BREATH)


def lists(s, process, wanted):
    """Asks for its list until the wanted post is on it (it has come within a second, usually), then shows it."""
    s.mute(process)
    for _ in range(50):
        process.type("list")
        process.type("/who")
        process.wait_for("^I am")  # then the list is complete
        time.sleep(0.1)
        if process.said(wanted):
            break
    s.unmute(process)
    process.type("list")
    process.wait_for(wanted)
    time.sleep(BREATH)
