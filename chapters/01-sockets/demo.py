"""Two programs and a socket: bytes that flow together, and frames that keep them apart."""


def demo(s):
    port, server = started(s, "server")
    s.tell("A server listens. A client connects, sends one text, says that no more will come, and reads the answer.")
    s.start("client", "--port", port, "hello").wait()
    server.wait_for("closed: ")

    s.tell("\nNow two texts, sent one after the other. The server cannot see where the first one ends.")
    s.start("client", "--port", port, "hello, ", "world").wait()
    server.wait_for("closed: ")
    server.end()

    s.tell("\nThe cure: a length before each message. That is a frame. The server shows that reads still come as they\n"
           "please (8 bytes at most, here), but the messages stay apart, and no character is torn.")
    port, framed = started(s, "server", "--framed", "--read-size", "8", name="framed server")
    s.start("client", "--framed", "--port", port, "hello, ", "world", "こんにちは").wait()
    framed.wait_for("closed: ")

    client = s.start("client", "--framed", "--port", port, name="you")
    if s.interactive:
        s.tell("\nYour turn: type a line and press Enter. It travels as a frame and comes back. Type quit to end.")
        s.let_user_type(client)
    else:
        s.tell("\nOn a terminal you could type now. Without one, two lines are typed for you.")
        for line in ("one connection", "as many messages as you like"):
            client.type(line)
            client.wait_for(f'answer: "{line}"')
    client.close_input()
    client.wait()
    framed.wait_for("closed: ")
    s.tell("\nThat was chapter 01. To see it fail: ./course break 01")


def started(s, *command, name=None):
    server = s.start(command[0], "--port", "0", *command[1:], name=name)
    return server.wait_for(r"listening on .*:(\d+)")[1], server
