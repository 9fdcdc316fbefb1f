"""The programs of stage 01, as they are: what they print, what they refuse, and how they end.

They are tried from every build folder that has them: dev, asan, tsan. With a sanitizer each run also proves that it
had nothing to say.
"""

import os
import signal
import socket
import sys
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3] / "tools")]

from courselib import wire  # noqa: E402
from stage_programs import StageTest, also_with_sanitizers  # noqa: E402

RST_AT_CLOSE = b"\x01\x00\x00\x00\x00\x00\x00\x00"  # SO_LINGER on, no time: closing resets the connection


def was_closed(sock):
    """Whether the other side has ended this connection (with a reset, if it never came to accept it)."""
    try:
        return sock.recv(100) == b""
    except ConnectionResetError:
        return True


class Programs(StageTest):
    number = "01"

    def server(self, *options, host="127.0.0.1"):
        server = self.scenario.start("server", "--host", host, "--port", "0", *options)
        self.port = server.wait_for(r"listening on .*:(\d+)$", timeout=10)[1]
        return server

    def client(self, *words):
        return self.scenario.start("client", "--port", self.port, *words)

    def ask(self, *words):
        """Runs a client to its good end, and returns the answers it printed."""
        client = self.client(*words)
        self.assertEqual(client.wait(timeout=10), 0, client.lines)
        return [line[len('answer: "'):-1] for line in client.lines if line.startswith("answer: ")]

    # -- messages -------------------------------------------------------------------------------

    def test_a_message_lasts_until_the_client_says_that_no_more_will_come(self):
        server = self.server()
        self.assertEqual(self.ask("hello"), ["hello"])
        server.wait_for(r'^\[1\] read 5 bytes: "hello"$')
        server.wait_for(r'^\[1\] message: "hello"$')
        server.wait_for(r"^\[1\] closed: answered$")

    def test_several_sends_are_one_message_however_long_the_pause(self):
        server = self.server()
        self.assertEqual(self.ask("hello, ", "world"), ["hello, world"])
        self.assertEqual(self.ask("--pause-ms", "100", "hello, ", "world"), ["hello, world"])
        server.wait_for(r'^\[2\] read 7 bytes: "hello, "$')
        server.wait_for(r'^\[2\] read 5 bytes: "world"$')

    def test_one_send_may_arrive_in_pieces(self):
        server = self.server("--read-size", "8")
        self.assertEqual(self.ask("twenty bytes in all."), ["twenty bytes in all."])
        for count in (8, 8, 4):
            server.wait_for(rf"^\[1\] read {count} bytes")

    def test_frames_keep_messages_apart_on_one_connection(self):
        server = self.server("--framed", "--read-size", "8")
        self.assertEqual(self.ask("--framed", "hello, ", "world", "こんにちは"), ["hello, ", "world", "こんにちは"])
        for text in ("hello, ", "world", "こんにちは"):
            server.wait_for(rf'^\[1\] message: "{text}"$')

    def test_typed_lines_travel_as_frames_while_the_connection_stays_open(self):
        self.server("--framed")
        client = self.client("--framed")
        for line in ("first", "second"):
            client.type(line)
            client.wait_for(f'^answer: "{line}"$')
        client.close_input()
        self.assertEqual(client.wait(), 0)

    def test_ipv6_works(self):
        try:
            socket.create_server(("::1", 0), family=socket.AF_INET6).close()
        except OSError:
            self.skipTest("this machine has no IPv6 loopback")
        self.server(host="::1")
        self.assertEqual(self.ask("--host", "::1", "hello"), ["hello"])

    # -- trouble --------------------------------------------------------------------------------

    def test_a_refused_connection_is_explained(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = str(free.getsockname()[1])
        client = self.client("hello")
        self.assertEqual(client.wait(), 1)
        client.wait_for(f"cannot connect to 127.0.0.1, port {self.port}: .*Does a server listen")

    def test_a_port_that_is_taken_is_explained(self):
        self.server()
        second = self.scenario.start("server", "--port", self.port)
        self.assertEqual(second.wait(), 1)
        second.wait_for("cannot serve on 127.0.0.1: .*try another --port")

    def test_a_connection_that_is_reset_is_shown_and_harms_nobody(self):
        server = self.server()
        rude = self.scenario.connect(self.port)
        rude.sendall(b"half a mess")
        server.wait_for("read 11 bytes")
        rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RST_AT_CLOSE)
        rude.close()
        server.wait_for(r"^\[1\] closed: Connection reset by peer")
        self.assertEqual(self.ask("still there?"), ["still there?"])

    def test_a_message_without_an_end_is_refused(self):
        server = self.server()
        endless = self.scenario.connect(self.port)
        try:
            for _ in range(200):
                endless.sendall(b"x" * 10_000)
        except OSError:
            pass  # the server has closed the connection meanwhile
        server.wait_for(r"^\[1\] closed: refused: a message without an end", timeout=20)

    def test_control_characters_of_a_stranger_do_not_reach_the_terminal(self):
        server = self.server()
        stranger = self.scenario.connect(self.port)
        stranger.sendall(b"\x1b[2J\x07 \xff")
        stranger.shutdown(socket.SHUT_WR)
        server.wait_for(r'message: "\?\[2J\? \?"$')

    def test_garbage_in_place_of_a_frame_is_refused_and_the_next_client_served(self):
        server = self.server("--framed")
        for garbage, reason in ((b"GET / HTTP/1.1\r\n\r\n", "1195725856 bytes; at most 65536"),
                                (b"\x00\x00\x00\x00", "0 bytes says nothing"),
                                (b"\xff" * 5000, "4294967295 bytes; at most 65536")):
            stranger = self.scenario.connect(self.port)
            stranger.sendall(garbage)
            server.wait_for(f"closed: refused: a frame of {reason}")
        self.assertEqual(self.ask("--framed", "hello"), ["hello"])

    def test_a_frame_that_is_cut_off_ends_the_connection_only(self):
        server = self.server("--framed")
        stranger = self.scenario.connect(self.port)
        stranger.sendall(wire.frame("complete") + wire.frame("cut off")[:6])
        stranger.shutdown(socket.SHUT_WR)
        server.wait_for(r'^\[1\] message: "complete"$')
        server.wait_for(r"^\[1\] closed: ")
        self.assertEqual(self.ask("--framed", "hello"), ["hello"])

    def test_what_may_not_be_framed_is_not_sent(self):
        self.server("--framed")
        client = self.client("--framed", "")
        self.assertEqual(client.wait(), 1)
        client.wait_for("cannot send: a frame of 0 bytes says nothing")

    def test_a_client_notices_that_the_server_has_gone(self):
        server = self.server("--framed")
        client = self.client("--framed")
        client.type("hello")
        client.wait_for("answer: ")
        server.kill()
        client.type("anybody?")
        client.type("anybody?")
        self.assertEqual(client.wait(), 1)
        client.wait_for("the conversation ended early: ")

    # -- threads --------------------------------------------------------------------------------

    def test_many_clients_at_once_are_all_answered(self):
        self.server("--framed", "--threads", "10")
        clients = [self.client("--framed", f"client {i}", "again") for i in range(20)]
        for i, client in enumerate(clients):
            self.assertEqual(client.wait(timeout=20), 0)
            self.assertEqual([f'answer: "client {i}"', 'answer: "again"'], client.lines)

    def test_more_clients_than_threads_wait_until_one_leaves(self):
        self.server("--threads", "2")
        silent = [self.scenario.connect(self.port) for _ in range(2)]
        third = self.scenario.connect(self.port, timeout=0.3)
        third.sendall(b"hello")
        third.shutdown(socket.SHUT_WR)
        with self.assertRaises(socket.timeout):
            third.recv(100)
        silent[0].close()
        third.settimeout(10)
        self.assertEqual(third.recv(100), b"hello")

    # -- the end --------------------------------------------------------------------------------

    def test_ctrl_c_ends_the_server_in_order_even_while_clients_are_silent(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            server = self.server("--threads", "2")
            silent = [self.scenario.connect(self.port) for _ in range(3)]
            os.kill(server.pid, number)
            self.assertEqual(server.wait(), 0)
            for sock in silent:
                self.assertTrue(was_closed(sock))

    def test_the_port_can_be_used_again_at_once(self):
        server = self.server()
        self.ask("hello")
        server.interrupt()
        self.assertEqual(server.wait(), 0)
        again = self.scenario.start("server", "--port", self.port)
        again.wait_for(f"listening on 127.0.0.1:{self.port}$")
        self.assertEqual(self.ask("hello"), ["hello"])


also_with_sanitizers(globals(), Programs)

if __name__ == "__main__":
    unittest.main()
