"""Somebody publishes a post with another person's name as its author, and everybody believes it."""

import time

from courselib import wire
from courselib.trouble import Trouble

FORGED = {"author": "carol", "text": "no school tomorrow"}


def attack(s):
    core = s.start("core")
    port = core.wait_for(r"listening on .*:(\d+)")[1]
    carol, dave = edge(s, "carol", port), edge(s, "dave", port)
    s.tell("Carol is the teacher. She and dave want to see new posts at once.")
    for person in (carol, dave):
        person.type("follow")
        person.wait_for("new posts are shown")
    carol.type("post bring your books tomorrow")
    dave.wait_for("carol: bring your books tomorrow")

    s.tell("A pupil's program, this script, hangs on the same core. It publishes a post, with carol as the author.")
    pupil = s.connect(port)
    wire.send_frame(pupil, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom",
                            "role": "edge", "port": 0, "id": "0000000000000bad", "applications": ["board"]})
    wire.recv_until(pupil, lambda message: message["type"] == "cores")
    wire.send_frame(pupil, {"type": "spread", "application": "board", "hops": 0, "id": "00000000000000a1",
                            "body": {**FORGED, "time": int(time.time())}})
    try:
        dave.wait_for(f"carol: {FORGED['text']}", timeout=3)
        believed = True
    except Trouble:  # his board does not show it
        believed = False
    if believed:
        s.tell("Carol's own board says so, too. She reads it with interest:")
        carol.wait_for(f"carol: {FORGED['text']}", from_start=True)
        carol.type("I have not written that!")
        dave.wait_for("carol: I have not written that!")
    for process in s.processes:
        s.mute(process)  # how they end does not matter

    if believed:
        return s.failure(f'dave reads "carol: {FORGED["text"]}", which carol never wrote; '
                         "even her own board says that she did")
    return s.refused("dave's board does not show a post that carol has not written")


def edge(s, name, port):
    process = s.start("board", "--core", f"127.0.0.1:{port}", "--name", name, name=name)
    process.wait_for("connected to core")
    return process
