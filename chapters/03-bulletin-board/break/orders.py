"""Two people post at the same moment, and their boards show the two posts in different orders."""

import re
import time

POSTS = {"ann": "mine, please!", "ben": "I take it"}


def attack(s):
    a, a_at = core(s, "core A")
    b, b_at = core(s, "core B", "--core", a_at)
    a.wait_for(f"core {b_at} joined")
    ann, ben = edge(s, "ann", a_at), edge(s, "ben", b_at)

    s.tell('On the board: "One ticket is left. Who posts first gets it." Ann and ben both want it.')
    s.tell("Core A is busy with something else for a moment (this script halts it). Both post now:")
    a.stop()
    says(s, ann, POSTS["ann"])
    ann.type("/who")
    ann.wait_for("^I am an edge")  # so her post is under way, before ben's comes round to core A
    says(s, ben, POSTS["ben"])
    b.wait_for("passing on a message of (board|chain)")

    s.tell("Core A goes on. What has waited for it is passed on: nothing is lost.")
    a.cont()
    a.wait_for("passing on a message of (board|chain)")
    a.wait_for("passing on a message of (board|chain)")
    s.mute(ann)
    s.mute(ben)
    anns, bens = both_listed(s, ann, ben)
    s.tell("Both ask for the list:")
    s.shows("ann", "\n".join(anns))
    s.shows("ben", "\n".join(bens))
    for process in s.processes:
        s.mute(process)  # how they end does not matter

    for name, lines in (("ann", anns), ("ben", bens)):
        if sorted((author(line), line.partition(": ")[2]) for line in lines) != sorted(POSTS.items()):
            raise s.unclear(f"{name} has not the two posts and nothing else, but {lines}")
    if anns != bens:
        return s.failure(f"both boards have the same {len(anns)} posts, and ann's begins with {author(anns[0])}'s "
                         f"and ben's with {author(bens[0])}'s: both have got the last ticket")
    if has_a_chain(s):
        return s.refused(f"both copies of the chain have them in one order: {author(anns[0])} has got the ticket")
    return s.refused(f"both boards show the same order: {author(anns[0])} has got the ticket")


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("board", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process


def has_a_chain(s):
    """Whether there is a chain in place of the board. Then a post is the note of a payment."""
    return s.stage > "03"


def says(s, person, text):
    person.type(f"pay cashier 1 {text}" if has_a_chain(s) else f"post {text}")


def both_listed(s, ann, ben):
    """Both lists. A chain may change its end for a while; for the two to be the same, it gets some seconds."""
    anns, bens = listed(s, ann, posts=2), listed(s, ben, posts=2)
    if has_a_chain(s) and anns != bens:
        s.tell("Two blocks were found at the same time; ann has one of them, ben the other. The next block decides:")
        until = time.monotonic() + 12
        while anns != bens and time.monotonic() < until:
            time.sleep(0.1)
            anns, bens = listed(s, ann, posts=2), listed(s, ben, posts=2)
    return anns, bens


def listed(s, person, posts):
    """The posts as this person's program lists them, as soon as it has so many; asked 50 times at most."""
    wanted = re.compile(r"(│ +)?((ann|ben)(: | pays cashier ).*)")
    for _ in range(50):
        before = len(person.lines)
        person.type("show" if has_a_chain(s) else "list")
        person.type("/who")
        person.wait_for("^I am an edge")  # then the list is complete
        lines = [match[2] for match in map(wanted.fullmatch, person.lines[before:]) if match]
        if len(lines) >= posts:
            break
        time.sleep(0.1)
    return lines


def author(line):
    return re.match(r"\w+", line)[0]
