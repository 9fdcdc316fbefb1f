"""Two messages that are sent one after the other arrive as one."""

import time

ORDERS = ["send Alice 10", "00 apples for Bob"]


def attack(s):
    server = s.start("server", "--port", "0")
    port = server.wait_for(r"listening on .*:(\d+)")[1]

    s.tell("A client sends two orders, each with a send of its own. The server is busy just then (we freeze it).")
    server.stop()
    client = s.start("client", "--port", port, *ORDERS)
    time.sleep(0.3)
    server.cont()
    client.wait()
    server.wait_for("closed: ")

    messages = [line.partition("message: ")[2].strip('"') for line in server.lines if "message: " in line]
    if messages == ORDERS:
        return s.refused("two orders were sent and two arrived: the frames kept them apart")
    if messages != ["".join(ORDERS)]:
        raise s.unclear(f"two orders were sent, and these arrived: {messages}")
    return s.failure(f'two orders were sent, {len(messages)} arrived: "{messages[0]}"')
