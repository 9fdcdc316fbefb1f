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
    answer, ended = read_to_the_end(eleventh)
    waited = time.monotonic() - started
    if not all(map(still_connected, silent)):
        raise s.unclear("one of the ten has been sent away, or heard something")
    if answer == b"hello there":
        s.shows("eleventh", f"answered after {waited * 1000:.0f} ms")
        return s.refused(f"ten silent clients were connected, and the eleventh was answered within {PATIENCE:.0f} s")

    if answer or ended:
        raise s.unclear(f"the eleventh got {answer} after {waited:.1f} s, and {'the end' if ended else 'no end'}")
    s.shows("eleventh", f"no answer after {waited:.0f} s")
    s.tell("Now one of the silent ones leaves.")
    silent.pop().close()
    eleventh.settimeout(5)
    late, _ = read_to_the_end(eleventh)
    if late != b"hello there":
        raise s.unclear(f"a thread is free again, and the eleventh still gets {late}")
    return s.failure(f"ten silent clients held every thread; the eleventh waited {waited:.0f} s for nothing and was "
                     "served once one of them left")


def read_to_the_end(connection):
    """Everything until the other side ends its stream, or what came before our patience ended; and whether it did."""
    received = b""
    try:
        while piece := connection.recv(1024):
            received += piece
        return received, True
    except socket.timeout:  # another name for TimeoutError from Python 3.10 on
        return received, False


def still_connected(connection):
    """Whether nothing has come on it, not even its end."""
    connection.setblocking(False)
    try:
        return connection.recv(1) is None
    except BlockingIOError:
        return True
