"""A core passes a post on with another text, and nobody can tell."""

import json
import socket
import threading

from courselib import wire
from courselib.trouble import Trouble

TEXT = "the cake money goes to ben"
ALTERED = "the cake money goes to mallory"


def attack(s):
    a, a_at = core(s, "core A")
    c, c_at = core(s, "core C")
    s.tell("Core A and core C do not know each other. What goes from one to the other goes through mallory's core.")
    door = socket.socket()
    door.bind(("127.0.0.1", 0))  # where mallory's core says it listens; it does not answer when it is called back
    near, far = joined(s, a, a_at, door), joined(s, c, c_at, door)
    carried = []  # what mallory's core has made of ann's post
    threading.Thread(target=carry, args=(near, far, lambda message: alter(message, carried)), daemon=True).start()
    threading.Thread(target=carry, args=(far, near, lambda message: message), daemon=True).start()
    ann, carl = edge(s, "ann", a_at), edge(s, "carl", c_at)

    s.tell("Carl, who has the money, follows the board. Ann posts:")
    carl.type("follow")
    carl.wait_for("new posts are shown")
    ann.type(f"post {TEXT}")
    ann.type("list")
    s.shows("ann", "my board says: " + ann.wait_for(f"ann: {TEXT}")[0])
    try:
        read = carl.wait_for("ann: .*", timeout=3)[0]
    except Trouble:  # nothing came, or nothing that his board shows
        read = None
    if not carried:
        raise s.unclear("mallory's core has had nothing to alter")
    for process in s.processes:
        s.mute(process)  # how they end does not matter

    if read is None:
        c.wait_for("passing on a message of board", from_start=True)  # to carl, who has refused it
        return s.refused("carl's board does not show what mallory's core made of ann's post")
    if read != f"ann: {ALTERED}":
        raise s.unclear(f"mallory's core has carried {carried}, and carl reads: {read}")
    return s.failure(f'ann wrote "{TEXT}", and carl reads "{read.partition(": ")[2]}", in her name and under the '
                     "same id: the two boards will never notice")


def alter(message, carried):
    """What mallory's core changes on the way: one word of one post."""
    if message["type"] == "spread" and message["body"].get("text") == TEXT:
        message["body"]["text"] = ALTERED
        carried.append(message)
    return message


def carry(source, target, change):
    """What a core does: it passes on spreads, each one hop further."""
    try:
        while True:
            message = change(json.loads(wire.recv_frame(source, timeout=20)))
            if message["type"] == "spread":
                message["hops"] += 1
                wire.send_frame(target, message)
            elif message["type"] == "ping":
                wire.send_frame(source, {"type": "pong", "nonce": message["nonce"]})
    except (OSError, ValueError):  # the scenario has ended
        pass


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def edge(s, name, core_at):
    process = s.start("board", "--core", core_at, "--name", name, name=name)
    process.wait_for("connected to core")
    return process


def joined(s, process, core_at, door):
    """Mallory's connection to that core, on which it has been greeted as a core."""
    link = s.connect(core_at.rpartition(":")[2])
    wire.send_frame(link, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom",
                           "role": "core", "port": door.getsockname()[1], "id": "0000000000000bad",
                           "applications": []})
    wire.recv_until(link, lambda message: message["type"] == "hello")
    process.wait_for("joined")
    return link
