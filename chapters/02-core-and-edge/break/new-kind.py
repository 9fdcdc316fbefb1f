"""An edge of tomorrow sends a message of a new kind: the core hangs up on it."""

from courselib import wire

POST = {"type": "board_post", "id": "00000000000000a1", "from": "ann", "title": "Lost cat",
        "text": "Grey, and answers to the name of Nonce."}
LINE = {"type": "line", "id": "00000000000000a2", "from": "ann", "text": "has anybody seen my cat?"}


def attack(s):
    core = s.start("core")
    port = core.wait_for(r"listening on .*:(\d+)")[1]

    s.tell("Ann and ben have a newer edge (this script): besides lines it knows a bulletin board.")
    ann, ben = joined(s, port, "ann"), joined(s, port, "ben")

    s.tell("A line, which is an old kind of message, reaches ben:")
    wire.send_frame(ann, LINE)
    line = wire.recv_until(ben, lambda message: message["type"] == "line")
    s.shows("ben", f"{line['from']}: {line['text']}")

    s.tell("A post on the board is a new kind. The core need not understand it, only pass it on.")
    wire.send_frame(ann, POST)
    try:
        post = wire.recv_until(ben, lambda message: message["type"] == POST["type"], timeout=1)
        s.shows("ben", f"on the board: {post['title']}")
        return s.refused("the core passed on a message of a kind that it does not know")
    except TimeoutError:
        s.shows("ben", "nothing")
    try:
        wire.recv_until(ann, lambda message: False, timeout=1)
    except wire.Closed:
        s.shows("ann", "the core has hung up on me")
        return s.failure("a new kind of message needs new cores, all of them, first")
    except TimeoutError:
        return s.failure("the core kept the connection, but nobody got the message")


def joined(s, port, name):
    """A connection to the core on which the hellos have been exchanged."""
    edge = s.connect(port)
    wire.send_frame(edge, {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom",
                           "role": "edge", "port": 0, "id": name.encode().hex().rjust(16, "0"),
                           "applications": ["board"]})
    wire.recv_until(edge, lambda message: message["type"] == "cores")
    return edge
