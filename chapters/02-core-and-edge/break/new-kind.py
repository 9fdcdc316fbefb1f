"""An edge of tomorrow sends a message of a new kind: the core hangs up on it."""

from courselib import wire

APPLICATION = "lost-and-found"
NOTE = {"type": "spread", "application": APPLICATION, "hops": 0, "id": "00000000000000a1",
        "body": {"lost": "a grey cat", "answers to": "Nonce", "tell": "ann"}}


def attack(s):
    core = s.start("core")
    port = core.wait_for(r"listening on .*:(\d+)")[1]

    s.tell("Ann and ben have a newer edge (this script), with a lost-and-found office. Their hello says so.")
    ann, ben = joined(s, port, "ann"), joined(s, port, "ben")

    s.tell("Ann asks which cores there are. That is an old kind of message, and the core answers:")
    wire.send_frame(ann, {"type": "get_cores"})
    cores = wire.recv_until(ann, lambda message: message["type"] == "cores")
    s.shows("ann", "the cores are: " + ", ".join(cores["cores"]))

    s.tell("A note for the lost-and-found is a new kind. The core need not understand it, only pass it on.")
    wire.send_frame(ann, NOTE)
    try:
        note = wire.recv_until(ben, lambda message: message["type"] == NOTE["type"], timeout=2)
        if note["body"] != NOTE["body"]:
            raise s.unclear(f"ben got another note: {note}")
        s.shows("ben", f"lost: {note['body']['lost']}")
        s.mute(core)  # how it ends does not matter
        return s.refused("the core passed on the note of an application that it has never heard of")
    except TimeoutError:
        s.shows("ben", "nothing")
    try:
        wire.recv_until(ann, lambda message: False, timeout=1)
    except wire.Closed:
        s.shows("ann", "the core has hung up on me")
    except TimeoutError:
        raise s.unclear("the core kept the connection, but nobody got the message") from None
    core.wait_for("left: a message of an unknown type", from_start=True)
    return s.failure("a new kind of message needs new cores, all of them, first")


def joined(s, port, name):
    """A connection to the core on which the hellos have been exchanged."""
    edge = s.connect(port)
    wire.send_frame(edge, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom",
                           "role": "edge", "port": 0, "id": name.encode().hex().rjust(16, "0"),
                           "applications": [APPLICATION]})
    wire.recv_until(edge, lambda message: message["type"] == "cores")
    return edge
