"""Two people post at the same moment, and their boards show the two posts in different orders."""

import time


def attack(s):
    a, a_at = core(s, "core A")
    b, b_at = core(s, "core B", "--core", a_at)
    a.wait_for(f"core {b_at} joined")
    ann, ben = edge(s, "ann", a_at), edge(s, "ben", b_at)

    s.tell('On the board: "One ticket is left. Who posts first gets it." Ann and ben both want it.')
    s.tell("Core A is busy with something else for a moment (this script halts it). Both post now:")
    a.stop()
    ann.type("post mine, please!")
    ben.type("post I take it")
    b.wait_for("passing on a message of board")

    s.tell("Core A goes on. What has waited for it is passed on: nothing is lost.")
    a.cont()
    a.wait_for("passing on a message of board")
    a.wait_for("passing on a message of board")
    s.mute(ann)
    s.mute(ben)
    anns, bens = listed(ann, posts=2), listed(ben, posts=2)
    s.tell("Both ask for the list:")
    s.shows("ann", "\n".join(anns))
    s.shows("ben", "\n".join(bens))
    for process in s.processes:
        s.mute(process)  # how they end does not matter

    if sorted(anns) != sorted(bens):
        return s.failure("the boards do not even show the same posts")
    if anns != bens:
        return s.failure(f"both boards have the same {len(anns)} posts, and ann's begins with {author(anns[0])}'s "
                         f"and ben's with {author(bens[0])}'s: both have got the last ticket")
    return s.refused(f"both boards show the same order: {author(anns[0])} has got the ticket")


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("board", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process


def listed(person, posts):
    """The board as this person's program lists it, as soon as it has so many posts; asked 50 times at most."""
    for _ in range(50):
        before = len(person.lines)
        person.type("list")
        person.type("/who")
        person.wait_for("^I am an edge")  # then the list is complete
        lines = [line for line in person.lines[before:] if line.startswith(("ann: ", "ben: "))]
        if len(lines) >= posts:
            break
        time.sleep(0.1)
    return lines


def author(line):
    return line.partition(":")[0]
