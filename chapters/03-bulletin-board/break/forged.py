"""Somebody publishes a post with another person's name as its author, and everybody believes it."""

import time

from courselib import wire
from courselib.trouble import Trouble

FORGED = "no school tomorrow"


def attack(s):
    core = s.start("core")
    port = core.wait_for(r"listening on .*:(\d+)")[1]
    carol, dave = edge(s, "carol", port), edge(s, "dave", port)
    s.tell("Carol is the teacher. She and dave want to see new posts at once.")
    for person in (carol, dave):
        person.type("follow")
        person.wait_for("new posts are shown")

    s.tell("A pupil's program, this script, hangs on the same core, and hears what carol posts.")
    pupil = s.connect(port)
    wire.send_frame(pupil, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom",
                            "role": "edge", "port": 0, "id": "0000000000000bad", "applications": ["board"]})
    wire.recv_until(pupil, lambda message: message["type"] == "cores")
    carol.type("post bring your books tomorrow")
    dave.wait_for("carol: bring your books tomorrow")
    heard = wire.recv_until(pupil, lambda message: message["type"] == "spread")["body"]

    s.tell("It publishes another post, and whatever is beside the text it takes from hers: her name as the author.")
    forged = {**heard, "text": FORGED, "time": int(time.time())}
    wire.send_frame(pupil, {"type": "spread", "application": "board", "hops": 0, "id": "00000000000000a1",
                            "body": forged})
    try:
        dave.wait_for(f"carol: {FORGED}", timeout=3)
        believed = True
    except Trouble:  # his board does not show it
        believed = False
    if believed:
        s.tell("Carol's own board says so, too. She reads it with interest:")
        carol.wait_for(f"carol: {FORGED}", from_start=True)
        carol.type("I have not written that!")
        dave.wait_for("carol: I have not written that!")
    for process in s.processes:
        s.mute(process)  # how they end does not matter

    if believed:
        return s.failure(f'dave reads "carol: {FORGED}", which carol never wrote; '
                         "even her own board says that she did")
    return s.refused("dave's board does not show a post that carol has not written")


def edge(s, name, port):
    process = s.start("board", "--core", f"127.0.0.1:{port}", "--name", name, name=name)
    process.wait_for("connected to core")
    return process
