"""Ten clients that connect and say nothing hold every thread; the eleventh waits in vain."""

import socket
import time

PATIENCE = 2.0  # seconds


def attack(s):
    server = s.start("server", "--port", "0")
    port = server.wait_for(r"listening on .*:(\d+)")[1]

    s.tell("Ten clients connect and say nothing at all.")
    silent = [s.connect(port) for _ in range(10)]

    s.tell("An eleventh, who is in a hurry, sends two words and wants them back.")
    started = time.monotonic()
    eleventh = s.connect(port, timeout=PATIENCE)
    eleventh.sendall(b"hello there")
    eleventh.shutdown(socket.SHUT_WR)
    answer = read_to_the_end(eleventh)
    waited = time.monotonic() - started
    if answer == b"hello there":
        s.shows("eleventh", f"answered after {waited * 1000:.0f} ms")
        return s.refused(f"ten silent clients were connected, and the eleventh was answered within {PATIENCE:.0f} s")

    s.shows("eleventh", f"no answer after {waited:.0f} s")
    s.tell("Now one of the silent ones leaves.")
    silent.pop().close()
    eleventh.settimeout(5)
    late = read_to_the_end(eleventh)
    return s.failure(f"ten silent clients held every thread; the eleventh waited {waited:.0f} s for nothing"
                     + (" and was served once one of them left" if late == b"hello there" else ""))


def read_to_the_end(connection):
    """Everything until the other side ends its stream, or what came before our patience ended."""
    received = b""
    try:
        while piece := connection.recv(1024):
            received += piece
    except OSError:  # a timeout, or a reset
        pass
    return received
