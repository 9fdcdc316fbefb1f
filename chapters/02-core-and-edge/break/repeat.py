"""The acknowledgement of a line is lost together with the connection: the line is sent again, and read twice."""

import json
import socket
import threading
import time

from courselib import wire

ORDER = "please bake 12 loaves"


def attack(s):
    s.tell("Two cores, and each lists the other:")
    a, a_at = core(s, "core A")
    b, b_at = core(s, "core B", "--core", a_at)
    until_listed(a, b_at)
    until_listed(b, a_at)

    door = socket.create_server(("127.0.0.1", 0))
    cable_at = f"127.0.0.1:{door.getsockname()[1]}"
    # An edge that loses its core tries the next address of its list: the cable leads to the other core.
    spare_at = next_after(cable_at, [a_at, b_at])
    near_at = b_at if spare_at == a_at else a_at
    broken = threading.Event()
    threading.Thread(target=run_cable, args=(door, s.connect(near_at.rpartition(":")[2]), broken), daemon=True).start()

    s.tell("Bob, the baker, hangs on one core, and alice on the other, through a cable that will not last.")
    bob = s.start("edge", "--core", spare_at, "--name", "bob", name="bob")
    bob.wait_for("connected to core")
    alice = s.start("edge", "--core", cable_at, "--name", "alice", name="alice")
    alice.wait_for("connected to core")

    s.tell(f'Alice types "{ORDER}". Her core passes it on and acknowledges it. At this instant the cable breaks.')
    alice.type(ORDER)
    bob.wait_for(f"alice: {ORDER}")
    if not broken.wait(5):
        raise s.unclear("no acknowledgement came through the cable, so it has not broken")
    alice.wait_for(f"connected to core ({a_at}|{b_at})$")
    alice.wait_for(f"delivered: {ORDER}")
    alice.type("thank you")
    bob.wait_for("alice: thank you")
    for process in s.processes:
        s.mute(process)  # how they end does not matter

    read = bob.lines.count(f"alice: {ORDER}")
    if read != 1:
        return s.failure(f"alice typed her order once, and bob read it {read} times: "
                         f"{12 * read} loaves are in the oven")
    return s.refused("alice's edge sent the line twice, and bob read it once")


def core(s, name, *options):
    """A core and its address, once it listens."""
    process = s.start("core", *options, name=name)
    return process, process.wait_for(r"listening on (\S+)")[1]


def until_listed(node, address):
    """Waits until the node lists that core: one that calls back before it believes takes a second."""
    for _ in range(25):
        before = len(node.lines)
        node.type("/who")
        node.wait_for("^I am")
        time.sleep(0.2)  # the rest of the answer follows at once
        if f"listed: {address}" in "\n".join(node.lines[before:]):
            return
        time.sleep(0.2)
    raise TimeoutError(f"{node.name} does not list {address}")


def next_after(address, others):
    """The one that comes next in the order of the ports, round and round."""
    def port(at):
        return int(at.rpartition(":")[2])
    return min(others, key=lambda at: (port(at) < port(address), port(at)))


def run_cable(door, core_end, broken):
    """Carries everything between an edge and its core, until the core acknowledges a line."""
    edge_end, _ = door.accept()
    door.close()
    threading.Thread(target=carry_up, args=(edge_end, core_end), daemon=True).start()
    try:
        while True:
            message = wire.recv_frame(core_end, timeout=20)
            if json.loads(message)["type"] == "ack":
                broken.set()
                break
            wire.send_frame(edge_end, message)
    except OSError:  # the scenario has ended
        pass
    for end in (edge_end, core_end):
        end.shutdown(socket.SHUT_RDWR)
        end.close()


def carry_up(edge_end, core_end):
    try:
        while part := edge_end.recv(65536):
            core_end.sendall(part)
    except OSError:  # the cable is broken
        pass
