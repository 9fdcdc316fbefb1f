"""A stranger calls itself a core and sends a list of cores: from then on it is everybody's list."""

import re
import socket
import time

from courselib import wire


def attack(s):
    a, a_at = core(s, "core A")
    b, b_at = core(s, "core B", "--core", a_at)
    c, c_at = core(s, "core C", "--core", a_at)
    until_lists(s, a, {b_at, c_at})
    for node, others in ((b, (a_at, c_at)), (c, (a_at, b_at))):
        for at in others:
            node.wait_for(f"core {at} joined", timeout=10, from_start=True)

    s.tell("Three cores know each other. Asked who there is, core A answers:")
    listed(a)

    door = socket.create_server(("127.0.0.1", 0))
    stranger_at = f"127.0.0.1:{door.getsockname()[1]}"
    s.tell("A stranger, this script, says hello to core A as a core, and sends a list of its own.")
    stranger = s.connect(a_at.rpartition(":")[2])
    wire.send_frame(stranger, hello("core", port=door.getsockname()[1]))
    wire.recv_until(stranger, lambda message: message["type"] == "hello")
    wire.send_frame(stranger, {"type": "cores", "cores": [stranger_at]})
    s.shows("stranger", f"hello, I am a core. The cores are: {stranger_at}")
    wire.send_frame(stranger, {"type": "ping", "nonce": "0" * 16})
    wire.recv_until(stranger, lambda message: message["type"] == "pong")  # so it has read the list, too
    listed(a)

    s.tell("Bob comes to core A and is told which cores there are:")
    bob = s.start("edge", "--core", a_at, "--name", "bob", name="bob")
    bob.wait_for("connected to core")
    time.sleep(0.3)  # the list comes right behind the hello
    bobs = listed(bob)
    if {b_at, c_at} <= bobs:
        if stranger_at in bobs:
            raise s.unclear("bob has been told of the stranger, beside cores B and C")
        for process in s.processes:
            s.mute(process)  # how they end does not matter
        return s.refused("the stranger's list replaced nothing: bob still hears of cores B and C")

    s.tell("Core A dies. Cores B and C are alive and well, but where does bob go?")
    a.kill()
    talk_with(s, bob, door, stranger_at)
    for process in s.processes:
        s.mute(process)  # how they end does not matter
    return s.failure("one message of a stranger replaced core A's list; "
                     "bob, who was told it, now hangs on the stranger")


def talk_with(s, bob, door, stranger_at):
    """Bob comes to the stranger's door, and tells him what was meant for others."""
    edge = open_to_an_edge(door)
    bob.wait_for(f"connected to core {stranger_at}")
    bob.type("hello? this is private")
    line = wire.recv_until(edge, lambda message: message["type"] == "line")
    s.shows("stranger", f"bob writes to me: {line['text']}")
    wire.send_frame(edge, {"type": "ack", "id": line["id"]})
    bob.wait_for("delivered")


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def until_lists(s, node, addresses):
    """Waits until the node lists these cores: one that calls back before it believes takes a second or two."""
    s.mute(node)
    for _ in range(25):
        if addresses <= listed(node):
            return s.unmute(node)
        time.sleep(0.2)
    raise TimeoutError(f"{node.name} does not list {addresses}")


def listed(node):
    """The cores on a node's list, as /who prints them."""
    before = len(node.lines)
    node.type("/who")
    node.wait_for("^I am")
    time.sleep(0.2)  # the rest of the answer follows at once
    return set(re.findall(r"listed: (\S+)", "\n".join(node.lines[before:])))


def hello(role, port=0):
    return {"type": "hello", "protocol": "SimpleBitcoin", "version": 1, "network": "classroom", "role": role,
            "port": port, "id": "00000000000badc0", "applications": []}


def open_to_an_edge(door):
    """Greets the edge that comes to the door (cores B and C have been told of it, too, and knock first)."""
    door.settimeout(5)
    while True:
        guest, _ = door.accept()
        if wire.recv_json(guest)["role"] == "edge":
            wire.send_frame(guest, hello("core", port=door.getsockname()[1]))
            return guest
